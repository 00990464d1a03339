// A text field whose typing is never lost: see draft_keeper.js for when it saves.
import { useEffect, useLayoutEffect, useReducer, useRef, useState } from "react";
import { beforeLeaving, reconnect, useConnectionLost, whenConnected } from "./connection.js";
import { DraftKeeper } from "./draft_keeper.js";
import { newKey } from "./new_key.js";
import { forget, leave, recall, setUnsaved } from "./kept_texts.js";
import { announceable, countError, countText, editorStatus, lengthOf } from "./editor_words.js";

const useBrowserLayoutEffect = typeof window === "undefined" ? useEffect : useLayoutEffect;

const browserClock = {
  now: () => Date.now(),
  set: (fn, delay) => window.setTimeout(fn, delay),
  clear: (id) => window.clearTimeout(id),
};

function makeKeeper(latest, area, changed) {
  const save = (payload) => latest.current.onSave?.(payload);
  const effects = {
    changed,
    newWriter: newKey,
    recall,
    forget,
    send: (payload) => whenConnected(() => save(payload)),
    submit: (payload) => handOver(() => latest.current.onSend?.(payload)),
    leave: (kept, resend) => leaveField(kept, resend ? latest.current.onSave : null),
    show: (text) => {
      if (!area.current) return;
      area.current.value = text;
      grow(area.current);
    },
    focus: () => area.current?.focus(),
  };
  return new DraftKeeper(effects, browserClock);
}

function handOver(fn) {
  let connected = false;
  whenConnected(() => {
    connected = true;
    fn();
  });
  return connected;
}

const leaveField = (kept, save) => leave(kept, save, handOver(() => {}));

