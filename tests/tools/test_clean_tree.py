"""Nothing in the project names a registry, or a place on the machine of the person who wrote it."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

REGISTRY = re.compile(
    r"registry\.npmjs\.org|npmmirror\.com|files\.pythonhosted\.org|pypi\.org/simple|deb\.debian\.org"
    r"|\"resolved\":|--(?:extra-)?index-url|--find-links|--default-index=?\s*https?:"
)
MACHINE = re.compile(r"(?<![\w.])/(?:root|home/\w+|Users/\w+|work|opt/(?:pypi|wheels))/")
THIS_FILE = Path(__file__).resolve()


def tracked_files() -> list[Path]:
    """Every text file that git knows."""
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    files = [ROOT / name for name in done.stdout.split("\0") if name]
    return [file for file in files if file.is_file() and file.resolve() != THIS_FILE]


def offences(text: str) -> list[str]:
    """What `text` should not say."""
    return [found[0] for pattern in (REGISTRY, MACHINE) for found in pattern.finditer(text)]


def test_no_tracked_file_names_a_registry_or_a_place_on_a_machine() -> None:
    found = {}
    for file in tracked_files():
        try:
            text = file.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        if said := offences(text):
            found[str(file.relative_to(ROOT))] = sorted(set(said))
    assert found == {}


@pytest.mark.parametrize(
    "text",
    [
        '"resolved": "https://example.org/a.tgz"',
        "--index-url https://example.org/simple",
        "https://registry.npmjs.org/react",
        "open('/root/secret')",
        "cd /home/somebody/project",
    ],
)
def test_an_address_or_a_place_is_seen(text: str) -> None:
    assert offences(text) != []


@pytest.mark.parametrize("text", ["https://github.com/sponsors/x", "/usr/bin/chromium", "route /homework/x"])
def test_what_is_public_is_not_taken_for_a_place(text: str) -> None:
    assert offences(text) == []


@pytest.mark.parametrize("name", ["run", "test", "installer"])
def test_every_locked_version_has_its_hashes(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    assert lines
    assert [line.split()[0] for line in lines if "==" not in line or "--hash=sha256:" not in line] == []
