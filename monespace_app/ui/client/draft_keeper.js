// Decides when the draft being typed is sent, sent again, and when it counts as saved.
// No React and no browser object here: time and effects come in, so that tests can drive it.

export const TIMES = {
  quiet: 400, // ms without a key before saving
  longestWait: 800, // ms from the first unsent key, even if typing never stops
  answer: 3000, // ms before sending again what nobody acknowledged
  longestPause: 10000, // ms between two later attempts, at most
  knock: 300, // ms between two tries to hand a message over, while the connection may be coming back
  patience: 10000, // ms for the answer to « Envoyer », after which the field is given back
};

const PAUSE_GROWTH = 1.5;

const isNew = (nonce, last) => Boolean(nonce) && nonce !== last;

export class DraftKeeper {
  // effects: send(payload), submit(payload) -> handed over or not, show(text), focus(), changed(), leave(kept, resend),
  // recall(documentKey), forget(documentKey), newWriter(); clock: now(), set(fn, ms), clear(id).
  constructor(effects, clock) {
    this.effects = effects;
    this.clock = clock;
    this.documentKey = "";
    this.nonces = { reset: "", rebase: "", gone: "", refused: "" };
    this.conflict = false;
    this.composing = false;
    this.writer = ""; // none before the first document: the server and the browser render the same thing
    this.#start("", 0);
  }

  get dirty() {
    return this.seq > this.acked;
  }

  get ready() {
    return this.documentKey !== "";
  }

  // Milliseconds since the oldest key that the server has not acknowledged.
  get unsavedFor() {
    return this.dirty && this.unsavedSince !== null ? this.clock.now() - this.unsavedSince : 0;
  }

  get payload() {
    return {
      document_key: this.documentKey,
      writer: this.writer,
      seq: this.seq,
      base_version: this.baseVersion,
      text: this.text,
    };
  }

  get sending() {
    return this.submission !== null;
  }

  // What must survive the field: the payload, which reset it has seen, and what « Envoyer » carried.
  get kept() {
    return { ...this.payload, reset_nonce: this.nonces.reset, sent_seq: this.sentSeq };
  }

  // Bring in what the server says: a text with its version, an acknowledgement with its writer and version.
  // An empty documentKey means that the server has lost its memory and not rebuilt it yet; not ready, that it
  // shows what it remembers of this tab and has not read the truth yet. Nothing may depend on those moments.
  sync(server) {
    const opening = server.documentKey !== this.documentKey;
    const reset = isNew(server.resetNonce, this.nonces.reset);
    if (!server.documentKey) return reset && !this.#isNewerThanSent ? this.#finish(server) : undefined;
    if (opening && !server.ready) return undefined;
    const rebase = isNew(server.rebaseNonce, this.nonces.rebase);
    const gone = isNew(server.goneNonce, this.nonces.gone);
    const refused = isNew(server.refusedNonce, this.nonces.refused);
    this.#remember(server);
    this.#setConflict(server.conflict);
    if (opening) this.#open(server);
    else if (reset) this.#adopt(server);
    else if (rebase) this.#rebase(server.version);
    else if (refused) this.#giveBack("");
    this.#acknowledge(server);
    this.#followOthers(server, gone);
    return this.effects.changed();
  }

  typed(text) {
    if (!this.ready || text === this.text) return;
    this.text = text;
    this.seq += 1;
    this.unsent = "";
    const now = this.clock.now();
    this.unsavedSince ??= now;
    this.typedSinceSend ??= now;
    if (!this.sending) this.#sendAt(Math.min(now + TIMES.quiet, this.typedSinceSend + TIMES.longestWait));
    this.effects.changed();
  }

  // Send now what is not acknowledged: leaving the field, the page, or a connection that is back.
  flush() {
    if (this.dirty && !this.conflict && !this.sending) this.#send();
  }

  connectionBack() {
    this.attempts = 0;
    this.flush();
  }

  // « Envoyer » carries the latest text by itself: nothing is saved, and the field is locked, until the answer.
  submit() {
    if (!this.ready || this.sending || this.conflict) return;
    this.submission = { until: this.clock.now() + TIMES.patience, left: false, timer: undefined };
    this.unsent = "";
    this.#cancel();
    this.#handOver();
    this.effects.changed();
  }

  // No connection, or no answer in time. Nothing is sent later behind the patient's back: the field is given back.
  connectionLost() {
    if (this.sending) this.#giveBack(this.submission.left ? "unknown" : "kept");
  }

  // The field goes away (navigation, or the page rebuilding itself). What « Envoyer » may have carried is kept
  // but not saved again: the server tells which it was if the field comes back.
  close() {
    this.#cancel();
    this.#stopWaiting();
    const carried = this.sending && !this.#isNewerThanSent;
    if (this.dirty) this.effects.leave(this.kept, !this.conflict && !carried);
  }

  // The field is there again (React may detach and attach a component).
  reopen() {
    if (this.sending) this.#handOver();
    else if (this.dirty) this.#sendAt(this.clock.now());
  }

