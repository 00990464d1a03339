"""`monespace professional send`: write to a patient as a professional does, by SMTP (MSS-7)."""

import mimetypes
import smtplib
import ssl
from email.utils import make_msgid
from pathlib import Path
from typing import Annotated

import typer

from monespace_app.cli import screen
from monespace_app.core import clock
from monespace_app.core.settings import Settings, settings
from monespace_app.gateways.compose import Attachment, Letter, Unsendable, compose
from monespace_app.gateways.network import is_loopback
from monespace_app.gateways.smtp_login import log_in

app = typer.Typer(no_args_is_help=True, help="Les professionnels de santé, qui écrivent aux patients.")

END_HEADER = "X-MSS-MES"
SECONDS = 60
UNUSABLE = 2
"""Exit code when nothing was refused because nothing could be asked."""


@app.callback()
def _group() -> None:
    """Keep `send` a command of its own, even alone."""


@app.command()
def send(
    sender: Annotated[str, typer.Option("--from", help="Adresse du professionnel.")],
    recipients: Annotated[
        list[str], typer.Option("--to", help="INS du patient (15 caractères) ou son adresse ; répétable.")
    ],
    subject: Annotated[str, typer.Option("--subject", help="Sujet.")],
    text: Annotated[str, typer.Option("--text", help="Texte du message.")],
    cc: Annotated[list[str] | None, typer.Option("--cc", help="Adresse en copie ; répétable.")] = None,
    name: Annotated[str, typer.Option("--name", help="Nom du professionnel.")] = "",
    attach: Annotated[
        list[Path] | None, typer.Option("--attach", help="Fichier à joindre ; répétable.")
    ] = None,
    end: Annotated[bool, typer.Option("--end", help="Mettre fin aux échanges.")] = False,
    in_reply_to: Annotated[str, typer.Option("--in-reply-to", help="Message-ID auquel répondre.")] = "",
    message_id: Annotated[str, typer.Option("--message-id", help="Message-ID à donner au message.")] = "",
    host: Annotated[str | None, typer.Option("--host", help="Serveur de messagerie.")] = None,
    port: Annotated[int | None, typer.Option("--port", help="Port du serveur.")] = None,
) -> None:
    """Envoie un message à un patient et dit si son espace l'a accepté.

    Code de sortie : 0 accepté, 1 refusé, 2 si rien n'a pu être demandé.
    """
    letter = Letter(
        sender=sender,
        sender_name=name,
        to=tuple(address_of(recipient) for recipient in recipients),
        cc=tuple(cc or ()),
        subject=subject,
        text=text,
        date=clock.now(),
        message_id=message_id or make_msgid(domain=sender.rpartition("@")[2] or None),
        in_reply_to=in_reply_to,
        references=(in_reply_to,) if in_reply_to else (),
        attachments=tuple(_read(path) for path in attach or ()),
        extra={END_HEADER: "FIN"} if end else {},
    )
    _send(letter, host or settings().smtp_in_host, port or settings().smtp_in_port)


def address_of(recipient: str) -> str:
    """The address behind an INS typed with or without spaces; an address stays as it is."""
    return recipient if "@" in recipient else f"{''.join(recipient.split())}@{settings().mssante_domain}"


def _read(path: Path) -> Attachment:
    try:
        content = path.read_bytes()
    except OSError:
        screen.refuse(f"Le fichier {path} ne peut pas être lu.", UNUSABLE)
    kind, encoding = mimetypes.guess_type(path.name)
    return Attachment(path.name, content, kind if kind and not encoding else "application/octet-stream")


def _send(letter: Letter, host: str, port: int) -> None:
    try:
        mail = compose(letter)
        with smtplib.SMTP(host, port, local_hostname="localhost", timeout=SECONDS) as server:
            _present_oneself(server, settings(), host)
            # Copies outside of the platform are for show: this server only takes the patients' mail.
            refused = server.send_message(mail, letter.sender, _patients(letter))
    except Unsendable:
        screen.refuse("Une des adresses, ou l'identifiant du message, n'est pas valable.", UNUSABLE)
    except smtplib.SMTPRecipientsRefused as error:
        screen.refuse(_refusal(*next(iter(error.recipients.values()))))
    except smtplib.SMTPResponseException as error:
        screen.refuse(_refusal(error.smtp_code, error.smtp_error))
    except (OSError, smtplib.SMTPException):
        screen.refuse(f"Aucune messagerie ne répond sur {host}:{port}. Est-elle démarrée\u202f?", UNUSABLE)
    for address, reply in refused.items():
        screen.say(f"{address}\u00a0: {_refusal(*reply)}")
    screen.tick(f"Message accepté pour {', '.join(to for to in letter.to if to not in refused)}.")
    screen.out.print(screen.plain(f"Message-ID\u00a0: {mail['Message-ID']}"), soft_wrap=True)
    if refused:
        raise typer.Exit(1)


def _patients(letter: Letter) -> list[str]:
    domain = f"@{settings().mssante_domain}"
    return [*letter.to, *(address for address in letter.cc if address.lower().endswith(domain))]


def _present_oneself(server: smtplib.SMTP, config: Settings, host: str) -> None:
    """Do as the operator does, when the settings say how."""
    if (
        config.smtp_in_certificate is None
        or config.smtp_in_operator is None
        or config.smtp_in_password is None
    ):
        return
    server.starttls(context=_trusting(config.smtp_in_certificate, host))
    server.ehlo()
    log_in(server, config.smtp_in_operator, config.smtp_in_password.get_secret_value())


def _trusting(certificate: Path, host: str) -> ssl.SSLContext:
    """Trust the server's own certificate, which need not name this machine."""
    context = ssl.create_default_context(cafile=str(certificate))
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    context.check_hostname = not is_loopback(host)
    return context


def _refusal(code: int, words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return f"Message refusé\u00a0: {code} {' '.join(text.split())}"
