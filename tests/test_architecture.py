"""The import rules that a list of layers cannot say; the rest is in `pyproject.toml` (import-linter)."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "monespace_app"

MAY_IMPORT_REFLEX = re.compile(
    r"""monespace_app\.(
        monespace_app
      | ui(\..*)?
      | session\.(state|guard|gate|live|preload|sealing|tab)
      | features\.\w+\.(pages|components|state|examples)(\..*)?
      | cli\.(serve|frontend|dev_proxy)
    )""",
    re.VERBOSE,
)
REFLEX = ("reflex", "reflex_base", "reflex_components_")
PUBLIC_PARTS = {"services", "schemas"}


@dataclass(frozen=True)
class Import:
    """`importer` names `target` (a module, or something in one) at `line`."""

    importer: str
    target: str
    line: int

    def __str__(self) -> str:
        return f"{self.importer}:{self.line} imports {self.target}"


def module_name(file: Path) -> str:
    """The dotted name of a file of the package."""
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_of(name: str, source: str) -> Iterator[Import]:
    """Every import of a module, those inside functions included; `from a import b` counts as `a.b`."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (Import(name, alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (Import(name, f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


@cache
def all_imports() -> tuple[Import, ...]:
    """Every import of the application."""
    found = []
    for file in sorted(PACKAGE.rglob("*.py")):
        found += imports_of(module_name(file), file.read_text("utf-8"))
    return tuple(found)


def is_reflex_out_of_place(link: Import) -> bool:
    """Reflex where only plain Python belongs."""
    return link.target.startswith(REFLEX) and not MAY_IMPORT_REFLEX.fullmatch(link.importer)


def feature_of(name: str) -> tuple[str, str] | None:
    """The feature and the part a dotted name is in: `("messaging", "services")`."""
    parts = name.split(".")
    if parts[:2] != ["monespace_app", "features"] or len(parts) < 3:
        return None
    return parts[2], parts[3] if len(parts) > 3 else ""


def reaches_into_another_feature(link: Import) -> bool:
    """A feature that uses more of another one than its services and schemas."""
    here, there = feature_of(link.importer), feature_of(link.target)
    if here is None or there is None or here[0] == there[0]:
        return False
    # `features/examples.py` gathers every feature's examples for the atelier.
    return there[1] not in ({"examples"} if here[0] == "examples" else PUBLIC_PARTS)


def is_state_in_components(link: Import) -> bool:
    """A component that knows a state: it could not be shown in the atelier."""
    here = feature_of(link.importer)
    drawn = link.importer.startswith("monespace_app.ui.components") or (
        here is not None and here[1] == "components"
    )
    return drawn and (re.search(r"\.state(\.|$)", link.target) is not None or link.target == "reflex.State")


@pytest.mark.parametrize(
    "rule",
    [is_reflex_out_of_place, reaches_into_another_feature, is_state_in_components],
    ids=lambda rule: rule.__name__,
)
def test_no_module_imports_what_it_should_not(rule) -> None:
    assert [str(link) for link in all_imports() if rule(link)] == []


@pytest.mark.parametrize(
    ("rule", "importer", "source"),
    [
        (is_reflex_out_of_place, "monespace_app.core.clock", "import reflex as rx"),
        (is_reflex_out_of_place, "monespace_app.features.home.services", "from reflex_base.vars import Var"),
        (reaches_into_another_feature, "monespace_app.features.home.services",
         "from monespace_app.features.messaging.models import Message"),
        (reaches_into_another_feature, "monespace_app.features.home.pages",
         "from monespace_app.features.messaging import queries"),
        (is_state_in_components, "monespace_app.features.home.components",
         "def late():\n    from monespace_app.features.home.state import HomeState"),
        (is_state_in_components, "monespace_app.ui.components.link", "from monespace_app.session import state"),
    ],
)  # fmt: skip
def test_the_rules_see_an_import_that_breaks_them(rule, importer: str, source: str) -> None:
    assert [rule(link) for link in imports_of(importer, source)] == [True]


@pytest.mark.parametrize(
    ("rule", "importer", "source"),
    [
        (is_reflex_out_of_place, "monespace_app.features.home.state", "import reflex as rx"),
        (reaches_into_another_feature, "monespace_app.features.home.services",
         "from monespace_app.features.messaging import services"),
        (reaches_into_another_feature, "monespace_app.features.home.services",
         "from monespace_app.features.home.models import Card"),
        (is_state_in_components, "monespace_app.features.home.pages",
         "from monespace_app.features.home.state import HomeState"),
    ],
)  # fmt: skip
def test_the_rules_let_pass_what_is_right(rule, importer: str, source: str) -> None:
    assert [rule(link) for link in imports_of(importer, source)] == [False]


def test_every_package_imported_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    declared = {canonical(re.split(r"[\[<>=!~ ;]", line)[0]) for line in project["dependencies"]}
    by_module = {name: {canonical(d) for d in dists} for name, dists in packages_distributions().items()}
    missing = {
        link.target.split(".")[0]
        for link in all_imports()
        if is_third_party(link.target) and not by_module.get(link.target.split(".")[0], set()) & declared
    }
    # Reflex is published in pieces, each pinned by it.
    assert {name for name in missing if not name.startswith(REFLEX)} == set()


def is_third_party(target: str) -> bool:
    """Neither ours nor Python's."""
    top = target.split(".", maxsplit=1)[0]
    return top not in sys.stdlib_module_names and top != "monespace_app"


def canonical(name: str) -> str:
    """A distribution's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()
