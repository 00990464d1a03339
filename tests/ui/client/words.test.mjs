// The words and times of the browser components.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  announceable,
  countError,
  countText,
  editorStatus,
  lengthOf,
} from "../../../monespace_app/ui/client/editor_words.js";
import { countdownPhrase, finalPhrase, milestone, phaseOf, skewOf } from "../../../monespace_app/ui/client/session_time.js";

const calm = { conflict: false, dirty: false, unsavedFor: 0, baseVersion: 0 };
const status = (keeper, around = {}) =>
  editorStatus({ ...calm, ...keeper }, { lost: false, savedAt: "à 10:28", problem: "", ...around });

test("characters are counted as the server counts them", () => {
  assert.equal(lengthOf("é😀\n"), 3);
  assert.equal(countText(12, 10_000), "12 / 10\u202f000");
});

test("a text too long is said with the number to remove, singular and plural", () => {
  assert.equal(countError(10_000, 10_000), "");
  assert.equal(countError(10_001, 10_000), "Votre texte est trop long\u00a0: retirez 1 caractère.");
  assert.equal(countError(11_200, 10_000), "Votre texte est trop long\u00a0: retirez 1\u202f200 caractères.");
});

test("« Brouillon enregistré » is said only of a stored text", () => {
  assert.equal(status({}).words, "");
  assert.equal(status({ dirty: true, unsavedFor: 500 }).words, "");
  assert.equal(status({ baseVersion: 1 }).words, "Brouillon enregistré à 10:28");
  assert.equal(status({ baseVersion: 1 }, { savedAt: "" }).words, "Brouillon enregistré");
});

test("what is unsaved is told by its reason", () => {
  const unsaved = { dirty: true, baseVersion: 3 };
  assert.equal(status({ ...unsaved, unsavedFor: 1000 }).kind, "saving");
  assert.equal(status({ ...unsaved, unsavedFor: 8000 }).kind, "late");
  assert.equal(status({ ...unsaved, unsavedFor: 10 }, { lost: true }).kind, "offline");
  assert.equal(status({ ...unsaved, conflict: true }).kind, "conflict");
  assert.equal(status(unsaved, { problem: "Trop long." }).words, "Pas encore enregistré");
});

test("a message that did not leave is said in true words", () => {
  assert.match(status({ sending: true }).words, /^Envoi/);
  assert.match(status({ unsent: "kept" }, { lost: true }).words, /^Hors connexion.*n'est pas parti/);
  assert.match(status({ unsent: "kept" }).words, /^Votre message n'est pas parti/);
  assert.match(status({ unsent: "unknown" }).words, /peut-être pas parti.*qu'une fois/);
  assert.equal(announceable(status({ unsent: "kept" })), status({ unsent: "kept" }).words);
});

test("a screen reader hears problems and results, not each saving", () => {
  assert.equal(announceable(status({ dirty: true, unsavedFor: 2000 })), "");
  assert.equal(announceable(status({ dirty: true }, { problem: "Trop long." })), "Trop long.");
  assert.equal(announceable(status({ baseVersion: 1 })), "Brouillon enregistré à 10:28");
});

test("the session's end is counted in minutes and seconds (LOGIN-7)", () => {
  const spoken = (left) => countdownPhrase(left).replaceAll("\u00a0", " ");
  assert.equal(spoken(105), "Par sécurité, vous serez déconnecté dans 1 min 45 s.");
  assert.equal(spoken(119.2), "Par sécurité, vous serez déconnecté dans 2 min.");
  assert.equal(spoken(9.5), "Par sécurité, vous serez déconnecté dans 10 s.");
  assert.deepEqual([120, 60.5, 60, 31, 30].map(milestone).map((words) => words.match(/\d+ \w/)[0]), [
    "2 m",
    "2 m",
    "1 m",
    "1 m",
    "30 s",
  ]);
});

test("the end of the 12 hours is told with what is kept, since nothing can put it off (LOGIN-7)", () => {
  const spoken = finalPhrase(90).replaceAll("\u00a0", " ");
  assert.match(spoken, /^Vous devrez vous reconnecter dans 1 min 30 s : /);
  assert.match(spoken, /12 heures au plus\. Le message que vous écrivez est gardé\.$/);
});

test("the warning starts two minutes before the end, never while the end is unknown (LOGIN-7)", () => {
  assert.deepEqual([null, 120.1, 120, 0.1, 0, -5].map(phaseOf), [
    "quiet",
    "quiet",
    "warning",
    "warning",
    "expired",
    "expired",
  ]);
});

test("a server time received once keeps its distance from this machine's clock", () => {
  assert.equal(skewOf(5000, 4000), 1000);
  assert.equal(skewOf(5000, 4600), 1000);
  assert.equal(skewOf(5700, 4600), 1100);
});
