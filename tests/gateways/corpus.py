"""Mail as programs really write it, odd on purpose. Each entry: bytes, and words the patient must be able to read."""

from dataclasses import dataclass

HEAD = (
    b"From: Dr Marie Chanteau <marie.chanteau@medecin.mssante.fr>\r\n"
    b"To: 288037511100177@patient.mssante.fr\r\n"
    b"Subject: Votre rendez-vous\r\n"
    b"Message-ID: <corpus@medecin.mssante.fr>\r\n"
    b"Date: Mon, 15 Jun 2026 12:00:00 +0200\r\n"
    b"MIME-Version: 1.0\r\n"
)


@dataclass(frozen=True)
class Odd:
    """A mail and what it says."""

    name: str
    raw: bytes
    says: str
    has_attachments: bool = False


def _mail(name: str, rest: bytes, says: str, *, has_attachments: bool = False) -> Odd:
    return Odd(name, HEAD + rest.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"), says, has_attachments)


CORPUS = (
    _mail("bare", b"\nBonjour Madame,\nvenez jeudi.\n", "Bonjour Madame,\nvenez jeudi."),
    _mail(
        "utf8", b"Content-Type: text/plain; charset=utf-8\n\n" + "À jeudi, œuf €".encode(), "À jeudi, œuf €"
    ),
    _mail(
        "latin1 that is windows",
        b"Content-Type: text/plain; charset=iso-8859-1\n\n" + "L’œil à 10 €".encode("cp1252"),
        "L’œil à 10 €",
    ),
    _mail("no charset", b"Content-Type: text/plain\n\n" + "Été".encode("cp1252"), "Été"),
    _mail("ascii that is not", b"Content-Type: text/plain; charset=us-ascii\n\n" + "Été".encode(), "Été"),
    _mail("unknown charset", b"Content-Type: text/plain; charset=x-martian\n\n" + "Été".encode(), "Été"),
    _mail("charset that is no charset", b"Content-Type: text/plain; charset=hex\n\n" + "Été".encode(), "Été"),
    _mail(
        "utf8 that is windows",
        b"Content-Type: text/plain; charset=utf-8\n\n" + "Résultat modéré".encode("cp1252"),
        "Résultat modéré",
    ),
    _mail(
        "utf8 cut in a letter",
        b"Content-Type: text/plain; charset=utf-8\n\n" + "Éléphant é".encode()[:-1],
        "Éléphant \ufffd",
    ),
    _mail(
        "utf16",
        b"Content-Type: text/plain; charset=utf-16\nContent-Transfer-Encoding: base64\n\n/v8AQgBvAG4AagBvAHUAcg==\n",
        "Bonjour",
    ),
    _mail("half a letter", b"Content-Type: text/plain; charset=utf-7\n\n+2AA-Bonjour", "?Bonjour"),
    _mail(
        "quoted printable",
        b"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
        b"Bonjour, voici vos r=C3=A9sul=\ntats.=20\nFin\n",
        "Bonjour, voici vos résultats. \nFin",
    ),
    _mail(
        "base64 with a broken end",
        b"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\nQm9uam91ciBJbmF5YSE\n",
        "Bonjour Inaya!",
    ),
    _mail(
        "flowed",
        b"Content-Type: text/plain; format=flowed\n\n"
        b"Une phrase \nen deux lignes.\n\n> une citation \n> aussi\n-- \nDr C.\n",
        "Une phrase en deux lignes.\n\n> une citation aussi\n-- \nDr C.",
    ),
    _mail(
        "flowed delsp",
        b"Content-Type: text/plain; format=flowed; delsp=yes\n\nanti \nbiotique\n",
        "antibiotique",
    ),
    _mail(
        "html alone",
        b"Content-Type: text/html; charset=utf-8\n\n<html><head><title>x</title><style>p{color:red}</style></head>"
        b"<body><p>Bonjour&nbsp;Inaya,</p><ul><li>un</li><li>deux</li></ul>"
        b'<p>Voir <a href="https://exemple.fr/rdv">le plan</a>.<img src="http://espion.example/x.gif"></p>'
        b"<script>alert(1)</script></body></html>",
        "Bonjour\u00a0Inaya,\n\n• un\n• deux\n\nVoir le plan (https://exemple.fr/rdv).",
    ),
    _mail(
        "alternative",
        b"Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\nEn clair\n"
        b"--b\nContent-Type: text/html\n\n<b>En gras</b>\n--b--\n",
        "En clair",
    ),
    _mail(
        "alternative with an empty plain part",
        b"Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\n \n"
        b"--b\nContent-Type: text/html\n\n<b>En gras</b>\n--b--\n",
        "En gras",
    ),
    _mail(
        "mixed with related and a PDF",
        b"Content-Type: multipart/mixed; boundary=m\n\n--m\nContent-Type: multipart/related; boundary=r\n\n"
        b"--r\nContent-Type: multipart/alternative; boundary=a\n\n--a\nContent-Type: text/plain\n\nVoici\n--a\n"
        b"Content-Type: text/html\n\n<p>Voici</p>\n--a--\n--r\nContent-Type: image/png\nContent-ID: <i>\n"
        b"Content-Transfer-Encoding: base64\n\niVBORw0KGgo=\n--r--\n--m\nContent-Type: application/pdf; name=a.pdf\n"
        b"Content-Disposition: attachment; filename=a.pdf\nContent-Transfer-Encoding: base64\n\nJVBERi0=\n--m--\n",
        "Voici",
        has_attachments=True,
    ),
    _mail(
        "a text file is an attachment",
        b"Content-Type: multipart/mixed; boundary=m\n\n--m\n\nVoir le fichier\n--m\nContent-Type: text/plain\n"
        b"Content-Disposition: attachment; filename*=utf-8''r%C3%A9sultat.txt\n\nsecret\n--m--\n",
        "Voir le fichier",
        has_attachments=True,
    ),
    _mail(
        "forwarded",
        b"Content-Type: multipart/mixed; boundary=m\n\n--m\n\nPour information\n--m\nContent-Type: message/rfc822\n\n"
        b"From: x@y.fr\nSubject: autre\n\nautre\n--m--\n",
        "Pour information",
        has_attachments=True,
    ),
    _mail(
        "signed",
        b'Content-Type: multipart/signed; boundary=s; protocol="application/pkcs7-signature"\n\n--s\n\nSigne\n--s\n'
        b"Content-Type: application/pkcs7-signature; name=smime.p7s\n\nMIIB\n--s--\n",
        "Signe",
    ),
    _mail(
        "cut before its last boundary",
        b"Content-Type: multipart/mixed; boundary=m\n\n--m\n\nBonjour\n",
        "Bonjour",
    ),
    _mail(
        "winmail", b"Content-Type: application/ms-tnef; name=winmail.dat\n\nx\xff\n", "", has_attachments=True
    ),
    _mail("control characters", b"\na\x00b\x07c\x1b[31md\n", "abc[31md"),
    _mail("only line feeds inside", b"\nligne 1\nligne 2", "ligne 1\nligne 2"),
    _mail("calendar alone", b"Content-Type: text/calendar\n\nBEGIN:VCALENDAR\n", "BEGIN:VCALENDAR"),
)
