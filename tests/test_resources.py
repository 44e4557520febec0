"""The files that come with the program: icons, texts, limits of the platforms, colours."""

import json
import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from amtdesk.domain.channel import Count, Limits
from amtdesk.domain.delivery import State

RESOURCES = Path(__file__).parents[1] / "resources"
ICONS = RESOURCES / "icons"
SVG = "{http://www.w3.org/2000/svg}svg"
#: has its own colours
APPLICATION_ICON = "amtdesk"

NAVIGATION = "home messages calendar-month article blockquote chart-bar plug-connected lifebuoy settings"
STATES = (
    "pencil hourglass rubber-stamp clock cloud-check send circle-check clipboard-text clipboard-check alert-octagon "
    "help-hexagon clock-x player-pause arrow-back-up progress-check"
)
CHANNELS = (
    "world brand-facebook brand-instagram brand-mastodon brand-bluesky brand-linkedin brand-threads brand-x "
    "brand-youtube brand-telegram brand-whatsapp brand-xing brand-tiktok users-group news pin microphone"
)
ACTIONS = (
    "plus search player-play refresh copy external-link trash x dots chevron-left chevron-right chevron-down "
    "chevron-up calendar-event photo eye eye-off user-share message-circle message-2-check layout-sidebar-right-expand "
    "file-text file-zip mail user-shield thumb-up"
)
NOTES = (
    "alert-triangle info-circle minus check note circle-dashed wifi wifi-off plug-connected-x database-export help star"
)
NEEDED_ICONS = sorted(" ".join((NAVIGATION, STATES, CHANNELS, ACTIONS, NOTES)).split())

#: foreground, background, least contrast
PAIRS = [
    *((text, ground, 4.5) for text in ("text", "muted") for ground in ("base", "window", "alternate", "selection")),
    *(("text", ground, 4.5) for ground in ("chrome", "hover", "today", "other_month", "accent_soft", "note")),
    ("muted", "other_month", 4.5),
    ("placeholder", "base", 4.5),
    *(("link", ground, 4.5) for ground in ("base", "window", "selection")),
    ("on_accent", "accent", 4.5),
    ("on_accent", "accent_hover", 4.5),
    ("note_text", "note", 4.5),
    # borders, markers and focus rings are no text
    *((line, ground, 3.0) for line in ("control", "accent_line", "focus") for ground in ("base", "window")),
]


def read(name: str) -> Any:
    return json.loads((RESOURCES / name).read_text(encoding="utf-8"))


TOKENS = read("tokens.json")
LIMITS = {kind: facts for kind, facts in read("limits.json").items() if kind != "_meta"}
MODULES = read("content/textbausteine.json")


