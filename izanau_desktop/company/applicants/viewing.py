"""The deeds on saved views: showing one, saving what is shown, another name, letting go, the last three undone from the toast."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from izanau_desktop.background import Background
from izanau_desktop.cache.reads import views
from izanau_desktop.cache.reads.views import Kept, Saved
from izanau_desktop.company.applicants.arranging import Arranging
from izanau_desktop.company.applicants.list import ApplicantList
from izanau_desktop.desk import Desk
from izanau_desktop.offers import Deed
from izanau_desktop.shared.deeds import deed, refusal
from izanau_desktop.translation import tr
from izanau_protocol.problems import Refused

Tell = Callable[[str, Callable[[], bool], str], None]
"""Says what was done; what takes it back; and of which kind it was."""


class Viewing:
    """Reads and writes what the list's `SavedViews` show and ask for."""

    def __init__(
        self, desk: Desk, background: Background, shown: ApplicantList, looks: Arranging, tell: Tell, language: str
    ) -> None:
        self._desk, self._background, self._list, self._tell = desk, background, shown, tell
        self._looks, self._language, self._views = looks, language, shown.views
        self._views.button.clicked.connect(self._offer)
        self._views.chosen.connect(self._show)
        self._views.named.connect(self._save)
        self._views.dropped.connect(self._drop)
        self._views.closed.connect(shown.setFocus)
        background.changed.connect(self._changed)

    def deeds(self) -> dict[str, Deed]:
        """What the page offers, by the last part of its command."""
        return {
            "views": (self._list.isVisible, self._offer),
            "save_view": (self._list.isVisible, lambda: self._views.name("")),
        }

    def _ask(self, then: Callable[[tuple[Saved, ...]], None]) -> None:
        cache = self._desk.cache
        self._background.ask(lambda: views.saved(cache), self._views, then, self._failed)

    def _offer(self) -> None:
        self._ask(self._views.offer)

    def _changed(self, kinds: frozenset[str], _origin: object) -> None:
        if "view" in kinds:
            self._ask(self._views.show_views)

    def _show(self, one: Saved) -> None:
        if one.is_gone:
            self._list.notice.set(tr("The job of the view “{name}” is gone.").format(name=one.name), "warn")
        else:
            self._list.show_view(one.view)
            if one.face is not None:
                self._looks.put_on(one.face)

    def _save(self, name: str, before: str) -> None:
        cache, here = self._desk.cache, Kept(name, self._list.view, self._looks.face)

        def work() -> tuple[Kept | None, Kept | None]:
            old = views.named(cache, before) if before else None
            kept = replace(old.kept, name=name) if old else here
            return views.save(cache, kept, before), old.kept if old else None

        held: list[tuple[Kept | None, Kept | None]] = []

        def saved(_: object) -> None:
            there, renamed = held[0]
            self._views.close_all()
            self._tell(
                tr("View saved: {name}").format(name=name.strip()), lambda: self._back(name, renamed or there), "view"
            )

        self._background.change(deed(lambda: held.append(work()), "view"), self._views, saved, self._failed)

    def _drop(self, one: Saved) -> None:
        cache = self._desk.cache
        told = tr("View deleted: {name}").format(name=one.name)

        def done(_: object) -> None:
            self._tell(told, lambda: self._back("", one.kept), "view")

        self._background.change(deed(lambda: views.drop(cache, one.name), "view"), self._views, done, self._failed)

    def _back(self, made: str, before: Kept | None) -> bool:
        """As it was before: what was made goes, what was there comes back."""
        cache = self._desk.cache
        if made:
            views.drop(cache, made)
        if before is not None:
            views.save(cache, before)
        return True

    def _failed(self, error: Exception) -> None:
        if isinstance(error, Refused) and self._views.naming.isVisible():
            self._views.say(error.problems[0].words(self._language))
        else:
            self._list.notice.set(refusal(error, self._language), "danger")
