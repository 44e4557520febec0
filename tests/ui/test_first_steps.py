from PySide6.QtCore import Qt, QTime
from PySide6.QtWidgets import QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from amtdesk.ui.first_steps import FirstSteps
from tests.ui.today.conftest import Window, shell

__all__ = ["shell"]


def steps(qtbot: QtBot, shell: Window) -> FirstSteps:
    dialog = FirstSteps(shell)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    return dialog


def press(qtbot: QtBot, button: QPushButton) -> None:
    qtbot.waitUntil(button.isEnabled)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def arrive(qtbot: QtBot, dialog: FirstSteps, step: int) -> None:
    qtbot.waitUntil(lambda: dialog.steps.currentIndex() == step)


def test_three_steps_keep_what_was_said(qtbot: QtBot, shell: Window):
    dialog = steps(qtbot, shell)
    assert dialog.progress.text() == "Schritt 1 von 3"
    qtbot.keyClicks(dialog.place.name, "Gemeinde Musterbach")
    dialog.place.land.setCurrentText("Baden-Württemberg")
    press(qtbot, dialog.next)
    arrive(qtbot, dialog, 1)
    dialog.times.form.first.setChecked(False)
    press(qtbot, dialog.next)
    arrive(qtbot, dialog, 2)
    press(qtbot, dialog.next)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    office = shell.desk.offices.get()
    assert (office.name, office.land, office.set_up) == ("Gemeinde Musterbach", "BW", True)
    assert office.hours_text == "Di–Fr 8–12 Uhr"
    assert [account.kind for account in shell.desk.accounts.every()] == ["practice"]
    assert shell.connected == []


def test_every_step_can_be_skipped(qtbot: QtBot, shell: Window):
    dialog = steps(qtbot, shell)
    press(qtbot, dialog.skip)
    press(qtbot, dialog.skip)
    assert dialog.progress.text() == "Schritt 3 von 3"
    dialog.channel.practice.setChecked(False)
    press(qtbot, dialog.next)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert shell.desk.offices.get().set_up
    assert shell.desk.accounts.every() == []


def test_a_chosen_kind_opens_its_form(qtbot: QtBot, shell: Window):
    dialog = steps(qtbot, shell)
    press(qtbot, dialog.skip)
    press(qtbot, dialog.skip)
    mastodon = next(one for one in dialog.channel.findChildren(QRadioButton) if one.text() == "Mastodon")
    mastodon.click()
    press(qtbot, dialog.next)
    qtbot.waitUntil(lambda: shell.connected == ["mastodon"])


def test_esc_leaves_it_for_later(qtbot: QtBot, shell: Window):
    dialog = steps(qtbot, shell)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not shell.desk.offices.get().set_up


def test_hours_that_end_before_they_begin_are_refused_in_place(qtbot: QtBot, shell: Window):
    dialog = steps(qtbot, shell)
    press(qtbot, dialog.skip)
    dialog.times.form.spans[0][2].setTime(QTime(6, 0))
    assert not dialog.next.isEnabled()
    assert dialog.times.wrong.isVisible()


def test_enter_goes_on_by_keyboard_alone(qtbot: QtBot, shell: Window):
    dialog = steps(qtbot, shell)
    qtbot.keyClicks(dialog.place.name, "Musterbach")
    qtbot.keyClick(dialog.place.name, Qt.Key.Key_Return)
    arrive(qtbot, dialog, 1)
    assert shell.desk.offices.get().name == "Musterbach"
