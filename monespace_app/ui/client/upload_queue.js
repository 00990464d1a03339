// Files on their way: which leave now, what becomes of each, and what is said of it. No browser in here, so that Node
// tests it: upload_area.jsx gives the effects.

export const AT_ONCE = 3;

const MOVING = new Set(["waiting", "sending", "checking"]);
const EXTENSION = /\.([a-z0-9]{1,5})$/;

// Why a file cannot be accepted, as far as its name, its announced type and its size tell; "" if it may.
// A name without an extension, or with a type that is accepted, is for the server to look at: content decides there.
export function refusal(file, { maxBytes, extensions, types, sentences }) {
  if (file.size === 0) return sentences.empty;
  const extension = EXTENSION.exec(file.name.toLowerCase())?.[1] ?? "";
  const mayBe = extensions.includes(extension) || types.includes(file.type) || (!extension && !file.type);
  if (!mayBe) return sentences.type;
  return file.size > maxBytes ? sentences.size : "";
}

export class UploadQueue {
  // effects: changed(), newKey(), transmit(entry, answers) -> stop(), received(id), dropped(id)
  // answers of a transmission: moved(0 to 1), done(status, body), cut()
  constructor(effects, sentences) {
    this.effects = effects;
    this.sentences = sentences;
    this.entries = [];
    this.address = "";
    this.received = 0;
  }

  // Where files go. Those chosen before it is known leave as soon as it is; another profile's list starts empty.
  goTo(address) {
    if (!address || address === this.address) return;
    if (this.address) this.#forget();
    this.address = address;
    this.#next();
  }

  entriesFor(address) {
    return address === this.address ? this.entries : [];
  }

  add(files, limits) {
    for (const file of files) {
      const reason = refusal(file, limits);
      const state = reason ? "refused" : "waiting";
      this.entries.push({ key: this.effects.newKey(), file, name: file.name, size: file.size, state, reason, part: 0 });
    }
    this.#next();
  }

  cancel(key) {
    const entry = this.#find(key);
    if (!entry) return;
    // All of it has left: the answer says what to throw away.
    if (entry.state === "checking") entry.unwanted = true;
    else entry.stop?.();
    this.#remove(entry);
  }

  retry(key) {
    const entry = this.#find(key);
    if (entry?.state !== "stopped") return;
    Object.assign(entry, { state: "waiting", reason: "", part: 0 });
    this.#next();
  }

  get isBusy() {
    return this.entries.some(({ state }) => MOVING.has(state) || state === "stopped");
  }

  #forget() {
    for (const entry of this.entries) entry.stop?.();
    this.entries = [];
    this.received = 0;
  }

  #find(key) {
    return this.entries.find((entry) => entry.key === key);
  }

  #remove(entry) {
    this.entries = this.entries.filter((other) => other !== entry);
    this.#next();
  }

  #next() {
    const leaving = () => this.entries.filter(({ state }) => state === "sending" || state === "checking").length;
    while (this.address && leaving() < AT_ONCE) {
      const entry = this.entries.find(({ state }) => state === "waiting");
      if (!entry) break;
      this.#send(entry);
    }
    this.effects.changed();
  }

  #send(entry) {
    Object.assign(entry, { state: "sending", reason: "" });
    entry.stop = this.effects.transmit(entry, {
      moved: (part) => this.#moved(entry, part),
      done: (status, body) => this.#answered(entry, status, body),
      cut: () => this.#stopped(entry, this.sentences.cut),
    });
  }

  #moved(entry, part) {
    if (entry.state !== "sending") return;
    entry.part = part;
    if (part >= 1) entry.state = "checking";
    this.effects.changed();
  }

  #answered(entry, status, body) {
    const isReceived = status >= 200 && status < 300 && body?.id;
    if (entry.unwanted) {
      if (isReceived) this.effects.dropped(body.id);
      return;
    }
    if (isReceived) {
      this.received += 1;
      this.effects.received(body.id);
      this.#remove(entry);
      return;
    }
    if (isFinal(status) && body?.sentence) this.#refused(entry, body.sentence);
    else this.#stopped(entry, status === 404 ? this.sentences.gone : body?.sentence || this.sentences.cut);
  }

  #refused(entry, reason) {
    Object.assign(entry, { state: "refused", reason });
    this.#next();
  }

  #stopped(entry, reason) {
    if (entry.unwanted || !MOVING.has(entry.state)) return;
    Object.assign(entry, { state: "stopped", reason, part: 0 });
    this.#next();
  }
}

// The file itself is refused: sending it once more would be refused again.
const isFinal = (status) => status >= 400 && status < 500 && ![401, 403, 404, 408, 409, 425, 429].includes(status);

const several = (count, one, many) => `${count} ${count > 1 ? many : one}`;

// What a screen reader is told: counts, that change when a file changes state and not at each byte.
export function spoken(queue, address) {
  const entries = queue.entriesFor(address);
  const count = (...states) => entries.filter(({ state }) => states.includes(state)).length;
  const parts = [
    [count(...MOVING), "fichier en cours d'envoi", "fichiers en cours d'envoi"],
    [address === queue.address ? queue.received : 0, "fichier reçu, à décrire", "fichiers reçus, à décrire"],
    [count("refused"), "fichier refusé", "fichiers refusés"],
    [count("stopped"), "envoi interrompu", "envois interrompus"],
  ];
  return parts
    .filter(([number]) => number > 0)
    .map((part) => several(...part))
    .join(", ");
}

// « 340 Ko », « 1,2 Mo ».
export function sizeWords(bytes) {
  const [value, unit] = bytes < 1_000_000 ? [Math.max(1, Math.round(bytes / 1000)), "Ko"] : [bytes / 1_000_000, "Mo"];
  return `${value.toLocaleString("fr-FR", { maximumFractionDigits: 1 })}\u00a0${unit}`;
}
