"""What the server keeps of one browser tab: whose session filled it, and when that session ends."""

import reflex as rx

from monespace_app.core import clock
from monespace_app.session.rules import SessionEnd


class TabState(rx.State):
    """Written by the guard and the session's own handlers; it has no handler of its own."""

    session_end: int = 0
    is_end_final: bool = False
    server_now: int = 0

    _owner: str = ""
    _shown_to: str = ""
    _session_ended: bool = False
    _preloaded: str = ""
    _last_act: str = ""

    def _show_end(self, end: SessionEnd) -> None:
        """Tell the browser's clock, in seconds since 1970, when the session ends and what time it is here."""
        self.session_end, self.is_end_final = int(end.at.timestamp()), end.is_final
        self.server_now = int(clock.now().timestamp())
