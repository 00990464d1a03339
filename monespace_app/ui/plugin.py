"""Ships the design system with the front end: one stylesheet, and our own few browser components."""

import json
import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from reflex_base.plugins import Plugin

UI = Path(__file__).parent
STYLESHEET = UI / "styles" / "index.css"
SHOW_TOAST = "_show_toast"
"""The event by which the server has a toast shown: handled in the page, like the framework's own `_redirect`."""


class DesignSystem(Plugin):
    """For `rx.Config(plugins=[DesignSystem()])`; the reset is ours too (`rx.App(reset_style=False)`)."""

    def get_stylesheet_paths(self, **context: Any) -> Sequence[str]:
        """Our stylesheet, by its path from the generated one: it is bundled from here, and reloads live."""
        return [Path(os.path.relpath(STYLESHEET, Path.cwd() / ".web" / "styles")).as_posix()]

    def get_static_assets(self, **context: Any) -> Sequence[tuple[Path, str | bytes]]:
        """The scripts of `ui/components/`, put where `$/ui/…` finds them."""
        return [
            (Path("ui") / file.name, file.read_text("utf-8")) for file in sorted(UI.glob("components/*.js*"))
        ]


class PrerenderPages(Plugin):
    """Prerender the bare address of pages whose route has an optional part: only static routes are by default."""

    def __init__(self, *paths: str) -> None:
        self._paths = paths

    def pre_compile(self, **context: Any) -> None:
        """Add the addresses to the front end's own configuration, once the framework has written it."""
        context["add_modify_task"]("react-router.config.js", self._add_paths)

    def _add_paths(self, config: str) -> str:
        pages = f"({{getStaticPaths}}) => [...getStaticPaths(), ...{json.dumps(self._paths)}]"
        return config.replace('"prerender": true', f'"prerender": {pages}')


class SameOrigin(Plugin):
    """Make the built front end talk to the very origin that served it, whatever its name and port.

    The framework writes the address known at build time into the bundle: a build would serve one port only.
    """

    _KNOWN = "  const endpoint = new URL(url_str);\n"
    _OURS = _KNOWN + (
        '  if (typeof window !== "undefined") {\n'
        '    const isSocket = endpoint.protocol.startsWith("ws");\n'
        "    const { protocol, host } = window.location;\n"
        '    const scheme = isSocket ? protocol.replace("http", "ws") : protocol;\n'
        '    return new URL(endpoint.pathname, scheme + "//" + host);\n'
        "  }\n"
    )

    def pre_compile(self, **context: Any) -> None:
        """Change the one function of the framework that knows the address."""
        context["add_modify_task"]("utils/state.js", self._point_at_origin)

    def _point_at_origin(self, script: str) -> str:
        if self._OURS in script:
            return script
        if self._KNOWN not in script:
            raise RuntimeError("the framework's getBackendURL has changed: adapt SameOrigin")
        return script.replace(self._KNOWN, self._OURS)


class DataOnly(Plugin):
    """Make the page take nothing but data from the server: it never runs a script that it is sent.

    The framework shows toasts, and more, by sending code to `eval`. That would force `unsafe-eval` on the content
    security policy (ASVS 3.4.3), and no bundler can shorten the names of a module that calls `eval`.
    """

    _EVAL = re.compile(r"\beval(\?\.)?\(")
    _EVENTS = "  // Handle special events\n"
    _TOAST = (
        f'  if (event.name == "{SHOW_TOAST}") {{\n'
        "    const send = ({ name, payload }) => addEvents([ReflexEvent(name, payload)], [], {});\n"
        "    showToast(event.payload, send);\n"
        "    return;\n"
        "  }\n"
    )
    _IMPORT = (
        'import { showToast } from "$/ui/show_toast.js";\n'
        'const refuseCode = () => { throw new Error("code sent by the server is not run"); };\n'
    )

    def pre_compile(self, **context: Any) -> None:
        """Change the framework's one module that runs what the server sends."""
        context["add_modify_task"]("utils/state.js", self._take_data_only)

    def _take_data_only(self, script: str) -> str:
        if self._IMPORT in script:
            return script
        if self._EVENTS not in script:
            raise RuntimeError("the framework's applyEvent has changed: adapt DataOnly")
        script = self._EVAL.sub("refuseCode(", script)
        return self._IMPORT + script.replace(self._EVENTS, self._EVENTS + self._TOAST)


