"""What becomes of a message to an applicant that the site does not have: it is offered once more, or is a draft again."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace
from PySide6.QtCore import QObject

from izanau_desktop.background import Background
from izanau_desktop.company.applicants import reading, written
from izanau_desktop.company.applicants.detail import ApplicantDetail
from izanau_desktop.company.applicants.reading import Opened
from izanau_desktop.desk import Desk
from izanau_desktop.shared import unsent
from izanau_desktop.shared.deeds import Done
from izanau_protocol.problems import Refused


class Mending(QObject):
    """Does what is wanted of the messages that a page shows; `undone` tells what was taken back, and of whom."""

    def __init__(
        self,
        desk: Desk,
        background: Background,
        detail: ApplicantDetail,
        undone: Callable[[Done, str], object],
        failed: Callable[[Exception], object],
    ) -> None:
        super().__init__(detail)
        self._desk, self._background, self._detail = desk, background, detail
        self._undone, self._failed = undone, failed
        detail.again.connect(self._again)
        detail.back.connect(self._take_back)

    def stayed(self, error: Exception, application: str, message: str) -> None:
        """Tell why a move was not made; the message that was kept of it stands among what is written to them."""
        self._failed(error)
        is_kept = message and isinstance(error, Refused) and error.problems[0].code == "moved_already"
        if not is_kept:
            return
        cache = self._desk.cache

        def found(opened: Opened | None) -> None:
            if opened is not None:
                self.take_up(application, "message", opened.drafts.get("message", ""))

        self._background.ask(lambda: reading.opened(cache, application), self, found, key="drafts")

    def take_up(self, application: str, panel: str, text: str) -> None:
        """What did not go out stands in its panel again, to be mended and sent, with what is being written there; unless
        somebody else is open by now."""
        now, panels = self._detail.opened, self._detail.panels
        if text and now is not None and now.applicant.row.id == application:
            panels.kept.emit(panel, panels.take_up(panel, text))

    def _again(self, push: str) -> None:
        self._detail.focus()  # the button goes with the message
        self._background.change(unsent.again(self._desk, push), self, None, self._failed)

    def _take_back(self, push: str) -> None:
        opened, desk = self._detail.opened, self._desk
        if opened is None:
            return
        application = opened.applicant.row.id

        def work() -> Done:
            done = unsent.taken_back(desk, push)
            return replace(done, text=written.back(desk, application, "message", done.text)) if done.text else done

        def told(done: Done) -> None:
            self._undone(replace(done, kinds=frozenset({"message"})), application)

        self._detail.focus()
        self._detail.panels.keep()
        self._background.change(work, self, told, self._failed)
