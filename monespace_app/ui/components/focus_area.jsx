import { useEffect, useRef } from "react";

/** A block that takes the focus when it appears and each time `signal` changes. */
export function FocusArea({ signal, children, ...props }) {
  const area = useRef(null);
  useEffect(() => {
    area.current?.focus();
  }, [signal]);
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
