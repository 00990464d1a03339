// Warns before a session ends (LOGIN-7). The server decides; this only counts on the server's clock.
import { useEffect, useReducer, useRef, useState } from "react";
import { Modal } from "./modal.jsx";
import { countdownPhrase, EXPIRED, finalPhrase, milestone, phaseOf, skewOf, WARNING } from "./session_time.js";

const CHECK_AGAIN = 15000; // ms: another tab may have kept the session alive
const CHECK_ANSWER = 2000; // ms to wait for the first check before warning

const seconds = () => Date.now() / 1000;

// Seconds left on the server's clock; null while unknown.
function useRemaining(deadline, serverNow) {
  const [, tick] = useReducer((count) => count + 1, 0);
  const known = deadline > 0 && serverNow > 0;
  const remaining = known ? deadline - (seconds() + skewOf(serverNow, seconds())) : null;
  const near = known && remaining < WARNING + 60;
  useEffect(() => {
    if (!known) return undefined;
    const id = window.setInterval(tick, near ? 1000 : 15000);
    document.addEventListener("visibilitychange", tick);
    window.addEventListener("focus", tick);
    return () => {
      window.clearInterval(id);
      document.removeEventListener("visibilitychange", tick);
      window.removeEventListener("focus", tick);
    };
  }, [known, near]);
  return remaining;
}

// Ask the server before warning, then now and then: true once the warning is confirmed for this deadline.
function useConfirmation(warning, deadline, serverNow, onCheck) {
  const [confirmed, setConfirmed] = useState(0);
  const check = useRef(onCheck);
  const askedAt = useRef({ deadline: 0, serverNow: 0 });
  useEffect(() => {
    check.current = onCheck;
  });
  useEffect(() => {
    if (!warning) return undefined;
    askedAt.current = { deadline: deadline, serverNow };
    check.current?.();
    const patience = window.setTimeout(() => setConfirmed(deadline), CHECK_ANSWER);
    const again = window.setInterval(() => check.current?.(), CHECK_AGAIN);
    return () => {
      window.clearTimeout(patience);
      window.clearInterval(again);
    };
  }, [warning, deadline]);
  useEffect(() => {
    const asked = askedAt.current;
    if (warning && asked.deadline === deadline && asked.serverNow !== serverNow) setConfirmed(deadline);
  }, [warning, deadline, serverNow]);
  return warning && confirmed === deadline;
}

function useExpiry(expired, deadline, onExpire) {
  const told = useRef(0);
  useEffect(() => {
    if (!expired || told.current === deadline) return;
    told.current = deadline;
    onExpire?.();
  }, [expired, deadline, onExpire]);
}

// A page taken out of the browser's back-forward cache may belong to somebody who has left since.
function useNoResurrection() {
  useEffect(() => {
    const shown = (event) => event.persisted && window.location.reload();
    window.addEventListener("pageshow", shown);
    return () => window.removeEventListener("pageshow", shown);
  }, []);
}

export function SessionClock({ deadline, isFinal, serverNow, onKeep, onCheck, onExpire, onLogout }) {
  const remaining = useRemaining(deadline, serverNow);
  const phase = phaseOf(remaining);
  const confirmed = useConfirmation(phase !== "quiet", deadline, serverNow, onCheck);
  const expired = phase === "expired" && confirmed;
  const warned = confirmed && !expired;
  useExpiry(expired, deadline, onExpire);
  useNoResurrection();
  return (
    <>
      {expired && <Ended />}
      {warned && !isFinal && <Warning remaining={remaining} onKeep={onKeep} onLogout={onLogout} />}
      <FinalNotice shown={warned && isFinal} deadline={deadline} remaining={remaining} />
    </>
  );
}

// Nothing can put this end off: the patient is told, and left to finish. The region that speaks is always there,
// or some screen readers would not hear its first words.
function FinalNotice({ shown, deadline, remaining }) {
  const [readFor, setReadFor] = useState(0);
  return (
    <>
      <div className="visually-hidden" role="status">
        {shown && milestone(remaining)}
      </div>
      {shown && readFor !== deadline && (
        <aside className="client-session-notice" aria-label="Fin de la session">
          <p>{finalPhrase(remaining)}</p>
          <button type="button" className="button button-secondary button-small" onClick={() => setReadFor(deadline)}>
            J'ai compris
          </button>
        </aside>
      )}
    </>
  );
}

function Warning({ remaining, onKeep, onLogout }) {
  return (
    <Modal id="session-clock" className="client-dialog-warning" onEscape={() => onKeep?.()}>
      <h2 className="client-dialog-title" id="session-clock-title">
        Votre session va se terminer
      </h2>
      <p id="session-clock-words">{countdownPhrase(remaining)}</p>
      <div className="visually-hidden" role="status">
        {milestone(remaining)}
      </div>
      <div className="button-group">
        <button type="button" className="button button-primary" onClick={() => onKeep?.()}>
          Rester connecté
        </button>
        <button type="button" className="button button-secondary" onClick={() => onLogout?.()}>
          Se déconnecter
        </button>
      </div>
    </Modal>
  );
}

// The server sends the patient away; without connection it cannot, and nothing private may stay readable.
function Ended() {
  return (
    <Modal id="session-clock" className="client-dialog-ended" onEscape={() => {}}>
      <h2 className="client-dialog-title" id="session-clock-title">
        Votre session est terminée
      </h2>
      <p id="session-clock-words">{EXPIRED}</p>
      <div className="button-group">
        <button type="button" className="button button-primary" onClick={() => window.location.reload()}>
          Me reconnecter
        </button>
      </div>
    </Modal>
  );
}
