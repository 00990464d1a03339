"""Imports every models module, so that alembic and tests see every table."""

from sqlmodel import SQLModel

import monespace_app.core.audit
import monespace_app.core.blobs
import monespace_app.core.outbox
import monespace_app.core.throttle
import monespace_app.features.access.models
import monespace_app.features.activation.models
import monespace_app.features.demo.models
import monespace_app.features.documents.models
import monespace_app.features.login.models
import monespace_app.features.messaging.models
import monespace_app.session.models  # noqa: F401

metadata = SQLModel.metadata
