"""What we change in the framework's front end: each change still finds its place in the version installed."""

from pathlib import Path

import pytest
import reflex_base
from reflex_base.compiler.templates import vite_config_template

from monespace_app.ui.components import notify
from monespace_app.ui.components.toast import SHOW_TOAST
from monespace_app.ui.plugin import DataOnly, KeepPage, LoadFirst, PrerenderPages, SameOrigin

TEMPLATES = Path(reflex_base.__file__).parent / ".templates" / "web"
STATE_SCRIPT = (TEMPLATES / "utils" / "state.js").read_text("utf-8")


def changed(plugin: DataOnly | LoadFirst | SameOrigin | PrerenderPages, content: str) -> str:
    """The content after the plugin's one task."""
    tasks = []
    plugin.pre_compile(add_modify_task=lambda path, task: tasks.append(task))
    [task] = tasks
    return task(content)


def test_the_page_runs_no_code_that_the_server_sends() -> None:
    assert "eval(" in STATE_SCRIPT
    script = changed(DataOnly(), STATE_SCRIPT)
    assert "eval(" not in script.replace("refuseCode(", "")
    assert script.count(f'event.name == "{SHOW_TOAST}"') == 1


@pytest.mark.parametrize(
    "plugin", [DataOnly(), LoadFirst(), SameOrigin()], ids=lambda plugin: type(plugin).__name__
)
def test_a_change_made_once_is_not_made_again(plugin: DataOnly | LoadFirst | SameOrigin) -> None:
    once = changed(plugin, STATE_SCRIPT)
    assert once != STATE_SCRIPT
    assert changed(plugin, once) == once


@pytest.mark.parametrize(
    "plugin", [DataOnly(), LoadFirst(), SameOrigin()], ids=lambda plugin: type(plugin).__name__
)
def test_a_framework_that_has_changed_stops_the_build(plugin: DataOnly | LoadFirst | SameOrigin) -> None:
    with pytest.raises(RuntimeError, match="adapt"):
        changed(plugin, "export const refs = {};\n")


VITE = vite_config_template(
    base="/", hmr=False, force_full_reload=False, experimental_hmr=False, sourcemap=False
)


def test_the_build_has_react_router_ask_before_it_reloads_a_page() -> None:
    tasks = []
    KeepPage().pre_compile(add_modify_task=lambda path, task: tasks.append(task))
    [task] = tasks
    once = task(VITE)
    assert once.count("keepPage()") == 2
    assert task(once) == once
    with pytest.raises(RuntimeError, match="adapt"):
        task("export default {};\n")


def test_a_toast_is_words_and_names_only() -> None:
    spec = notify("Message supprimé", undo=lambda: notify("Message rétabli"))
    [name, message, *_] = [value._decode() for _, value in spec.args]
    assert (name, message) == ("success", "Message supprimé")
    assert all("=>" not in str(value) for _, value in spec.args)
