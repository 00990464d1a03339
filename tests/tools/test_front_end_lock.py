"""A build takes exactly the packages of `reflex.lock/`: the same front end every time."""

import json
from pathlib import Path

import pytest

from monespace_app.cli import frontend

LOCK = Path(__file__).resolve().parents[2] / "reflex.lock"


def contents() -> dict[str, object]:
    """What the two files of the lock say."""
    return {file.name: json.loads(file.read_text("utf-8")) for file in sorted(LOCK.glob("*.json"))}


@pytest.mark.browser
def test_building_does_not_change_the_lock() -> None:
    before = contents()
    frontend.build()
    assert contents() == before, "run `make lock` and commit reflex.lock/"
