// The rules of the live draft (MSG-12) against a clock and a server that the test holds.
import assert from "node:assert/strict";
import { test } from "node:test";
import { TIMES } from "../../../monespace_app/ui/client/draft_keeper.js";
import { Bench, randomFrom } from "./bench.mjs";

const kinds = (bench) => bench.server.log.map((entry) => entry.what);

test("a pause in the typing saves once, with the whole text", () => {
  const bench = new Bench();
  const tab = bench.tab();
  bench.type(tab, "Bonjour", 50);
  bench.pass(1000);
  assert.equal(bench.server.row.text, "Bonjour");
  assert.deepEqual(kinds(bench), ["saved"]);
  assert.equal(tab.keeper.dirty, false);
  assert.equal(tab.keeper.baseVersion, bench.server.row.version);
});

test("typing that never stops is saved at least every 0.8 s", () => {
  const bench = new Bench();
  const tab = bench.tab();
  bench.type(tab, "x".repeat(120), 33);
  bench.pass(50);
  const times = bench.server.log.map((entry) => entry.at);
  const gaps = times.slice(1).map((time, index) => time - times[index]);
  assert.ok(times.length >= 4, `${times.length} saves`);
  assert.ok(Math.max(times[0], ...gaps) <= TIMES.longestWait + 34, `gaps of ${Math.max(times[0], ...gaps)} ms`);
});

test("an older acknowledgement leaves newer typing unsaved", () => {
  const bench = new Bench({ delay: 300 });
  const tab = bench.tab();
  bench.type(tab, "un", 10);
  bench.pass(TIMES.quiet + 310);
  bench.type(tab, " deux", 10);
  bench.pass(300);
  assert.equal(tab.keeper.acked, 2);
  assert.equal(tab.keeper.dirty, true);
  bench.pass(2000);
  assert.equal(tab.keeper.dirty, false);
  assert.equal(bench.server.row.text, "un deux");
});

test("an acknowledgement that arrives late takes nothing back", () => {
  const bench = new Bench();
  const tab = bench.tab();
  bench.type(tab, "un", 10);
  bench.pass(1000);
  const { acknowledged, acknowledgedWriter, acknowledgedVersion } = tab.server;
  bench.type(tab, " deux", 10);
  bench.pass(1000);
  tab.tell({ acknowledged, acknowledgedWriter, acknowledgedVersion });
  assert.equal(tab.keeper.dirty, false);
});

test("a lost connection sends again with growing pauses, never longer than ten seconds", () => {
  const bench = new Bench();
  const tab = bench.tab();
  bench.cut();
  bench.type(tab, "perdu", 10);
  bench.pass(120_000);
  const times = tab.attempts;
  const pauses = times.slice(1).map((time, index) => time - times[index]);
  assert.ok(pauses.every((pause, index) => index === 0 || pause >= pauses[index - 1]));
  assert.equal(Math.max(...pauses), TIMES.longestPause);
  bench.repair();
  bench.pass(100);
  assert.equal(bench.server.row.text, "perdu");
});

test("a server that comes back without memory changes nothing that is typed", () => {
  const bench = new Bench();
  const tab = bench.tab();
  bench.type(tab, "avant", 10);
  bench.pass(1000);
  bench.cut();
  bench.type(tab, " après", 10);
  bench.repair({ forgetful: true });
  bench.pass(2000);
  assert.equal(tab.shown, "avant après");
  assert.equal(bench.server.row.text, "avant après");
  assert.equal(tab.keeper.dirty, false);
});

test("a save whose answer was lost is not written twice", () => {
  const bench = new Bench({ delay: 200 });
  const tab = bench.tab();
  bench.type(tab, "une fois", 10);
  bench.pass(TIMES.quiet + 250); // the save has arrived, its answer has not
  bench.cut();
  bench.pass(500);
  bench.repair({ forgetful: true });
  bench.pass(20_000);
  assert.deepEqual(kinds(bench).filter((what) => what === "saved"), ["saved"]);
  assert.equal(tab.keeper.dirty, false);
});

