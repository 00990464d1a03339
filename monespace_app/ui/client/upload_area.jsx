// Where files are dropped, chosen or photographed, and each of them on its way. What happens to them: upload_queue.js.
import { useEffect, useLayoutEffect, useReducer, useRef, useState } from "react";
import { setUnsaved } from "./kept_texts.js";
import { newKey } from "./new_key.js";
import { sizeWords, spoken, UploadQueue } from "./upload_queue.js";

const useBrowserLayoutEffect = typeof window === "undefined" ? useEffect : useLayoutEffect;

const SILENCE = 45 * 1000; // ms without a byte moving: the connection is gone
const SENTENCES = {
  cut: "L'envoi a été interrompu. Vérifiez votre connexion, puis réessayez.",
  gone: "L'envoi n'a pas été accepté. Rechargez la page, puis ajoutez ce fichier de nouveau.",
};

// Of the whole tab: what is on its way goes on while the patient looks at another page.
const listeners = new Set();
let mounted = null; // the props of the area on the screen
const queue = new UploadQueue(
  {
    changed: () => {
      setUnsaved("uploads", queue.isBusy);
      for (const listener of listeners) listener();
    },
    newKey,
    transmit,
    received: (id) => mounted?.current.onReceived?.(id),
    dropped: (id) => mounted?.current.onDropped?.(id),
  },
  SENTENCES,
);

function transmit({ file, key, name }, { moved, done, cut }) {
  const request = new XMLHttpRequest();
  let timer;
  const heard = () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => request.abort(), SILENCE);
  };
  const ended = (fn) => () => {
    window.clearTimeout(timer);
    fn();
  };
  request.upload.addEventListener("progress", ({ loaded, total }) => {
    heard();
    if (total > 0) moved(loaded / total);
  });
  request.addEventListener("load", ended(() => done(request.status, read(request.responseText))));
  request.addEventListener("error", ended(cut));
  request.addEventListener("abort", ended(cut));
  request.open("POST", queue.address);
  request.setRequestHeader("Content-Type", "application/octet-stream");
  request.setRequestHeader("X-Upload-Key", key);
  request.setRequestHeader("X-File-Name", encodeURIComponent(name));
  heard();
  request.send(file);
  return () => request.abort();
}

