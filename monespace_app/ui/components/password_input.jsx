import { useState } from "react";

const EYE = "M2 12s3.6-7 10-7 10 7 10 7-3.6 7-10 7-10-7-10-7Z";

/** A password field whose button shows and hides what is typed. */
export function PasswordInput({ className = "", ...props }) {
  const [shown, setShown] = useState(false);
  const word = shown ? "Masquer" : "Afficher";
  return (
    <div className="input-group">
      <input {...props} type={shown ? "text" : "password"} className={`${className} input-with-end`} />
      <button
        type="button"
        className="input-end"
        aria-controls={props.id}
        aria-pressed={shown}
        disabled={props.disabled}
        onClick={() => setShown(!shown)}
      >
        <svg className="icon" width="20" height="20" viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="2" aria-hidden="true">
          <path d={EYE} />
          <circle cx="12" cy="12" r="3" />
          {shown ? <path d="M4 4l16 16" /> : null}
        </svg>
        <span>{word}</span>
        <span className="visually-hidden"> le mot de passe</span>
      </button>
    </div>
  );
}
