"""Let the browser paint a page before it runs the page's scripts.

The pages are prerendered: what they show is in their HTML. Yet the framework starts its scripts at once, and a phone
then loads and runs them before it paints anything. Here they start right after the first paint instead; a button
pressed meanwhile is remembered, and pressed again once the page is alive (`client/early_press.jsx`).
"""

import json
import re
from pathlib import Path
from typing import Any

from reflex_base.plugins import Plugin

_PRELOAD = re.compile(r'<link rel="modulepreload" href="([^"]+)"/>')
_STARTER = re.compile(r'<script type="module"[^>]*>(.*?)</script>', re.DOTALL)
_MANIFEST = re.compile(r'import "([^"]+)";')
_ROUTE = re.compile(r'import \* as (\w+) from "([^"]+)";')
_REGISTER = re.compile(r"window\.__reactRouterRouteModules = [^;]+;")
_ENTRY = re.compile(r'import\("([^"]+)"\);')

# Only the last button pressed, once however often: an impatient finger means one press. Links work by themselves.
# From the moment React listens to the document, it does by itself what is pressed.
_EARLY_PRESS = """document.addEventListener("click", ({target, isTrusted}) => {
  const button = isTrusted && target.closest("button");
  if (!button || Object.keys(document).some(key => key.startsWith("__reactContainer"))) return;
  window.earlyPress?.removeAttribute("data-waiting");
  window.earlyPress = button;
  button.setAttribute("data-waiting", "");
}, true);
"""

# A page opened in a hidden tab is never painted: its scripts start at once.
_SCRIPT = """(start => document.hidden ? start() : requestAnimationFrame(() => setTimeout(start)))(async () => {
  for (const href of %(preloads)s)
    document.head.append(Object.assign(document.createElement("link"), {rel: "modulepreload", href}));
  await import(%(manifest)s);
  const [%(names)s] = await Promise.all(%(routes)s.map(route => import(route)));
  %(register)s
  await import(%(entry)s);
});"""


class PaintFirst(Plugin):
    """For `rx.Config(plugins=[…, PaintFirst()])`."""

    def post_build(self, **context: Any) -> None:
        """Change every built page, before it is compressed."""
        for page in sorted(Path(context["static_dir"]).rglob("*.html")):
            page.write_text(paint_first(page.read_text("utf-8")), "utf-8")


def paint_first(page: str) -> str:
    """The HTML `page`, its scripts started after its first paint.

    Raises:
        ValueError: When the page does not start its scripts the way it is known to.
    """
    starter = _STARTER.search(page)
    if starter is None:
        raise ValueError("a page has no module script: React Router changed, see paint_first.py")
    script = _later(starter[1], _PRELOAD.findall(page))
    return (
        _PRELOAD.sub("", page[: starter.start()])
        + f"<script>{_EARLY_PRESS}{script}</script>"
        + page[starter.end() :]
    )


def _later(starter: str, preloads: list[str]) -> str:
    manifest, register, entry = (p.search(starter) for p in (_MANIFEST, _REGISTER, _ENTRY))
    routes = _ROUTE.findall(starter)
    if manifest is None or register is None or entry is None or not routes:
        raise ValueError(
            "a page's module script is not the one known: React Router changed, see paint_first.py"
        )
    return _SCRIPT % {
        "preloads": json.dumps(preloads),
        "manifest": json.dumps(manifest[1]),
        "names": ", ".join(name for name, _ in routes),
        "routes": json.dumps([path for _, path in routes]),
        "register": register[0],
        "entry": json.dumps(entry[1]),
    }