class LoadFirst(Plugin):
    """Make what a person does wait until the server has loaded the page.

    The framework sends an event as soon as its socket is open, and the server may run it before the page's
    `on_load`, which then undoes it. The state says `is_hydrated` once all the `on_load` of the page have run: until
    then events are kept in the page, in their order. A page that goes away sends what it kept first.
    """

    _KEPT = (
        "// Events of a person that wait for the server to have loaded the page: see LoadFirst.\n"
        "let pageIsLoaded = false;\n"
        "const kept = [];\n"
        "const waitsForPage = (name) => !pageIsLoaded && "
        "/^reflex___state____state\\.(?!reflex___)\\w+\\./.test(name);\n"
        "const sendKept = () => kept.splice(0).forEach((send) => send());\n"
        "const sendNow = () => notePageIsLoaded(true);\n"
        "const notePageIsLoaded = (isLoaded) => {\n"
        "  pageIsLoaded = isLoaded ?? pageIsLoaded;\n"
        "  if (pageIsLoaded) sendKept();\n"
        "};\n"
    )
    _CHANGES = (
        ("export const refs = {};\n", f"export const refs = {{}};\n{_KEPT}"),
        (
            "  // Send the event to the server.\n  if (socket) {\n",
            "  // Send the event to the server.\n"
            "  if (socket && waitsForPage(event.name)) {\n"
            "    kept.push(() => applyEvent(event, socket, navigate, params));\n"
            "  } else if (socket) {\n",
        ),
        # A new connection loads the page again, and so does a navigation.
        (
            "  const bootAuth = (first) => {\n",
            "  const bootAuth = (first) => {\n    notePageIsLoaded(false);\n",
        ),
        (
            "    addEvents(app.onLoadInternalEvent());\n",
            "    notePageIsLoaded(false);\n    addEvents(app.onLoadInternalEvent());\n",
        ),
        (
            "        applyClientStorageDelta(client_storage, delta);\n",
            "        applyClientStorageDelta(client_storage, delta);\n"
            "        notePageIsLoaded(delta[app.state_name]?.is_hydrated_rx_state_);\n",
        ),
        (
            '      console.log("Disconnect websocket on page navigation");\n',
            '      console.log("Disconnect websocket on page navigation");\n      sendNow();\n',
        ),
        (
            "  const pagehideHandler = (event) => {\n"
            "    if (!socket.current?.connected) {\n      return;\n    }\n",
            "  const pagehideHandler = (event) => {\n"
            "    if (!socket.current?.connected) {\n      return;\n    }\n    sendNow();\n",
        ),
    )

    def pre_compile(self, **context: Any) -> None:
        """Change the framework's one module that sends events."""
        context["add_modify_task"]("utils/state.js", self._load_first)

    def _load_first(self, script: str) -> str:
        if self._KEPT in script:
            return script
        for known, ours in self._CHANGES:
            if script.count(known) != 1:
                raise RuntimeError("the framework's event loop has changed: adapt LoadFirst")
            script = script.replace(known, ours)
        return script


class KeepPage(Plugin):
    """Keep the page when the code of another does not come.

    React Router then reloads the page: without network that leads to the browser's own error page. The built page
    asks `client/unreachable_page.js` first. The build fails when React Router no longer reloads the way it did.
    """

    _KNOWN = "export default defineConfig((config) => ({\n"
    _PLUGINS = "  plugins: [\n"
    _OURS = r"""function keepPage() {
  const known = /} catch \(error\) \{(?=\s*console\.error\(`Error loading route module)/;
  return {
    name: "keep-page",
    apply: "build",
    enforce: "pre",
    transform(code, id) {
      if (!/react-router\/dist\/.*\/routeModules\.js/.test(id)) return null;
      if (!known.test(code)) throw new Error("React Router's loadRouteModule has changed: adapt KeepPage");
      const ours = "if (window.pageCodeMissing) { await window.pageCodeMissing(); return new Promise(() => {}); }";
      return { code: code.replace(known, "$&" + ours), map: null };
    },
  };
}

"""

    def pre_compile(self, **context: Any) -> None:
        """Add a step to the build of the front end."""
        context["add_modify_task"]("vite.config.js", self._add_step)

    def _add_step(self, config: str) -> str:
        if self._OURS in config:
            return config
        if self._KNOWN not in config or config.count(self._PLUGINS) != 1:
            raise RuntimeError("the framework's vite.config.js has changed: adapt KeepPage")
        config = config.replace(self._KNOWN, self._OURS + self._KNOWN)
        return config.replace(self._PLUGINS, f"{self._PLUGINS}    keepPage(),\n")
