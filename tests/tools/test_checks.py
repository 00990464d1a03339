"""What stops an installation is told in one sentence."""

import os
import socket
import subprocess
from pathlib import Path

import pytest

from tools import checks

ROOT = Path(__file__).resolve().parents[2]


def fake_python(folder: Path, name: str, version: str) -> None:
    """A program that answers as a Python of that version would."""
    major, minor = version.split(".")[:2]
    too_old = int((int(major), int(minor)) < (3, 11))
    script = folder / name
    script.write_text(
        f'#!/bin/sh\n[ "$1" = --version ] && echo "Python {version}" && exit 0\nexit {too_old}\n'
    )
    script.chmod(0o755)


def find_python(folder: Path, chosen: str = "") -> subprocess.CompletedProcess[str]:
    """What `tools/find-python.sh` says when only `folder` holds programs."""
    return subprocess.run(
        ["/bin/sh", str(ROOT / "tools" / "find-python.sh")],
        env={"PATH": str(folder), "PYTHON": chosen},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_first_python_that_is_recent_enough_is_taken(tmp_path: Path) -> None:
    fake_python(tmp_path, "python3", "3.9.2")
    fake_python(tmp_path, "python3.12", "3.12.4")
    found = find_python(tmp_path)
    assert found.returncode == 0
    assert found.stdout.strip() == str(tmp_path / "python3.12")


def test_an_old_python_is_refused_with_its_version(tmp_path: Path) -> None:
    fake_python(tmp_path, "python3", "3.10.14")
    found = find_python(tmp_path)
    assert found.returncode == 1
    assert found.stdout == ""
    assert "Il faut Python 3.11 ou plus récent (trouvé : Python 3.10.14)" in found.stderr


def test_no_python_at_all_is_said(tmp_path: Path) -> None:
    found = find_python(tmp_path)
    assert found.returncode == 1
    assert "trouvé : aucun" in found.stderr


def test_the_python_that_was_chosen_is_the_only_one_tried(tmp_path: Path) -> None:
    fake_python(tmp_path, "python3", "3.12.1")
    fake_python(tmp_path, "mine", "3.9.1")
    found = find_python(tmp_path, str(tmp_path / "mine"))
    assert found.returncode == 1
    assert "3.9.1" in found.stderr


def test_a_taken_port_is_named_with_its_program_and_the_way_out() -> None:
    said = checks.port_trouble(3000, "PORT", "node (processus 12)")
    assert said == (
        "Le port 3000 est déjà pris par node (processus 12). "
        "Arrêtez ce programme, ou choisissez un autre port : make run PORT=3001"
    )


def test_a_port_somebody_listens_on_is_seen_as_taken() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert checks.is_taken(port)
        assert [f"SMTP_PORT={port + 1}" in said for said in checks.port_troubles({"SMTP_PORT": port})] == [
            True
        ]
    assert not checks.is_taken(port)


def test_the_listening_program_is_read_from_ss_and_from_lsof() -> None:
    ss = 'LISTEN 0 128 127.0.0.1:3000 0.0.0.0:* users:(("python",pid=4321,fd=7))\n'
    assert checks.parse_ss(ss) == "python (processus 4321)"
    assert checks.parse_lsof("p4321\ncnode\nf12\n") == "node (processus 4321)"
    assert checks.parse_ss("") is None
    assert checks.parse_lsof("") is None


@pytest.mark.parametrize(("gib", "is_enough"), [(2.0, True), (1.99, False), (0, False)])
def test_two_gigabytes_are_needed(gib: float, is_enough: bool) -> None:
    trouble = checks.disk_trouble(int(gib * 1024**3))
    assert (trouble is None) == is_enough


def test_the_space_left_is_said_the_french_way() -> None:
    trouble = checks.disk_trouble(int(1.5 * 1024**3))
    assert trouble is not None
    assert "Il reste 1,5 Go" in trouble


def test_an_unreadable_port_table_names_nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(os.environ, "PATH", str(tmp_path))
    assert checks.listener(3000) is None
