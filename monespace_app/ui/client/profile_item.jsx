// A line of the profile menu. A switch drops what a form holds: with something unsaved it asks first (PROF-2).
import { Item } from "@radix-ui/react-dropdown-menu";
import { hasUnsavedText } from "./kept_texts.js";
import { askToSwitch } from "./switch_question.jsx";

export function ProfileItem({ onSelect, ...props }) {
  const isOpen = props["aria-current"] === "true";
  const select = () => {
    if (!hasUnsavedText()) onSelect?.();
    else if (!isOpen) askToSwitch(onSelect);
  };
  return <Item {...props} onSelect={select} />;
}
