"""Imports every feature's examples, for the atelier."""

import monespace_app.features.demo.examples
import monespace_app.features.documents.examples
import monespace_app.features.home.examples
import monespace_app.features.information.examples
import monespace_app.features.login.examples
import monespace_app.features.medical_profile.examples
import monespace_app.features.messaging.examples
import monespace_app.features.profiles.examples
import monespace_app.features.settings.examples  # noqa: F401
