"""The little style sheet, made from the tokens: cards, chips, buttons, fields, lists and the frame.

A widget asks for its look by the dynamic property `look` (set it with `wear`): card, chip, primary, quiet, link, danger,
title, heading, small, secondary, problem, hint, page, bar, nav.
"""

from __future__ import annotations

from string import Template

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from izanau_desktop.look.tokens import BODY, CARD_TITLE, PAGE_TITLE, SMALL, Tokens

_SHEET = Template("""
QToolTip { background: $text; color: $surface; border: none; padding: 4px 8px; }
QLabel { background: transparent; }
QLabel[look="title"] { font-size: ${size_page}px; font-weight: 600; }
QLabel[look="heading"] { font-size: ${size_card}px; font-weight: 600; }
QLabel[look="strong"] { font-weight: 600; }
QLabel[look="small"] { font-size: ${size_small}px; color: $text2; }
QLabel[look="small"][tone="warn"] { color: $warn; }
QLabel[look="secondary"] { color: $text2; }
QLabel[look="problem"] { font-size: ${size_small}px; color: $danger; }
QLabel[look="hint"] { font-size: ${size_small}px; color: $warn; }
QFrame[look="card"] { background: $surface; border: 1px solid $border; border-radius: 8px; }
QFrame[look="case"] { background: $surface; border: 1px solid $border; border-radius: 8px; padding: 1px; }
QFrame[look="case"]:focus { border: 2px solid $accent; padding: 0px; }
QFrame[look="page"] { background: $window; border: none; }
QFrame[look="column"] { background: $raised; border: 1px solid $border; border-radius: 8px; }
QFrame[look="column"][tone="accent"] { border: 1px solid $accent; background: $accent_soft; }
QFrame[look="list"] { background: $surface; border: none; border-right: 1px solid $border; }
QFrame[look="side"] { background: $raised; border: none; border-right: 1px solid $border; }
QFrame[look="foot"] { background: $raised; border: none; border-top: 1px solid $border; }
QFrame[look="top"] { background: $raised; border: none; border-bottom: 1px solid $border; }
QFrame[look="line"] { background: $border; border: none; max-height: 1px; min-height: 1px; }
QWidget[look="quote"] { border-left: 2px solid $border; }
QFrame[look="toast"] { background: $text; border: none; border-radius: 8px; }
QFrame[look="toast"] QLabel { color: $surface; }
QFrame[look="toast"] QPushButton { color: $surface; background: transparent; border: 1px solid $surface; }
QFrame[look="toast"] QPushButton:focus { border: 2px solid $surface; padding: 4px 13px; }
QFrame[look="notice"][tone="neutral"] { background: $raised; border: 1px solid $border; border-radius: 6px; }
QFrame[look="notice"][tone="accent"] { background: $accent_soft; border: 1px solid $accent; border-radius: 6px; }
QFrame[look="notice"][tone="ok"] { background: $ok_soft; border: 1px solid $ok; border-radius: 6px; }
QFrame[look="notice"][tone="warn"] { background: $warn_soft; border: 1px solid $warn; border-radius: 6px; }
QFrame[look="notice"][tone="danger"] { background: $danger_soft; border: 1px solid $danger; border-radius: 6px; }
QPushButton, QToolButton { background: $surface; color: $text; border: 1px solid $control; border-radius: 6px;
  padding: 5px 14px; min-height: ${button}px; icon-size: ${icon}px; }
QToolButton { padding: 5px; min-width: ${button}px; }
QPushButton:hover, QToolButton:hover { background: $raised; }
QPushButton:pressed, QToolButton:pressed, QPushButton:checked, QToolButton:checked { background: $accent_soft; }
QPushButton:focus { border: 2px solid $accent; padding: 4px 13px; }
QToolButton:focus { border: 2px solid $accent; padding: 4px; }
QPushButton:disabled, QToolButton:disabled { color: $text3; border-color: $border; }
QPushButton[look="primary"] { background: $accent; color: $on_accent; border-color: $accent; font-weight: 600; }
QPushButton[look="primary"]:hover, QPushButton[look="primary"]:pressed { background: $accent; border-color: $text; }
QPushButton[look="primary"]:focus { border: 2px solid $text; }
QPushButton[look="primary"]:disabled { background: $raised; color: $text3; border-color: $border; }
QPushButton[look="danger"] { color: $danger; border-color: $danger; }
QPushButton[look="danger"]:disabled { color: $text3; border-color: $border; }
QPushButton[look="quiet"], QToolButton[look="quiet"] { background: transparent; border-color: transparent; }
QPushButton[look="quiet"]:hover, QToolButton[look="quiet"]:hover { background: $raised; }
QPushButton[look="quiet"]:focus, QToolButton[look="quiet"]:focus { border-color: $accent; }
QPushButton[look="link"] { background: transparent; border: 2px solid transparent; color: $accent; text-align: left;
  padding: 2px 0px; text-decoration: underline; }
QPushButton[look="link"]:focus { border: 2px solid $accent; padding: 2px 0px; }
QPushButton[look="sync"] { background: transparent; border-color: transparent; color: $text2; text-align: left;
  font-size: ${size_small}px; padding: 1px 7px; min-height: ${foot}px; }
QPushButton[look="sync"]:hover { color: $text; }
QPushButton[look="sync"]:focus { border: 2px solid $accent; padding: 0px 6px; }
QPushButton[look="chip"] { border: 1px solid transparent; border-radius: ${chip_radius}px; padding: 1px 10px;
  min-height: ${chip}px; max-height: ${chip}px; font-size: ${size_small}px; background: $raised; color: $text2; }
QPushButton[look="chip"][tone="accent"] { background: $accent_soft; color: $accent; }
QPushButton[look="chip"]:hover { border: 1px solid $control; }
QPushButton[look="chip"]:focus { border: 2px solid $accent; padding: 0px 9px; }
QLabel[look="chip"] { border-radius: ${chip_half}px; padding: 0px 11px; min-height: ${chip}px; max-height: ${chip}px;
  font-size: ${size_small}px; background: $raised; color: $text2; }
QLabel[look="chip"][tone="accent"] { background: $accent_soft; color: $accent; }
QLabel[look="chip"][tone="ok"] { background: $ok_soft; color: $ok; }
QLabel[look="chip"][tone="warn"] { background: $warn_soft; color: $warn; }
QLabel[look="chip"][tone="danger"] { background: $danger_soft; color: $danger; }
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox, QDateEdit { background: $surface; color: $text;
  border: 1px solid $control; border-radius: 6px; padding: 4px 11px; selection-background-color: $accent;
  selection-color: $on_accent; placeholder-text-color: $text3; }
QComboBox, QSpinBox, QDateEdit { min-height: ${field}px; }
QLineEdit { padding: 0px 11px; min-height: ${line}px; lineedit-clear-button-icon: url("$arrow"); }
QPlainTextEdit, QTextEdit { padding: 4px 8px; }
QComboBox:focus, QSpinBox:focus, QDateEdit:focus { border: 2px solid $accent; padding: 3px 10px; }
QLineEdit QToolButton, QLineEdit QToolButton:focus { min-width: 0px; min-height: 0px; padding: 0px; border: none;
  background: transparent; }
QLineEdit:focus { border: 2px solid $accent; padding: 0px 10px; min-height: ${line_focus}px; }
QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid $accent; padding: 3px 7px; }
QLineEdit[wrong="true"], QComboBox[wrong="true"], QPlainTextEdit[wrong="true"], QSpinBox[wrong="true"] {
  border-color: $danger; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled, QLineEdit:read-only { color: $text2; background: $window; }
QComboBox QLineEdit, QComboBox QLineEdit:focus, QSpinBox QLineEdit, QSpinBox QLineEdit:focus { border: none; padding: 0px;
  min-height: 0px; background: transparent; }
QSpinBox QLineEdit, QSpinBox QLineEdit:focus { padding: 0px 9px; }
QSpinBox::up-button, QSpinBox::down-button { width: 0px; height: 0px; border: none; }
QComboBox::drop-down { border: none; width: ${drop}px; }
QComboBox::down-arrow { image: url("$arrow"); width: ${icon}px; height: ${icon}px; }
QComboBox QAbstractItemView, QAbstractItemView[look="popup"] { background: $surface; color: $text; border: 1px solid $control;
  padding: 4px; outline: none; selection-background-color: $accent_soft; selection-color: $text; }
QCheckBox, QRadioButton { spacing: 8px; padding: 3px; border: 2px solid transparent; border-radius: 6px; min-height: ${chip}px; }
QCheckBox[look="bare"] { spacing: 0px; }
QCheckBox:focus, QRadioButton:focus { border: 2px solid $accent; }
QCheckBox::indicator, QRadioButton::indicator { width: ${icon}px; height: ${icon}px; border: 1px solid $control; background: $surface; }
QCheckBox::indicator { border-radius: 4px; }
QRadioButton::indicator { border-radius: ${radio}px; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: url("$tick"); }
QRadioButton::indicator:checked { width: ${dot}px; height: ${dot}px; border: ${ring}px solid $accent; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { background: $raised; border-color: $border; }
QAbstractItemView { background: $surface; border: none; outline: none; }
QAbstractItemView:focus { border: none; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QTableView { border: 1px solid $border; gridline-color: $border; selection-background-color: $accent_soft;
  selection-color: $text; }
QTableView[look="cards"], QTableView[look="cards"]:focus { background: $raised; border: none;
  selection-background-color: $raised; }
QTableView[look="rows"], QTableView[look="rows"]:focus { border: none; }
QTableView::item { padding: 0px 8px; }
QTableView:focus, QTreeView:focus { border: 2px solid $accent; }
QHeaderView::section { background: $raised; color: $text2; border: none; border-bottom: 1px solid $border; padding: 6px 11px;
  font-weight: 600; }
QListView[look="nav"], QListView[look="sections"] { background: transparent; }
QListView[look="sections"]::item { border-radius: 6px; padding-left: 6px; }
QListView[look="sections"]::item:hover { background: $raised; }
QListView[look="sections"]::item:selected { background: $accent_soft; color: $text; }
QScrollArea, QScrollArea > QWidget > QWidget[look="scrolled"] { background: transparent; border: none; }
QTabBar::tab { background: transparent; color: $text2; padding: 7px 12px; border: none; border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: $text; border-bottom: 2px solid $accent; font-weight: 600; }
QTabBar::tab:focus { border: 2px solid $accent; border-radius: 6px; padding: 5px 10px; }
QTabWidget::pane { border: none; border-top: 1px solid $border; }
QSplitter::handle { background: transparent; }
QSplitter::handle:hover { background: $accent; }
QMenuBar { background: $raised; color: $text; }
QMenuBar::item { padding: 5px 10px; background: transparent; }
QMenuBar::item:selected { background: $accent_soft; color: $text; }
QMenu { background: $surface; color: $text; border: 1px solid $control; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; }
QMenu::icon { padding-left: 8px; }
QMenu::item:selected { background: $accent_soft; color: $text; }
QMenu::item:disabled { color: $text3; }
QMenu::separator { height: 1px; background: $border; margin: 4px 8px; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $control; border-radius: 3px; margin: 3px; min-height: 28px; min-width: 28px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QProgressBar { border: none; border-radius: 4px; background: $raised; color: $text; text-align: center; max-height: 8px; }
QProgressBar::chunk { border-radius: 4px; background: $accent; }
""")


