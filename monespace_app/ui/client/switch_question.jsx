// The question before a switch of profile that would lose something typed (PROF-2).
import { useEffect, useState } from "react";
import { Modal } from "./modal.jsx";

let ask = (go) => go(); // of the question mounted now

export const askToSwitch = (go) => ask(go);

// The menu from which the question came is closed: its button takes the focus back.
const focusMenuButton = () => window.setTimeout(() => document.querySelector(".profile-button")?.focus(), 0);

export function SwitchQuestion() {
  const [go, setGo] = useState(null);
  useEffect(() => {
    ask = (next) => setGo(() => next);
  }, []);
  if (!go) return null;
  const close = () => {
    setGo(null);
    focusMenuButton();
  };
  const leave = () => {
    close();
    go();
  };
  return (
    <Modal id="switch-question" className="client-dialog-question" onEscape={close}>
      <h2 className="client-dialog-title" id="switch-question-title">
        Changer de profil sans enregistrer{"\u202f?"}
      </h2>
      <p id="switch-question-words">
        Ce que vous avez écrit sur cette page n'est pas enregistré. Si vous changez de profil, il sera perdu.
      </p>
      <div className="button-group">
        <button type="button" className="button button-primary" onClick={close}>
          Rester sur cette page
        </button>
        <button type="button" className="button button-secondary" onClick={leave}>
          Changer de profil
        </button>
      </div>
    </Modal>
  );
}
