// What becomes of files on their way, without a browser: the network is played by the test.
import assert from "node:assert/strict";
import { test } from "node:test";
import { AT_ONCE, refusal, sizeWords, spoken, UploadQueue } from "../../../monespace_app/ui/client/upload_queue.js";

const LIMITS = {
  maxBytes: 5_000_000,
  extensions: ["jpg", "pdf"],
  types: ["image/jpeg", "application/pdf"],
  sentences: { empty: "vide", type: "type", size: "taille" },
};
const HOME = "/fichiers/a/televersements";

const pdf = (name = "a.pdf", size = 1000) => ({ name, size, type: "application/pdf" });

function play() {
  const sent = [];
  const seen = { received: [], dropped: [], stopped: [] };
  const effects = {
    changed: () => {},
    newKey: () => `key-${(play.count = (play.count ?? 0) + 1)}`,
    transmit: (entry, answers) => {
      sent.push({ key: entry.key, name: entry.name, ...answers });
      return () => seen.stopped.push(entry.name);
    },
    received: (id) => seen.received.push(id),
    dropped: (id) => seen.dropped.push(id),
  };
  const queue = new UploadQueue(effects, { cut: "coupé", gone: "rechargez" });
  queue.goTo(HOME);
  return { queue, sent, seen };
}

const states = (queue) => queue.entries.map(({ state }) => state);

test("what the browser can tell is refused before anything is sent, with its reason", () => {
  const { queue, sent } = play();
  queue.add([pdf("gros.pdf", 5_000_001), pdf("vide.pdf", 0), { name: "a.docx", size: 9, type: "application/zip" }], LIMITS);
  assert.deepEqual(queue.entries.map(({ reason }) => reason), ["taille", "vide", "type"]);
  assert.equal(sent.length, 0);
});

test("five million bytes pass, and so does a name without an extension: the content decides", () => {
  assert.equal(refusal(pdf("a.pdf", 5_000_000), LIMITS), "");
  assert.equal(refusal({ name: "SCAN.PDF", size: 1, type: "" }, LIMITS), "");
  assert.equal(refusal({ name: "photo", size: 1, type: "image/jpeg" }, LIMITS), "");
  assert.equal(refusal({ name: "ordonnance", size: 1, type: "" }, LIMITS), "");
});

test("three leave at once, the others wait for their turn", () => {
  const { queue, sent } = play();
  queue.add([1, 2, 3, 4, 5].map((number) => pdf(`${number}.pdf`)), LIMITS);
  assert.equal(sent.length, AT_ONCE);
  assert.deepEqual(states(queue), ["sending", "sending", "sending", "waiting", "waiting"]);
  sent[0].done(201, { id: "u1" });
  assert.equal(sent[3].name, "4.pdf");
  assert.equal(queue.entries.length, 4);
});

test("a file that was received is told of once, and leaves the list", () => {
  const { queue, sent, seen } = play();
  queue.add([pdf()], LIMITS);
  sent[0].moved(0.5);
  assert.equal(queue.entries[0].part, 0.5);
  sent[0].moved(1);
  assert.deepEqual(states(queue), ["checking"]);
  sent[0].done(201, { id: "u1" });
  assert.deepEqual([seen.received, queue.entries], [["u1"], []]);
});

test("a refusal of the server says its sentence, and the others go on", () => {
  const { queue, sent } = play();
  queue.add([pdf("1.pdf"), pdf("2.pdf")], LIMITS);
  sent[0].done(422, { sentence: "Ce PDF contient un programme." });
  assert.deepEqual(states(queue), ["refused", "sending"]);
  assert.equal(queue.entries[0].reason, "Ce PDF contient un programme.");
  assert.equal(queue.isBusy, true);
});

test("after a cut the same file is sent again under the same key", () => {
  const { queue, sent } = play();
  queue.add([pdf()], LIMITS);
  sent[0].cut();
  assert.deepEqual([states(queue), queue.entries[0].reason], [["stopped"], "coupé"]);
  queue.retry(queue.entries[0].key);
  assert.equal(sent.length, 2);
  assert.equal(sent[1].key, sent[0].key);
  sent[1].done(201, { id: "u1" });
  assert.equal(queue.isBusy, false);
});

test("a service that is busy or gone can be tried again, a closed session says so", () => {
  for (const [status, body, reason] of [
    [503, { sentence: "Réessayez dans un instant." }, "Réessayez dans un instant."],
    [429, null, "coupé"],
    [404, null, "rechargez"],
  ]) {
    const { queue, sent } = play();
    queue.add([pdf()], LIMITS);
    sent[0].done(status, body);
    assert.deepEqual([states(queue), queue.entries[0].reason], [["stopped"], reason]);
  }
});

test("cancelled on its way it stops; cancelled once it has left, its answer is thrown away", () => {
  const { queue, sent, seen } = play();
  queue.add([pdf("1.pdf"), pdf("2.pdf")], LIMITS);
  queue.cancel(queue.entries[0].key);
  assert.deepEqual(seen.stopped, ["1.pdf"]);
  sent[0].cut(); // the abort that follows
  sent[1].moved(1);
  queue.cancel(queue.entries[0].key);
  assert.deepEqual(queue.entries, []);
  sent[1].done(201, { id: "u2" });
  assert.deepEqual([seen.received, seen.dropped], [[], ["u2"]]);
});

test("files chosen before the address is known leave with it, and another profile's list starts empty", () => {
  const { queue, sent, seen } = play();
  queue.add([pdf("1.pdf")], LIMITS);
  queue.goTo("");
  assert.deepEqual(queue.entriesFor("/fichiers/b/televersements"), []);
  queue.goTo("/fichiers/b/televersements");
  assert.deepEqual([queue.entries, seen.stopped], [[], ["1.pdf"]]);
  assert.equal(sent.length, 1);
});

test("counts are spoken, singular and plural, sizes are in French", () => {
  const { queue, sent } = play();
  queue.add([pdf("1.pdf"), pdf("2.pdf"), pdf("3.pdf", 0)], LIMITS);
  assert.equal(spoken(queue, HOME), "2 fichiers en cours d'envoi, 1 fichier refusé");
  sent[0].done(201, { id: "u1" });
  assert.equal(spoken(queue, HOME), "1 fichier en cours d'envoi, 1 fichier reçu, à décrire, 1 fichier refusé");
  assert.deepEqual([340_000, 1_240_000, 12].map(sizeWords), ["340\u00a0Ko", "1,2\u00a0Mo", "1\u00a0Ko"]);
});
