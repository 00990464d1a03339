"""The demo's own master key, made at first use."""

import os
from typing import Any

import pytest

from monespace_app.core import crypto
from monespace_app.core.settings import settings


def test_two_that_start_together_read_one_whole_key(monkeypatch: pytest.MonkeyPatch):
    write, others = os.fdopen, []

    def while_another_starts(*arguments: Any, **options: Any) -> Any:
        monkeypatch.setattr(os, "fdopen", write)
        others.append(crypto._demo_key(settings()))
        return write(*arguments, **options)

    monkeypatch.setattr(os, "fdopen", while_another_starts)
    mine = crypto._demo_key(settings())
    assert others == [mine]
    left = [file.name for file in settings().data_dir.iterdir() if "key" in file.name]
    assert left == [crypto.DEMO_KEY_FILE]
