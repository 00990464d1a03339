"""What can stop an installation, each told in one sentence before anything is done. Standard library only."""

import re
import shutil
import socket
import subprocess
from pathlib import Path

NEEDED_BYTES = 2 * 1024**3


def disk_trouble(free_bytes: int) -> str | None:
    """What to say when `free_bytes` are not enough for the packages and the build; None when they are."""
    if free_bytes >= NEEDED_BYTES:
        return None
    free = f"{free_bytes / 1024**3:.1f}".replace(".", ",")
    return f"Il reste {free} Go sur ce disque ; l'installation en demande 2. Libérez de la place."


def port_trouble(port: int, variable: str, user: str | None) -> str:
    """What to say when `port` is taken, by `user` if that is known; `variable` is the one that moves it."""
    by = f" par {user}" if user else ", peut-être par un autre « make run »"
    return (
        f"Le port {port} est déjà pris{by}. "
        f"Arrêtez ce programme, ou choisissez un autre port : make run {variable}={port + 1}"
    )


def free_bytes(folder: Path) -> int:
    """The space left on the disk of `folder`, in bytes."""
    return shutil.disk_usage(folder).free


def is_taken(port: int, host: str = "127.0.0.1") -> bool:
    """Whether a program listens on `port`."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False


def listener(port: int) -> str | None:
    """The program that listens on `port`, as « node (processus 1234) »; None when it cannot be told."""
    for command, parse in (
        (["ss", "-Hltnp", f"sport = :{port}"], parse_ss),
        (["lsof", "-nP", f"-iTCP:{port}", "-sTCP:LISTEN", "-Fpc"], parse_lsof),
    ):
        if shutil.which(command[0]) is None:
            continue
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if found := parse(done.stdout):
            return found
    return None


def parse_ss(output: str) -> str | None:
    """The program in what `ss -ltnp` prints."""
    match = re.search(r'users:\(\("([^"]+)",pid=(\d+)', output)
    return f"{match[1]} (processus {match[2]})" if match else None


def parse_lsof(output: str) -> str | None:
    """The program in what `lsof -Fpc` prints."""
    match = re.search(r"^p(\d+)\nc(.+)$", output, re.MULTILINE)
    return f"{match[2]} (processus {match[1]})" if match else None


def port_troubles(ports: dict[str, int]) -> list[str]:
    """What to say of each of `ports` (by the name of the variable that moves it) that is taken."""
    taken = [(name, port) for name, port in ports.items() if is_taken(port)]
    return [port_trouble(port, name, listener(port)) for name, port in taken]
