"""The corpus: hostile files are refused or lose what they hid, patients' own files are accepted."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.core.content import corpus
from tests.core.content.corpus import SECRET, Case

ROOT = Path(__file__).resolve().parents[3]
MAX_MEGABYTES = 300
"""Of a worker (a figure of the specification)."""
MIN_ACCEPTED = 0.995


@dataclass(frozen=True)
class Outcome:
    """What became of a case."""

    case: Case
    said: str
    seconds: float
    safe: bytes

    @property
    def is_refused(self) -> bool:
        return self.said.startswith("refused")


@dataclass(frozen=True)
class Campaign:
    outcomes: list[Outcome]
    megabytes: float


def run(cases: list[Case], folder: Path) -> Campaign:
    """Each case through `make_safe`, in a process that holds little."""
    for number, case in enumerate(cases):
        (folder / f"{number:04}.in").write_bytes(case.make())
    command = [sys.executable, "-m", "tests.core.content.measure", folder]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    measured = json.loads(done.stdout)
    outcomes = []
    for case, (name, said, seconds) in zip(cases, measured["results"], strict=True):
        safe = (folder / name).with_suffix(".safe")
        outcomes.append(Outcome(case, said, seconds, safe.read_bytes() if safe.exists() else b""))
    return Campaign(outcomes, measured["megabytes"])


def report(title: str, campaign: Campaign) -> str:
    slowest = max(campaign.outcomes, key=lambda outcome: outcome.seconds)
    refused = sum(outcome.is_refused for outcome in campaign.outcomes)
    return (
        f"{title}: {len(campaign.outcomes)} files, {refused} refused, {campaign.megabytes:.0f} MB at most, "
        f"{slowest.seconds:.1f} s at most ({slowest.case.name})"
    )


@pytest.fixture
def say(is_full: bool, capsys: pytest.CaptureFixture[str]) -> Callable[[str], None]:
    """Show a line in the output of a whole campaign."""

    def write(line: str) -> None:
        with capsys.disabled():
            sys.stdout.write(f"\n{line}\n" if is_full else "")

    return write


def chosen(cases: list[Case], count: int, *, is_full: bool) -> list[Case]:
    return cases if is_full else corpus.some(cases, count)


@pytest.mark.timeout(600)
@pytest.mark.row("DOC-4")
def test_hostile_files_are_refused_or_lose_what_they_hid(is_full, tmp_path, say):
    campaign = run(chosen(corpus.bad(), 50, is_full=is_full), tmp_path)

    say(report("hostile", campaign))
    assert [
        each.case.name for each in campaign.outcomes if each.case.must_refuse and not each.is_refused
    ] == []
    assert [each.case.name for each in campaign.outcomes if SECRET in each.safe] == []
    if sys.platform == "linux":
        assert campaign.megabytes <= MAX_MEGABYTES


@pytest.mark.timeout(600)
@pytest.mark.row("DOC-3")
@pytest.mark.row("DOC-4")
def test_the_files_that_patients_have_are_accepted(is_full, tmp_path, say):
    campaign = run(chosen(corpus.good(), 25, is_full=is_full), tmp_path)

    say(report("good", campaign))
    refused = {each.case.name: each.said for each in campaign.outcomes if each.is_refused}
    assert 1 - len(refused) / len(campaign.outcomes) >= MIN_ACCEPTED, refused
    assert [each.case.name for each in campaign.outcomes if SECRET in each.safe] == []
    if sys.platform == "linux":
        assert campaign.megabytes <= MAX_MEGABYTES


def test_the_whole_corpus_has_the_size_that_the_specification_asks():
    bad, good = corpus.bad(), corpus.good()
    assert len(bad) >= 500
    assert len(good) >= 200
    for cases in (bad, good):
        assert len({case.name for case in cases}) == len(cases)


def test_the_corpus_is_the_same_each_time():
    for first, second in zip(corpus.some(corpus.bad(), 12), corpus.some(corpus.bad(), 12), strict=True):
        assert first.make() == second.make(), first.name
