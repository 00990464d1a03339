// Typed text that the server has not acknowledged, when the field that held it is gone.
// In memory only: health text never goes to the browser's storage. Leaving the page asks first.

const DELIVERED_AFTER = 60 * 1000; // ms on a live connection: longer than the socket's own timeout

const inMemory = new Map(); // document key -> what was typed there, and the last reset seen
const orphans = new Map(); // document key -> { payload, save, sentAt }
const unsaved = new Set(); // names of what would be lost by closing the tab now

// Every text kept in this tab disappears: another person may use it next.
export function forgetEverything() {
  inMemory.clear();
  for (const key of [...orphans.keys()]) dropOrphan(key);
}

export function recall(documentKey) {
  const kept = inMemory.get(documentKey);
  inMemory.delete(documentKey);
  dropOrphan(documentKey);
  return kept;
}

export function forget(documentKey) {
  inMemory.delete(documentKey);
  dropOrphan(documentKey);
}

// A field goes away with unacknowledged text: send it once now if possible, again at the next reconnection.
export function leave(kept, save, connected) {
  const { reset_nonce: _seen, sent_seq: _sent, ...payload } = kept;
  inMemory.set(payload.document_key, kept);
  if (!save) return;
  orphans.set(payload.document_key, { payload, save, sentAt: connected ? Date.now() : null });
  if (connected) save(payload);
  else setUnsaved(`orphan:${payload.document_key}`, true);
}

export function resendOrphans() {
  for (const orphan of orphans.values()) {
    orphan.save(orphan.payload);
    orphan.sentAt = Date.now();
    setUnsaved(`orphan:${orphan.payload.document_key}`, false);
  }
}

// Called regularly while the connection is alive: what was sent a while ago on it has arrived.
export function dropDeliveredOrphans() {
  for (const [key, orphan] of orphans) {
    if (orphan.sentAt === null || Date.now() - orphan.sentAt < DELIVERED_AFTER) continue;
    inMemory.delete(key);
    dropOrphan(key);
  }
}

function dropOrphan(documentKey) {
  orphans.delete(documentKey);
  setUnsaved(`orphan:${documentKey}`, false);
}

const FIELDS = "main input:not([type=hidden], [type=checkbox], [type=radio], [type=file], [type=search]), main textarea";

// The editor of drafts says by itself what it has not saved; any other field that was typed in is not saved.
const isTyped = (field) => field.value !== field.defaultValue && !field.closest(".client-editor");

// True when a switch of profile would lose words of the page.
export const hasUnsavedText = () => unsaved.size > 0 || [...document.querySelectorAll(FIELDS)].some(isTyped);

function askBeforeLeaving(event) {
  event.preventDefault();
}

// Warn before the tab closes as long as something named here is unacknowledged.
export function setUnsaved(name, waiting) {
  if (typeof window === "undefined") return;
  if (waiting) unsaved.add(name);
  else unsaved.delete(name);
  if (unsaved.size > 0) window.addEventListener("beforeunload", askBeforeLeaving);
  else window.removeEventListener("beforeunload", askBeforeLeaving);
}
