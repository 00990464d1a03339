// Says calmly that the connection is lost, and that it is back. Heals it too: see connection.js.
import { useEffect } from "react";
import { ConnectionNews } from "./connection_news.jsx";
import { useLinksThatKeepThePage } from "./unreachable_page.js";

// The framework shows its own banner, in English, when the page is older than the server.
const NEW_VERSION_BANNER = "reflex-new-version-banner";

function translateNewVersionBanner() {
  const banner = document.getElementById(NEW_VERSION_BANNER);
  if (!banner || banner.dataset.translated) return;
  banner.dataset.translated = "true";
  banner.className = "client-new-version";
  banner.removeAttribute("style");
  const button = banner.querySelector("button");
  button.removeAttribute("style");
  button.className = "button button-secondary button-small";
  button.textContent = "Actualiser la page";
  banner.replaceChildren("Une nouvelle version de votre espace est disponible.", button);
}

function useFrenchNewVersionBanner() {
  useEffect(() => {
    const observer = new MutationObserver(translateNewVersionBanner);
    observer.observe(document.body, { childList: true });
    translateNewVersionBanner();
    return () => observer.disconnect();
  }, []);
}

export function ConnectionBanner() {
  useFrenchNewVersionBanner();
  useLinksThatKeepThePage();
  return <ConnectionNews className="client-connection" />;
}
