"""Asks why before an application is rejected, and shows the message that goes out with it: to be changed, or left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent

from izanau_desktop.background import after
from izanau_desktop.cache.reads.templates import Prepared
from izanau_desktop.company.applicants import written
from izanau_desktop.company.applicants.deciding import Deciding
from izanau_desktop.company.applicants.letters import Letters
from izanau_desktop.shared.composer import PAUSE
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import Paragraph, button, foot, label
from izanau_desktop.widgets.prose import ProseEdit
from izanau_desktop.widgets.radios import Radios
from izanau_protocol import rules
from izanau_protocol.problems import Refused
from izanau_protocol.rules.rejecting import ReasonRow


class Reasons(Deciding):
    """Arrows or a number choose, Enter rejects (in the message Ctrl+Enter), Esc goes back. `decided(reason, message)`;
    `kept(path, text)` carries what is written and did not go out."""

    decided, kept = Signal(str, str), Signal(str, str)

    def __init__(self, language: str) -> None:
        super().__init__(tr("Why?"))
        self._language = language
        self.change = button(tr("Change the reasons…"), "link")
        self.change.hide()  # until it is known that this role may
        self.head.addWidget(self.change)
        self.add(
            Paragraph(
                tr(
                    "The reason stays within your company. IZANAU tells the applicant by mail that the selection ended."
                ),
                "small",
            )
        )
        self.choices = Radios({}, tr("Why?"))
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
        self.problem.hide()
        self._reject = button(tr("Reject"), "danger", deed=self.finish)
        buttons = foot(self._reject, button(tr("Cancel"), "quiet", deed=self.cancelled.emit))
        self.add(self.choices, self.letters, self._told, self.message, self.problem, buttons)

    def ask(
        self,
        reasons: Iterable[ReasonRow],
        letters: Sequence[Prepared] = (),
        drafts: Mapping[str, str] | None = None,
    ) -> None:
        """Begin anew, with focus in the choices: those of the reasons that are not retired; the first of the letters stands
        there, or the first that was written into before."""
        self.keep()
        self._written = dict(drafts or {})
        offered = (*letters, *written.orphans(self._written, letters))
        self.choices.offer({row.id: row.words.of(self._language) for row in reasons if not row.retired})
        self.choices.choose("")
        self.problem.hide()
        self.letters.show_letters(offered)
        begun = (place for place, one in enumerate(offered) if self._written.get(written.path(one)))
        self.letters.setCurrentIndex(next(begun, 0))
        self._show_letter()
        self.choices.focus()

    def finish(self) -> None:
        """Reject with the reason chosen, or say what is missing or wrong."""
        self.keep()
        if self.lacks_reason(self.choices):
            return
        text = self.message.toPlainText() if self.letters.letter() is not None else ""
        if text.strip():
            try:
                text = str(rules.parse("message", "text", text))
            except Refused as refused:
                self.say(refused.problems[0].words(self._language))
                self.message.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self.decided.emit(self.choices.chosen(), text.strip())

    def keep(self) -> None:
        """Keep what is being written now."""
        if self._timer.isActive() and self._shown is not None:
            self._timer.stop()
            place = written.path(self._shown)
            self.kept.emit(place, self._written[place])

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what is being written when its page goes."""
        self.keep()
        super().hideEvent(event)

    def _typed(self) -> None:
        if self._shown is not None:
            text = self.message.toPlainText()
            self._written[written.path(self._shown)] = text if text != self._shown.text else ""
            self._timer.start()

    def _show_letter(self) -> None:
        self.keep()
        chosen = self._shown = self.letters.letter()
        self.message.setVisible(chosen is not None)
        self._told.setVisible(chosen is not None)
        if chosen is None:
            return
        self.message.put(self._written.get(written.path(chosen)) or chosen.text)
        theirs = tr("It goes out with the rejection, after the ten seconds in which you can undo both.")
        other = tr("As far as the profile tells, the applicant reads another language better.")
        self._told.setText(theirs if chosen.is_theirs else f"{theirs} {other}")