test("two tabs: the second is refused, keeps its text and stops sending until the patient chooses", () => {
  const bench = new Bench();
  const [first, second] = [bench.tab(), bench.tab()];
  bench.type(first, "premier", 10);
  bench.pass(1000);
  bench.type(second, "second", 10);
  bench.pass(1000);
  assert.equal(second.server.conflict, true);
  const sent = second.attempts.length;
  bench.type(second, " encore", 10);
  bench.pass(60_000);
  assert.equal(second.attempts.length, sent);
  assert.equal(second.shown, "second encore");
  assert.equal(bench.server.row.text, "premier");
});

test("« garder ma version » saves one's own latest text upon the other", () => {
  const bench = new Bench();
  const [first, second] = [bench.tab(), bench.tab()];
  bench.type(first, "premier", 10);
  bench.pass(1000);
  bench.type(second, "second", 10);
  bench.pass(1000);
  bench.choose(second, "rebase");
  bench.pass(1000);
  assert.equal(bench.server.row.text, "second");
  assert.equal(second.keeper.dirty, false);
});

test("« prendre l'autre version » shows the other text and forgets one's own", () => {
  const bench = new Bench();
  const [first, second] = [bench.tab(), bench.tab()];
  bench.type(first, "premier", 10);
  bench.pass(1000);
  bench.type(second, "second", 10);
  bench.pass(1000);
  bench.choose(second, "reset");
  bench.pass(1000);
  assert.equal(second.shown, "premier");
  bench.type(second, "!", 10);
  bench.pass(1000);
  assert.equal(bench.server.row.text, "premier!");
});

test("another device's text is shown only where everything typed was saved", () => {
  const bench = new Bench();
  const [writer, reader, typist] = [bench.tab(), bench.tab(), bench.tab()];
  bench.type(writer, "nouveau", 10);
  bench.pass(1000);
  typist.type("pas encore envoyé");
  bench.refresh(reader);
  bench.refresh(typist);
  assert.equal(reader.shown, "nouveau");
  assert.equal(typist.shown, "pas encore envoyé");
});

test("a draft sent or deleted elsewhere empties a saved field and leaves unsaved words alone", () => {
  const bench = new Bench();
  const saved = bench.tab();
  bench.type(saved, "enregistré", 10);
  bench.pass(1000);
  saved.tell({ value: "", version: 0, goneNonce: 1 });
  assert.equal(saved.keeper.text, "");
  bench.type(saved, "encore en cours", 10);
  saved.tell({ value: "", version: 0, goneNonce: 2 });
  assert.equal(saved.keeper.text, "encore en cours");
});

test("« Envoyer » locks the field and is not raced by a save until it is refused", () => {
  const bench = new Bench();
  const tab = bench.tab();
  bench.type(tab, "à envoyer", 10);
  tab.keeper.submit();
  tab.keeper.submit();
  bench.pass(TIMES.patience - 100);
  assert.deepEqual([tab.submitted, tab.keeper.sending, kinds(bench)], [["à envoyer"], true, []]);
  tab.tell({ refusedNonce: 1781517600000 });
  assert.deepEqual([tab.keeper.sending, tab.keeper.unsent, tab.focused], [false, "", 1]);
  bench.pass(1000);
  assert.equal(bench.server.row.text, "à envoyer");
});

test("« Envoyer » without an answer gives the field back and says that it does not know", () => {
  const bench = new Bench({ stores: false });
  const tab = bench.tab();
  bench.type(tab, "à envoyer", 10);
  tab.keeper.submit();
  bench.pass(TIMES.patience);
  assert.deepEqual([tab.keeper.sending, tab.keeper.unsent], [false, "unknown"]);
  tab.keeper.submit();
  assert.deepEqual([tab.keeper.sending, tab.keeper.unsent], [true, ""]);
  assert.deepEqual(tab.submitted, ["à envoyer", "à envoyer"]);
});

test("« Envoyer » waits a little for a connection, and sends nothing later when there is none", () => {
  const bench = new Bench();
  const tab = bench.tab();
  bench.type(tab, "un trou", 10);
  bench.pass(1000);
  bench.cut();
  tab.keeper.submit();
  bench.pass(TIMES.knock);
  bench.repair();
  bench.pass(TIMES.knock);
  assert.deepEqual(tab.submitted, ["un trou"]);
  tab.tell({ refusedNonce: 1781517600000 });
  bench.cut();
  tab.keeper.submit();
  bench.pass(TIMES.patience);
  assert.deepEqual([tab.keeper.sending, tab.keeper.unsent], [false, "kept"]);
  bench.repair();
  bench.pass(60_000);
  assert.deepEqual(tab.submitted, ["un trou"]);
});

