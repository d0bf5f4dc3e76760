"""The smallest parts of a page: cards, chips, notices, empty states, headings and running text."""

from __future__ import annotations

import html
from collections.abc import Callable

from PySide6.QtCore import QEvent, QLocale, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from izanau_desktop.look import fonts, icons
from izanau_desktop.look.style import wear
from izanau_desktop.look.tokens import BODY, ICON, Tone, tokens_of
from izanau_desktop.widgets.measured import Measured
from izanau_desktop.widgets.pushbutton import PushButton

SELECTABLE = Qt.TextInteractionFlag.TextSelectableByMouse
TONE_ICON: dict[Tone, str] = {
    "neutral": "info",
    "accent": "info",
    "ok": "circle-check",
    "warn": "triangle-alert",
    "danger": "circle-alert",
}


def label(text: str, look: str = "", parent: QWidget | None = None) -> QLabel:
    """A label of plain text that can be selected: title, heading, strong, small, secondary, problem, or body."""
    made = Measured(text, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setTextInteractionFlags(SELECTABLE)
    made.setWordWrap(look not in {"heading", "strong"})
    wear(made, look)
    return made


def button(text: str, look: str = "", icon: str = "", deed: Callable[[], object] | None = None) -> PushButton:
    """A push button: primary, danger, quiet, link, or an ordinary one."""
    made = PushButton(text)
    if icon:
        made.setIcon(icons.icon(icon, "on_accent" if look == "primary" else "danger" if look == "danger" else "text2"))
    if deed is not None:
        made.clicked.connect(lambda: deed())
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    wear(made, look)
    return made


def foot(*buttons: QWidget) -> QWidget:
    """The buttons at the foot of a card, beside one another from the left."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for one in buttons:
        row.addWidget(one)
    row.addStretch(1)
    return made


def line() -> QFrame:
    """A hairline between parts."""
    made = QFrame()
    wear(made, "line")
    return made


def quoted(words: QWidget) -> QWidget:
    """Words that were or will be shown elsewhere, set off from what is said about them."""
    frame = QWidget()
    wear(frame, "quote")
    row = QHBoxLayout(frame)
    row.setContentsMargins(12, 0, 0, 0)
    row.addWidget(words)
    return frame


def scrolled(page: QWidget) -> QScrollArea:
    """The page in a frame that scrolls downwards only, so that enlarged type is never squashed."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(page)
    return area


class Paragraph(Measured):
    """Running text with the line height of the language: 1.4, Japanese 1.6. It breaks lines and can be selected."""

    def __init__(self, text: str = "", look: str = "", parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._words = ""
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setTextInteractionFlags(SELECTABLE)
        self.setWordWrap(True)
        wear(self, look)
        self.set_words(text)

    @property
    def words(self) -> str:
        """The plain text."""
        return self._words

    def set_words(self, text: str) -> None:
        """Show plain text; its line breaks stay."""
        self._words = text
        self._lay_out()
        self.setAccessibleName(text)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of type and the language, which wants other lines."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.LanguageChange}:
            self._lay_out()

    def _lay_out(self) -> None:
        language = "ja" if QLocale().language() == QLocale.Language.Japanese else "en"
        # At least so high, in pixels: a percentage is taken of the font's own line, which differs by script.
        height = round(self.fontInfo().pixelSize() * fonts.line_height(language) / 100)
        style = f"margin:0; line-height:{height}px; -qt-line-height-type:minimum"
        shown = "".join(f'<p style="{style}">{part or "&nbsp;"}</p>' for part in self._markup())
        if shown != self.text():
            self.setText(shown)

    def _markup(self) -> list[str]:
        """The lines as HTML."""
        return html.escape(self._words).split("\n")


class OneLine(Measured):
    """Words in one line where there is room, in several where there is none; Qt's own label breaks them sooner."""

    def __init__(self, look: str) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(SELECTABLE)
        self.setWordWrap(True)
        wear(self, look)

    def sizeHint(self) -> QSize:
        """All words beside one another."""
        width = self.fontMetrics().horizontalAdvance(self.text()) + 2
        return QSize(width, self.heightForWidth(width))


class Card(QFrame):
    """A raised surface with a title; put widgets into `body`, buttons of the title's line into `head`."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        wear(self, "card")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(18, 14, 18, 16)
        whole.setSpacing(8)
        self.head = QHBoxLayout()
        self.head.setSpacing(8)
        self.title = label(title, "heading")
        self.head.addWidget(self.title)
        self.head.addStretch(1)
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        whole.addLayout(self.head)
        whole.addLayout(self.body)
        self.set_title(title)

    def set_title(self, title: str) -> None:
        """Name the card; assistive technology reads it as the name of the group."""
        self.title.setText(title)
        self.title.setVisible(bool(title))
        self.setAccessibleName(title)

    def add(self, *widgets: QWidget) -> None:
        """Put widgets below one another into the card."""
        for widget in widgets:
            self.body.addWidget(widget)


class Chip(QLabel):
    """A few words on a soft, round ground; the tone only repeats what the words say."""

    def __init__(self, text: str = "", tone: Tone = "neutral", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(SELECTABLE)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.set(text, tone)

    def set(self, text: str, tone: Tone = "neutral") -> None:
        """Other words, another tone."""
        self.setText(text)
        wear(self, "chip", tone=tone)


class Glyph(QLabel):
    """An icon of one token's colour that stands beside words, and therefore has no name of its own."""

    def __init__(self, name: str, ink: str = "text2", size: int = ICON, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_icon(name, ink)

    def show_icon(self, name: str, ink: str = "text2") -> None:
        """Another icon, another colour."""
        self._name, self._ink = name, ink
        self._resize()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the type."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_name"):
            self._resize()

    def _resize(self) -> None:
        side = round(self._size * self.fontInfo().pixelSize() / BODY)
        self.setFixedSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw from the palette in force."""
        painter = QPainter(self)
        icons.paint(painter, self._name, str(getattr(tokens_of(self.palette()), self._ink)), self.rect())
        painter.end()


class Notice(QFrame):
    """A banner in the page: an icon, words, and the deed that would do; never a dialog."""

    def __init__(
        self,
        text: str = "",
        tone: Tone = "neutral",
        action: str = "",
        deed: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        self._glyph, self._words = Glyph("info"), label("")
        self.action = button("", deed=deed)
        row.addWidget(self._glyph)
        row.addWidget(self._words, 1)
        row.addWidget(self.action)
        self.set(text, tone, action)

    @property
    def text(self) -> str:
        """The words shown."""
        return self._words.text()

    def set(self, text: str, tone: Tone = "neutral", action: str = "") -> None:
        """Other words, tone and button; no words hide the notice. Assistive technology hears of it."""
        self._words.setText(text)
        self._glyph.show_icon(TONE_ICON[tone], "text2" if tone == "neutral" else tone)
        self.action.setText(action)
        self.action.setVisible(bool(action))
        self.setVisible(bool(text))
        wear(self, "notice", tone=tone)
        self.setAccessibleName(text)
        if text:
            announce(self, text)


class EmptyState(QWidget):
    """What a place shows when it has nothing: what would be here, and the next deed."""

    clicked = Signal()

    def __init__(
        self, icon: str, title: str, text: str = "", button_text: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(32, 32, 32, 32)
        whole.setSpacing(8)
        self._glyph, self._title, self._text = Glyph(icon, "text3", 40), label("", "heading"), label("", "secondary")
        self.button = button("", "primary", deed=self.clicked.emit)
        for part in (self._title, self._text):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            part.setWordWrap(True)
        whole.addStretch(2)
        whole.addWidget(self._glyph, 0, Qt.AlignmentFlag.AlignHCenter)
        whole.addSpacing(4)
        whole.addWidget(self._title)
        whole.addWidget(self._text)
        whole.addSpacing(8)
        whole.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        whole.addStretch(3)
        self.set(icon, title, text, button_text)

    def set(self, icon: str, title: str, text: str = "", button_text: str = "") -> None:
        """Other words, for another reason of emptiness."""
        self._glyph.show_icon(icon, "text3")
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self.button.setText(button_text)
        self.button.setVisible(bool(button_text))
        self.setAccessibleName(title)


def announce(widget: QWidget, text: str) -> None:
    """Have assistive technology say something that appeared elsewhere than at the focus."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))
