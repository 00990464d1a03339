"""What an address of the documents' pages asks for. Pure functions."""

from collections.abc import Mapping
from urllib.parse import parse_qs

from monespace_app.core import paging

ROUTE = "/documents"
TRASH, CONSULTATIONS, ADD = f"{ROUTE}/corbeille", f"{ROUTE}/consultations", f"{ROUTE}/ajouter"


def parameters(query: str) -> Mapping[str, list[str]]:
    """Every value of each name; an address that is too long to be ours has none."""
    return parse_qs(query) if len(query) < 2_000 else {}


def asked_page(query: str) -> int:
    """`page`, or the first one."""
    return paging.asked_page(parameters(query).get("page", [""])[0])


def asked_document(path: str) -> str:
    """The document that `/documents/ID` names, or nothing."""
    return path.removeprefix(ROUTE).strip("/")
