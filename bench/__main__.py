"""`make bench`: the autosave of drafts, documents, then Lighthouse. With arguments, Lighthouse alone: they are its own.

Each part runs in a process of its own: they use databases of their own.
"""

import subprocess
import sys

from bench import lighthouse

PARTS = ("bench.autosave", "bench.documents")


def main() -> int:
    """The exit code is 1 when a goal is missed."""
    parts = () if sys.argv[1:] else PARTS
    missed = [subprocess.run([sys.executable, "-m", part], check=False).returncode for part in parts]
    return lighthouse.main() or max(missed, default=0)


if __name__ == "__main__":
    sys.exit(main())
