// The second tap of a double tap that closed a dialog must not press what was behind it. Only a dialog that has just
// closed under the finger arms this: quick presses of two buttons of a page, one after the other, are both wanted.
import { useEffect } from "react";

const DOUBLE = 400; // ms between the two taps
const NEAR = 30; // px between them
const DIALOGS = '[role="dialog"], [role="alertdialog"]';
const PARTS = ["pointerdown", "mousedown", "pointerup", "mouseup", "click"];

let first; // the tap made while a dialog was open: { x, y, time, dialog }
let swallowing = false;

const topDialog = () => [...document.querySelectorAll(DIALOGS)].at(-1);

function follows(event) {
  if (!first || first.dialog.isConnected) return false;
  const distance = Math.hypot(event.clientX - first.x, event.clientY - first.y);
  return event.timeStamp - first.time < DOUBLE && distance < NEAR;
}

function look(event) {
  if (!event.isTrusted || (event.type === "click" && event.detail === 0)) return; // a key, or ourselves
  if (event.type === "pointerdown") {
    swallowing = follows(event);
    const dialog = topDialog();
    if (!swallowing)
      first = dialog && { x: event.clientX, y: event.clientY, time: event.timeStamp, dialog };
  }
  if (!swallowing) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

export function DoubleTap() {
  useEffect(() => {
    for (const name of PARTS) window.addEventListener(name, look, { capture: true });
    return () => {
      for (const name of PARTS) window.removeEventListener(name, look, { capture: true });
    };
  }, []);
  return null;
}
