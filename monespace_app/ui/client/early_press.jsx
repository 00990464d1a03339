// A button pressed before the page was alive is pressed again, once, now that it is: see ui/paint_first.py.
// Menus open at the beginning of a press, forms are sent at its end: the whole press is made again.
import { useEffect } from "react";

const WHOLE_PRESS = ["pointerdown", "mousedown", "pointerup", "mouseup"];

function pressAgain() {
  const button = window.earlyPress;
  window.earlyPress = undefined;
  if (!button?.isConnected) return;
  button.removeAttribute("data-waiting");
  button.focus();
  for (const name of WHOLE_PRESS)
    button.dispatchEvent(new PointerEvent(name, { bubbles: true, cancelable: true, button: 0, pointerType: "mouse" }));
  button.click();
}

export function EarlyPress() {
  useEffect(() => {
    const timer = window.setTimeout(pressAgain, 0); // after the effects of the whole page
    return () => window.clearTimeout(timer);
  }, []);
  return null;
}
