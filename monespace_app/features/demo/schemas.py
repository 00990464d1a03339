"""What the demo outbox shows."""

from pydantic import BaseModel, ConfigDict, Field


class Delivery(BaseModel):
    """One entry of `/demo/outbox.json` (`model_dump(by_alias=True)`). `at` is ISO 8601, UTC."""

    model_config = ConfigDict(populate_by_name=True)

    channel: str
    to: str
    sender: str = Field(default="", alias="from")
    subject: str = ""
    text: str = ""
    html: str = ""
    at: str
    headers: dict[str, str] = {}


class DeliveryRow(BaseModel):
    """A delivery as `/demo` shows it. `code` is the one-time code found in its text, or empty."""

    channel: str = ""
    channel_name: str = ""
    recipient: str = ""
    subject: str = ""
    text: str = ""
    moment: str = ""
    code: str = ""


class OutboxView(BaseModel):
    """The newest deliveries, the newest first."""

    rows: list[DeliveryRow] = []


class DemoAccount(BaseModel):
    """One of the made-up people who can log in, or activate a space, and with what."""

    name: str
    who: str
    login: str
    secret: str


class OutgoingForm(BaseModel):
    """What `/demo` sends as a professional; limits are those of the screen."""

    sender: str = ""
    recipient: str = ""
    subject: str = ""
    text: str = ""


class FormErrors(BaseModel):
    """What is wrong with each field of the form, or empty."""

    sender: str = ""
    recipient: str = ""
    subject: str = ""
    text: str = ""
