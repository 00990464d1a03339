"""From a bare Python to a page, or to tests: what `make` runs. Standard library only.

Each command checks first what it needs, installs only what has changed, and says what it does and how long it
takes. The messages are for the people who install the application, in French.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tools import browser, checks, clamav, install

Arguments = argparse.Namespace

PYTEST = (install.PYTHON, "-m", "pytest")
SHARED_OUT = ("--numprocesses=auto", "--dist=loadfile")
JOURNEYS = "tests/e2e"


def become(*command: str | Path) -> None:
    """Let `command` take the place of this process: signals and exit code are its own."""
    sys.stdout.flush()
    os.chdir(install.ROOT)
    os.execv(command[0], [str(part) for part in command])  # noqa: S606


def refuse(troubles: list[str]) -> None:
    """Stop with every reason, if there is one."""
    if troubles:
        sys.exit("\n".join(troubles))


def run(arguments: Arguments) -> None:
    """Install, build what has changed, serve."""
    refuse(checks.port_troubles({"PORT": arguments.port, "SMTP_PORT": arguments.smtp_port}))
    install.python_packages("run")
    os.environ["MONESPACE_SMTP_IN_PORT"] = str(arguments.smtp_port)
    become(install.BIN / "monespace", "start", "--port", str(arguments.port))


def dev(arguments: Arguments) -> None:
    """The same with hot reload."""
    ports = {"PORT": arguments.port, "BACK_PORT": arguments.back_port, "SMTP_PORT": arguments.smtp_port}
    refuse(checks.port_troubles(ports))
    install.python_packages("test")
    os.environ["MONESPACE_SMTP_IN_PORT"] = str(arguments.smtp_port)
    command = (install.BIN / "monespace", "dev")
    become(*command, "--port", str(arguments.port), "--back-port", str(arguments.back_port))


def prepare_tests() -> None:
    """The packages of the tests, a browser, and on CI the antivirus."""
    install.python_packages("test")
    install.node_packages("axe")
    ensure_browser()
    if clamav.is_wanted():
        install.step("ClamAV", clamav.install)


def ensure_browser() -> None:
    """Tell the tests which browser to use, installing one if there is none."""
    if browser.installed() is None:
        install.step("Navigateur", lambda: os.environ.update(MONESPACE_BROWSER=_new_browser()))


def _new_browser() -> str:
    return browser.install(install.PYTHON) or sys.exit(f"échec\n{browser.NONE_FOUND}")


def test(arguments: Arguments) -> None:
    """Everything: style, types, imports and behaviour, a real browser included; or what the arguments choose."""
    prepare_tests()
    if arguments.rest:
        become(*PYTEST, *arguments.rest)
    # On every core; then the journeys one after the other, whose browser and servers need the cores themselves.
    without_browser = subprocess.run(
        [*PYTEST, *SHARED_OUT, f"--ignore={JOURNEYS}"], cwd=install.ROOT, check=False
    )
    journeys = subprocess.run([*PYTEST, JOURNEYS], cwd=install.ROOT, check=False)
    sys.exit(without_browser.returncode or journeys.returncode)


def tool(arguments: Arguments) -> None:
    """A tool of the test lock, such as `tool ruff format`."""
    install.python_packages("test")
    become(install.BIN / arguments.rest[0], *arguments.rest[1:])


def screens(arguments: Arguments) -> None:
    """Pictures of every screen, into `screens/`."""
    prepare_tests()
    become(install.PYTHON, "-m", "tools.screens", *arguments.rest)


def bench(arguments: Arguments) -> None:
    """The autosave beside a bare echo, and Lighthouse, on production servers."""
    prepare_tests()
    install.node_packages("lighthouse")
    become(install.PYTHON, "-m", "bench", *arguments.rest)


COMMANDS: dict[str, Callable[[Arguments], None]] = {
    "run": run,
    "dev": dev,
    "test": test,
    "tool": tool,
    "screens": screens,
    "bench": bench,
}


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("command", choices=COMMANDS)
    parser.add_argument("--port", type=int, default=3000)
    parser.add_argument("--back-port", type=int, default=8000)
    parser.add_argument("--smtp-port", type=int, default=2525)
    parser.add_argument("rest", nargs="*", default=[])
    arguments = parser.parse_args()
    try:
        COMMANDS[arguments.command](arguments)
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
