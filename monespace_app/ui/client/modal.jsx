// A native modal dialog: the browser keeps focus inside, makes the rest inert and gives focus back afterwards
// (if it is closed before it is removed: hence the layout effect). In the body itself: another dialog, open
// already, has hidden its own surroundings from screen readers. Its title and its words carry the ids
// `${id}-title` and `${id}-words`.
import { useLayoutEffect, useRef } from "react";
import { createPortal } from "react-dom";
import { ConnectionNews } from "./connection_news.jsx";

export function Modal({ id, children, onEscape, className }) {
  const dialog = useRef(null);
  useLayoutEffect(() => {
    const element = dialog.current;
    element.showModal();
    return () => element.close();
  }, []);
  return createPortal(
    <dialog
      ref={dialog}
      role="alertdialog"
      className={`client-dialog ${className}`}
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-words`}
      onCancel={(event) => {
        event.preventDefault();
        onEscape();
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault(); // a second Escape would close it without asking
        onEscape();
      }}
    >
      {children}
      <ConnectionNews className="dialog-news" />
    </dialog>,
    document.body,
  );
}
