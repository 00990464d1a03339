"""The login on screen: three steps of one page, /connexion.

What decides is what the server keeps: the attempt, in a variable that never reaches the browser. Any client
may call any handler in any order with anything: each does only what the attempt and the database allow.
"""

import reflex as rx

from monespace_app.core import clock, outbox
from monespace_app.core.errors import DomainError, Invalid, NotFound
from monespace_app.core.forms import FieldProblem, typed
from monespace_app.features.login import services
from monespace_app.features.login.rules import reasons
from monespace_app.features.login.schemas import CodeChannel, SentCode, showable
from monespace_app.session import guard
from monespace_app.session import services as session_services
from monespace_app.session.rules import safe_destination
from monespace_app.session.state import run_public
from monespace_app.ui.components import PAGE_TITLE_ID

IDENTIFIER, PASSWORD, CHANNEL, CODE = "identifier", "password", "channel", "code"
"""Names and ids of the fields."""
EMAIL, SMS = outbox.Channel.EMAIL.value, outbox.Channel.SMS.value


@guard.public_state
class LoginState(rx.State):
    """One login in one tab (LOGIN-1 to LOGIN-3, LOGIN-8)."""

    step: int = 1
    identifier: str = ""
    email: str = ""
    mobile: str = ""
    sent_to: str = ""
    by_sms: bool = False
    resend_at: int = 0
    server_now: int = 0
    announcement: str = ""
    problems: rx.Field[list[FieldProblem]] = rx.field(default_factory=list)
    tries: int = 0
    reason: str = ""
    reason_kind: str = "info"
    opening: rx.Field[dict[str, str]] = rx.field(default_factory=dict)

    _attempt: str = ""
    _destination: str = ""

    @rx.event
    async def arrive(self):
        """Someone comes to the page: say why if there is a reason, keep a login that is on its way.

        A phone that goes to read its SMS may well load the page again when it comes back.
        """
        query = self.router.url.query_parameters
        self._destination = safe_destination(query.get("suite"))
        self.opening, self.problems = {}, []
        # The wait before another code is counted from now, not from the last visit.
        self.server_now = int(clock.now().timestamp())
        self.reason, self.reason_kind = reasons.reason(query.get("motif", ""))
        if await guard.connection_of_event() is not None:
            return rx.redirect(self._destination, replace=True)
        if self._attempt:
            await self._check_attempt()
        else:
            # Its code was used, and opened nothing: there is no step to go on from.
            self._forget_attempt()
        return None

    @rx.event
    async def identify(self, form: dict):
        """Step 1, « Continuer »."""
        self._begin_try()
        self._attempt = ""
        self.identifier, password = showable(typed(form, IDENTIFIER)), typed(form, PASSWORD)
        self.problems = reasons.missing(self.identifier, password)
        if self.problems:
            return None
        try:
            address = self.router.session.client_ip
            self._attempt = await run_public(services.begin_login, self.identifier, password, address)
            self._show_channels(await run_public(services.list_channels, self._attempt))
        except DomainError as refusal:
            self._refuse(refusal, PASSWORD)
            return None
        return self._go_to(2)

    @rx.event
    async def choose(self, form: dict):
        """Step 2, « Continuer »: send the code."""
        self._begin_try()
        channel = typed(form, CHANNEL)
        try:
            sent = await run_public(services.choose_channel, self._attempt, channel)
        except DomainError as refusal:
            self._refuse(refusal, f"{CHANNEL}-{EMAIL if self.email else SMS}")
            return None
        self._show_sent(sent)
        return self._go_to(3)

    @rx.event
    async def resend(self):
        """Step 3, « Renvoyer le code »."""
        self._begin_try()
        try:
            sent = await run_public(services.resend_code, self._attempt)
        except DomainError as refusal:
            self._refuse(refusal, CODE)
            return
        self._show_sent(sent)
        self.announcement = "Un nouveau code vient de partir. Le précédent ne sert plus."

    @rx.event
    async def finish(self, form: dict):
        """Step 3, « Se connecter »: the page then posts the ticket, which opens the session over HTTP."""
        if self.opening:
            # Pressed twice: the first press is already opening the session.
            return
        self._begin_try()
        try:
            account_id = await run_public(services.finish_login, self._attempt, typed(form, CODE))
            ticket = await run_public(session_services.issue_ticket, account_id)
        except DomainError as refusal:
            self._refuse(refusal, CODE)
            return
        self._attempt = ""
        self.opening = {"ticket": ticket, "destination": safe_destination(self._destination)}

    @rx.event
    async def back_to_channels(self):
        """« Recevoir le code autrement »."""
        if self._attempt:
            return self._go_to(2)
        return None

    @rx.event
    async def start_again(self):
        """« Changer d'identifiant »."""
        self._forget_attempt()
        return self._go_to(1)

    def _go_to(self, step: int):
        self.step, self.problems, self.announcement = step, [], ""
        return rx.set_focus(PAGE_TITLE_ID)

    def _begin_try(self) -> None:
        self.tries += 1
        self.problems, self.reason, self.announcement = [], "", ""

    def _refuse(self, refusal: DomainError, default_field: str) -> None:
        if isinstance(refusal, NotFound):
            self._forget_attempt()
            self.reason, self.reason_kind = refusal.sentence, "attention"
            return
        # A way to receive the code is one of two radio buttons: the link goes to the first.
        field = refusal.field if isinstance(refusal, Invalid) and refusal.field != CHANNEL else default_field
        self.problems = [FieldProblem(field=field, message=refusal.sentence)]

    def _forget_attempt(self) -> None:
        self._attempt = ""
        self.step, self.email, self.mobile = 1, "", ""
        self.sent_to, self.resend_at, self.announcement = "", 0, ""

    async def _check_attempt(self) -> None:
        try:
            self._show_channels(await run_public(services.list_channels, self._attempt))
        except NotFound:
            self._forget_attempt()
        except DomainError:
            return

    def _show_channels(self, channels: list[CodeChannel]) -> None:
        contacts = {channel.value: channel.contact for channel in channels}
        self.email, self.mobile = contacts.get(EMAIL, ""), contacts.get(SMS, "")

    def _show_sent(self, sent: SentCode) -> None:
        self.sent_to, self.by_sms = sent.contact, sent.channel == SMS
        self.resend_at = int(sent.resend_at.timestamp())
        self.server_now = int(clock.now().timestamp())

    @rx.var
    def identifier_error(self) -> str:
        """The sentence beside « Mon identifiant »."""
        return self._sentence(IDENTIFIER)

    @rx.var
    def password_error(self) -> str:
        """The sentence beside « Mon mot de passe »."""
        return self._sentence(PASSWORD)

    @rx.var
    def channel_error(self) -> str:
        """The sentence beside the ways to receive the code."""
        return next((p.message for p in self.problems if p.field.startswith(CHANNEL)), "")

    @rx.var
    def code_error(self) -> str:
        """The sentence beside the code."""
        return self._sentence(CODE)

    def _sentence(self, field: str) -> str:
        return next((problem.message for problem in self.problems if problem.field == field), "")
