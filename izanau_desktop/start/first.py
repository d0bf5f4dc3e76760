"""The first screen of a machine without an account: the ways in, and the language."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from izanau_desktop.look import icons
from izanau_desktop.look.style import wear
from izanau_desktop.shared.deeds import refusal
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import Notice, Paragraph, button, label, scrolled

LANGUAGE_NAMES = (("en", "English"), ("ja", "日本語"))


class Way(QFrame):
    """One way in: an icon, a heading that is the button, a sentence."""

    def __init__(self, icon: str, title: str, text: str, deed: Callable[[], object], *, primary: bool = False) -> None:
        super().__init__()
        wear(self, "card")
        self.setMinimumHeight(100)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 16)
        layout.setSpacing(8)
        self.button = button(title, "primary" if primary else "", icon, deed)
        layout.addWidget(self.button)
        self.text = Paragraph(text, "secondary")
        layout.addWidget(self.text)
        layout.addStretch(1)


class FirstPage(QWidget):
    """Says what Izanau is and offers the ways in; every one works, also without the network, or says what it needs."""

    language_chosen = Signal(str)
    start_here = Signal()
    sign_in = Signal()
    sign_up = Signal()
    hire = Signal()
    look = Signal()
    demo = Signal()

    def __init__(self, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._code = language
        self.setAccessibleName(tr("Welcome to Izanau"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        page = QWidget()
        wear(page, "scrolled")
        outer.addWidget(scrolled(page))
        sides = QHBoxLayout(page)
        sides.addStretch(1)
        column = QVBoxLayout()
        column.setContentsMargins(24, 40, 24, 40)
        column.setSpacing(16)
        sides.addLayout(column, 8)
        sides.addStretch(1)
        column.addLayout(self._head(language))
        column.addWidget(
            Paragraph(tr("People from all over the world and companies in Japan find each other here."), "secondary")
        )
        self._notice = Notice("", "danger")
        self._notice.hide()
        column.addWidget(self._notice)
        self._known = QVBoxLayout()
        column.addLayout(self._known)
        column.addSpacing(8)
        column.addLayout(self._ways())
        column.addStretch(1)

    def show_error(self, error: Exception) -> None:
        """Say what kept a way from being taken."""
        self._notice.set(refusal(error, self._code), "danger")
        self._notice.show()

    def offer(self, known: QWidget) -> None:
        """Offer the accounts that are on this computer already, above all other ways."""
        self._known.addWidget(known)

    def say(self, words: str) -> None:
        """Say what happened before."""
        self._notice.set(words, "ok")

    def _head(self, language: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(label(tr("Welcome to Izanau"), "title"), 1)
        self._language = QComboBox()
        self._language.setAccessibleName(tr("Language"))
        for code, name in LANGUAGE_NAMES:
            self._language.addItem(icons.icon("languages", "text2"), name, code)
        self._language.setCurrentIndex(max(0, self._language.findData(language)))
        self._language.activated.connect(lambda _: self.language_chosen.emit(self._language.currentData()))
        row.addWidget(self._language, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _ways(self) -> QGridLayout:
        ways = self._table()
        grid = QGridLayout()
        grid.setSpacing(12)
        for place, way in enumerate(ways):
            grid.addWidget(way, place // 2, place % 2)
        self.first: QPushButton = ways[0].button
        return grid

    def _table(self) -> tuple[Way, ...]:
        return (
            Way(
                "pencil",
                tr("&Start my profile on this computer"),
                tr("Works offline, at once. Nothing is sent anywhere until you sign up."),
                self.start_here.emit,
                primary=True,
            ),
            Way(
                "log-in",
                tr("I &have an account"),
                tr("Sign in, and your profile and applications come along."),
                self.sign_in.emit,
            ),
            Way(
                "user-plus",
                tr("Sign &up"),
                tr("Read the privacy policy, agree, confirm your e-mail address."),
                self.sign_up.emit,
            ),
            Way("search", tr("&Just look: jobs"), tr("All jobs and companies, without an account."), self.look.emit),
            Way(
                "building-2",
                tr("I h&ire"),
                tr("Ask for a company account; our support staff set it up."),
                self.hire.emit,
            ),
            Way(
                "play",
                tr("&Try the demo"),
                tr("A site of its own with made-up people, on this computer only."),
                self.demo.emit,
            ),
        )
