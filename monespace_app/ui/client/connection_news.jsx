// What there is to say about the connection: on the page, and in each dialog, which makes the page inert.
import { useSyncExternalStore } from "react";
import { isConnectionLost, onConnectionChange } from "./connection.js";

const PATIENCE = 1500; // ms without connection before a word
const GOOD_NEWS = 4000; // ms during which « Connexion rétablie » stays
const REFUSAL = 6000; // ms during which a page that does not open is explained

const WORDS = {
  quiet: "",
  lost: "Connexion perdue. Ce que vous écrivez est gardé ici\u202f; nous réessayons tout seuls.",
  unreachable: "Cette page ne peut pas s'ouvrir sans connexion. Rien n'est perdu\u202f: réessayez dans un instant.",
  restored: "Connexion rétablie",
};

const listeners = new Set();
let news = "quiet";
let timer;

function tell(next) {
  news = next;
  for (const listener of listeners) listener();
}

function later(ms, next) {
  window.clearTimeout(timer);
  timer = window.setTimeout(() => tell(next()), ms);
}

function hear() {
  if (isConnectionLost()) {
    if (news !== "unreachable") later(PATIENCE, () => "lost");
    return;
  }
  window.clearTimeout(timer);
  if (news === "quiet") return;
  tell("restored");
  later(GOOD_NEWS, () => "quiet");
}

// The page asked for cannot be opened now. Said again each time.
export function sayUnreachable() {
  const after = () => (isConnectionLost() ? "lost" : "quiet");
  if (news === "unreachable") tell("quiet");
  window.setTimeout(() => {
    tell("unreachable");
    later(REFUSAL, after);
  }, 100);
}

let stopHearing;

function subscribe(listener) {
  if (listeners.size === 0) stopHearing = onConnectionChange(hear);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) stopHearing();
  };
}

export function ConnectionNews({ className }) {
  const current = useSyncExternalStore(
    subscribe,
    () => news,
    () => "quiet",
  );
  return (
    <div className={`${className} client-connection-${current}`} role="status">
      {WORDS[current] && <p className="client-connection-words">{WORDS[current]}</p>}
    </div>
  );
}
