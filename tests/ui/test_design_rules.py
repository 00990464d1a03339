"""What keeps the screens of one piece: one place for colours, our own components, an example of each."""

import ast
import re
from pathlib import Path

import pytest

from monespace_app.ui import components
from monespace_app.ui.atelier import example, examples, registered
from monespace_app.ui.theme import TOKENS

APP = Path(components.__file__).parents[2]
UI = APP / "ui"
ASSETS = APP.parent / "assets"
PYTHON = sorted(APP.rglob("*.py"))
STYLES = sorted((UI / "styles").glob("*.css"))

_THEMED_NAMES = """
accordion alert_dialog aspect_ratio avatar badge blockquote box button callout card center checkbox
code container context_menu data_list dialog divider dropdown_menu flex form grid heading hover_card
hstack icon_button image inset input kbd link list menu popover progress radio scroll_area section
select separator skeleton slider spacer spinner stack switch table tabs text text_area theme tooltip
vstack
"""
THEMED = set(_THEMED_NAMES.split())
"""Names under `rx.` that bring the framework's own theme, or a look that is not ours."""

HEX = re.compile(r"#(?:[0-9a-fA-F]{8}|[0-9a-fA-F]{6}|[0-9a-fA-F]{3,4})\b(?![\w-])")
NOT_COMPONENTS = {"Option", "Tab", "PAGE_TITLE_ID", "PROFILE_COLORS"}


def _themed(source: str) -> list[str]:
    """The `rx.button`, `rx.text`… of a module."""
    return [
        f"{node.lineno}: rx.{node.attr}"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "rx"
        and node.attr in THEMED
    ]


def test_no_module_uses_the_frameworks_themed_components() -> None:
    found = {str(file): _themed(file.read_text("utf-8")) for file in PYTHON}
    assert {file: names for file, names in found.items() if names} == {}
    assert [file for file in PYTHON if "reflex_components_radix.themes" in file.read_text("utf-8")] == []


def test_only_our_own_form_is_used_since_the_browser_never_sends_it() -> None:
    own = UI / "components" / "form.py"
    assert [file for file in PYTHON if "rx.el.form(" in file.read_text("utf-8")] == [own]


def test_the_search_for_themed_components_finds_one() -> None:
    assert _themed("import reflex as rx\nrx.button('Envoyer')\n") == ["2: rx.button"]


@pytest.mark.parametrize("file", [*STYLES, *UI.rglob("*.jsx")], ids=lambda file: file.name)
def test_only_the_tokens_name_colours_in_styles(file: Path) -> None:
    assert HEX.findall(file.read_text("utf-8")) == []


def test_only_the_tokens_name_colours_in_python() -> None:
    found = [
        f"{file}: {node.value}"
        for file in PYTHON
        if file.is_relative_to(APP / "features") or file.is_relative_to(UI)
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and HEX.fullmatch(node.value)
    ]
    assert found == []


@pytest.mark.parametrize("file", STYLES, ids=lambda file: file.name)
def test_styles_use_only_tokens_that_exist(file: Path) -> None:
    known = set(re.findall(r"(--[\w-]+):", TOKENS.read_text("utf-8")))
    used = set(re.findall(r"var\((--(?!radix)[\w-]+)", file.read_text("utf-8")))
    assert used - known == set()


def test_the_one_stylesheet_brings_every_style() -> None:
    brought = set(re.findall(r'@import "\./([\w-]+\.css)"', (UI / "styles/index.css").read_text("utf-8")))
    assert brought == {file.name for file in STYLES} - {"index.css"}


@pytest.mark.parametrize("file", sorted((ASSETS / "drawings").glob("*.svg")), ids=lambda file: file.name)
def test_drawings_take_their_colours_from_the_theme(file: Path) -> None:
    drawing = file.read_text("utf-8")
    assert 'id="dessin"' in drawing
    assert HEX.findall(drawing) == []


def test_every_component_has_an_example_in_the_atelier() -> None:
    examples.load()
    shown = {name for entry in registered() for name in entry.shows}
    assert set(components.__all__) - NOT_COMPONENTS - shown == set()
    assert shown - set(components.__all__) == set()


def test_every_example_can_be_made() -> None:
    examples.load()
    assert len({entry.slug for entry in registered()}) == len(registered())
    for entry in registered():
        entry.factory()


def test_two_examples_cannot_have_the_same_address() -> None:
    examples.load()
    taken = registered()[0]
    with pytest.raises(ValueError, match=taken.slug):
        example(taken.group, taken.name)(lambda: components.quiet("Un autre"))


def test_an_unknown_icon_is_refused_at_once() -> None:
    with pytest.raises(ValueError, match="no such icon"):
        components.icon("circle_question_markk")
