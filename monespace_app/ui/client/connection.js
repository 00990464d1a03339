// Whether the server answers, for every component that needs to know, and the healing of a lost connection.
import { useSyncExternalStore } from "react";
import { eventLoop } from "$/utils/context-registry";
import { dropDeliveredOrphans, resendOrphans } from "./kept_texts.js";

const STEADY = 1000; // ms between two looks while all is well
const LOST = 300; // ms between two looks while it is not
const PAUSES = [1000, 2000, 3000, 4000, 5000]; // ms between two attempts to reconnect

const listeners = new Set();
const state = { lost: false, seen: false, misses: 0, attempts: 0, nextAttempt: 0, timer: undefined };

// Leaving is announced by three events, none of them certain. The framework closes its socket during the first two,
// where listeners run in the order in which they came: these come with the module, before any socket.
const leaving = new Set();
const leave = () => leaving.forEach((fn) => fn());
const hide = () => document.visibilityState === "hidden" && leave();

if (typeof window !== "undefined") {
  window.addEventListener("beforeunload", leave);
  window.addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", hide);
}

// Run fn when the page may be about to go away, while something can still be sent. Returns how to stop that.
export function beforeLeaving(fn) {
  leaving.add(fn);
  return () => void leaving.delete(fn);
}

// Run fn at once if the socket is connected, never otherwise (the framework drops "temporal" events then).
export function whenConnected(fn) {
  const event = { name: "_call_function", payload: { function: fn } };
  eventLoop.addEvents([event], [], { temporal: true });
}

function isConnected() {
  let connected = false;
  whenConnected(() => {
    connected = true;
  });
  return connected;
}

// An empty list of events is enough to make the framework open its socket again; harmless when it is open.
export function reconnect() {
  eventLoop.addEvents([], [], {});
}

function publish(lost) {
  if (lost === state.lost) return;
  state.lost = lost;
  for (const listener of listeners) listener();
}

function heal() {
  const now = Date.now();
  if (now < state.nextAttempt) return;
  state.nextAttempt = now + PAUSES[Math.min(state.attempts, PAUSES.length - 1)];
  state.attempts += 1;
  reconnect();
}

// Without a network a space on this very machine still answers.
const isLocal = () => ["localhost", "127.0.0.1", "[::1]"].includes(window.location.hostname);

function look() {
  if (isConnected()) {
    if (state.misses > 0) resendOrphans();
    Object.assign(state, { seen: true, misses: 0, attempts: 0, nextAttempt: 0 });
    dropDeliveredOrphans();
    publish(!navigator.onLine && !isLocal());
    return;
  }
  state.misses += 1;
  if (state.misses < 2) return; // one miss can be a busy queue
  heal();
  publish(state.seen || eventLoop.connectErrors.length > 0);
}

function lookAgain() {
  window.clearTimeout(state.timer);
  look();
  state.timer = window.setTimeout(lookAgain, state.misses > 0 || state.lost ? LOST : STEADY);
}

const soon = () => window.setTimeout(lookAgain, 0);

// The framework closes its socket at each `beforeunload`, even when the page stays (a question answered
// « no », a download): look again once the page has turned out to stay.
const afterLeaving = () => window.setTimeout(lookAgain, 500);

const WAKES = ["online", "offline", "pageshow", "focus"];

function start() {
  for (const name of WAKES) window.addEventListener(name, soon);
  document.addEventListener("visibilitychange", soon);
  window.addEventListener("beforeunload", afterLeaving);
  state.timer = window.setTimeout(lookAgain, STEADY);
}

function stop() {
  for (const name of WAKES) window.removeEventListener(name, soon);
  document.removeEventListener("visibilitychange", soon);
  window.removeEventListener("beforeunload", afterLeaving);
  window.clearTimeout(state.timer);
}

// Hear of each change of isConnectionLost. Returns how to stop that.
export function onConnectionChange(listener) {
  if (listeners.size === 0) start();
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) stop();
  };
}

// True once the connection is known to be lost (never during the first moments of a page).
export const isConnectionLost = () => state.lost;

export function useConnectionLost() {
  return useSyncExternalStore(onConnectionChange, isConnectionLost, () => false);
}
