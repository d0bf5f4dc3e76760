"""A card that asks before an application is moved, with the message that goes out with that: to be changed, or left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent

from izanau_desktop.background import after
from izanau_desktop.cache.reads.templates import Prepared
from izanau_desktop.company.applicants import written
from izanau_desktop.company.applicants.deciding import Deciding
from izanau_desktop.company.applicants.letters import Letters
from izanau_desktop.shared.composer import PAUSE
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import Notice, label
from izanau_desktop.widgets.prose import ProseEdit
from izanau_protocol import rules
from izanau_protocol.problems import Refused


class Lettered(Deciding):
    """`decided(choice, message)`; `kept(path, text)` carries what is written and did not go out."""

    decided, kept = Signal(str, str), Signal(str, str)

    def __init__(self, title: str, language: str, place: str, goes: str) -> None:
        """`place` is where drafts of it are kept, `goes` says when the message goes out."""
        super().__init__(title)
        self._language, self._place, self._goes = language, place, goes
        self.letters = Letters(tr("Message to the applicant"), tr("No message"), language, first=False)
        self.letters.currentIndexChanged.connect(lambda _: self._show_letter())
        self.message = ProseEdit()
        self.message.setAccessibleName(tr("Message to the applicant"))
        self.message.textChanged.connect(self._typed)
        self._shown: Prepared | None = None
        self._written: dict[str, str] = {}
        """What was written to this applicant, by the path of its draft; empty where it is as it was prepared."""
        self._timer = after(PAUSE, self, self.keep, start=False)
        self._told = label("", "small")
        self.moved = Notice()
        """That a colleague moved them while this stands here."""
        self._began = self._now = self._agreed = ""
        """The stage at which they were when it was opened, the one at which they are, and the one that was answered to."""
        self.problem.hide()

    def begin(self, stage: str) -> None:
        """It is asked of somebody who is at this stage."""
        self._began = self._now = stage
        self._agreed = ""
        self.moved.set("")
        self.say("")

    def show_moved(self, stage: str, told: str) -> None:
        """They are at this stage by now; `told`: by which colleague, where one moved them there."""
        self._now = stage
        told = told if stage != self._began else ""
        if stage != self._agreed and told != self.moved.text:
            self.moved.set(told, "warn")

    def _is_agreed(self, target: str) -> bool:
        """Whether it may be done: of somebody whom a colleague moved meanwhile it is asked once, unless they are there by that."""
        if not self.moved.text or self._now in (target, self._agreed):
            return True
        self._agreed = self._now
        self.moved.set(tr("{moved} Do it all the same?").format(moved=self.moved.text), "warn")
        return False

    def offer(self, letters: Sequence[Prepared], drafts: Mapping[str, str]) -> None:
        """The first of the letters stands there, or the first that was written into before."""
        self._written = dict(drafts)
        here = {path: text for path, text in drafts.items() if path.startswith(self._place)}
        offered = (*letters, *written.orphans(self._place, here, letters))
        self.letters.show_letters(offered)
        begun = (place for place, one in enumerate(offered) if self._written.get(written.path(self._place, one)))
        self.letters.setCurrentIndex(next(begun, 0))
        self._show_letter()

    def text(self) -> str | None:
        """What goes out, empty where nothing does; None where something is wrong with it, which is said."""
        text = self.message.toPlainText() if self.letters.letter() is not None else ""
        try:
            return str(rules.parse("message", "text", text)).strip() if text.strip() else ""
        except Refused as refused:
            self.say(refused.problems[0].words(self._language))
            self.message.setFocus(Qt.FocusReason.OtherFocusReason)
            return None

    def forget(self) -> None:
        """Hold nothing any more of what may be written, or was, to who was asked about."""
        self.letters.show_letters(())
        self._shown, self._written = None, {}
        self.message.put("")

    def keep(self) -> None:
        """Keep what is being written now."""
        if self._timer.isActive() and self._shown is not None:
            self._timer.stop()
            place = written.path(self._place, self._shown)
            self.kept.emit(place, self._written[place])

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what is being written when its page goes."""
        self.keep()
        super().hideEvent(event)

    def _typed(self) -> None:
        if self._shown is not None:
            text = self.message.toPlainText()
            self._written[written.path(self._place, self._shown)] = text if text != self._shown.text else ""
            self._timer.start()

    def _show_letter(self) -> None:
        self.keep()
        chosen = self._shown = self.letters.letter()
        self.message.setVisible(chosen is not None)
        self._told.setVisible(chosen is not None)
        if chosen is None:
            return
        self.message.put(self._written.get(written.path(self._place, chosen)) or chosen.text)
        other = tr("As far as the profile tells, the applicant reads another language better.")
        self._told.setText(self._goes if chosen.is_theirs else f"{self._goes} {other}")
