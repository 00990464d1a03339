"""In development two servers run, and the browser must see one: cookies and sockets belong to one origin."""

from typing import Any

from reflex_base.environment import environment
from reflex_base.plugins import Plugin

BACKEND_PATHS = ("/_event", "/_health", "/_upload", "/ping", "/session", "/demo/outbox.json")
"""What the back end answers itself; the front end's server passes these on to it."""

_SERVER_SECTION = "  server: {\n"


class DevProxy(Plugin):
    """Let the front end's development server pass the back end's paths on."""

    def pre_compile(self, **context: Any) -> None:
        """Change the front end's configuration, once the framework has written it."""
        port = environment.REFLEX_BACKEND_PORT.get()
        context["add_modify_task"]("vite.config.js", lambda source: with_proxy(source, port))


def with_proxy(source: str, port: int | None) -> str:
    """The configuration `source` of the front end's server, with the back end on `port` behind it."""
    if _SERVER_SECTION not in source:
        raise ValueError("no server section in vite.config.js: Reflex changed, see dev_proxy.py")
    rules = ", ".join(
        f'"{path}": {{ target: "http://127.0.0.1:{port}", ws: {str(path == "/_event").lower()} }}'
        for path in BACKEND_PATHS
    )
    return source.replace(_SERVER_SECTION, f"{_SERVER_SECTION}    proxy: {{ {rules} }},\n", 1)