  // Typed after « Envoyer » had taken the text, while its answer was missing.
  get #isNewerThanSent() {
    return this.sentSeq !== null && this.seq > this.sentSeq;
  }

  #remember(server) {
    const { resetNonce, rebaseNonce, goneNonce, refusedNonce } = server;
    this.nonces = { reset: resetNonce, rebase: rebaseNonce, gone: goneNonce, refused: refusedNonce };
  }

  #handOver() {
    const { submission } = this;
    const now = this.clock.now();
    if (now >= submission.until) return this.connectionLost();
    if (!submission.left && this.effects.submit(this.payload)) {
      submission.left = true;
      this.sentSeq = this.seq;
    }
    const next = submission.left ? submission.until : Math.min(now + TIMES.knock, submission.until);
    this.#stopWaiting();
    submission.timer = this.clock.set(() => this.#handOver(), next - now);
    return undefined;
  }

  #stopWaiting() {
    if (this.submission?.timer !== undefined) this.clock.clear(this.submission.timer);
  }

  // why: "" when the server said it, "kept" when the message never left, "unknown" when nobody answered.
  #giveBack(why) {
    this.#stopWaiting();
    this.submission = null;
    this.unsent = why;
    if (!why) {
      this.sentSeq = null;
      this.effects.focus();
    }
    if (this.dirty && !this.conflict) this.#sendAt(this.clock.now() + TIMES.quiet);
    this.effects.changed();
  }

  #restart(text, version) {
    this.#cancel();
    this.#stopWaiting();
    this.writer = this.effects.newWriter();
    this.#start(text, version);
  }

  #start(text, version) {
    this.text = text;
    this.baseVersion = version;
    this.seq = 0;
    this.acked = 0;
    this.#sentAll();
    this.attempts = 0;
    this.submission = null; // while « Envoyer » waits for its answer
    this.unsent = ""; // why « Envoyer » did not end well, until the next key or press
    this.sentSeq = null; // up to where « Envoyer » may have carried the text
  }

  #open(server) {
    this.close();
    this.documentKey = server.documentKey;
    const kept = this.effects.recall(server.documentKey);
    this.#restart(server.value, server.version);
    const isNewer = kept && kept.sent_seq !== null && kept.seq > kept.sent_seq;
    if (kept && (isNewer || !isNew(server.resetNonce, kept.reset_nonce))) this.#resume(kept);
    this.effects.show(this.text);
  }

  #resume(kept) {
    this.writer = kept.writer;
    this.seq = kept.seq;
    this.baseVersion = kept.base_version;
    this.text = kept.text;
    this.sentSeq = kept.sent_seq;
    this.unsavedSince = this.clock.now();
    this.#sendAt(this.clock.now());
  }

  // Sent or deleted, and nothing else to edit.
  #finish(server) {
    this.effects.forget(this.documentKey);
    this.#remember(server);
    this.documentKey = "";
    this.#setConflict(false);
    this.#restart("", 0);
    this.effects.show("");
    return this.effects.changed();
  }

  #adopt(server) {
    this.effects.forget(this.documentKey);
    this.#restart(server.value, server.version);
    this.effects.show(this.text);
  }

  #rebase(version) {
    this.#restart(this.text, version);
    this.seq = 1;
    this.unsavedSince = this.clock.now();
    this.#sendAt(this.clock.now());
    this.effects.focus();
  }

  #setConflict(conflict) {
    if (conflict === this.conflict) return;
    this.conflict = conflict;
    if (conflict) this.#cancel();
    else if (this.dirty) this.#sendAt(this.clock.now() + TIMES.quiet);
  }

  #acknowledge(server) {
    if (server.acknowledgedWriter !== this.writer || server.acknowledged <= this.acked) return;
    this.acked = Math.min(server.acknowledged, this.seq);
    if (this.sentSeq !== null && this.acked > this.sentSeq) this.sentSeq = null; // older words cannot leave any more
    this.baseVersion = Math.max(this.baseVersion, server.acknowledgedVersion);
    this.attempts = 0;
    if (this.dirty) {
      this.unsavedSince = this.typedSinceSend ?? this.unsavedSince;
      return;
    }
    this.#cancel();
    this.#sentAll();
    this.effects.forget(this.documentKey);
  }

  // Another tab or device has saved, sent or deleted, and nothing here is waiting: show what is stored. The same
  // happens when the server first showed what it remembered of this tab, older than what it has stored.
  #followOthers(server, gone) {
    const newer = server.version > this.baseVersion;
    const inUse = this.dirty || this.conflict || this.composing || this.sending;
    if ((newer || gone) && !inUse) this.#adopt(server);
  }

  #send() {
    this.#cancel();
    this.typedSinceSend = null;
    this.effects.send(this.payload);
    const pause = TIMES.answer * PAUSE_GROWTH ** this.attempts;
    this.attempts += 1;
    this.#sendAt(this.clock.now() + Math.min(pause, TIMES.longestPause));
  }

  #sentAll() {
    this.unsavedSince = null;
    this.typedSinceSend = null;
  }

  #sendAt(when) {
    this.#cancel();
    this.timer = this.clock.set(() => this.flush(), Math.max(0, when - this.clock.now()));
  }

  #cancel() {
    if (this.timer !== undefined) this.clock.clear(this.timer);
    this.timer = undefined;
  }
}
