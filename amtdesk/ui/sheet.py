"""The style sheet: buttons, fields, tabs; views with delegates stay untouched."""

from collections.abc import Callable
from string import Template


def sheet(color: Callable[[str], str]) -> str:
    """The style sheet with the named colours of the present scheme."""
    names = {found.group("named") or "" for found in Template.pattern.finditer(_SHEET.template)} - {""}
    return _SHEET.substitute({name: color(name) for name in names})


_SHEET = Template("""
QToolTip { background: $base; color: $text; border: 1px solid $line; padding: 4px }
QPushButton { background: $base; color: $text; border: 1px solid $line; border-bottom-color: $control;
  border-radius: 4px; padding: 4px 12px; min-height: 20px }
QPushButton:hover { background: $hover }
QPushButton:pressed, QPushButton:checked { background: $accent_soft; border-color: $accent_line }
QPushButton:focus { border: 2px solid $focus; padding: 3px 11px }
QPushButton:disabled { color: $disabled; border-color: $line; background: $window }
QPushButton[kind="primary"] { background: $accent; color: $on_accent; border-color: $accent; font-weight: 600 }
QPushButton[kind="primary"]:hover { background: $accent_hover }
QPushButton[kind="primary"]:focus { border: 4px double $focus; padding: 1px 9px; background-clip: padding; outline: 0 }
QPushButton[kind="primary"]:disabled { background: $window; color: $disabled; border-color: $line }
QPushButton[kind="link"], QToolButton[kind="link"] { background: transparent; border: 1px solid transparent;
  color: $link; padding: 2px 4px; min-height: 16px; text-align: left }
QPushButton[kind="link"]:hover, QToolButton[kind="link"]:hover { text-decoration: underline }
QPushButton[kind="link"]:focus, QToolButton[kind="link"]:focus { border: 2px solid $focus; padding: 1px 3px }
QToolButton { background: transparent; color: $text; border: 1px solid transparent; border-radius: 4px;
  padding: 3px }
QToolButton:hover { background: $hover }
QToolButton:focus { border: 2px solid $focus; padding: 2px }
QToolButton[kind="framed"] { background: $base; border: 1px solid $line; border-bottom-color: $control;
  padding: 4px 8px }
QToolButton[kind="framed"]:hover { background: $hover }
QToolButton[kind="framed"]:focus { border: 2px solid $focus; padding: 3px 7px }
QToolButton[kind="toggle"] { background: $base; border: 1px solid $line; padding: 4px 8px; color: $muted }
QToolButton[kind="toggle"]:hover { background: $hover }
QToolButton[kind="toggle"]:checked { background: $accent_soft; border-color: $accent_line; color: $text }
QToolButton[kind="toggle"]:focus { border: 2px solid $focus; padding: 3px 7px }
QLineEdit, QPlainTextEdit, QTextEdit { background: $base; color: $text;
  border: 1px solid $control; border-radius: 4px; padding: 3px 6px; min-height: 20px;
  selection-background-color: $selection; selection-color: $text }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus {
  border: 2px solid $focus; padding: 2px 5px }
QLineEdit:disabled, QPlainTextEdit:disabled,
QLineEdit:read-only, QPlainTextEdit:read-only { background: $window; color: $muted; border-color: $line }
QComboBox, QAbstractSpinBox { background: $base; color: $text; border: 1px solid $control; border-radius: 4px;
  padding: 3px 6px; min-height: 20px; selection-background-color: $selection; selection-color: $text }
QAbstractSpinBox { padding: 1px; min-height: 22px }
QComboBox:focus { border: 2px solid $focus; padding: 2px 5px }
QAbstractSpinBox:focus { border: 2px solid $focus; padding: 0 }
QComboBox:disabled, QAbstractSpinBox:disabled { color: $disabled; border-color: $line; background: $window }
QComboBox::drop-down { border: 0; width: 20px }
QComboBox::down-arrow { image: url(controls:arrow-down.svg); width: 14px; height: 14px }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: 0; width: 18px; background: transparent }
QAbstractSpinBox::up-button:hover, QAbstractSpinBox::down-button:hover { background: $hover }
QAbstractSpinBox::up-arrow { image: url(controls:arrow-up.svg); width: 12px; height: 12px }
QAbstractSpinBox::down-arrow { image: url(controls:arrow-down.svg); width: 12px; height: 12px }
QDateTimeEdit::drop-down { border: 0; width: 20px; subcontrol-origin: padding; subcontrol-position: center right }
QComboBox QLineEdit { border: 0; background: transparent; padding: 0; min-height: 0 }
QAbstractSpinBox QLineEdit { border: 0; background: transparent; padding: 0; min-height: 0 }
QCheckBox, QRadioButton { spacing: 8px; border: 2px solid transparent; border-radius: 4px; padding: 0 3px 0 1px }
QCheckBox::indicator, QTreeView::indicator, QRadioButton::indicator { width: 14px; height: 14px; background: $base;
  border: 1px solid $control; border-radius: 3px }
QRadioButton::indicator { border-radius: 8px }
QCheckBox::indicator:checked, QTreeView::indicator:checked { background: $accent;
  border-color: $accent_line; image: url(controls:box-ticked.svg) }
QRadioButton::indicator:checked { width: 6px; height: 6px; border: 5px solid $accent_line }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { background: $window; border-color: $line }
QCheckBox::indicator:checked:disabled { background: $control }
QCheckBox:focus, QRadioButton:focus { border-color: $focus; outline: 0 }
QComboBox QAbstractItemView { background: $base; color: $text; border: 1px solid $control;
  selection-background-color: $selection; selection-color: $text }
QTabBar { qproperty-drawBase: 0 }
QTabBar::tab { background: transparent; color: $muted; padding: 5px 9px; border: 0;
  border-bottom: 2px solid $line }
QTabBar::tab:hover { color: $text }
QTabBar::tab:selected { color: $text; font-weight: 600; border-bottom: 2px solid $accent_line }
QTabBar::tab:focus { border: 2px solid $focus }
QMenu { background: $base; border: 1px solid $control; padding: 4px }
QMenu::item { padding: 5px 24px 5px 12px; border-radius: 3px }
QMenu::item:selected { background: $selection; color: $text }
QMenu::separator { height: 1px; background: $line; margin: 4px }
QScrollArea { background: transparent; border: 0 }
QScrollArea > #qt_scrollarea_viewport, QScrollArea > #qt_scrollarea_viewport > QWidget { background: transparent }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0 }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0 }
QScrollBar::handle { background: $control; border-radius: 3px; margin: 3px }
QScrollBar::handle:vertical { min-height: 28px }
QScrollBar::handle:horizontal { min-width: 28px }
QScrollBar::handle:hover { background: $muted }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0 }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent }
QSplitter::handle { background: $line }
QFrame[kind="hairline"] { background: $line; border: 0 }
QWidget[kind="page"] { background: $base }
QWidget[kind="side"] { background: $alternate }
QWidget[kind="bar"] { background: $window }
QLabel[kind="muted"] { color: $muted }
QLabel[kind="note"] { color: $muted }
""")
