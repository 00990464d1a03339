"""`make bench`: Lighthouse, as on a mid-range phone, on the pages of a production server with the demo data.

`make bench ARGS="--base-url http://localhost:3000 /connexion"` measures a server that runs, and other pages.
"""

import argparse
import contextlib
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright
from rich.console import Console
from rich.table import Table

from tools import browser
from tools.install import BIN, NODE_FOLDERS
from tools.server import demo_server

PUBLIC = ("/", "/connexion")
PRIVATE = ("/accueil", "/messagerie")
IDENTIFIER, PASSWORD = "inaya.michel", "Demo-2026!"
CATEGORIES = ("performance", "accessibility", "best-practices")
GOALS = {"performance": 98, "accessibility": 100, "best-practices": 100, "lcp": 1500, "weight": 250}
LIGHTHOUSE = NODE_FOLDERS["lighthouse"] / "node_modules" / "lighthouse" / "cli" / "index.js"


@dataclass(frozen=True)
class Measure:
    """What Lighthouse found of a page: scores out of 100, times in ms, weight in KB.

    `blocked` (total blocking time) is what a busy machine spoils first: read it before the performance score.
    """

    path: str
    performance: int
    accessibility: int
    best_practices: int
    lcp: int
    blocked: int
    weight: int
    remarks: tuple[str, ...]

    @classmethod
    def of(cls, path: str, report: dict[str, Any]) -> "Measure":
        """Read from Lighthouse's own report."""
        scores = {name: round((report["categories"][name]["score"] or 0) * 100) for name in CATEGORIES}
        audits = report["audits"]
        return cls(
            path=path,
            performance=scores["performance"],
            accessibility=scores["accessibility"],
            best_practices=scores["best-practices"],
            lcp=round(audits["largest-contentful-paint"]["numericValue"]),
            blocked=round(audits["total-blocking-time"]["numericValue"]),
            weight=round(audits["total-byte-weight"]["numericValue"] / 1024),
            remarks=tuple(_failed(report)),
        )

    def meets_the_goals(self) -> bool:
        """Whether every figure reaches its goal."""
        return (
            self.performance >= GOALS["performance"]
            and self.accessibility >= GOALS["accessibility"]
            and self.best_practices >= GOALS["best-practices"]
            and self.lcp <= GOALS["lcp"]
            and self.weight <= GOALS["weight"]
        )


def _failed(report: dict[str, Any]) -> Iterator[str]:
    """The audits of accessibility and good practice that a page fails."""
    for category in ("accessibility", "best-practices"):
        for reference in report["categories"][category]["auditRefs"]:
            audit = report["audits"][reference["id"]]
            if reference["weight"] and audit["score"] is not None and audit["score"] < 1:
                yield f"{category}: {audit['title']}"


