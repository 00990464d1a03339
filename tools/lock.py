"""`make lock`: write every lock anew, without the address of any registry in them.

`make lock ARGS=--upgrade` takes the newest versions that `pyproject.toml` and Reflex allow.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from monespace_app.cli import frontend
from tools.install import BIN, INSTALLER_LOCK, LOCKS, NODE_FOLDERS, ROOT

UV = (
    *(str(BIN / "uv"), "pip", "compile", "--quiet", "--universal", "--python-version", "3.11"),
    *("--generate-hashes", "--no-emit-index-url", "--no-emit-find-links"),
    *("--no-header", "--annotation-style", "line"),
)
INSTALLER = "uv>=0.13.9,<0.14\n"


def python_locks(*, upgrade: bool) -> None:
    """`requirements/*.txt`: exact versions with the hashes of every file the public index has for them."""
    extra = ["--upgrade"] if upgrade else []
    project = [*UV, *extra, "pyproject.toml"]
    _call(*UV, *extra, "-", "--output-file", str(INSTALLER_LOCK), text=INSTALLER)
    _call(*project, "--output-file", str(LOCKS["run"]))
    same = ("--constraint", str(LOCKS["run"]))
    _call(*project, "--group", "test", *same, "--output-file", str(LOCKS["test"]))


def npm_locks(*, upgrade: bool) -> None:
    """The npm locks of the tools, then `reflex.lock/`, which Reflex writes when it builds."""
    for folder in NODE_FOLDERS.values():
        if upgrade:
            (folder / "package-lock.json").unlink(missing_ok=True)
        _call(str(BIN / "npm"), "install", "--package-lock-only", "--ignore-scripts", folder=folder)
    if upgrade:
        shutil.rmtree(ROOT / "reflex.lock", ignore_errors=True)
    # Twice: what Reflex writes back has its final order only when it started from a lock.
    for _ in range(2):
        shutil.rmtree(frontend.WEB_DIR, ignore_errors=True)
        frontend.build(force=True)


def _call(*command: str, folder: Path = ROOT, text: str | None = None) -> None:
    subprocess.run(command, cwd=folder, input=text, text=True, check=True)


def main() -> None:
    """The command line."""
    upgrade = "--upgrade" in sys.argv[1:]
    frontend.prepare_environment()
    os.environ.pop("PIP_FIND_LINKS", None)
    python_locks(upgrade=upgrade)
    npm_locks(upgrade=upgrade)


if __name__ == "__main__":
    main()
