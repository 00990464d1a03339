import { Children, useEffect, useState } from "react";

const named = () => decodeURIComponent(window.location.hash.slice(1));

/** Mounts the child whose name follows the `#`; the names are in the children's order. A piece is mounted inside a
    main region that is already there, as it would be in a page; a screen brings its own. */
export function OneExample({ names, screens, mainId, children }) {
  const [name, setName] = useState("");
  useEffect(() => {
    const follow = () => setName(named());
    follow();
    window.addEventListener("hashchange", follow);
    return () => window.removeEventListener("hashchange", follow);
  }, []);
  const place = names.indexOf(name);
  const shown = place < 0 ? null : <div key={name}>{Children.toArray(children)[place]}</div>;
  if (screens.includes(name)) return shown;
  return (
    <main id={mainId} className="atelier-piece">
      {shown}
    </main>
  );
}

const DARK = /prefers-color-scheme:\s*dark/;
const previews = () => document.querySelectorAll("iframe[data-preview]");

// The theme follows the device everywhere else: only a preview can be told another one.
function wear(preview, theme) {
  const root = preview.contentDocument?.documentElement;
  if (!root) return;
  root.style.colorScheme = theme;
  for (const sheet of preview.contentDocument.styleSheets) {
    for (const rule of sheet.cssRules) {
      if (!rule.media) continue;
      if (DARK.test(rule.media.mediaText)) rule.isDark = true;
      if (rule.isDark) rule.media.mediaText = theme === "dark" ? "all" : "not all";
    }
  }
}

function wearNow() {
  const chosen = document.querySelector("input[name=theme]:checked")?.value ?? "light";
  for (const preview of previews()) wear(preview, chosen);
}

function open() {
  const links = [...document.querySelectorAll("a[data-example]")];
  const chosen = links.find((link) => link.dataset.example === named()) ?? links[0];
  for (const link of links) link.toggleAttribute("data-open", link === chosen);
  for (const preview of previews()) preview.contentWindow.location.replace(chosen.href);
}

/** Shows the example named after the `#` of the atelier's own address in every preview: a link to it can be sent. */
export function PreviewLinks({ children }) {
  useEffect(() => {
    for (const preview of previews()) preview.addEventListener("load", wearNow);
    open();
    wearNow();
    window.addEventListener("hashchange", open);
    return () => {
      window.removeEventListener("hashchange", open);
      for (const preview of previews()) preview.removeEventListener("load", wearNow);
    };
  }, []);
  const press = (event) => {
    const target = event.target.closest?.("a[data-example]");
    if (!target || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    window.location.hash = target.dataset.example;
  };
  return (
    <div onClick={press} onChange={wearNow}>
      {children}
    </div>
  );
}
