"""What is shown when a script of the page fails, instead of a blank page (NAV-4)."""

import reflex as rx
from reflex_components_core.base.error_boundary import ErrorBoundary


def error_boundary(fallback: rx.Component) -> rx.Component:
    """Catches failures of what it holds and shows `fallback`; the server is told that there was one."""
    return ErrorBoundary.create(fallback_render=rx.Var.create(fallback))
