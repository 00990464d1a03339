"""`/demo`, registered in demo mode only."""

import reflex as rx

from monespace_app.core.settings import settings
from monespace_app.features.demo import components, rules
from monespace_app.features.demo.state import DemoState
from monespace_app.ui.components import banner, page_title, trouble
from monespace_app.ui.typography import typeset

ON_LOAD = (DemoState.load,)


def demo() -> rx.Component:
    """Accounts, what was sent, and a mail to send."""
    return rx.fragment(
        page_title("Démonstration", intro=typeset("Tout ce qu'il faut pour essayer le service.")),
        banner(
            typeset("Ces personnes n'existent pas, et rien ne sort de cette machine : ni e-mail, ni SMS."),
            kind="info",
        ),
        components.account_list(rules.accounts()),
        components.mail_form(
            rules.senders(),
            rules.recipients(settings().mssante_domain),
            errors=DemoState.form_errors,
            on_submit=DemoState.send,
        ),
        rx.cond(
            DemoState.error != "",
            trouble(DemoState.error),
            components.outbox(
                DemoState.outbox.rows,
                count=DemoState.outbox.rows.length(),
                is_loaded=DemoState.is_loaded,
                on_refresh=DemoState.load,
            ),
        ),
    )
