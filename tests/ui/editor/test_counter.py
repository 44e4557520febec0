"""Counters name the strictest channel first and get louder near the limit."""

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from amtdesk.domain.channel import Count, Kind, Limits
from amtdesk.domain.checks import Target
from amtdesk.domain.post import Post, Variant
from amtdesk.ui.editor.counter import Counter
from amtdesk.ui.editor.draft import Draft
from amtdesk.ui.look import Look


def target(account_id: int, name: str, characters: int | None) -> Target:
    kind = Kind(name, name, "world", (), frozenset())
    return Target(account_id, name, kind, Limits(count=Count.GRAPHEMES, characters=characters))


TARGETS = {1: target(1, "Facebook", 63206), 2: target(2, "Mastodon", 500), 3: target(3, "Website", None)}


def said(counter: Counter) -> list[str]:
    return [count.words for count in counter.counts]


def counter_for(qtbot: QtBot, look: Look, text: str, *accounts: int) -> tuple[Counter, Draft]:
    draft = Draft(Post(1, "", text, variants=tuple(Variant(one) for one in accounts)))
    counter = Counter(look)
    qtbot.addWidget(counter)
    counter.show_draft(draft, TARGETS)
    return counter, draft


def test_the_strictest_stands_first_with_dots_at_the_thousands(qtbot: QtBot, look: Look) -> None:
    counter, _ = counter_for(qtbot, look, "ä" * 296, 1, 2, 3)
    assert said(counter) == ["Mastodon 296/500", "Facebook 296/63.206"]
    assert counter.accessibleDescription() == "Mastodon 296/500; Facebook 296/63.206"


def test_above_the_limit_it_says_how_many_are_too_many(qtbot: QtBot, look: Look) -> None:
    counter, _ = counter_for(qtbot, look, "x" * 512, 2)
    assert said(counter) == ["Mastodon 512/500, 12 zu viel"]


def test_without_any_limit_it_is_a_plain_count(qtbot: QtBot, look: Look) -> None:
    assert said(counter_for(qtbot, look, "abc", 3)[0]) == ["3 Zeichen"]


def test_each_channel_counts_the_text_it_gets(qtbot: QtBot, look: Look) -> None:
    counter, draft = counter_for(qtbot, look, "abc", 1, 2)
    draft.write(2, "abcdef")
    counter.written()
    assert said(counter) == ["Mastodon 6/500", "Facebook 3/63.206"]


def test_a_huge_text_is_counted_after_a_pause(qtbot: QtBot, look: Look) -> None:
    counter, draft = counter_for(qtbot, look, "", 2)
    draft.write(None, "x" * 30_000)
    counter.written()
    assert said(counter) == ["Mastodon 0/500"]
    qtbot.waitUntil(lambda: said(counter) == ["Mastodon 30.000/500, 29.500 zu viel"])


def test_it_paints_in_both_looks_and_takes_a_second_line_when_narrow(qtbot: QtBot, look: Look) -> None:
    counter, _ = counter_for(qtbot, look, "x" * 460, 1, 2)
    counter.resize(400, 20)
    counter.show()
    QApplication.sendPostedEvents()
    wide = counter.sizeHint().height()
    counter.resize(150, 40)
    qtbot.waitUntil(lambda: counter.sizeHint().height() > wide)
    assert not counter.grab().isNull()
