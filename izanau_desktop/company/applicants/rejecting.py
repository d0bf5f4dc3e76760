"""Asks why before an application is rejected, and shows the message that goes out with it: to be changed, or left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from izanau_desktop.cache.reads.templates import Prepared
from izanau_desktop.company.applicants import written
from izanau_desktop.company.applicants.lettered import Lettered
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import Paragraph, button, foot
from izanau_desktop.widgets.radios import Radios
from izanau_protocol.rules.rejecting import ReasonRow


class Reasons(Lettered):
    """Arrows or a number choose, Enter rejects (in the message Ctrl+Enter), Esc goes back. `decided(reason, message)`."""

    def __init__(self, language: str) -> None:
        goes = tr("It goes out with the rejection, after the ten seconds in which you can undo both.")
        super().__init__(tr("Why?"), language, written.REJECTION, goes)
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
        self._reject = button(tr("Reject"), "danger", deed=self.finish)
        buttons = foot(self._reject, button(tr("Cancel"), "quiet", deed=self.cancelled.emit))
        self.add(self.choices, self.letters, self._told, self.message, self.moved, self.problem, buttons)
        self._to = ""

    def ask(
        self,
        now: str,
        to: str,
        reasons: Iterable[ReasonRow],
        letters: Sequence[Prepared] = (),
        drafts: Mapping[str, str] | None = None,
    ) -> None:
        """Begin anew, with focus in the choices: those of the reasons that are not retired; the first of the letters stands
        there, or the first that was written into before. `now` is the stage where they are, `to` the one that rejects."""
        self.keep()
        self.begin(now)
        self._to = to
        self.choices.offer({row.id: row.words.of(self._language) for row in reasons if not row.retired})
        self.choices.choose("")
        self.offer(letters, drafts or {})
        self.choices.focus()

    def finish(self) -> None:
        """Reject with the reason chosen, or say what is missing or wrong."""
        self.keep()
        if self.lacks_reason(self.choices) or (text := self.text()) is None:
            return
        if self._is_agreed(self._to):
            self.decided.emit(self.choices.chosen(), text)
