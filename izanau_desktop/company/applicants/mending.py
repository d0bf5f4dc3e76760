"""What becomes of a message to an applicant that the site does not have: it is offered once more, or is a draft again."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace
from PySide6.QtCore import QObject

from izanau_desktop.background import Background
from izanau_desktop.cache import Draft
from izanau_desktop.company.applicants import reading
from izanau_desktop.company.applicants.detail import ApplicantDetail
from izanau_desktop.company.applicants.reading import Opened
from izanau_desktop.desk import Desk
from izanau_desktop.shared import unsent
from izanau_desktop.shared.deeds import Done


class Mending(QObject):
    """Does what is wanted of the messages that a page shows; `undone` takes up what was taken back."""

    def __init__(
        self,
        desk: Desk,
        background: Background,
        detail: ApplicantDetail,
        undone: Callable[[Done], object],
        failed: Callable[[Exception], object],
    ) -> None:
        super().__init__(detail)
        self._desk, self._background, self._detail = desk, background, detail
        self._undone, self._failed = undone, failed
        detail.again.connect(self._again)
        detail.back.connect(self._take_back)

    def stayed(self, error: Exception) -> None:
        """Tell why a move was not made; the message that was to go with it stands among what is written to them."""
        self._failed(error)
        opened, cache = self._detail.opened, self._desk.cache
        if opened is not None:
            application = opened.applicant.row.id
            self._background.ask(lambda: reading.opened(cache, application), self, self._take_up, key="drafts")

    def _take_up(self, found: Opened | None) -> None:
        now = self._detail.opened
        if found is not None and now is not None and found.applicant.row.id == now.applicant.row.id:
            self._detail.panels.message.show_draft(found.drafts.get("message", ""))

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
            if done.text:
                desk.cache.keep_draft(Draft("application", application, "message", done.text))
            return done

        def told(done: Done) -> None:
            self._undone(replace(done, kinds=frozenset({"message"})))

        self._detail.focus()
        self._background.change(work, self, told, self._failed)
