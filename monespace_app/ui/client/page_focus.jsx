// At each change of page: focus to its title, the document's title announced, the scroll position given back.
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { useLocation, useNavigationType } from "react-router";

const useBrowserLayoutEffect = typeof window === "undefined" ? useEffect : useLayoutEffect;

const SETTLING = 3000; // ms during which a page may still be replacing its skeleton
const INTERRUPTIONS = ["keydown", "pointerdown", "wheel", "touchstart"];

const target = () =>
  document.querySelector("[data-page-focus]") ?? document.querySelector("main h1") ?? document.querySelector("h1");

function focusTitle() {
  const title = target();
  if (!title || document.activeElement === title) return title;
  if (!title.hasAttribute("tabindex")) title.setAttribute("tabindex", "-1");
  title.focus({ preventScroll: true });
  return title;
}

// Run fn now and at each change of the document, until the page has settled or the patient does something.
function whileSettling(fn, ended = () => {}) {
  const observer = new MutationObserver(fn);
  const timer = window.setTimeout(() => stop(), SETTLING);
  const stop = () => {
    observer.disconnect();
    window.clearTimeout(timer);
    for (const name of INTERRUPTIONS) window.removeEventListener(name, stop, { capture: true });
    ended();
  };
  for (const name of INTERRUPTIONS) window.addEventListener(name, stop, { capture: true, passive: true });
  observer.observe(document.documentElement, { childList: true, subtree: true, characterData: true });
  fn();
  return stop;
}

// While the page loads, the title's element can be replaced (focus falls back to the body), or the title of what
// was opened can come after the page's own.
function keepFocusOnTitle() {
  let given = focusTitle();
  return whileSettling(() => {
    const active = document.activeElement;
    if (active === document.body || active === null || active === given) given = focusTitle();
  });
}

function announceTitle(setWords) {
  let announced = null;
  setWords("");
  return whileSettling(() => {
    if (document.title === announced) return;
    announced = document.title;
    window.setTimeout(() => setWords(document.title), 150); // an empty region first: same title, still said
  });
}

// The framework restores the position once, at a moment when the list is not there yet or about to be replaced
// by its skeleton: hold the position until the page has settled.
function restoreScroll(wanted, restoring) {
  restoring.current = true;
  const hold = () => {
    if (Math.abs(window.scrollY - wanted) > 1) window.scrollTo(0, wanted);
  };
  return whileSettling(hold, () => {
    restoring.current = false;
  });
}

const positions = new Map(); // history entry -> scroll position
const places = new Map(); // address -> scroll position, for the links that lead back to it

const addressOf = ({ pathname, search }) => pathname + search;

// In layout effects: a page that is short at first scrolls up by itself, which must not be remembered as a wish.
function useScrollMemory(location, movement) {
  const key = useRef(location.key);
  const address = useRef(addressOf(location));
  const restoring = useRef(false);
  const leadsBack = useRef(false);
  useBrowserLayoutEffect(() => {
    if (key.current === location.key) return undefined;
    key.current = location.key;
    address.current = addressOf(location);
    const known = leadsBack.current ? places.get(address.current) : undefined;
    leadsBack.current = false;
    const wanted = movement === "POP" ? positions.get(location.key) : known;
    return wanted ? restoreScroll(wanted, restoring) : undefined;
  }, [location.key]);
  useEffect(() => {
    const remember = () => {
      if (restoring.current) return;
      positions.set(key.current, window.scrollY);
      places.set(address.current, window.scrollY);
    };
    const notice = (event) => {
      leadsBack.current = Boolean(event.target.closest?.("a.back-link"));
    };
    window.addEventListener("scroll", remember, { passive: true });
    window.addEventListener("click", notice, { capture: true });
    return () => {
      window.removeEventListener("scroll", remember);
      window.removeEventListener("click", notice, { capture: true });
    };
  }, []);
}

export function PageFocus() {
  const location = useLocation();
  const movement = useNavigationType();
  const [words, setWords] = useState("");
  const before = useRef(location.pathname);
  useScrollMemory(location, movement);
  useEffect(() => {
    if (before.current === location.pathname) return undefined;
    before.current = location.pathname;
    const stops = [keepFocusOnTitle(), announceTitle(setWords)];
    return () => stops.forEach((stop) => stop());
  }, [location.pathname]);
  return (
    <div className="visually-hidden" role="status">
      {words}
    </div>
  );
}
