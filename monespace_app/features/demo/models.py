"""What only exists in demo mode: the mark that this database is made up, and what would have left the machine."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Column, Integer
from sqlmodel import Field, SQLModel

from monespace_app.core import clock
from monespace_app.core.database import SystemText, UtcDateTime


class DemoMarker(SQLModel, table=True):
    """One row at most: this database holds made-up people. Production refuses to start on it."""

    __tablename__ = "demo_marker"
    __table_args__ = (CheckConstraint("id = 1", name="single"),)

    id: int = Field(default=1, sa_column=Column(Integer, primary_key=True, autoincrement=False))
    started_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    finished_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class DemoDelivery(SQLModel, table=True):
    """An e-mail, an SMS or a mail to a professional that demo mode kept instead of sending."""

    __tablename__ = "demo_delivery"

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(max_length=200, unique=True)
    at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    content: str = Field(sa_column=Column(SystemText("demo_delivery.content"), nullable=False))
