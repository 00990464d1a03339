"""The server's words (MSS-2): French, and ASCII as SMTP wants them, hence the sentences without accents."""

from monespace_app.gateways.mssante_in.mailbox import RecipientStatus

MAX_BYTES = 25_000_000
MAX_RECIPIENTS = 100

ACCEPTED = "250 2.0.0 Le message est dans l'espace du patient"
NOTED = "250 2.0.0 Avis pris en compte"
RECIPIENT_OK = "250 2.1.5 Destinataire connu"
UNKNOWN_PATIENT = "550 5.1.1 Aucun patient n'a cette adresse"
CLOSED_SPACE = "550 5.2.1 L'espace de ce patient n'est pas ouvert, le message ne lui sera pas remis"
UNKNOWN_SENDER = "550 5.7.1 L'auteur de ce message n'est pas dans l'annuaire des professionnels"
TOO_BIG = "552 5.3.4 Ce message est trop lourd : 25 Mo au maximum"
UNREADABLE = "554 5.6.0 Le format de ce message est illisible"
TEMPORARY = "451 4.3.0 Service indisponible pour le moment : renvoyez ce message plus tard"
TOO_MANY_RECIPIENTS = "452 4.5.3 Trop de destinataires : 100 au maximum par envoi"
TOO_MANY_CONNECTIONS = "421 4.3.2 Trop de connexions en cours : revenez plus tard"
CLOSING = "421 4.3.2 Le service va revenir : renvoyez ce message plus tard"

OF_RECIPIENT = {
    RecipientStatus.OPEN: RECIPIENT_OK,
    RecipientStatus.UNKNOWN: UNKNOWN_PATIENT,
    RecipientStatus.CLOSED: CLOSED_SPACE,
}
