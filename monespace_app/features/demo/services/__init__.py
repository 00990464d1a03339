"""Demo mode: its people, its outbox, and the refusal to be taken for production."""

from monespace_app.features.demo.services.loading import is_loaded, load_demo
from monespace_app.features.demo.services.outbox import list_deliveries, record_delivery
from monespace_app.features.demo.services.refusal import DemoInProduction, refuse_demo_data

__all__ = [
    "DemoInProduction",
    "is_loaded",
    "list_deliveries",
    "load_demo",
    "record_delivery",
    "refuse_demo_data",
]
