"""Put Python and npm packages in place from the locks, when a lock has changed. Standard library only."""

import hashlib
import importlib.util
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from tools import checks

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
BIN = VENV / "bin"
PYTHON = BIN / "python"
INSTALLER_LOCK = ROOT / "requirements" / "installer.txt"
LOCKS = {"run": ROOT / "requirements" / "run.txt", "test": ROOT / "requirements" / "test.txt"}
NODE_FOLDERS = {"axe": ROOT / "tools" / "axe", "lighthouse": ROOT / "bench"}


def step(title: str, action: Callable[[], object]) -> None:
    """Do `action`, saying its title before and its duration after."""
    print(f"▸ {title}…", end=" ", flush=True)
    began = time.monotonic()
    action()
    print(f"{time.monotonic() - began:.1f} s".replace(".", ","), flush=True)


def quietly(*command: str | Path, cwd: Path = ROOT) -> None:
    """Run `command`; its output is shown only if it fails, and then the program stops."""
    done = subprocess.run(
        command,
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        sys.exit(f"échec\n{done.stdout}\nLa commande a échoué : {' '.join(map(str, command))}")


def stamp_of(files: Sequence[Path], machine: str | None = None) -> str:
    """A hash of the contents of `files` and of the `machine` they are installed for (this one)."""
    total = hashlib.sha256((machine or f"{platform.python_version()} {platform.machine()}").encode())
    for file in files:
        total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def is_up_to_date(mark: Path, stamp: str) -> bool:
    """Whether the file `mark` was written for this very `stamp`."""
    return mark.is_file() and mark.read_text("utf-8") == stamp


def python_packages(lock: str) -> None:
    """Install a lock (`run`, or `test` which holds it) and the application itself into `.venv`."""
    mark = VENV / f"monespace-{lock}.txt"
    stamp = stamp_of([INSTALLER_LOCK, LOCKS[lock], ROOT / "pyproject.toml"])
    works = venv_works()
    if works and is_up_to_date(mark, stamp):
        return
    if trouble := checks.disk_trouble(checks.free_bytes(ROOT)):
        sys.exit(trouble)
    if not works:
        step("Environnement Python", _create_venv)
    step("Paquets Python", lambda: _install(LOCKS[lock]))
    mark.write_text(stamp, "utf-8")


def venv_works() -> bool:
    """Whether `.venv` runs, with a Python that is recent enough."""
    if not PYTHON.exists():
        return False
    test = "import sys; sys.exit(sys.version_info < (3, 11))"
    return subprocess.run([PYTHON, "-c", test], capture_output=True, check=False).returncode == 0


def _create_venv() -> None:
    if importlib.util.find_spec("ensurepip") is None:
        sys.exit("échec\nCe Python n'a pas « venv ». Sur Debian : apt install python3-venv, puis relancez.")
    quietly(sys.executable, "-m", "venv", "--clear", VENV)


def _install(lock: Path) -> None:
    """With uv, several times faster than pip; with pip where uv cannot be had."""
    pip = (PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    subprocess.run([*pip, "--require-hashes", "-r", INSTALLER_LOCK], capture_output=True, check=False)
    uv = (BIN / "uv", "pip", "install", "--quiet", "--python", PYTHON, *_uv_index())
    if _succeeds(*uv, "--require-hashes", "-r", lock) and _succeeds(*uv, "--no-deps", "--editable", ROOT):
        return
    quietly(*pip, "--require-hashes", "-r", lock)
    quietly(*pip, "--no-deps", "--editable", ROOT)


def _succeeds(*command: str | Path) -> bool:
    try:
        return subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


def _uv_index() -> list[str]:
    """pip's index setting, which uv does not read."""
    address = os.environ.get("PIP_INDEX_URL")
    return ["--default-index", address] if address else []


def node_packages(name: str) -> None:
    """Install the npm lock of a folder with the Node of `.venv`."""
    folder = NODE_FOLDERS[name]
    mark = folder / "node_modules" / "monespace.txt"
    stamp = stamp_of([folder / "package-lock.json"])
    if is_up_to_date(mark, stamp):
        return
    os.environ["PATH"] = os.pathsep.join([str(BIN), os.environ.get("PATH", "")])
    npm = (BIN / "npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts")
    step(f"Paquets npm ({name})", lambda: quietly(*npm, cwd=folder))
    mark.write_text(stamp, "utf-8")
