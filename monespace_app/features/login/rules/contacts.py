"""Contacts shown in part: enough for their owner to recognise them, not for anybody else to use them."""

DOT = "\u2022"
GAP = "\u00a0"


def masked_email(address: str) -> str:
    """« i•••••@•••••.org »: the first letter and the last part, with a length that tells nothing."""
    local, _, domain = address.rpartition("@")
    ending = domain.rpartition(".")[2]
    return f"{local[:1]}{DOT * 5}@{DOT * 5}.{ending}"


def masked_mobile(number: str) -> str:
    """« 06 •• •• •• 14 » for a French number; another country's keeps its last two digits only."""
    digits = "".join(c for c in number if c.isdecimal())
    if number.startswith("+33") and len(digits) == 11:
        return GAP.join([f"0{digits[2]}", DOT * 2, DOT * 2, DOT * 2, digits[-2:]])
    return GAP.join([DOT * 2, DOT * 2, DOT * 2, digits[-2:]])
