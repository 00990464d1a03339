"""What is on this machine and what is not."""

import ipaddress


def is_loopback(host: str) -> bool:
    """True when `host` is this machine, and only it."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
