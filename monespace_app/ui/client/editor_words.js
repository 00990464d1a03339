// The words around the text field, from what is known: pure functions.

const NARROW = "\u202f"; // narrow no-break space
const NO_BREAK = "\u00a0";

const SAVING_AFTER = 1000; // ms
const LATE_AFTER = 8000; // ms

// Unicode characters, as the server counts them.
export const lengthOf = (text) => {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
};

// Written by hand: Intl's separator differs between browsers, and between the browser and the server.
export const number = (value) => String(value).replace(/\B(?=(\d{3})+(?!\d))/g, NARROW);

export const countText = (length, maximum) => `${number(length)} / ${number(maximum)}`;

export function countError(length, maximum) {
  const excess = length - maximum;
  if (excess <= 0) return "";
  const characters = excess === 1 ? "caractère" : "caractères";
  return `Votre texte est trop long${NO_BREAK}: retirez ${number(excess)} ${characters}.`;
}

const saved = (savedAt) => (savedAt ? `Brouillon enregistré ${savedAt}` : "Brouillon enregistré");

const OFFLINE =
  `Hors connexion${NO_BREAK}: je garde votre texte ici, il sera enregistré dès le retour de la connexion.`;
const LATE = `Pas encore enregistré${NO_BREAK}: je garde votre texte ici et je réessaie.`;
const NOT_YET = "Pas encore enregistré";
const CHOOSE = `Enregistrement en pause${NO_BREAK}: choisissez le texte à garder.`;

const SENDING = "Envoi de votre message…";
const NOT_SENT_OFFLINE =
  `Hors connexion${NO_BREAK}: votre message n'est pas parti. Il est gardé ici, envoyez-le dès le retour de la connexion.`;
const NOT_SENT = `Votre message n'est pas parti. Il est gardé ici${NO_BREAK}: vous pouvez l'envoyer à nouveau.`;
const PERHAPS_SENT =
  `Pas de réponse${NO_BREAK}: votre message n'est peut-être pas parti. ` +
  `Vous pouvez l'envoyer à nouveau${NO_BREAK}: il ne partira qu'une fois.`;

function unsentWords(why, lost) {
  if (why === "unknown") return PERHAPS_SENT;
  return lost ? NOT_SENT_OFFLINE : NOT_SENT;
}

// kind: nothing, saved, saving, late, offline, refused, conflict, sending, unsent. urgent: say it now.
export function editorStatus(keeper, { lost, savedAt, problem }) {
  if (keeper.conflict) return { kind: "conflict", words: CHOOSE, urgent: true };
  if (keeper.sending) return { kind: "sending", words: SENDING, urgent: false };
  if (keeper.unsent) return { kind: "unsent", words: unsentWords(keeper.unsent, lost), urgent: true };
  if (keeper.dirty && lost) return { kind: "offline", words: OFFLINE, urgent: true };
  if (problem) return { kind: "refused", words: keeper.dirty ? NOT_YET : "", spoken: problem, urgent: false };
  if (keeper.unsavedFor >= LATE_AFTER) return { kind: "late", words: LATE, urgent: true };
  if (keeper.unsavedFor >= SAVING_AFTER) return { kind: "saving", words: "Enregistrement…", urgent: false };
  if (keeper.baseVersion > 0) return { kind: "saved", words: saved(savedAt), urgent: false };
  return { kind: "nothing", words: "", urgent: false };
}

// « Enregistrement… » is for the eyes only: it would be said all the time.
export const announceable = (status) => (status.kind === "saving" ? "" : (status.spoken ?? status.words));
