// For the pages before login: nothing typed by the previous person stays in the tab.
import { useEffect } from "react";
import { forgetEverything } from "./kept_texts.js";

export function ForgetKeptTexts() {
  useEffect(() => forgetEverything(), []);
  return null;
}