def luminance(color: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """From 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_computed_as_defined() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_the_icons_needed_are_those_of_the_tokens_and_of_the_folder() -> None:
    assert sorted(TOKENS["icons"]["names"]) == NEEDED_ICONS
    assert sorted(path.stem for path in ICONS.glob("*.svg")) == sorted([*NEEDED_ICONS, APPLICATION_ICON])


@pytest.mark.parametrize("name", NEEDED_ICONS)
def test_an_icon_takes_the_colour_it_is_given(name: str) -> None:
    source = (ICONS / f"{name}.svg").read_text(encoding="utf-8")
    root = ElementTree.fromstring(source)
    assert root.tag == SVG
    assert root.get("viewBox") == "0 0 24 24"
    assert "currentColor" in source
    assert not re.search(r"#[0-9a-fA-F]{3,6}\b", source)


def test_the_icons_come_with_their_licence() -> None:
    assert (ICONS / "LICENSE").read_text(encoding="utf-8").startswith("MIT License")


def test_the_application_has_an_icon_for_each_system() -> None:
    assert ElementTree.parse(ICONS / f"{APPLICATION_ICON}.svg").getroot().tag == SVG
    assert (ICONS / f"{APPLICATION_ICON}.ico").read_bytes()[:4] == b"\0\0\1\0"


@pytest.mark.parametrize("path", sorted(RESOURCES.rglob("*.json")), ids=lambda path: path.name)
def test_a_file_of_facts_says_of_when_it_is(path: Path) -> None:
    content = json.loads(path.read_text(encoding="utf-8"))
    stand = content.get("stand") or content["_meta"]["stand"]
    assert date.fromisoformat(stand) >= date(2026, 1, 1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("front", "ground", "least"), PAIRS)
def test_colours_can_be_told_apart(scheme: str, front: str, ground: str, least: float) -> None:
    colors = TOKENS["color"][scheme]
    assert contrast(colors[front], colors[ground]) >= least


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", sorted(TOKENS["state"]))
def test_the_word_of_a_state_can_be_read(scheme: str, state: str) -> None:
    ink, soft = (TOKENS["state"][state][scheme][part] for part in ("ink", "soft"))
    assert contrast(ink, soft) >= 4.5
    assert contrast(ink, TOKENS["color"][scheme]["base"]) >= 4.5
    assert contrast(TOKENS["color"][scheme]["text"], soft) >= 4.5


def test_the_alarm_colours_can_be_read() -> None:
    assert contrast(TOKENS["badge_alert"]["text"], TOKENS["badge_alert"]["fill"]) >= 4.5
    for scheme, ink in TOKENS["bad_ink"].items():
        assert contrast(ink, TOKENS["color"][scheme]["base"]) >= 4.5


def test_both_schemes_have_the_same_colours() -> None:
    assert TOKENS["color"]["light"].keys() == TOKENS["color"]["dark"].keys()


def test_every_state_of_a_delivery_has_a_look() -> None:
    assert {state.value for state in State} <= TOKENS["state"].keys()
    assert {look["icon"] for look in TOKENS["state"].values()} == set(STATES.split())
    orders = [look["order_loudest_first"] for look in TOKENS["state"].values()]
    assert sorted(orders) == list(range(1, len(orders) + 1))


def test_limits_are_there_for_the_channels_of_this_program() -> None:
    assert {"wordpress", "mastodon", "bluesky", "practice", "manual"} <= LIMITS.keys()


@pytest.mark.parametrize("kind", sorted(LIMITS))
def test_limits_of_a_channel_are_understood(kind: str) -> None:
    facts = LIMITS[kind]
    assert facts["count_method"] in {method.value for method in Count}
    for name in ("max_chars", "max_bytes", "max_images", "max_image_bytes", "max_pixels", "alt_text_max", "url_length"):
        assert facts[name] is None or (isinstance(facts[name], int) and facts[name] >= 0), name
    assert all(isinstance(doubt, str) for doubt in facts["unsure"])
    Limits.of(facts, "2026-11-21")


def test_bluesky_has_both_of_its_limits() -> None:
    limits = Limits.of(LIMITS["bluesky"])
    assert (limits.characters, limits.text_bytes, limits.picture_bytes) == (300, 3000, 950_000)


def test_every_textbaustein_has_an_id_of_its_own() -> None:
    ids = Counter(one["id"] for one in MODULES["bausteine"])
    assert [name for name, count in ids.items() if count > 1] == []
    assert len(ids) >= 48


@pytest.mark.parametrize("one", MODULES["bausteine"], ids=lambda one: one["id"])
def test_a_textbaustein_is_short_and_can_be_filled(one: dict[str, Any]) -> None:
    known = {placeholder["name"] for placeholder in MODULES["platzhalter"]}
    assert one["kategorie"] in {shelf["id"] for shelf in MODULES["kategorien"]}
    for text in (one["text"], one["text_du"]):
        assert 0 < len(text) <= 400
        assert set(re.findall(r"\{\{(.*?)\}\}", text)) <= known
        assert text.count("{{") == text.count("}}") == len(re.findall(r"\{\{[a-z_]+\}\}", text))
