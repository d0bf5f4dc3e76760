"""A message that the site does not have: that it waits, or why it was not taken, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from izanau_desktop.cache.reads.common import OutboxRow
from izanau_desktop.cache.reads.people import MessageRow
from izanau_desktop.desk import Desk
from izanau_desktop.shared import moments
from izanau_desktop.shared.deeds import Done, deed
from izanau_desktop.shared.outbox import reason
from izanau_desktop.translation import tr
from izanau_desktop.widgets.flow import FlowLayout
from izanau_desktop.widgets.plain import button, label
from izanau_protocol.text import paragraphs


class Unsent(QWidget):
    """Stands under such a message. `again(push)` offers it once more, `back(push)` makes it a draft."""

    again, back = Signal(str), Signal(str)

    def __init__(self, push: OutboxRow, language: str) -> None:
        super().__init__()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 4, 0, 0)
        whole.setSpacing(6)
        told = _why(push, language)
        if told:
            whole.addWidget(label(told, "problem" if push.state == "refused" else "small"))
        made = self._buttons(push)
        if made:
            below = QWidget()
            flow = FlowLayout(below)
            for one in made:
                flow.addWidget(one)
            whole.addWidget(below)

    def _buttons(self, push: OutboxRow) -> list[QWidget]:
        """None while it is under way: whether it came through only the answer says."""
        moves = push.deed == "stage"
        if push.state == "refused":
            words = tr("Take both back") if moves else tr("Take back as draft")
            again = button(tr("Try again"), deed=lambda: self.again.emit(push.id))
            return [again, button(words, "quiet", deed=lambda: self.back.emit(push.id))]
        if push.state == "sent":
            return []
        words = tr("Take back, and the move") if moves else tr("Take back")
        return [button(words, deed=lambda: self.back.emit(push.id))]


def _why(push: OutboxRow, language: str) -> str:
    """What the site said against it, or what it waits for."""
    told = reason(push, language)
    if push.state != "refused":
        return told
    if push.deed == "stage":
        return tr("Not sent, and the stage not changed: {reason}").format(reason=told)
    return tr("Not sent: {reason}").format(reason=told)


def when(one: MessageRow, language: str) -> str:
    """The moment of a message, or that there is none yet."""
    if one.push is not None and one.push.state == "refused":
        return tr("not sent")
    return tr("waiting to be sent") if one.pending else moments.full(one.at, language)


def again(desk: Desk, push: str) -> Callable[[], Done]:
    """Offers it to the site once more."""
    return deed(lambda: desk.cache.retry(push), "message", "application")


def taken_back(desk: Desk, push: str) -> Done:
    """Take it back with what goes along; what was written in all that goes. No `outbox` where it was too late."""
    gone = desk.cache.drop(push)
    written = (str((part.patch or {}).get("text", "")) for row in gone for part in row.parts if part.kind == "message")
    kinds = frozenset({"message", "application"})
    return Done(kinds, push if gone else "", text=paragraphs(*written))
