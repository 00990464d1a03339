"""ClamAV for the tests of CI: Debian's package, five seconds. Elsewhere nothing is installed, its tests are skipped.

The package brings services that start with a machine: on somebody's own, installing them is not ours to decide.
"""

import os
import shutil
import subprocess
from contextlib import suppress

MAX_SECONDS = 60
"""Then CI does without: an archive that does not answer breaks nothing."""
UPDATE = ("update", "-qq")
INSTALL = ("install", "-y", "-qq", "--no-install-recommends", "clamav-daemon")


def is_wanted() -> bool:
    """Whether `clamd` is missing from a machine of CI where it can be had."""
    is_ci = os.environ.get("MONESPACE_REQUIRE_SERVICES") == "1"
    return is_ci and os.geteuid() == 0 and shutil.which("apt-get") is not None and not shutil.which("clamd")


def install() -> None:
    """Try to install it; the tests that need it say whether they found it."""
    with suppress(subprocess.TimeoutExpired):
        for arguments in (
            ("update", "-qq"),
            ("install", "-y", "-qq", "--no-install-recommends", "clamav-daemon"),
        ):
            subprocess.run(
                ["apt-get", *arguments],
                stdin=subprocess.DEVNULL,
                capture_output=True,
                env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
                timeout=MAX_SECONDS,
                check=False,
            )
