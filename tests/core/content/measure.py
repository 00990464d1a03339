"""Ask for a safe version of each file of a folder: `python -m tests.core.content.measure folder`.

A process of its own, which holds little: the memory of its children is that of the workers. Writes the safe files
next to the others and prints a line of JSON: what became of each, the largest memory (MB), the seconds of each.
"""

import json
import resource
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from monespace_app.core.content import Refused, make_safe


def outcome(file: Path) -> tuple[str, str, float]:
    """The name, the kind or the reason of the refusal, and how long it took (its turn not counted)."""
    content, began = file.read_bytes(), time.monotonic()
    try:
        safe = make_safe(content)
    except Refused as refusal:
        return file.name, f"refused {refusal.reason}", time.monotonic() - began
    file.with_suffix(".safe").write_bytes(safe.content)
    return file.name, safe.kind, time.monotonic() - began


def main() -> None:
    """Two at once, as the application does."""
    files = sorted(Path(sys.argv[1]).glob("*.in"))
    with ThreadPoolExecutor(2) as threads:
        results = list(threads.map(outcome, files))
    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    megabytes = largest / (1024 if sys.platform == "linux" else 1024**2)
    sys.stdout.write(json.dumps({"results": results, "megabytes": megabytes}))


if __name__ == "__main__":
    main()