function read(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function useQueue(props) {
  const latest = useRef(props);
  const [, changed] = useReducer((count) => count + 1, 0);
  useBrowserLayoutEffect(() => {
    latest.current = props;
  });
  useBrowserLayoutEffect(() => {
    mounted = latest;
    listeners.add(changed);
    return () => {
      mounted = null;
      listeners.delete(changed);
    };
  }, []);
  useBrowserLayoutEffect(() => queue.goTo(props.address), [props.address]);
}

// A file dropped beside the area would make the browser leave the page for it.
function useHarmlessDrops() {
  useEffect(() => {
    const stay = (event) => {
      if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
    };
    window.addEventListener("dragover", stay);
    window.addEventListener("drop", stay);
    return () => {
      window.removeEventListener("dragover", stay);
      window.removeEventListener("drop", stay);
    };
  }, []);
}

export function UploadArea(props) {
  const { address, maxBytes, extensions, types, sentences } = props;
  const browse = useRef(null);
  useQueue(props);
  useHarmlessDrops();
  const add = (files) => queue.add(files, { maxBytes, extensions, types, sentences });
  const remove = (key) => {
    queue.cancel(key);
    browse.current?.focus();
  };
  const rows = queue.entriesFor(address);
  return (
    <div className="client-upload">
      <DropZone {...props} browse={browse} add={add} />
      <UploadRows entries={rows} onCancel={remove} onRetry={(key) => queue.retry(key)} />
      <p className="visually-hidden" role="status">
        {spoken(queue, address)}
      </p>
    </div>
  );
}

export function UploadRows({ entries, onCancel, onRetry }) {
  if (entries.length === 0) return null;
  return (
    <ul className="upload-list" aria-label="Fichiers choisis">
      {entries.map((entry) => (
        <Row key={entry.key} entry={entry} onCancel={() => onCancel?.(entry.key)} onRetry={() => onRetry?.(entry.key)} />
      ))}
    </ul>
  );
}

function DropZone({ extensions, types, hint, browse, add }) {
  const [over, setOver] = useState(false);
  const files = useRef(null);
  const camera = useRef(null);
  const accept = [...extensions.map((extension) => `.${extension}`), ...types].join(",");
  const chosen = (event) => {
    add([...event.currentTarget.files]);
    event.currentTarget.value = ""; // the same file may be chosen again
  };
  const dropped = (event) => {
    event.preventDefault();
    setOver(false);
    add([...event.dataTransfer.files]);
    browse.current?.focus();
  };
  return (
    <div
      className={`client-drop${over ? " client-drop-over" : ""}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={dropped}
    >
      <Icon className="client-drop-icon" paths="M12 13v8M8 17l4-4 4 4M4 14.9A7 7 0 1 1 15.7 8h1.8a4.5 4.5 0 0 1 2.5 8.2" />
      <p className="client-drop-words">Je glisse-dépose</p>
      <div className="client-drop-buttons">
        <button ref={browse} type="button" className="button button-primary" onClick={() => files.current.click()}>
          <Icon paths="m6 14 1.5-2.9A2 2 0 0 1 9.2 10H20a2 2 0 0 1 1.9 2.5l-1.5 6a2 2 0 0 1-2 1.5H4a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2h3.9a2 2 0 0 1 1.7.9l.8 1.2a2 2 0 0 0 1.7.9H18a2 2 0 0 1 2 2v2" />
          <span className="button-label">Parcourir les fichiers</span>
        </button>
        <button type="button" className="button button-secondary client-drop-photo" onClick={() => camera.current.click()}>
          <Icon paths="M14.5 4h-5L7 7H4a2 2 0 0 0-2 2v9a2 2 0 0 0 2 2h16a2 2 0 0 0 2-2V9a2 2 0 0 0-2-2h-3zM15 13a3 3 0 1 1-6 0 3 3 0 0 1 6 0" />
          <span className="button-label">Prendre une photo</span>
        </button>
      </div>
      <p className="field-hint">{hint}</p>
      <input ref={files} type="file" multiple accept={accept} hidden data-files onChange={chosen} />
      <input ref={camera} type="file" accept="image/jpeg,image/png" capture="environment" hidden onChange={chosen} />
    </div>
  );
}

const STATES = { waiting: "En attente", sending: "Envoi en cours", checking: "Vérification du fichier…" };

function Row({ entry, onCancel, onRetry }) {
  const { name, size, state, part, reason } = entry;
  const percent = Math.round(part * 100);
  const words = state === "sending" ? `${STATES.sending}\u00a0: ${percent}\u00a0%` : STATES[state];
  return (
    <li className={`upload-row upload-row-${state}`}>
      <Icon size={24} paths="M15 2H6a2 2 0 0 0-2 2v16a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2V7ZM14 2v4a2 2 0 0 0 2 2h4" />
      <div className="upload-text">
        <p className="upload-name">{name}</p>
        <p className="upload-size">{words ? `${sizeWords(size)} · ${words}` : sizeWords(size)}</p>
        {STATES[state] && (
          <progress className="progress" value={percent} max={100} aria-label={`Envoi de ${name}`} />
        )}
        {reason && (
          <p className="upload-error">
            <Icon paths="M12 8v4M12 16h.01M22 12a10 10 0 1 1-20 0 10 10 0 0 1 20 0" />
            <span>
              <span className="visually-hidden">Erreur{"\u00a0"}: </span>
              {reason}
            </span>
          </p>
        )}
      </div>
      <div className="upload-actions">
        {state === "stopped" && (
          <button type="button" className="button button-secondary button-small" onClick={onRetry}>
            <span className="button-label">Réessayer</span>
            <span className="visually-hidden"> l'envoi de {name}</span>
          </button>
        )}
        <button type="button" className="button button-quiet button-icon" onClick={onCancel}>
          <Icon paths="M18 6 6 18M6 6l12 12" />
          <span className="button-label">{STATES[state] ? "Annuler" : "Retirer"}</span>
          <span className="visually-hidden"> {name}</span>
        </button>
      </div>
    </li>
  );
}

const Icon = ({ paths, size = 20, className = "icon" }) => (
  <svg className={className} width={size} height={size} viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true">
    <path d={paths} />
  </svg>
);
