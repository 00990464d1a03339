import { useEffect, useLayoutEffect } from "react";

const useBrowserLayoutEffect = typeof window === "undefined" ? useEffect : useLayoutEffect;

const SETTLING = 5000; // ms during which what the dialog changed may still disappear from the page

// What had the focus last, dialogs apart. A menu counts as its button, which a finger opens without focusing it.
let last = null;
if (typeof document !== "undefined") {
  document.addEventListener("focusin", ({ target }) => {
    if (target.closest("[role=dialog], [role=alertdialog]")) return;
    const menu = target.closest("[role=menu]");
    last = menu ? document.getElementById(menu.getAttribute("aria-labelledby")) : target;
  });
}

const isLost = () => !document.activeElement || document.activeElement === document.body;

/** In a dialog without a button of its own: gives the focus back to what had it before, or to the page's title. */
export function ReturnFocus({ fallbackId }) {
  useBrowserLayoutEffect(() => {
    const opener = last;
    return () => {
      window.setTimeout(() => giveBack(opener, fallbackId), 0);
    };
  }, []);
  return null;
}

function giveBack(opener, fallbackId) {
  if (!isLost()) return;
  const isThere = opener?.isConnected;
  (isThere ? opener : document.getElementById(fallbackId))?.focus();
  if (!isThere) return;
  // The row that was deleted goes a moment later.
  const observer = new MutationObserver(() => {
    if (opener.isConnected) return;
    observer.disconnect();
    if (isLost()) document.getElementById(fallbackId)?.focus();
  });
  observer.observe(document.body, { childList: true, subtree: true });
  window.setTimeout(() => observer.disconnect(), SETTLING);
}
