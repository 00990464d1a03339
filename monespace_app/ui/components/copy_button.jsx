import { useEffect, useState } from "react";

const SHOWN_FOR = 4000; // ms
const FAILED = "La copie n'a pas marché\u00a0: sélectionnez le texte, puis copiez-le.";

// Without the clipboard (plain HTTP, refused permission, old browser): select a hidden field and copy it.
function copySelection(text, near) {
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "visually-hidden";
  near.append(field);
  field.select();
  try {
    return document.execCommand("copy");
  } finally {
    field.remove();
  }
}

async function copy(text, near) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copySelection(text, near);
  }
}

/** Copies its text, then says for four seconds whether it worked. */
export function CopyButton({ text, label, done }) {
  const [words, setWords] = useState("");
  useEffect(() => {
    if (!words) return undefined;
    const timer = setTimeout(() => setWords(""), SHOWN_FOR);
    return () => clearTimeout(timer);
  }, [words]);
  const copied = words === done;
  const clicked = async (event) => {
    const button = event.currentTarget;
    const worked = await copy(text, button.parentElement);
    button.focus();
    setWords(worked ? done : FAILED);
  };
  return (
    <>
      <button
        type="button"
        className="button button-secondary button-small"
        onClick={clicked}
      >
        <svg className="icon" width="20" height="20" viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true">
          {copied ? (
            <path d="M20 6 9 17l-5-5" />
          ) : (
            <path d="M9 9h11v11H9zM5 15H4V4h11v1" />
          )}
        </svg>
        <span className="button-label">{copied ? done : label}</span>
      </button>
      <span className={words === FAILED ? "field-error" : "visually-hidden"} role="status">
        {words}
      </span>
    </>
  );
}
