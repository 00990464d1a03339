// A clock, a network and a server for several tabs on one draft. The server follows the contract of the
// draft service: compare and set on the version, repeated saves answered but not written.
import assert from "node:assert/strict";
import { DraftKeeper } from "../../../monespace_app/ui/client/draft_keeper.js";

const BLANK = {
  ready: true,
  documentKey: "",
  value: "",
  version: 0,
  acknowledged: 0,
  acknowledgedWriter: "",
  acknowledgedVersion: 0,
  conflict: false,
  resetNonce: 0,
  rebaseNonce: 0,
  refusedNonce: 0,
};

export function randomFrom(seed) {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return state / 4294967296;
  };
}

class Clock {
  time = 0;
  #waiting = [];
  #last = 0;

  now = () => this.time;

  set = (fn, delay) => {
    this.#last += 1;
    this.#waiting.push({ id: this.#last, at: this.time + delay, fn });
    return this.#last;
  };

  clear = (id) => {
    this.#waiting = this.#waiting.filter((timer) => timer.id !== id);
  };

  pass(delay) {
    const end = this.time + delay;
    for (;;) {
      const next = this.#waiting.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at || a.id - b.id)[0];
      if (!next) break;
      this.clear(next.id);
      this.time = Math.max(this.time, next.at);
      next.fn();
    }
    this.time = end;
  }
}

class Server {
  row = null;
  log = [];
  texts = [""]; // of each version

  save(payload, at) {
    const { row } = this;
    const own = row?.writer === payload.writer;
    if (own && payload.seq <= row.seq) return this.#answer("again", at);
    if (!own && payload.base_version !== (row?.version ?? 0)) return this.#answer("conflict", at);
    this.row = { ...payload, version: (row?.version ?? 0) + 1 };
    this.texts.push(payload.text);
    return this.#answer("saved", at);
  }

  #answer(what, at) {
    this.log.push({ what, at });
    return { what, row: this.row };
  }
}

class Tab {
  constructor(bench, { kept = null, opened = true, told = {} }) {
    this.bench = bench;
    this.server = { ...BLANK };
    this.shown = "";
    this.attempts = [];
    this.submitted = [];
    this.focused = 0;
    this.left = null;
    this.kept = kept;
    this.keeper = new DraftKeeper(this.#effects(kept), bench.clock);
    if (opened) this.tell({ documentKey: "doc", ...bench.stored(), ...told });
  }

  #effects(kept) {
    let toGiveBack = kept;
    return {
      changed: () => {},
      forget: () => {},
      newWriter: () => this.bench.newWriter(),
      send: (payload) => this.bench.carry(this, payload),
      submit: (payload) => {
        if (this.bench.connection) this.submitted.push(payload.text);
        return Boolean(this.bench.connection);
      },
      focus: () => {
        this.focused += 1;
      },
      leave: (given) => {
        this.left = given;
      },
      recall: () => {
        const given = toGiveBack;
        toGiveBack = null;
        return given;
      },
      show: (text) => {
        this.shown = text;
      },
    };
  }

  // A state update of the server's.
  tell(changes) {
    const { writer, text, dirty } = this.keeper;
    const chosen = changes.rebaseNonce > this.server.rebaseNonce;
    const abandoned = changes.resetNonce > this.server.resetNonce;
    this.server = { ...this.server, ...changes };
    this.keeper.sync(this.server);
    if (this.keeper.writer !== writer && !chosen && !this.kept) this.#checkAdopted();
    const replaced = dirty && !abandoned && this.keeper.text !== text;
    if (replaced) assert.ok(this.bench.server.texts.includes(text), `« ${text} » was typed, not stored, and is gone`);
  }

  // Whoever saves upon a version has been shown its text: otherwise the save would be a silent overwrite.
  #checkAdopted() {
    if (!this.bench.stores) return;
    assert.equal(this.keeper.text, this.bench.server.texts[this.keeper.baseVersion], "a version without its text");
  }

  type(text) {
    this.shown += text;
    this.keeper.typed(this.shown);
  }
}

const acknowledgement = (row) => ({
  acknowledged: row?.seq ?? 0,
  acknowledgedWriter: row?.writer ?? "",
  acknowledgedVersion: row?.version ?? 0,
});

export class Bench {
  // stores: what the tabs are told comes from the server below, and not from the test by hand.
  constructor({ delay = 0, stores = true } = {}) {
    this.stores = stores;
    this.clock = new Clock();
    this.server = new Server();
    this.delay = delay;
    this.tabs = [];
    this.connection = 1; // 0 while cut; a new number after each repair
    this.repairs = 1;
    this.writers = 0;
  }

  newWriter() {
    this.writers += 1;
    return `writer-${this.writers}`;
  }

  tab(options = {}) {
    const tab = new Tab(this, options);
    this.tabs.push(tab);
    return tab;
  }

  stored() {
    const { row } = this.server;
    return { value: row?.text ?? "", version: row?.version ?? 0, ...acknowledgement(row) };
  }

  pass(delay) {
    this.clock.pass(delay);
  }

  type(tab, text, every) {
    for (const letter of text) {
      tab.type(letter);
      this.pass(every);
    }
  }

  carry(tab, payload) {
    tab.attempts.push(this.clock.now());
    const { connection } = this;
    if (!connection) return;
    this.#later(connection, () => {
      const { what, row } = this.server.save(payload, this.clock.now());
      const answer = what === "conflict" ? { conflict: true } : acknowledgement(row);
      this.#later(connection, () => tab.tell(answer));
    });
  }

  #later(connection, fn) {
    this.clock.set(() => this.connection === connection && fn(), this.delay);
  }

  cut() {
    this.connection = 0;
  }

  // The page's state comes back first as it was, or blank after a restart; then on_load reads the row.
  repair({ forgetful = false } = {}) {
    this.repairs += 1;
    this.connection = this.repairs;
    for (const tab of this.tabs) {
      if (forgetful) tab.tell(BLANK);
      tab.keeper.connectionBack();
      this.refresh(tab);
    }
  }

  refresh(tab) {
    tab.tell({ documentKey: "doc", ...this.stored(), conflict: false });
  }

  choose(tab, what) {
    const nonce = `${what}Nonce`;
    const { row } = this.server;
    tab.tell({ value: row.text, version: row.version, conflict: false, [nonce]: tab.server[nonce] + 1 });
  }

  disturb(tabs, random) {
    const tab = tabs[Math.floor(random() * tabs.length)];
    const dice = random();
    if (dice < 0.55) this.type(tab, `${"abcdefgh"[Math.floor(random() * 8)]} `, Math.floor(random() * 120));
    else if (dice < 0.65) this.cut();
    else if (dice < 0.75) this.repair({ forgetful: random() < 0.5 });
    else if (tab.server.conflict && this.connection) this.choose(tab, random() < 0.5 ? "reset" : "rebase");
    this.pass(Math.floor(random() * 1500));
  }

  // Everything is quiet and connected: each tab either shows what is stored, or is asking the patient.
  check(tabs, where) {
    for (const tab of tabs) {
      assert.equal(tab.shown, tab.keeper.text, `${where}: the field and the keeper differ`);
      if (tab.server.conflict) continue;
      assert.equal(tab.keeper.dirty, false, `${where}: something typed is still unsaved`);
      if (tab.keeper.baseVersion === this.server.row?.version) assert.equal(tab.shown, this.server.row.text, where);
    }
  }
}