def measure(base_url: str, path: str, cookie: str | None, runs: int) -> Measure:
    """The median of `runs` measures of a page, logged in when there is a `cookie` (a Cookie header's value)."""
    found = [Measure.of(path, _report(base_url, path, cookie)) for _ in range(runs)]
    return sorted(found, key=lambda m: (m.performance, -m.lcp))[runs // 2]


def _report(base_url: str, path: str, cookie: str | None) -> dict[str, Any]:
    """What Lighthouse reports of a page, once it has reported something whole."""
    for _ in range(3):
        report = _run(base_url, path, cookie)
        if "numericValue" in report["audits"]["largest-contentful-paint"]:
            return report
    raise RuntimeError(f"{path}: {report['audits']['largest-contentful-paint']['errorMessage']}")


def _run(base_url: str, path: str, cookie: str | None) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "report.json"
        command = [
            *(str(BIN / "node"), str(LIGHTHOUSE), f"{base_url}{path}", "--quiet", "--output=json"),
            *(f"--output-path={out}", f"--only-categories={','.join(CATEGORIES)}"),
            f"--chrome-flags=--headless=new {' '.join(browser.FLAGS)}",
            *([f"--extra-headers={json.dumps({'Cookie': cookie})}"] if cookie else []),
        ]
        environment = {**os.environ, "CHROME_PATH": browser.installed() or ""}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if not out.exists():
            raise RuntimeError(f"Lighthouse failed on {path}:\n{done.stdout}{done.stderr}")
        report = json.loads(out.read_text("utf-8"))
    landed = report["finalDisplayedUrl"].removeprefix(base_url).split("?")[0]
    if landed.rstrip("/") != path.rstrip("/"):
        raise RuntimeError(f"{path} led to {landed}: that page was not measured")
    return report


def login_cookie(base_url: str) -> str:
    """Log in through the application, the code read in the demo outbox; the value of the Cookie header."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=browser.installed(), args=list(browser.FLAGS))
        page = opened.new_page(locale="fr-FR")
        page.goto(f"{base_url}/connexion")
        page.get_by_label("Mon identifiant").fill(IDENTIFIER)
        page.get_by_label("Mon mot de passe").fill(PASSWORD)
        page.get_by_role("button", name="Continuer").click()
        page.get_by_label("Recevoir mon code par e-mail").check()
        seen = codes(base_url)
        page.get_by_role("button", name="Continuer").click()
        field = page.locator('input[autocomplete="one-time-code"]')
        field.wait_for()
        field.fill(next_code(base_url, seen))
        page.get_by_role("button", name="Se connecter").click()
        page.wait_for_url("**/accueil")
        cookies = page.context.cookies()
        opened.close()
    return "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in cookies)


def next_code(base_url: str, seen: Sequence[str]) -> str:
    """The six digits of the first code that was not `seen`, once it has been sent."""
    for _ in range(200):
        new = [code for code in codes(base_url) if code not in seen]
        if new:
            return new[0]
        time.sleep(0.05)
    raise RuntimeError("no code came to the demo outbox")


def codes(base_url: str) -> list[str]:
    """The six-digit codes of the e-mails of the demo outbox, the newest first."""
    with urllib.request.urlopen(f"{base_url}/demo/outbox.json", timeout=10) as answer:
        texts = [message["text"] for message in json.load(answer) if message["channel"] == "email"]
    return [found[0] for text in texts if (found := re.search(r"\b\d{6}\b", text))]


def print_table(measures: Sequence[Measure]) -> None:
    """The figures, and what stands in the way of a perfect score."""
    console = Console()
    table = Table(title="Lighthouse, mobile (objectifs : 98, 100, 100, 1 500 ms, 250 Ko)")
    for name in ("Page", "Perf.", "Accès", "Pratiques", "LCP ms", "Bloqué ms", "Ko"):
        table.add_column(name, justify="left" if name == "Page" else "right")
    for m in measures:
        figures = (m.performance, m.accessibility, m.best_practices, m.lcp, m.blocked, m.weight)
        table.add_row(m.path, *map(str, figures), style=None if m.meets_the_goals() else "red")
    console.print(table)
    for m in measures:
        for remark in m.remarks:
            console.print(f"{m.path} - {remark}")


@contextlib.contextmanager
def server_at(address: str | None) -> Iterator[str]:
    """The server at `address`, or one started for the occasion."""
    if address is not None:
        yield address.rstrip("/")
        return
    with demo_server() as server:
        yield server.address


def main() -> int:
    """The command line; the exit code is 1 when a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base-url", help="a demonstration server that runs; else one is started")
    parser.add_argument("--runs", type=int, default=3, help="the median of so many is kept (default: 3)")
    parser.add_argument("paths", nargs="*", default=[*PUBLIC, *PRIVATE])
    arguments = parser.parse_args()
    with server_at(arguments.base_url) as address:
        private = [path for path in arguments.paths if path not in PUBLIC]
        cookie = login_cookie(address) if private else None
        measures = [
            measure(address, path, cookie if path in private else None, arguments.runs)
            for path in arguments.paths
        ]
    print_table(measures)
    return int(not all(m.meets_the_goals() for m in measures))


if __name__ == "__main__":
    sys.exit(main())