def style_sheet(tokens: Tokens, scale: float = 1.0, arrow: str = "", tick: str = "") -> str:
    """The sheet of one theme; `scale` enlarges type, `arrow` and `tick` are the files of two icons in this theme."""
    colours = {name: value for name, value in vars(tokens).items() if isinstance(value, str)}
    chip = round(20 * scale)
    return _SHEET.substitute(
        colours,
        size_page=round(PAGE_TITLE * scale),
        size_card=round(CARD_TITLE * scale),
        size_body=round(BODY * scale),
        size_small=round(SMALL * scale),
        chip=chip,
        # Qt drops a radius of more than half the height, so the radius follows the height.
        chip_half=chip // 2,
        chip_radius=(chip + 2) // 2,
        button=round(19 * scale),
        field=round(21 * scale),
        line=round(21 * scale) + 8,
        line_focus=round(21 * scale) + 6,
        foot=round(18 * scale),
        icon=(icon := round(16 * scale)),
        drop=icon + 10,
        radio=(icon + 2) // 2,
        # A chosen one has the size of one that is not: its ring takes from its ground.
        ring=(ring := round(5 * scale)),
        dot=icon + 2 - 2 * ring,
        arrow=arrow,
        tick=tick,
    )


def wear(widget: QWidget, look: str | None = None, **properties: object) -> None:
    """Give a widget its look (and other properties that the sheet asks for) and have it painted so at once."""
    if look is not None:
        widget.setProperty("look", look)
    for name, value in properties.items():
        widget.setProperty(name, value)
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):  # else it is polished once, when first shown
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.update()
