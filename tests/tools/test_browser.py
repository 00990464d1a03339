"""A browser for the tests: the one chosen, one of the machine, or one installed for the occasion."""

from pathlib import Path

import pytest

from tools import browser


def program(folder: Path, name: str, script: str = "exit 0") -> Path:
    """A program of that name in `folder`."""
    file = folder / name
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(0o755)
    return file


@pytest.fixture(autouse=True)
def bare_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine with no program at all."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("MONESPACE_BROWSER", raising=False)
    monkeypatch.setattr(browser, "MAC", tmp_path / "no-such-application")


def test_the_chosen_browser_comes_before_those_of_the_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path, "chromium")
    monkeypatch.setenv("MONESPACE_BROWSER", "/elsewhere/chrome")
    assert browser.installed() == "/elsewhere/chrome"


def test_a_browser_of_the_machine_is_found(tmp_path: Path) -> None:
    assert browser.installed() is None
    chrome = program(tmp_path, "google-chrome")
    assert browser.installed() == str(chrome)


def test_root_gets_the_distribution_s_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser.os, "geteuid", lambda: 0)
    new = tmp_path / "chromium"
    program(
        tmp_path,
        "apt-get",
        f'[ "$1" = install ] && printf "#!/bin/sh" > {new} && /bin/chmod +x {new}; exit 0',
    )
    assert browser.install(tmp_path / "python") == str(new)


def test_others_get_playwright_s_own_or_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser.os, "geteuid", lambda: 1000)
    own = program(tmp_path, "downloaded-chromium")
    assert browser.install(program(tmp_path, "python", f"echo {own}")) == str(own)
    assert browser.install(program(tmp_path, "python", "exit 1")) is None
