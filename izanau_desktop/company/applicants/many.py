"""The right of the review while several are chosen: what a deed would come to, how far it is, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from izanau_desktop.bulk import Deed, Summary
from izanau_desktop.cache.reads.templates import TemplateRow
from izanau_desktop.company.applicants.deciding import Deciding
from izanau_desktop.company.applicants.labelling import ManyLabels
from izanau_desktop.company.applicants.telling import Telling
from izanau_desktop.company.words import grouped
from izanau_desktop.look.style import wear
from izanau_desktop.look.tokens import Tone
from izanau_desktop.shared.facts import Facts
from izanau_desktop.shared.profile_view import clear
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import Card, Notice, Paragraph, button, foot, label, quoted, scrolled
from izanau_desktop.widgets.radios import Radios
from izanau_desktop.widgets.stops import lead_into
from izanau_protocol.rules.rejecting import ReasonRow

C = TypeVar("C", bound=Card)


class Told(QWidget):
    """What a deed would come to, as names and what each is; hidden while there is nothing to say."""

    NAMES = 14
    """Width of the column of names, in characters."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[tuple[str, str], ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 4, 0, 4)

    @property
    def words(self) -> str:
        """The lines as they are read."""
        return "\n".join(f"{name} · {value}" for name, value in self._lines)

    def show_lines(self, lines: tuple[tuple[str, str], ...]) -> None:
        """Say these; what stands there already stays."""
        if lines != self._lines:
            self._lines = lines
            clear(self._column)
            self._column.addWidget(Facts([(name, Paragraph(value)) for name, value in lines], self.NAMES))
        self.setVisible(bool(lines))


