"""Mails broken at random, the same ones each time."""

import random
from collections.abc import Iterator

from tests.gateways.corpus import CORPUS

TOKENS = (
    *(
        b"\r\n",
        b"\r\n\r\n",
        b"\n",
        b"\r",
        b"\x00",
        b"--b\r\n",
        b"--b--\r\n",
        b"=\r\n",
        b"\xff\xfe",
        b"\xed\xa0\x80",
    ),
    *(
        b"=?utf-8?b?",
        b"?=",
        b"(",
        b'"',
        b"<",
        b">",
        b"\\",
        b"From: ",
        b"Date: ",
        b"References: <",
        b"9" * 5000,
    ),
    *(b"; charset*0*=utf-8''%ff", b"charset=utf-16", b"charset=utf-7", b"format=flowed", b"; filename*1*="),
    *(b"<blockquote>", b"<table><td>", b"&#x110000;"),
    b"Content-Type: multipart/mixed; boundary=b\r\n",
    b"Content-Type: message/rfc822\r\n\r\n",
    b"Content-Type: message/delivery-status\r\n",
    b"Content-Transfer-Encoding: base64\r\n",
    b"Content-Transfer-Encoding: x-uuencode\r\n",
)


def mutants(count: int, seed: int) -> Iterator[bytes]:
    """`count` broken mails, each from one or two of the corpus."""
    chance = random.Random(seed)
    originals = [odd.raw for odd in CORPUS]
    for _ in range(count):
        raw = bytearray(chance.choice(originals))
        for _ in range(chance.randint(1, 8)):
            _break(raw, chance, chance.choice(originals))
        yield bytes(raw)


def _break(raw: bytearray, chance: random.Random, other: bytes) -> None:
    start = chance.randint(0, len(raw))
    end = min(len(raw), start + chance.randint(0, 200))
    match chance.randrange(5):
        case 0:
            raw[start:start] = chance.choice(TOKENS)
        case 1:
            del raw[start:end]
        case 2:
            raw[start:start] = raw[start:end] * chance.randint(1, 20)
        case 3:
            raw[start:end] = chance.randbytes(end - start)
        case 4:
            raw[start:] = other[chance.randint(0, len(other)) :]
