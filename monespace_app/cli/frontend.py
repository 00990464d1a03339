"""Build the front end once, and only when something it is made of has changed."""

import fcntl
import hashlib
import json
import logging
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from monespace_app.core.settings import PROJECT_ROOT, settings

SOURCES = ("monespace_app", "assets", "rxconfig.py", "reflex.lock", "requirements/run.txt")
WRITTEN_INTO_PAGES = (
    "mode",
    "secure_cookies",
    "operator_name",
    "operator_contact",
    "data_protection_contact",
    "hosting_name",
)
"""The settings that the built pages show."""
WEB_DIR = PROJECT_ROOT / ".web"
STAMP = WEB_DIR / "monespace-build.txt"
LOG_NAME = "build.log"

_REFLEX_ENVIRONMENT = {
    "REFLEX_CHECK_LATEST_VERSION": "false",
    "REFLEX_DIR": str(PROJECT_ROOT / ".venv" / "reflex"),
    "REFLEX_TELEMETRY_ENABLED": "false",
    "REFLEX_USE_NPM": "1",
    # A socket that died silently (a phone out of reach) is found out within 20 seconds, not two minutes.
    "REFLEX_SOCKET_INTERVAL": "10",
    "REFLEX_SOCKET_TIMEOUT": "10",
}
_NPM_ENVIRONMENT = {
    "npm_config_audit": "false",
    "npm_config_fetch_retries": "3",
    "npm_config_fund": "false",
    "npm_config_omit_lockfile_registry_resolved": "true",
    "npm_config_update_notifier": "false",
}


class BuildError(Exception):
    """The front end could not be built; `log` says why."""

    def __init__(self, log: Path) -> None:
        super().__init__(f"L'interface n'a pas pu être construite : voir {log}")
        self.log = log


def prepare_environment() -> None:
    """Settle what Reflex and npm read from the environment: Node from the virtual environment, no telemetry.

    Everything happens in the project's folder, because Reflex works in the current one.
    """
    os.chdir(PROJECT_ROOT)
    scripts = str(Path(sys.executable).parent)
    if os.environ.get("PATH", "").split(os.pathsep)[0] != scripts:
        os.environ["PATH"] = os.pathsep.join([scripts, os.environ.get("PATH", "")])
    os.environ.update(_REFLEX_ENVIRONMENT)
    for name, value in _NPM_ENVIRONMENT.items():
        os.environ.setdefault(name, value)


def digest(paths: Iterable[Path], salt: str = "") -> str:
    """A hexadecimal hash of the names and contents of `paths` (folders are walked), and of `salt`."""
    total = hashlib.sha256(salt.encode())
    for file in _files(paths):
        total.update(f"\0{file.as_posix()}\0".encode())
        total.update(file.read_bytes())
    return total.hexdigest()


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_file():
            yield path
        elif path.is_dir():
            yield from sorted(p for p in path.rglob("*") if _counts(p))


def _counts(path: Path) -> bool:
    """Neither what Python compiles nor what Reflex links."""
    return path.is_file() and not path.is_symlink() and "__pycache__" not in path.parts


def wanted_stamp() -> str:
    """What the stamp must say for the present sources and mode (the demo has pages production has not)."""
    configured = settings()
    salt = json.dumps([str(getattr(configured, name)) for name in WRITTEN_INTO_PAGES])
    return digest((PROJECT_ROOT / name for name in SOURCES), salt=salt)


def is_built() -> bool:
    """Whether the built front end is that of the present sources."""
    return STAMP.is_file() and STAMP.read_text("utf-8") == wanted_stamp()


def build(*, force: bool = False) -> bool:
    """Build the front end if it is not up to date, in a process of its own; True when it was built.

    Raises BuildError when it fails; the log is in the data folder.
    """
    prepare_environment()
    with _one_at_a_time():
        if not force and is_built():
            return False
        _build_anew()
    return True


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Servers that start together build once: the second finds the front end built."""
    with (PROJECT_ROOT / ".venv" / "build.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _build_anew() -> None:
    STAMP.unlink(missing_ok=True)
    log = settings().data_dir / LOG_NAME
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("w", encoding="utf-8") as output:
        command = [sys.executable, "-c", f"from {__name__} import compile_and_bundle as run; run()"]
        done = subprocess.run(command, stdout=output, stderr=subprocess.STDOUT, check=False)  # noqa: S603
    if done.returncode != 0:
        raise BuildError(log)
    STAMP.write_text(wanted_stamp(), "utf-8")


def initialize() -> None:
    """Lay out Reflex's working folder if it is not there, or is another version's."""
    from reflex.utils import prerequisites

    if prerequisites.needs_reinit():
        os.environ.setdefault("NPM_CONFIG_REGISTRY", _npm_registry())
        prerequisites.initialize_reflex_user_directory()
        prerequisites.initialize_frontend_dependencies()


def compile_and_bundle() -> None:
    """Compile the pages, install the locked packages, bundle: what `build` runs in its own process."""
    from reflex.utils import build as reflex_build
    from reflex.utils import path_ops, prerequisites
    from reflex_base.constants import NOCOMPILE_FILE, Env
    from reflex_base.environment import environment

    logging.basicConfig(level=logging.INFO)
    environment.REFLEX_ENV_MODE.set(Env.PROD)
    with path_ops.file_lock(WEB_DIR), _lock_left_alone():
        initialize()
        # A development server that was killed leaves this file, and the pages would not be compiled.
        (WEB_DIR / NOCOMPILE_FILE).unlink(missing_ok=True)
        prerequisites.get_compiled_app(prerender_routes=True, use_rich=False, trigger="export")
        reflex_build.setup_frontend(PROJECT_ROOT)
        reflex_build.build()


@contextmanager
def _lock_left_alone() -> Iterator[None]:
    """Reflex writes the npm lock back at each build; leave its bytes alone when it says the same."""
    before = {file: file.read_bytes() for file in (PROJECT_ROOT / "reflex.lock").glob("*.json")}
    yield
    for file, content in before.items():
        if file.is_file() and json.loads(file.read_bytes()) == json.loads(content):
            file.write_bytes(content)


def _npm_registry() -> str:
    """The registry npm itself would use; without it Reflex measures several and picks one."""
    command = ["npm", "config", "get", "registry"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    return done.stdout.strip()
