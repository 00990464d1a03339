// « Renvoyer le code », available after a while. Stays focusable, says how long it takes.
import { useEffect, useReducer, useState } from "react";
import { skewOf } from "./session_time.js";

const seconds = () => Date.now() / 1000;
const ANSWER = 5000; // ms during which a second press does nothing

function useWait(availableAt, serverNow) {
  const [, tick] = useReducer((count) => count + 1, 0);
  const [mounted, setMounted] = useState(false); // the server that renders first knows no time
  useEffect(() => setMounted(true), []);
  const known = mounted && serverNow > 0;
  const wait = known ? Math.max(0, Math.ceil(availableAt - seconds() - skewOf(serverNow, seconds()))) : 0;
  useEffect(() => {
    if (wait === 0) return undefined;
    const id = window.setInterval(tick, 1000);
    return () => window.clearInterval(id);
  }, [wait === 0]);
  return wait;
}

export function ResendTimer({ availableAt, serverNow, onResend, label }) {
  const wait = useWait(availableAt, serverNow);
  const [pressed, setPressed] = useState(false);
  const [waited, setWaited] = useState(false);
  const disabled = wait > 0 || pressed;
  useEffect(() => {
    if (wait > 0) setWaited(true);
  }, [wait]);
  useEffect(() => setPressed(false), [availableAt]);
  useEffect(() => {
    if (!pressed) return undefined;
    const id = window.setTimeout(() => setPressed(false), ANSWER);
    return () => window.clearTimeout(id);
  }, [pressed]);
  const clicked = () => {
    if (disabled) return;
    setPressed(true);
    onResend?.();
  };
  return (
    <span className="client-resend">
      <button type="button" className="button button-secondary" aria-disabled={disabled} onClick={clicked}>
        {label}
        {wait > 0 && <span className="client-resend-wait">{` dans ${wait}\u00a0s`}</span>}
      </button>
      <span className="visually-hidden" role="status">
        {waited && !disabled ? "Vous pouvez demander un nouveau code." : ""}
      </span>
    </span>
  );
}
