"""Reflex's own configuration, derived from the application's settings."""

import reflex as rx
from reflex_base.plugins.sitemap import SitemapPlugin

from monespace_app.core.settings import settings
from monespace_app.ui.paint_first import PaintFirst
from monespace_app.ui.plugin import DataOnly, DesignSystem, KeepPage, LoadFirst, PrerenderPages, SameOrigin

_settings = settings()

config = rx.Config(
    app_name="monespace_app",
    frontend_port=_settings.port,
    backend_port=_settings.port,
    backend_host=_settings.host,
    api_url=_settings.base_url,
    deploy_url=_settings.base_url,
    cors_allowed_origins=_settings.origins,
    trusted_proxy_hops=_settings.trusted_proxy_hops,
    redis_url=_settings.redis_url,
    # On disk, the default, states would lie there in clear.
    state_manager_mode="redis" if _settings.redis_url else "memory",
    telemetry_enabled=False,
    show_built_with_reflex=False,
    frontend_compression_formats=["brotli", "gzip"],
    plugins=[
        DesignSystem(),
        PrerenderPages("/messagerie"),
        SameOrigin(),
        DataOnly(),
        LoadFirst(),
        KeepPage(),
        PaintFirst(),
    ],
    disable_plugins=[SitemapPlugin],
)
