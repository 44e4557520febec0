"""The head of the Redaktionsplan: paging, title, views and filters."""

from enum import StrEnum

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from amtdesk.domain.delivery import State
from amtdesk.ui import texts
from amtdesk.ui.calendar.board import Filter
from amtdesk.ui.look import Look


class View(StrEnum):
    """How the posts are shown."""

    MONTH = "month"
    WEEK = "week"
    LIST = "list"


_NAMES = {View.MONTH: "Monat", View.WEEK: "Woche", View.LIST: "Liste"}
_PARTLY = "partly"
#: three buttons as one strip
_JOINED = {
    View.MONTH: "QPushButton { border-top-right-radius: 0; border-bottom-right-radius: 0 }",
    View.WEEK: "QPushButton { border-radius: 0; margin-left: -1px; margin-right: -1px }",
    View.LIST: "QPushButton { border-top-left-radius: 0; border-bottom-left-radius: 0 }",
}


class PlanHead(QWidget):
    """Says what is chosen; the page acts."""

    turned = Signal(int)
    today_wanted = Signal()
    view_chosen = Signal(object)
    filtered = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.back, self.onward = self._arrow("Zurückblättern", -1), self._arrow("Weiterblättern", 1)
        self.title = QLabel()
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.today = QPushButton("Heute")
        self.today.setToolTip("Zu heute gehen (Pos1)")
        self.today.clicked.connect(lambda: self.today_wanted.emit())
        self.switch = QButtonGroup(self)
        self.views = {view: self._view_button(view) for view in View}
        self.channel, self.state = self._combo("Nach Kanal filtern"), self._combo("Nach Zustand filtern")
        self.field = QLineEdit()
        self.field.setPlaceholderText("Beiträge filtern")
        self.field.setAccessibleName("Beiträge filtern")
        self.field.setMaxLength(200)
        self.field.setMinimumWidth(90)
        self.field.textChanged.connect(self._filter)
        self.clear = QPushButton("Filter löschen")
        self.clear.setProperty("kind", "link")
        self.clear.clicked.connect(self.clear_filter)
        self.clear.hide()
        self._arrange()
        self._fill_states()
        self.show_channels({})
        self.restyle()
        look.changed.connect(self.restyle)

    def show_title(self, title: str) -> None:
        """The month or week in view."""
        self.title.setText(title)
        self.title.setToolTip(title)

    def show_view(self, view: View) -> None:
        """Press the button of a view, without a signal."""
        self.views[view].setChecked(True)

    def show_switch(self, shown: bool) -> None:
        """Whether month, week and list can be chosen here."""
        for button in self.views.values():
            button.setVisible(shown)

    def show_channels(self, names: dict[int, str]) -> None:
        """Offer these channels; the chosen one stays when it is still there."""
        chosen = self.channel.currentData()
        self.channel.blockSignals(True)
        self.channel.clear()
        self.channel.addItem("Alle Kanäle", None)
        for account, name in names.items():
            self.channel.addItem(name, account)
        self.channel.setCurrentIndex(max(0, self.channel.findData(chosen) if chosen is not None else 0))
        self.channel.blockSignals(False)

    def chosen(self) -> Filter:
        """What the filters say."""
        state = self.state.currentData()
        return Filter(
            account_id=self.channel.currentData(),
            state=State(state) if state not in (None, _PARTLY) else None,
            partly=state == _PARTLY,
            words=self.field.text(),
        )

    def clear_filter(self) -> None:
        """Everything is to be seen again."""
        for box in (self.channel, self.state):
            box.blockSignals(True)
            box.setCurrentIndex(0)
            box.blockSignals(False)
        self.field.blockSignals(True)
        self.field.clear()
        self.field.blockSignals(False)
        self._filter()
        self.field.setFocus()

    def _filter(self) -> None:
        chosen = self.chosen()
        self.clear.setVisible(chosen.active)
        self.filtered.emit(chosen)

    def _arrange(self) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        first.setSpacing(4)
        for widget in (self.back, self.onward):
            first.addWidget(widget)
        first.addSpacing(4)
        first.addWidget(self.title, 1)
        first.addWidget(self.today)
        first.addSpacing(8)
        switch = QHBoxLayout()
        switch.setSpacing(0)
        for view, button in self.views.items():
            switch.addWidget(button)
            button.setStyleSheet(_JOINED[view])
        first.addLayout(switch)
        second.setSpacing(8)
        second.addWidget(self.channel)
        second.addWidget(self.state)
        second.addWidget(self.field, 1)
        second.addWidget(self.clear)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 8)
        column.setSpacing(8)
        column.addLayout(first)
        column.addLayout(second)

    def _arrow(self, name: str, by: int) -> QToolButton:
        button = QToolButton()
        button.setProperty("kind", "framed")
        button.setAccessibleName(name)
        button.setToolTip(f"{name} (Bild {'auf' if by < 0 else 'ab'})")
        button.clicked.connect(lambda: self.turned.emit(by))
        return button

    def _view_button(self, view: View) -> QPushButton:
        button = QPushButton(_NAMES[view])
        button.setCheckable(True)
        button.clicked.connect(lambda: self.view_chosen.emit(view))
        self.switch.addButton(button)
        return button

    def _combo(self, name: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(11)
        box.currentIndexChanged.connect(self._filter)
        return box

    def _fill_states(self) -> None:
        self.state.blockSignals(True)
        self.state.addItem("Alle Zustände", None)
        for state, word in texts.STATES.items():
            self.state.addItem(word, state.value)
        self.state.addItem(texts.PARTLY, _PARTLY)
        self.state.view().setMinimumWidth(self.state.view().sizeHintForColumn(0) + 48)
        self.state.blockSignals(False)

    def restyle(self) -> None:
        """Fonts and icons of the present scheme."""
        look = self._look
        self.title.setFont(look.font(13.5, bold=True))
        for button, name in ((self.back, "chevron-left"), (self.onward, "chevron-right")):
            button.setIcon(look.icon(name, 16, "text"))
            button.setIconSize(QSize(16, 16))
        for control in (self.today, *self.views.values(), self.channel, self.state, self.field, self.clear):
            control.setFont(look.font(9.5))
        search = look.icon("search", 16)
        for action in self.field.actions():
            action.setIcon(search)
        if not self.field.actions():
            self.field.addAction(search, QLineEdit.ActionPosition.LeadingPosition)
        for at in range(1, self.state.count()):
            partly = self.state.itemData(at) == _PARTLY
            state = State.FAILED if partly else State(self.state.itemData(at))
            name = look.state_icon(state, partly=partly)
            ink = look.ink(state, partly=partly)
            self.state.setItemIcon(at, look.pixmap(name, 14, ink))
