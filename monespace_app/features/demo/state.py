"""`/demo` on screen: the outbox, and the form that writes as a professional."""

import reflex as rx

from monespace_app.core.errors import DomainError, Invalid
from monespace_app.features.demo import rules, services
from monespace_app.features.demo.schemas import FormErrors, OutboxView, OutgoingForm
from monespace_app.features.demo.services.sending import send_as_professional
from monespace_app.session import guard
from monespace_app.session.state import run_public
from monespace_app.ui.components import notify

SHOWN = 30


@guard.public_state
class DemoState(rx.State):
    """What would have left the machine, and a mail to send. The services refuse outside of demo mode."""

    outbox: OutboxView = OutboxView()
    is_loaded: bool = False
    error: str = ""
    form_errors: FormErrors = FormErrors()

    @rx.event
    async def load(self):
        """Show the newest deliveries."""
        try:
            found = await run_public(services.list_deliveries, SHOWN)
        except DomainError as refusal:
            self.error = refusal.sentence
            return
        self.outbox = OutboxView(rows=[rules.row(delivery) for delivery in found])
        self.error, self.is_loaded = "", True

    @rx.event
    async def send(self, form: dict):
        """Send a mail as a professional; the form keeps what was typed when it is refused."""
        self.form_errors = FormErrors()
        typed = OutgoingForm(**{name: _text(form, name) for name in OutgoingForm.model_fields})
        try:
            await run_public(send_as_professional, typed)
        except Invalid as refusal:
            self.form_errors = FormErrors(**{refusal.field: refusal.sentence})
            return None
        except DomainError as refusal:
            return notify(refusal.sentence, kind="error")
        return [DemoState.load, notify("Message remis à la messagerie")]


def _text(form: object, name: str) -> str:
    value = form.get(name) if isinstance(form, dict) else None
    return value.replace("\r\n", "\n") if isinstance(value, str) else ""
