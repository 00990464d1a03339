import { Children, Fragment, isValidElement, useCallback, useEffect, useRef, useState } from "react";

/** Every slide, whether given one by one, in an array or in a fragment. */
function slidesOf(children) {
  return Children.toArray(children).flatMap((child) =>
    isValidElement(child) && child.type === Fragment ? slidesOf(child.props.children) : [child],
  );
}

function Arrow({ path }) {
  return (
    <svg className="icon" width="20" height="20" viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true">
      <path d={path} />
    </svg>
  );
}

/** Where the track stands: which slide is first in view, and whether there is more on each side. */
function usePosition(track, count) {
  const [position, setPosition] = useState({ index: 0, start: true, end: count < 2 });
  useEffect(() => {
    const element = track.current;
    if (!element) return undefined;
    const read = () => {
      const width = element.firstElementChild?.getBoundingClientRect().width || 1;
      const left = element.scrollLeft;
      const end = left + element.clientWidth >= element.scrollWidth - 4;
      const index = Math.round(left / width);
      setPosition({ index: Math.min(index, count - 1), start: left < 4, end });
    };
    read();
    const sizes = new ResizeObserver(read);
    sizes.observe(element);
    element.addEventListener("scroll", read, { passive: true });
    return () => {
      sizes.disconnect();
      element.removeEventListener("scroll", read);
    };
  }, [track, count]);
  return position;
}

/** Cards side by side: swiped, or moved with the buttons and the dots. It never moves by itself. */
export function Carousel({ label, children }) {
  const slides = slidesOf(children);
  const track = useRef(null);
  const { index, start, end } = usePosition(track, slides.length);
  const show = useCallback((target) => {
    const slide = track.current?.children[target];
    slide?.scrollIntoView({ block: "nearest", inline: "start" });
  }, []);
  const alone = start && end;
  return (
    <section className="carousel" aria-label={label} aria-roledescription="carrousel">
      <ul className="carousel-track" ref={track} tabIndex={alone ? undefined : 0} aria-label={label}>
        {slides.map((slide, place) => (
          <li key={place} className="carousel-slide">
            {slide}
          </li>
        ))}
      </ul>
      {alone ? null : (
        <div className="carousel-controls">
          <button type="button" className="button button-quiet button-small" disabled={start} onClick={() => show(index - 1)}>
            <Arrow path="m15 18-6-6 6-6" />
            <span className="button-label">Précédent</span>
          </button>
          <div className="carousel-dots">
            {slides.map((_, place) => (
              <button
                key={place}
                type="button"
                className="carousel-dot"
                aria-current={place === index}
                onClick={() => show(place)}
              >
                <span className="visually-hidden">
                  Carte {place + 1} sur {slides.length}
                </span>
              </button>
            ))}
          </div>
          <button type="button" className="button button-quiet button-small" disabled={end} onClick={() => show(index + 1)}>
            <span className="button-label">Suivant</span>
            <Arrow path="m9 18 6-6-6-6" />
          </button>
        </div>
      )}
    </section>
  );
}
