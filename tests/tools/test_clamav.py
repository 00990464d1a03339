"""ClamAV is installed for CI, and for nobody else."""

from pathlib import Path

import pytest

from tests.tools.test_browser import program
from tools import clamav


@pytest.fixture(autouse=True)
def machine_of_ci(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root, with `apt-get` and nothing else."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("MONESPACE_REQUIRE_SERVICES", "1")
    monkeypatch.setattr(clamav.os, "geteuid", lambda: 0)
    program(tmp_path, "apt-get")


def test_ci_gets_it_when_it_is_missing(tmp_path: Path):
    assert clamav.is_wanted()
    program(tmp_path, "clamd")
    assert not clamav.is_wanted()


def test_nobody_else_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    with monkeypatch.context() as patched:
        patched.delenv("MONESPACE_REQUIRE_SERVICES")
        assert not clamav.is_wanted()
    with monkeypatch.context() as patched:
        patched.setattr(clamav.os, "geteuid", lambda: 1000)
        assert not clamav.is_wanted()
    (tmp_path / "apt-get").unlink()
    assert not clamav.is_wanted()


def test_the_package_of_the_distribution_is_installed(tmp_path: Path):
    program(tmp_path, "apt-get", f'echo "$@" >> {tmp_path}/calls')
    clamav.install()
    calls = (tmp_path / "calls").read_text().splitlines()
    assert calls == ["update -qq", "install -y -qq --no-install-recommends clamav-daemon"]


@pytest.mark.parametrize("script", ["exit 100", "exec /bin/sleep 5"])
def test_an_archive_that_does_not_answer_breaks_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str
):
    monkeypatch.setattr(clamav, "MAX_SECONDS", 0.1)
    program(tmp_path, "apt-get", script)
    clamav.install()
    assert clamav.is_wanted()
