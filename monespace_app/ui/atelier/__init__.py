"""The atelier: every component and screen in each state, without logging in (demo and development only)."""

from monespace_app.ui.atelier.registry import Example, example, registered

__all__ = ["Example", "example", "registered"]
