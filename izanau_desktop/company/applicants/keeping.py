"""What is written beside an applicant and put away: kept for whom it was for, whoever is open by then."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace
from PySide6.QtCore import QObject

from izanau_desktop.background import Background
from izanau_desktop.company.applicants import written
from izanau_desktop.company.applicants.detail import ApplicantDetail
from izanau_desktop.company.applicants.reading import Opened
from izanau_desktop.desk import Desk
from izanau_protocol.text import paragraphs


class Keeping(QObject):
    """Holds by application and panel what is newer than what the cache has of it."""

    def __init__(
        self,
        desk: Desk,
        background: Background,
        page: QObject,
        detail: Callable[[], ApplicantDetail],
        failed: Callable[[Exception], object],
    ) -> None:
        super().__init__(page)
        self._desk, self._background, self._page = desk, background, page
        self._detail, self._failed = detail, failed
        self._kept: dict[str, dict[str, str]] = {}
        background.changed.connect(self._forget)

    def over(self, opened: Opened) -> Opened:
        """Who was read, with what the cache has not yet."""
        kept = self._kept.get(opened.applicant.row.id, {})
        return replace(opened, drafts={**opened.drafts, **written.shown(kept, opened.names)})

    def sent(self, application: str, panel: str) -> None:
        """It is a draft no more."""
        self._kept.get(application, {}).pop(panel, None)

    def keep(self, panel: str, text: str) -> None:
        """Keep what stands in a panel of who is open."""
        opened = self._detail().opened
        if opened is not None:
            self._keep_of(opened.applicant.row.id, panel, text)

    def refused(self, error: Exception, application: str, panel: str, text: str) -> None:
        """Nothing of it was done here: it is a draft again, above what was begun since."""
        opened = self._detail().opened
        if opened is not None and opened.applicant.row.id == application:
            text = self._detail().panels.take_up(panel, written.shown({panel: text}, opened.names)[panel])
        else:
            text = paragraphs(text, self._kept.get(application, {}).get(panel, ""))
        self._keep_of(application, panel, text)
        self._failed(error)

    def _keep_of(self, application: str, panel: str, text: str) -> None:
        mine = self._kept.setdefault(application, {})
        mine[panel] = text
        work = written.kept(self._desk, application, panel, text)

        def is_kept(_: object) -> None:
            if mine.get(panel) == text:  # from here on the cache has it, and what it may get beside
                del mine[panel]

        self._background.change(work, self, is_kept, self._failed, origin=self._page)

    def _forget(self, kinds: frozenset[str], _origin: object) -> None:
        if "application" in kinds:
            written.forget_gone(self._desk, self._background, self, self._kept)