// Browsers without `field-sizing: content` get the same growth from here.
function grow(area) {
  if (CSS.supports("field-sizing", "content")) return;
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight + 2}px`;
}

function useKeeper(props, area) {
  const latest = useRef(props);
  const [, changed] = useReducer((count) => count + 1, 0);
  const [keeper] = useState(() => makeKeeper(latest, area, changed));
  useBrowserLayoutEffect(() => {
    latest.current = props;
  });
  useBrowserLayoutEffect(() => {
    keeper.sync(props);
  }, [
    keeper,
    props.ready,
    props.documentKey,
    props.value,
    props.version,
    props.acknowledged,
    props.acknowledgedWriter,
    props.acknowledgedVersion,
    props.conflict,
    props.resetNonce,
    props.rebaseNonce,
    props.goneNonce,
    props.refusedNonce,
  ]);
  useEffect(() => {
    keeper.reopen();
    return () => keeper.close();
  }, [keeper]);
  return keeper;
}

function useFlushOnLeaving(keeper) {
  useEffect(() => beforeLeaving(() => keeper.flush()), [keeper]);
}

function useUnsavedWarning(keeper, name) {
  const { dirty } = keeper;
  useEffect(() => {
    setUnsaved(name, dirty);
    return () => setUnsaved(name, false);
  }, [name, dirty]);
}

function useConnection(keeper) {
  const lost = useConnectionLost();
  const before = useRef(lost);
  useEffect(() => {
    if (before.current && !lost) keeper.connectionBack();
    if (lost) keeper.connectionLost();
    before.current = lost;
  }, [keeper, lost]);
  return lost;
}

// The patient has just asked to write: the field is where the next key goes.
function useFocusWhenOpened(area, wanted) {
  useEffect(() => {
    if (wanted) area.current?.focus();
  }, [area, wanted]);
}

// Words such as « Enregistrement… » depend on time: look at the clock while something is unsaved.
function useTicking(active) {
  const [, tick] = useReducer((count) => count + 1, 0);
  useEffect(() => {
    if (!active) return undefined;
    const id = window.setInterval(tick, 500);
    return () => window.clearInterval(id);
  }, [active]);
}

const IDLE = 1500; // ms
const BETWEEN_ANNOUNCEMENTS = 10000; // ms of uninterrupted typing

// What a screen reader is told: at once when it matters, otherwise when the typing pauses.
function useSpoken(status, seq) {
  const [spoken, setSpoken] = useState("");
  const spokenAt = useRef(0);
  const words = announceable(status);
  useEffect(() => {
    if (!words) return undefined;
    const untilNext = Math.max(0, spokenAt.current + BETWEEN_ANNOUNCEMENTS - Date.now());
    const delay = status.urgent ? 0 : Math.min(IDLE, untilNext);
    const id = window.setTimeout(() => {
      spokenAt.current = Date.now();
      setSpoken(words);
    }, delay);
    return () => window.clearTimeout(id);
  }, [words, status.urgent, seq]);
  return spoken;
}

// The last time known: a server that has just restarted does not know it for a moment.
function useLastKnown(savedAt) {
  const last = useRef(savedAt);
  useEffect(() => {
    if (savedAt) last.current = savedAt;
  }, [savedAt]);
  return savedAt || last.current;
}

export function AutosaveEditor(props) {
  const area = useRef(null);
  const keeper = useKeeper(props, area);
  const lost = useConnection(keeper);
  const savedAt = useLastKnown(props.savedAt);
  useFocusWhenOpened(area, props.autoFocus);
  useFlushOnLeaving(keeper);
  useUnsavedWarning(keeper, `editor:${props.fieldId}`);
  useTicking(keeper.dirty || lost);
  const problem = countError(lengthOf(keeper.text), props.maxLength) || props.error;
  const status = editorStatus(keeper, { lost, savedAt, problem });
  const spoken = useSpoken(status, keeper.seq);
  return (
    <div className={`field client-editor${problem ? " field-invalid" : ""}`}>
      <Field {...props} keeper={keeper} area={area} problem={problem} />
      <p className={`client-editor-status client-editor-${status.kind}`} aria-hidden="true">
        {status.words}
      </p>
      <div className="visually-hidden" role="status">
        {spoken}
      </div>
      <Actions keeper={keeper} lost={lost} label={props.sendLabel} busyLabel={props.sendingLabel}>
        {props.children}
      </Actions>
    </div>
  );
}

const OTHERS_OFFLINE = "Hors connexion\u00a0: ce brouillon ne peut être ni fermé ni supprimé pour l'instant.";

// « Envoyer » says why it can't when there is no connection; what stands beside it waits for the connection, and
// for the answer to « Envoyer ».
function Actions({ keeper, lost, label, busyLabel, children }) {
  const { sending } = keeper;
  const pressed = () => {
    keeper.submit();
    if (lost) keeper.connectionLost();
  };
  return (
    <>
      <div className="button-group client-editor-actions">
        <button
          type="button"
          className="button button-primary"
          aria-busy={sending}
          disabled={keeper.conflict}
          onClick={pressed}
        >
          {sending ? <span className="button-spinner" /> : <SendIcon />}
          <span className="button-label">{sending ? busyLabel : label}</span>
        </button>
        <fieldset className="client-editor-others" disabled={lost || sending}>
          {children}
        </fieldset>
      </div>
      {lost && <p className="field-hint">{OTHERS_OFFLINE}</p>}
    </>
  );
}

const SendIcon = () => (
  <svg className="icon" width="20" height="20" viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true">
    <path d="m22 2-7 20-4-9-9-4ZM22 2 11 13" />
  </svg>
);

// The error stands below: above a long text it would be off the screen of whoever presses « Envoyer ».
function Field({ keeper, area, fieldId, label, hint, placeholder, maxLength, problem }) {
  const described = [hint && `${fieldId}-hint`, `${fieldId}-count`, problem && `${fieldId}-error`];
  const typed = (event) => {
    keeper.composing = Boolean(event.nativeEvent?.isComposing);
    keeper.typed(event.currentTarget.value);
    grow(event.currentTarget);
  };
  return (
    <>
      <label className="field-label" htmlFor={fieldId}>
        {label}
      </label>
      {hint && (
        <p className="field-hint" id={`${fieldId}-hint`}>
          {hint}
        </p>
      )}
      <textarea
        ref={area}
        id={fieldId}
        className="input textarea client-editor-area"
        placeholder={placeholder}
        rows={6}
        readOnly={!keeper.ready || keeper.sending}
        aria-busy={!keeper.ready || keeper.sending}
        aria-invalid={Boolean(problem)}
        aria-describedby={described.filter(Boolean).join(" ")}
        onInput={typed}
        onCompositionEnd={(event) => {
          typed(event);
          keeper.composing = false;
        }}
        onBlur={() => keeper.flush()}
        onFocus={() => reconnect()}
      />
      <p className="field-count" id={`${fieldId}-count`}>
        {countText(lengthOf(keeper.text), maxLength)}
      </p>
      {problem && (
        <p className="field-error" id={`${fieldId}-error`}>
          {problem}
        </p>
      )}
    </>
  );
}
