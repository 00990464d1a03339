"""Every pair of colours that meets on screen, in both themes, against the WCAG 2.2 bounds."""

from itertools import product

import pytest

from monespace_app.ui.components import PROFILE_COLORS
from monespace_app.ui.theme import colors

WORDS, SHAPES = 4.5, 3.0
"""What WCAG 2.2 AA asks for words (1.4.3), and for borders, marks and the focus (1.4.11)."""

GROUNDS = ("color-page", "color-surface", "color-sunken", "color-action-soft")
KINDS = ("done", "attention", "error")


def _pairs() -> list[tuple[str, str, float]]:
    """Foreground, background and bound."""
    pairs = [
        (word, ground, WORDS)
        for word, ground in product(
            ("color-text", "color-quiet", "color-action", "color-action-hover"), GROUNDS
        )
    ]
    pairs += [
        (word, ground, WORDS)
        for kind in KINDS
        for word, ground in product(
            (f"color-{kind}", "color-text"), (f"color-{kind}-soft", "color-page", "color-surface")
        )
    ]
    pairs += [
        ("color-on-action", "color-action", WORDS),
        ("color-on-action", "color-action-hover", WORDS),
        ("color-on-error", "color-error", WORDS),
        ("color-on-error", "color-error-hover", WORDS),
        ("color-on-new", "color-new", WORDS),
        ("color-new-text", "color-new-soft", WORDS),
        ("color-new", "color-surface", SHAPES),
        ("color-new", "color-action-soft", SHAPES),
        ("color-error", "color-field", SHAPES),
        ("color-action", "color-field", SHAPES),
        ("color-focus", "color-focus-gap", SHAPES),
    ]
    pairs += [
        ("color-field-border", ground, SHAPES) for ground in ("color-page", "color-surface", "color-field")
    ]
    pairs += [("color-focus", ground, SHAPES) for ground in GROUNDS]
    return pairs + [pair for name in PROFILE_COLORS for pair in _profile_pairs(name)]


def _profile_pairs(name: str) -> list[tuple[str, str, float]]:
    strong, soft = f"profile-{name}", f"profile-{name}-soft"
    words = ("color-text", "color-action", "color-action-hover")
    return [
        ("profile-on", strong, WORDS),
        (strong, soft, SHAPES),
        (strong, "color-surface", SHAPES),
        ("color-focus", soft, SHAPES),
        *[(word, soft, WORDS) for word in words],
    ]


def _luminance(color: str) -> float:
    channels = [int(color[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(first: str, second: str) -> float:
    darker, lighter = sorted((_luminance(first), _luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_computed_as_wcag_says() -> None:
    assert _contrast("#000000", "#ffffff") == pytest.approx(21)
    assert _contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "back", "bound"), _pairs())
def test_colours_that_meet_can_be_told_apart(front: str, back: str, bound: float, theme: int) -> None:
    palette = colors()[theme]
    assert _contrast(palette[front], palette[back]) >= bound


def test_the_dark_theme_redefines_every_colour_that_depends_on_the_ground() -> None:
    light, dark = colors()
    assert set(light) == set(dark)
    assert [name for name in light if light[name] == dark[name]] == []


def test_profiles_are_told_apart_by_their_colours() -> None:
    for palette in colors():
        strong = [palette[f"profile-{name}"] for name in PROFILE_COLORS]
        assert len(set(strong)) == len(PROFILE_COLORS)
