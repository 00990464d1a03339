"""Find a browser for the tests, the pictures and the measures, and install one where there is none."""

import os
import shutil
import subprocess
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
NONE_FOUND = (
    "Il faut un navigateur pour les tests, et aucun n'a pu être installé. "
    "Installez Chromium ou Chrome, ou indiquez où il est : MONESPACE_BROWSER=/chemin/vers/chromium make test"
)


def installed() -> str | None:
    """The browser to use: `MONESPACE_BROWSER`, else one of the machine, else None."""
    if given := os.environ.get("MONESPACE_BROWSER"):
        return given
    for name in NAMES:
        if path := shutil.which(name):
            return path
    return str(MAC) if MAC.exists() else None


def install(python: Path) -> str | None:
    """Install a browser: Debian's package when root, else playwright's own; its path, or None in vain."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        _try("apt-get", "update", "-qq")
        if _try("apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"):
            return shutil.which("chromium")
    if _try(str(python), "-m", "playwright", "install", "chromium"):
        return playwrights_own(python)
    return None


def playwrights_own(python: Path) -> str | None:
    """The path of the browser that playwright downloaded, if it did."""
    code = (
        "from playwright.sync_api import sync_playwright\n"
        "with sync_playwright() as p: print(p.chromium.executable_path)"
    )
    done = subprocess.run([python, "-c", code], capture_output=True, text=True, check=False)
    path = done.stdout.strip()
    return path if path and Path(path).exists() else None


def _try(*command: str) -> bool:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, env=environment, check=False
    )
    return done.returncode == 0
