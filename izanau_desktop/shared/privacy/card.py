"""A matter of the privacy centre: what it is in one sentence, the facts as lines, the deeds, and what came of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar, NamedTuple, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from izanau_desktop.background import Background
from izanau_desktop.commands import Commands
from izanau_desktop.desk import Desk
from izanau_desktop.shared.account_cards import AccountCard
from izanau_desktop.shared.deeds import Done, deed
from izanau_desktop.shared.privacy.lines import Lines
from izanau_desktop.translation import tr
from izanau_desktop.widgets.flow import FlowLayout
from izanau_desktop.widgets.plain import Glyph, Paragraph, label, quoted
from izanau_desktop.widgets.turns import Turns

T = TypeVar("T")


class Around(NamedTuple):
    """What every card is given."""

    desk: Desk
    background: Background
    commands: Commands
    language: str
    turns: Turns
    """What builds the page: one for all cards, so that they never build in the same turn."""


class Fact(QWidget):
    """One line: an icon, what it is, more words beneath, words that were shown; at its right the deed, several beneath."""

    def __init__(
        self, icon: str, title: str, text: str = "", small: str = "", quote: str = "", deeds: Sequence[QWidget] = ()
    ) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(12)
        glyph = Glyph(icon)
        glyph.setContentsMargins(0, 2, 0, 0)
        row.addWidget(glyph, 0, Qt.AlignmentFlag.AlignTop)
        told = QVBoxLayout()
        told.setSpacing(2)
        head = label(title, "strong")
        head.setWordWrap(True)
        told.addWidget(head)
        if text:
            told.addWidget(Paragraph(text))
        if small:
            told.addWidget(label(small, "small"))
        if quote:
            told.addSpacing(2)
            told.addWidget(quoted(Paragraph(quote, "secondary")))
        row.addLayout(told, 1)
        if len(deeds) == 1:
            row.addWidget(deeds[0], 0, Qt.AlignmentFlag.AlignTop)
        elif deeds:
            told.addSpacing(2)
            told.addWidget(beside(*deeds))
        self.setAccessibleName(". ".join(filter(None, (title, text.replace("\n", " "), small))))


class PrivacyCard(AccountCard):
    """A card of the privacy centre. `kinds` are the documents whose change makes it read anew."""

    icon = "shield"
    called: ClassVar[Callable[[], str]]
    """What the matter is called, also where its card is not made yet."""
    kinds: frozenset[str] = frozenset()
    undoable = Signal(str, object)
    """What was done, in words, and what takes it back."""

    def __init__(self, sentence: str, around: Around) -> None:
        super().__init__(type(self).called(), around.desk, around.background, around.language)
        self.commands = around.commands
        self.sentence = Paragraph(sentence, "secondary")
        self.sentence.setContentsMargins(0, 0, 0, 6)
        self.body.insertWidget(0, self.sentence)
        self.lines = Lines(around.turns)
        self.add(self.lines)
        self._shown: dict[str, object] = {}

    def read(self) -> None:
        """Read the facts in the background and show them; nothing for a card that has none."""

    def ask(self, work: Callable[[], T], show: Callable[[T], None], about: str = "facts") -> None:
        """Read in the background; what is on screen already is not laid anew, so that the keyboard stays where it is.

        `about` tells apart what one card reads one by one.
        """

        def shown(found: T) -> None:
            if about not in self._shown or found != self._shown[about]:
                self._shown[about] = found
                show(found)

        self.background.ask(work, self, shown, self.failed, key=about)

    def do(self, work: Callable[[], object], *kinds: str, then: Callable[[], object] | None = None) -> None:
        """A deed: it writes the cache, pages hear which kinds changed, and what refuses it is said here."""

        def run() -> frozenset[str]:
            work()
            return frozenset(kinds)

        def done(_: object) -> None:
            self.notice.set("")
            if then is not None:
                then()

        self.background.change(run, self, done, self.failed)

    def do_held(self, work: Callable[[], str], told: str, *kinds: str) -> None:
        """A deed that waits a while in the outbox, so that it can be taken back."""
        cache = self.desk.cache

        def back(row: str) -> None:
            def undone(done: Done) -> None:
                words = tr("Taken back") if done.outbox else tr("Too late: it was sent already.")
                self.undoable.emit(words, None)

            def undo() -> Done:
                return Done(frozenset(kinds), "yes" if cache.drop(row) else "")

            self.background.change(undo, self, undone, self.failed)

        def done(answer: Done) -> None:
            self.notice.set("")
            self.undoable.emit(told, partial(back, answer.outbox) if answer.outbox else None)

        self.background.change(deed(work, *kinds), self, done, self.failed)


def beside(*deeds: QWidget) -> QWidget:
    """Buttons beside one another, in as many lines as they need."""
    frame = QWidget()
    flow = FlowLayout(frame)
    for one in deeds:
        flow.addWidget(one)
    return frame