class Sample(QWidget):
    """The first of the messages that would go out, set off from what is said about it."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(6)
        self._text = Paragraph("", "secondary")
        column.addWidget(label(tr("The first of them reads:"), "small"))
        column.addWidget(quoted(self._text))

    @property
    def words(self) -> str:
        """The message."""
        return self._text.words

    def show_text(self, text: str) -> None:
        """Show a message; none hides it."""
        self._text.set_words(text)
        self.setVisible(bool(text))


class Asking(Deciding):
    """Asks before it is done. `decided(reason)`, `other(template)`: another message is wanted; Enter decides, Esc goes back."""

    decided, other = Signal(str), Signal(str)

    def __init__(self, telling: Telling) -> None:
        super().__init__(tr("Summary"))
        self._telling = telling
        self._summary: Summary | None = None
        self.change = button(tr("Change the reasons…"), "link")
        self.change.hide()  # until it is known that this role may
        self.reasons = Radios({}, tr("Why?"))
        self.reasons.clicked.connect(lambda: self.say(""))
        self._within = QWidget()
        beside = QHBoxLayout(self._within)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(label(tr("The reason stays within your company."), "small"), 1)
        beside.addWidget(self.change)
        self.letters = QComboBox()
        self.letters.setAccessibleName(tr("Message to each applicant"))
        self.letters.activated.connect(lambda _: self.other.emit(str(self.letters.currentData() or "")))
        self._lines, self._sample, self._left = Told(), Sample(), Notice("", "warn")
        self.yes = button("", "primary", deed=self.finish)
        self._buttons = foot(self.yes, button(tr("Cancel"), "quiet", deed=self.cancelled.emit))
        rejecting = (self.reasons, self._within, self.letters)
        self.add(*rejecting, self._lines, self._left, self.problem, self._buttons, self._sample)

    def begin(self, deed: Deed, reasons: Sequence[ReasonRow], letters: Sequence[TemplateRow]) -> None:
        """Another deed is to be summed up, with these reasons and messages to choose from."""
        self._summary = None
        is_rejecting = deed.does == "reject"
        for part in (self.reasons, self._within):
            part.setVisible(is_rejecting)
        self.reasons.offer({row.id: row.words.of(self._telling.language) for row in reasons if not row.retired})
        self.reasons.choose("")
        self.letters.clear()
        for one in letters:
            self.letters.addItem(one.name, one.id)
        self.letters.addItem(tr("No message"), "")
        self.letters.setCurrentIndex(self.letters.findData(deed.template))
        self.letters.setVisible(bool(letters))
        self.set_title(tr("Counting…"))
        for part in (self._lines, self._sample, self._left, self.yes):
            part.hide()
        self.say("")

    def show_summary(self, summary: Summary, name: str) -> None:
        """Say what it would come to."""
        first, many = self._summary is None, len(summary.applications)
        self._summary = summary
        telling = self._telling
        self.set_title(telling.question(summary.deed, many, name) if many else tr("There is nobody to do it to"))
        self._lines.show_lines(tuple(telling.lines(summary)) if many else ())
        self._sample.show_text(summary.sample)
        out = sum(map(len, summary.left.values()))
        left = "\n".join(telling.left(summary.left, summary.names))
        self._left.set(tr("Left out: {number}\n{why}").format(number=grouped(out), why=left) if out else "", "warn")
        self.yes.setText(telling.yes(summary.deed))
        wear(self.yes, "danger" if summary.deed.does == "reject" else "primary")
        self.yes.setVisible(bool(many))
        if first:
            self.focus()

    def focus(self) -> None:
        """Where one answers: at the reasons, or at the button."""
        if self.reasons.isVisibleTo(self):
            self.reasons.focus()
        else:
            self.yes.setFocus(Qt.FocusReason.OtherFocusReason)

    def finish(self) -> None:
        """Do it, or say what is missing."""
        if self._summary is None or not self._summary.applications:
            return
        if self._summary.deed.does == "reject" and self.lacks_reason(self.reasons):
            return
        self.decided.emit(self.reasons.chosen())


class Report(Card):
    """What came of it, or how far it is; `closed` once it was read, `stopped` where it is to go no further."""

    closed, stopped = Signal(), Signal()

    def __init__(self) -> None:
        super().__init__(tr("Report"))
        self._lines = Notice("", "warn")
        self._stop = button(tr("Stop"), deed=self.stopped.emit)
        self._close = button(tr("Close"), deed=self.closed.emit)
        self.add(self._lines, foot(self._stop, self._close))

    def show_progress(self, done: int, all_: int) -> None:
        """So many of all are done."""
        self.set_title(tr("{number} of {all} done…").format(number=grouped(done), all=grouped(all_)))
        self._lines.set("")
        self._stop.show()
        self._close.hide()

    def show_done(self, words: str, left: str, tone: Tone = "warn") -> None:
        """It is over."""
        self.set_title(words)
        self._lines.set(left, tone)
        self._stop.hide()
        self._close.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape and self._close.isVisible():
            self.closed.emit()
        else:
            super().keyPressEvent(event)


class ManyPanel(QWidget):
    """One of them at a time, under the number of those who are chosen; each is made when it is first opened.

    `closed` and `stopped` tell what is pressed on whichever is open, `decided(reason)` and `other(template)` what is answered,
    `added(word)` and `removed(word)` which label is to be put on or taken off.
    """

    closed, stopped = Signal(), Signal()
    decided, other, added, removed = Signal(str), Signal(str), Signal(str), Signal(str)

    def __init__(self, telling: Telling) -> None:
        super().__init__()
        self.setAccessibleName(tr("Chosen applicants"))
        self._telling = telling
        self.lead: Callable[[QPushButton], object] = lambda _: None
        """Has a button lead from the reasons to their list; given by the page."""
        self.notice = Notice()
        self._title = label("", "title")
        self._hint = Paragraph(
            tr("What you do now is done to all of them: you see first what it comes to. Esc lets go of them."),
            "secondary",
        )
        self._page = QWidget()
        wear(self._page, "scrolled")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(self._page))  # while it is empty: Qt styles and measures what is in it at once
        self._column = QVBoxLayout(self._page)
        self._column.setContentsMargins(28, 20, 28, 24)
        self._column.setSpacing(10)
        self._parts: list[Card] = []
        self._overview: QWidget | None = None
        for part in (self._title, self._hint, self.notice):
            self._column.addWidget(part)
        self._column.addStretch(1)
        self.open(None)

    @cached_property
    def asking(self) -> Asking:
        """Asks before it is done."""
        made = Asking(self._telling)
        made.cancelled.connect(self.closed)
        made.decided.connect(self.decided)
        made.other.connect(self.other)
        self.lead(made.change)
        return self._take_in(made)

    @cached_property
    def report(self) -> Report:
        """Tells how far it is, and what came of it."""
        made = Report()
        made.closed.connect(self.closed)
        made.stopped.connect(self.stopped)
        return self._take_in(made)

    @cached_property
    def labels(self) -> ManyLabels:
        """Puts labels on and takes them off."""
        made = ManyLabels(self._telling.language)
        made.cancelled.connect(self.closed)
        made.added.connect(self.added)
        made.removed.connect(self.removed)
        return self._take_in(made)

    def _take_in(self, part: C) -> C:
        part.hide()
        self._parts.append(part)
        self._column.insertWidget(self._column.count() - 1, part)
        return part

    def put_overview(self, made: QWidget) -> None:
        """This tells of those who are chosen, while none of the cards is open."""
        self._overview = made
        self._column.insertWidget(self._column.count() - 1, made)
        self._look_over()

    def _look_over(self) -> None:
        if self._overview is not None:
            self._overview.setVisible(bool(self._title.text()) and not self.is_open)

    def show_count(self, words: str) -> None:
        """How many are chosen; empty where that is over."""
        self._title.setText(words)
        self._title.setVisible(bool(words))
        self._hint.setVisible(bool(words))
        self._look_over()

    def open(self, wanted: Card | None) -> None:
        """Show one of the cards, or none."""
        self.notice.set("")
        for part in self._parts:
            part.setVisible(part is wanted)
        self._look_over()
        if wanted is not None:
            lead_into(wanted, self._page)

    def open_labels(self) -> None:
        """Put a label on all of them, or take one off that some have."""
        self.open(self.labels)
        self.labels.ask()

    @property
    def is_asking(self) -> bool:
        """Whether it is asked before something is done."""
        return "asking" in vars(self) and self.asking.isVisible()

    @property
    def is_open(self) -> bool:
        """Whether one of the cards is shown, or what failed."""
        return bool(self.notice.text) or any(not part.isHidden() for part in self._parts)
