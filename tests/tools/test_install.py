"""Packages are installed again only when their lock, or the Python, has changed."""

from pathlib import Path

from tools import install


def test_the_stamp_follows_the_content_and_the_machine(tmp_path: Path) -> None:
    lock = tmp_path / "lock.txt"
    lock.write_text("a==1")
    first = install.stamp_of([lock], "3.11 x86_64")
    assert install.stamp_of([lock], "3.11 x86_64") == first
    assert install.stamp_of([lock], "3.12 x86_64") != first
    lock.write_text("a==2")
    assert install.stamp_of([lock], "3.11 x86_64") != first


def test_two_files_are_not_taken_for_one(tmp_path: Path) -> None:
    first, second, both, empty = (tmp_path / name for name in "abcd")
    first.write_text("x")
    second.write_text("y")
    both.write_text("xy")
    empty.write_text("")
    assert install.stamp_of([first, second], "m") != install.stamp_of([both, empty], "m")


def test_only_the_same_stamp_is_up_to_date(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    assert not install.is_up_to_date(mark, "abc")
    mark.write_text("abc")
    assert install.is_up_to_date(mark, "abc")
    assert not install.is_up_to_date(mark, "abd")
