// A polite region that says each new message once, even when the page is built again around it.
import { useEffect, useState } from "react";

const BETWEEN = 1500; // ms: two messages in a row are both said
const LAST = "monespace-annonce"; // in session storage: a reload does not repeat the last message

const queue = [];
let draining = false;
let show = () => {}; // of the region mounted now

function lastNonce() {
  try {
    return window.sessionStorage.getItem(LAST) ?? "";
  } catch {
    return "";
  }
}

function rememberNonce(nonce) {
  try {
    window.sessionStorage.setItem(LAST, nonce);
  } catch {
    // The browser refuses storage: a reload will say the last message again, no harm.
  }
}

function drain() {
  draining = queue.length > 0;
  if (!draining) return;
  const next = queue.shift();
  show("");
  window.setTimeout(() => show(next), 100);
  window.setTimeout(drain, BETWEEN);
}

export function LiveAnnouncer({ message, nonce }) {
  const [words, setWords] = useState("");
  useEffect(() => {
    show = setWords;
  }, []);
  useEffect(() => {
    const current = nonce ? String(nonce) : "";
    const before = lastNonce();
    if (current === before) return;
    rememberNonce(current);
    if (!current || !message) return;
    queue.push(message);
    if (!draining) drain();
  }, [message, nonce]);
  return (
    <div className="visually-hidden" role="status">
      {words}
    </div>
  );
}