test("a connection known to be lost gives the field back at once", () => {
  const bench = new Bench();
  const tab = bench.tab();
  bench.type(tab, "coupé", 10);
  bench.cut();
  tab.keeper.submit();
  tab.keeper.connectionLost();
  assert.deepEqual([tab.keeper.sending, tab.keeper.unsent], [false, "kept"]);
  bench.type(tab, ".", 10);
  assert.equal(tab.keeper.unsent, "");
});

test("a correction typed after « Envoyer » had no answer comes back although the text was sent", () => {
  const bench = new Bench({ stores: false });
  const tab = bench.tab();
  bench.type(tab, "mardi", 10);
  tab.keeper.submit();
  bench.cut();
  bench.pass(TIMES.patience);
  bench.type(tab, ", non, mercredi", 10);
  tab.tell({ documentKey: "", value: "", version: 0, resetNonce: 1781517600000 });
  assert.equal(tab.shown, "mardi, non, mercredi");
  tab.keeper.close();
  const again = bench.tab({ kept: tab.left, told: { resetNonce: 1781517600000, conflict: true } });
  assert.deepEqual([again.shown, again.keeper.writer], ["mardi, non, mercredi", tab.keeper.writer]);
});

test("« Garder mon texte » gives the field the next key", () => {
  const bench = new Bench({ stores: false });
  const tab = bench.tab();
  bench.type(tab, "le mien", 10);
  tab.tell({ conflict: true });
  tab.tell({ conflict: false, version: 1, rebaseNonce: 1 });
  assert.equal(tab.focused, 1);
});

test("a field that goes away and comes back takes its unsaved text, writer and number again", () => {
  const bench = new Bench();
  const tab = bench.tab();
  bench.cut();
  bench.type(tab, "gardé", 10);
  tab.keeper.close();
  const { writer, seq } = tab.left;
  const again = bench.tab({ kept: tab.left });
  assert.equal(again.shown, "gardé");
  assert.deepEqual([again.keeper.writer, again.keeper.seq], [writer, seq]);
  bench.repair();
  bench.pass(1000);
  assert.equal(bench.server.row.text, "gardé");
});

test("a text kept from before it was sent does not come back in the next message", () => {
  const bench = new Bench();
  const tab = bench.tab();
  bench.type(tab, "déjà parti", 10);
  tab.keeper.submit();
  tab.keeper.close(); // the composer closes while the last keys are not acknowledged
  const next = bench.tab({ kept: tab.left, told: { resetNonce: 1781517600000 } });
  assert.equal(next.shown, "");
  assert.equal(next.keeper.dirty, false);
});

test("a message sent with nothing left to edit empties the field and closes it", () => {
  const bench = new Bench({ stores: false });
  const tab = bench.tab();
  bench.type(tab, "parti", 10);
  tab.tell({ documentKey: "", value: "", version: 0, resetNonce: 1781517600000 });
  assert.deepEqual([tab.shown, tab.keeper.ready, tab.keeper.dirty], ["", false, false]);
  bench.pass(60_000);
  assert.deepEqual(kinds(bench), []);
});

test("nothing is adopted before the server is ready, nor from an emptied state", () => {
  const bench = new Bench({ stores: false });
  const tab = bench.tab({ opened: false });
  tab.tell({ documentKey: "doc", ready: false, value: "périmé", version: 1 });
  assert.equal(tab.shown, "");
  tab.tell({ documentKey: "doc", ready: true, value: "vrai", version: 2 });
  assert.equal(tab.shown, "vrai");
  tab.tell({ documentKey: "", value: "", version: 0, resetNonce: 0 });
  assert.equal(tab.shown, "vrai");
});

test("tabs, cuts and restarts in any order: no acknowledged text lost, no silent overwrite", () => {
  for (let seed = 1; seed <= Number(process.env.DRAFT_RUNS ?? 500); seed += 1) {
    const random = randomFrom(seed);
    const bench = new Bench({ delay: 5 + Math.floor(random() * 400) });
    const tabs = Array.from({ length: 2 + Math.floor(random() * 4) }, () => bench.tab());
    for (let step = 0; step < 40; step += 1) bench.disturb(tabs, random);
    bench.repair();
    bench.pass(60_000);
    bench.check(tabs, `seed ${seed}`);
  }
});
