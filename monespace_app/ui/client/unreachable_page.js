// Without network a link must keep the page as it is, with what is typed in it: neither the framework's crash page
// nor the browser's.
import { useEffect } from "react";
import { isConnectionLost } from "./connection.js";
import { sayUnreachable } from "./connection_news.jsx";

const PATIENCE = 5000; // ms for the server to show that it is there

async function isServerThere() {
  try {
    return (await fetch("/ping", { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) })).ok;
  } catch {
    return false;
  }
}

let isBroken = false; // React Router has been refused a page: it would wait for it for ever

async function openWhole(address) {
  if (await isServerThere()) window.location.assign(address);
  else sayUnreachable();
}

// The code of the page asked for did not come. React Router would reload this page (see KeepPage in ui/plugin.py).
// When the server is there, it has a new version of that code: ask it for the whole page. Otherwise stay: for React
// Router the navigation never ends, and from now on links open whole pages, once the server answers.
async function openOrStay() {
  isBroken = true;
  const { pathname, search, hash } = window.__reactRouterDataRouter.state.navigation.location ?? window.location;
  await openWhole(pathname + search + hash);
}

const leavesThePage = (link) =>
  link.origin === window.location.origin &&
  link.pathname + link.search !== window.location.pathname + window.location.search;

const opensElsewhere = (event, link) =>
  event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || link.target === "_blank";

function follow(event) {
  const link = (isBroken || isConnectionLost()) && event.target.closest?.("a[href]");
  if (!link || opensElsewhere(event, link) || !leavesThePage(link)) return;
  event.preventDefault();
  event.stopPropagation();
  if (isConnectionLost()) sayUnreachable();
  else openWhole(link.href);
}

export function useLinksThatKeepThePage() {
  useEffect(() => {
    window.pageCodeMissing = openOrStay;
    window.addEventListener("click", follow, { capture: true });
    return () => window.removeEventListener("click", follow, { capture: true });
  }, []);
}
