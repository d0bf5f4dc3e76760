"""One conversation: messages as they went back and forth, and the composer under them; for both sides."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from izanau_desktop.cache.reads.common import OutboxRow
from izanau_desktop.cache.reads.people import MessageRow, Thread
from izanau_desktop.look.style import wear
from izanau_desktop.look.tokens import Tone
from izanau_desktop.shared.composer import Composer
from izanau_desktop.shared.profile_view import LINE, clear
from izanau_desktop.shared.unsent import Unsent, when
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import Notice, Paragraph, label
from izanau_desktop.widgets.reading import ReadingArea


def marked(one: Thread, new: str) -> tuple[str, Tone]:
    """The chip of a conversation in a list: that a message of one's own was refused, else how many are new, in these words."""
    if one.refused:
        return tr("Not sent"), "danger"
    return (new.format(number=one.unread) if one.unread else ""), "accent"


class ThreadView(QWidget):
    """Shows the messages with one other party. `own` is the sender that stands to the right: `seeker` or `company`.

    `sent(text)` when a message is finished, `kept(text)` for its draft, `left` when Esc gives the focus back; `again(push)` and
    `back(push)` of a message that the site does not have: it is to be offered once more, or to be a draft.
    """

    sent, kept, left = Signal(str), Signal(str), Signal()
    again, back = Signal(str), Signal(str)

    def __init__(self, own: str, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._own, self._language = own, language
        self._other = self._hint = ""
        self._shown: tuple[MessageRow, ...] = ()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        page = QWidget()
        wear(page, "scrolled")
        around = QVBoxLayout(page)
        around.setContentsMargins(28, 12, 28, 16)
        around.addStretch(1)
        self._column = QVBoxLayout()
        self._column.setSpacing(10)
        around.addLayout(self._column)
        self.page = ReadingArea(page, tr("Conversation"))
        self.page.verticalScrollBar().rangeChanged.connect(lambda _least, most: self._to_end(most))
        whole.addWidget(self.page, 1)
        foot = QWidget()
        under = QVBoxLayout(foot)
        under.setContentsMargins(28, 4, 28, 20)
        under.setSpacing(8)
        self.notice = Notice()
        self.composer = Composer(
            ("message", "text"), tr("Message"), tr("Send"), language, hides=False, hints=own == "company"
        )
        self.composer.sent.connect(lambda _: self.notice.set(self._hint))  # what was refused is tried again
        self.composer.sent.connect(self.sent)
        self.composer.kept.connect(self.kept)
        self.composer.cancelled.connect(self._leave)
        under.addWidget(self.notice)
        under.addWidget(self.composer)
        whole.addWidget(foot)

    def show_thread(
        self, messages: Sequence[MessageRow], other: str, *, hint: str = "", draft: str | None = None
    ) -> None:
        """Show messages with the party called `other`; `hint` says who sees what, `draft` fills the composer.

        Without a draft it is the conversation that is open, read anew: what was said of something refused stays.
        """
        if draft is not None or hint != self._hint:
            self._hint = hint
            self.notice.set(hint)
        self.composer.edit.setAccessibleName(tr("Message to {name}").format(name=other))
        self.composer.edit.setPlaceholderText(tr("Message to {name}").format(name=other))
        if draft is not None:
            self.composer.show_draft(draft)
        if tuple(messages) == self._shown and other == self._other:
            return
        self._shown, self._other = tuple(messages), other
        clear(self._column)
        for one in self._shown:
            self._column.addWidget(self._bubble(one))

    def focus(self) -> None:
        """Take the focus to where one writes."""
        self.composer.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, problem: str) -> None:
        """Say what was refused."""
        self.notice.set(problem, "danger")

    def _bubble(self, one: MessageRow) -> QWidget:
        mine = one.sender == self._own
        who = tr("You") if mine and self._own == "seeker" else one.name or (tr("Your company") if mine else self._other)
        moment, refused = when(one, self._language), one.push is not None and one.push.state == "refused"
        frame = QFrame()
        wear(frame, "notice" if mine else "card", tone="danger" if refused else "neutral")
        frame.setAccessibleName(", ".join((who, moment, one.text)))
        frame.setMaximumWidth(LINE)
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(14, 10, 14, 12)
        inside.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(label(who, "strong"))
        head.addStretch(1)
        time = label(moment, "small")
        time.setWordWrap(False)
        head.addWidget(time)
        inside.addLayout(head)
        inside.addWidget(Paragraph(one.text))
        if one.push is not None:
            inside.addWidget(self._unsent(one.push))
        row = QWidget()
        beside = QHBoxLayout(row)
        beside.setContentsMargins(0, 0, 0, 0)
        if mine:
            beside.addStretch(1)
        beside.addWidget(frame, 4)
        if not mine:
            beside.addStretch(1)
        return row

    def _unsent(self, push: OutboxRow) -> Unsent:
        made = Unsent(push, self._language)
        for deed, told in ((made.again, self.again), (made.back, self.back)):
            deed.connect(
                lambda _: self.page.setFocus(Qt.FocusReason.OtherFocusReason)
            )  # the button goes with the message
            deed.connect(told)
        return made

    def _to_end(self, most: int) -> None:
        self.page.verticalScrollBar().setValue(most)

    def _leave(self) -> None:
        self.page.setFocus(Qt.FocusReason.OtherFocusReason)
        self.left.emit()
