"""A page is painted before its scripts run (Lighthouse: first paint at 0.8 s instead of 2.4 s)."""

import pytest

from monespace_app.ui.paint_first import PaintFirst, paint_first

PAGE = """<html><head><link rel="preload" as="font" href="/f.woff2"/>\
<link rel="modulepreload" href="/assets/manifest-1.js"/><link rel="modulepreload" href="/assets/root-2.js"/></head>\
<body><h1>Bonjour</h1><script>let theme;</script><script type="module" async="">import "/assets/manifest-1.js";

import "/assets/manifest-1.js";
import * as route0 from "/assets/root-2.js";
import * as route1 from "/assets/index-3.js";

  window.__reactRouterRouteModules = {"root":route0,"routes/_index":route1};

import("/assets/entry.client-4.js");</script></body></html>"""


def test_nothing_is_loaded_or_run_before_the_first_paint() -> None:
    page = paint_first(PAGE)
    assert "modulepreload" not in page.partition("</head>")[0]
    assert 'type="module"' not in page
    assert "requestAnimationFrame(() => setTimeout(start))" in page


def test_the_same_modules_are_started_in_the_same_order() -> None:
    script = paint_first(PAGE).partition("requestAnimationFrame")[2]
    wanted = [
        'of ["/assets/manifest-1.js", "/assets/root-2.js"]',
        'import("/assets/manifest-1.js")',
        'const [route0, route1] = await Promise.all(["/assets/root-2.js", "/assets/index-3.js"]',
        '{"root":route0,"routes/_index":route1};',
        'import("/assets/entry.client-4.js")',
    ]
    places = [script.find(part) for part in wanted]
    assert -1 not in places
    assert places == sorted(places)


def test_presses_are_noted_before_anything_waits() -> None:
    page = paint_first(PAGE)
    assert 0 < page.find('document.addEventListener("click"') < page.find("requestAnimationFrame")


def test_the_rest_of_the_page_is_left_as_it_is() -> None:
    page = paint_first(PAGE)
    assert '<link rel="preload" as="font" href="/f.woff2"/>' in page
    assert "<h1>Bonjour</h1><script>let theme;</script>" in page
    assert page.endswith("</script></body></html>")


@pytest.mark.parametrize("missing", ['<script type="module" async="">', "window.__reactRouterRouteModules"])
def test_a_framework_that_changed_fails_the_build(missing: str) -> None:
    with pytest.raises(ValueError, match=r"React Router changed"):
        paint_first(PAGE.replace(missing, ""))


def test_every_built_page_is_changed(tmp_path) -> None:
    (tmp_path / "aide").mkdir()
    for name in ("index.html", "aide/index.html", "aide.html"):
        (tmp_path / name).write_text(PAGE)
    PaintFirst().post_build(static_dir=tmp_path)
    assert all(file.read_text() == paint_first(PAGE) for file in tmp_path.rglob("*.html"))
