import { useEffect, useRef } from "react";

/** A block that takes the focus when it appears and each time `signal` changes, once the page is `ready`. */
export function FocusArea({ signal, ready = true, children, ...props }) {
  const area = useRef(null);
  const seen = useRef(null);
  useEffect(() => {
    if (!ready || seen.current === signal) return; // a page that is loaded again, say after a cut, says nothing new
    seen.current = signal;
    area.current?.focus();
  }, [signal, ready]);
  const toField = (event) => {
    const target = event.target.closest?.("a[href^='#']");
    const field = target && document.getElementById(target.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    field.focus();
    field.scrollIntoView({ block: "center" });
  };
  return (
    <div {...props} ref={area} onClick={toField}>
      {children}
    </div>
  );
}
