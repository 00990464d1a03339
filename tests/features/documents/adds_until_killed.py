"""A process of its own that adds documents until it is killed, and says each one that is acknowledged."""

import sys
from itertools import count
from uuid import UUID

from monespace_app import tables  # noqa: F401 - every table is known, as in the application
from monespace_app.core import clock
from monespace_app.core.actor import Actor, ActorKind
from monespace_app.core.content import Kind, SafeFile
from monespace_app.core.permissions import PATIENT
from monespace_app.features.documents import services
from monespace_app.features.documents.schemas import DocumentForm
from monespace_app.features.documents.services import uploads


def main(account_id: str, profile_id: str, run: int) -> None:
    # Decoders have their own tests; here they would only leave less time to writing.
    uploads._safe_version = lambda content: SafeFile(Kind.TEXT, content, 1)
    actor = Actor(ActorKind.PATIENT, PATIENT, account_id=account_id, profile_id=profile_id)
    form = DocumentForm(
        name="Bilan",
        document_date=clock.today().isoformat(),
        category="report",
        confidentiality="visible",
    )
    for number in count():
        key = str(UUID(int=run << 64 | number))
        content = f"{run}/{number} ".encode() * 50_000
        upload = services.receive_upload(actor, key, "bilan.txt", content)
        document_id = services.add_document(actor, upload.id, form)
        if number % 3 == 2:
            services.delete_document(actor, document_id)
        sys.stdout.write(f"{document_id} {key}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
