import { useEffect, useState } from "react";

// The same Unicode categories as the server, which has the last word.
const MET = {
  length: (text, minimum) => [...text].length >= minimum,
  upper: (text) => /\p{Lu}/u.test(text),
  lower: (text) => /\p{Ll}/u.test(text),
  digit: (text) => /\p{Nd}/u.test(text),
  special: (text) => /[\p{P}\p{S}\p{Z}]/u.test(text),
};
const PAUSE = 1000; // ms without typing before the count is read out

function useText(id) {
  const [text, setText] = useState("");
  useEffect(() => {
    const field = document.getElementById(id);
    if (!field) return undefined;
    const read = () => setText(field.value.normalize("NFC"));
    read();
    field.addEventListener("input", read);
    return () => field.removeEventListener("input", read);
  }, [id]);
  return text;
}

function useSettled(value) {
  const [settled, setSettled] = useState("");
  useEffect(() => {
    const id = window.setTimeout(() => setSettled(value), PAUSE);
    return () => window.clearTimeout(id);
  }, [value]);
  return settled;
}

/** The rules of a new password, ticked as it is typed; what is typed is not sent anywhere. */
export function PasswordChecklist({ htmlFor, requirements, minLength }) {
  const text = useText(htmlFor);
  const met = requirements.map(({ kind }) => MET[kind](text, minLength));
  const count = met.filter(Boolean).length;
  const all = `${count} règle${count > 1 ? "s" : ""} sur ${requirements.length} respectée${count > 1 ? "s" : ""}.`;
  const spoken = useSettled(text === "" ? "" : all);
  return (
    <div className="checklist">
      <ul className="checklist-rules" aria-label="Règles du mot de passe">
        {requirements.map(({ kind, label }, n) => (
          <li key={kind} className={met[n] ? "checklist-met" : ""}>
            <svg className="icon" width="18" height="18" viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="2.5" aria-hidden="true">
              <circle cx="12" cy="12" r="10" />
              {met[n] ? <path d="m7.5 12.5 3 3 6-6.5" /> : null}
            </svg>
            <span>{label}</span>
            <span className="visually-hidden">{met[n] ? " : respectée" : " : pas encore respectée"}</span>
          </li>
        ))}
      </ul>
      <p className="visually-hidden" role="status">
        {spoken}
      </p>
    </div>
  );
}
