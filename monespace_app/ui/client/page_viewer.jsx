// The pages of a document as images: each comes when it is near, at the width it is shown at.
import { useEffect, useReducer, useRef, useState } from "react";

const STEPS = [1, 1.25, 1.5, 2, 3];
const WIDTHS = [800, 1600];
const A_PAGE = 210 / 297; // until the first image tells its own
const SIZES = "(min-width: 1100px) 760px, 100vw";

export function PageViewer({ address, count, name }) {
  const [step, setStep] = useState(0);
  const [current, setCurrent] = useState(1);
  const [ratio, setRatio] = useState(A_PAGE);
  const pages = useRef(null);
  const zoom = STEPS[step];
  const change = (by) => setStep((now) => Math.min(STEPS.length - 1, Math.max(0, now + by)));
  const pressed = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const by = { "+": 1, "=": 1, "-": -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    change(by);
  };
  useCurrentPage(pages, count, setCurrent);
  const goTo = (page) => {
    const figure = pages.current.querySelector(`[data-page="${page}"]`);
    figure?.scrollIntoView({ block: "start" });
    setCurrent(page);
  };
  return (
    <div className="client-viewer" style={{ "--zoom": zoom }}>
      <div className="client-viewer-bar" role="group" aria-label="Affichage du document">
        {count > 1 && <Turning page={current} count={count} goTo={goTo} />}
        <Zooming zoom={zoom} step={step} change={change} />
      </div>
      <div
        ref={pages}
        className="client-viewer-pages"
        tabIndex={0}
        role="group"
        aria-label="Pages du document"
        onKeyDown={pressed}
      >
        {Array.from({ length: count }, (_, index) => (
          <Page
            key={`${address}/${index}`}
            number={index + 1}
            count={count}
            address={address}
            name={name}
            zoom={zoom}
            ratio={ratio}
            onRatio={setRatio}
          />
        ))}
      </div>
    </div>
  );
}

// The page of which most is seen.
function useCurrentPage(pages, count, setCurrent) {
  useEffect(() => {
    if (count < 2) return undefined;
    const seen = new Map();
    const observer = new IntersectionObserver(
      (changes) => {
        for (const { target, intersectionRect } of changes) seen.set(target.dataset.page, intersectionRect.height);
        const [page, height] = [...seen].sort((one, other) => other[1] - one[1] || one[0] - other[0])[0];
        if (height > 0) setCurrent(Number(page));
      },
      { threshold: [0, 0.25, 0.5, 0.75, 1] },
    );
    for (const figure of pages.current.querySelectorAll("[data-page]")) observer.observe(figure);
    return () => observer.disconnect();
  }, [count]);
}

function Turning({ page, count, goTo }) {
  return (
    <div className="client-viewer-tools">
      <Tool word="Page précédente" paths="m18 15-6-6-6 6" off={page <= 1} act={() => goTo(page - 1)} />
      <p className="client-viewer-words" role="status">
        Page {page} sur {count}
      </p>
      <Tool word="Page suivante" paths="m6 9 6 6 6-6" off={page >= count} act={() => goTo(page + 1)} />
    </div>
  );
}

function Zooming({ zoom, step, change }) {
  return (
    <div className="client-viewer-tools client-viewer-zoom">
      <Tool shown word="Réduire" paths="M21 21l-4.3-4.3M19 11a8 8 0 1 1-16 0 8 8 0 0 1 16 0M8 11h6" off={step === 0} act={() => change(-1)} />
      <p className="client-viewer-words" role="status">
        {Math.round(zoom * 100)}
        {"\u00a0"}%
      </p>
      <Tool
        shown
        word="Agrandir"
        paths="M21 21l-4.3-4.3M19 11a8 8 0 1 1-16 0 8 8 0 0 1 16 0M11 8v6M8 11h6"
        off={step === STEPS.length - 1}
        act={() => change(1)}
      />
    </div>
  );
}

// Stays focusable at its end: the focus of whoever presses it again does not vanish.
const Tool = ({ word, paths, off, act, shown }) => (
  <button
    type="button"
    className={`button button-quiet button-icon${off ? " button-off" : ""}`}
    aria-disabled={off}
    onClick={() => !off && act()}
  >
    <svg className="icon" width="20" height="20" viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true">
      <path d={paths} />
    </svg>
    <span className={shown ? "button-label" : "visually-hidden"}>{word}</span>
  </button>
);

function Page({ number, count, address, name, zoom, ratio, onRatio }) {
  const [state, setState] = useState("coming");
  const [tries, again] = useReducer((before) => before + 1, 0);
  const image = useRef(null);
  const at = (width) => `${address}/${number}?largeur=${width}${tries ? `&essai=${tries}` : ""}`;
  const loaded = () => {
    const { naturalWidth, naturalHeight } = image.current;
    if (number === 1 && naturalHeight) onRatio(naturalWidth / naturalHeight);
    setState("there");
  };
  // It may have come before the page's scripts did.
  useEffect(() => {
    if (image.current?.complete && image.current.naturalWidth) loaded();
  }, []);
  const retry = () => {
    setState("coming");
    again();
  };
  const words = count > 1 ? `Page ${number} sur ${count} du document ${name}` : `Document ${name}`;
  return (
    <figure className={`client-viewer-page client-viewer-${state}`} data-page={number} style={{ "--ratio": ratio }}>
      {state === "failed" ? (
        <div className="client-viewer-failed">
          <p>Cette page ne s'affiche pas pour le moment.</p>
          <button type="button" className="button button-secondary button-small" onClick={retry}>
            <span className="button-label">Réessayer</span>
          </button>
        </div>
      ) : (
        <img
          ref={image}
          src={at(WIDTHS[0])}
          srcSet={WIDTHS.map((width) => `${at(width)} ${width}w`).join(", ")}
          sizes={zoom > 1 ? `${WIDTHS[1]}px` : SIZES}
          alt={words}
          loading={number === 1 ? "eager" : "lazy"}
          decoding="async"
          onLoad={loaded}
          onError={() => setState("failed")}
        />
      )}
    </figure>
  );
}
