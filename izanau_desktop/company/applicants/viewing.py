"""The deeds on saved and shared views: showing one, saving or sharing what is shown, another name, letting go; each undone."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace
from PySide6.QtCore import QObject

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
from izanau_protocol.rules.view import may_share

Back = Callable[[], bool]
"""Takes a deed back; says whether it was in time."""
Tell = Callable[[str, Back, str], None]
"""Says what was done; what takes it back; and of which kind it was."""


class Viewing(QObject):
    """Reads and writes what the list's `SavedViews` show and ask for."""

    def __init__(
        self, desk: Desk, background: Background, shown: ApplicantList, looks: Arranging, tell: Tell, language: str
    ) -> None:
        super().__init__(shown)  # so that Qt lets go of `_changed` when the list is no more
        self._desk, self._background, self._list, self._tell = desk, background, shown, tell
        self._looks, self._language, self._views = looks, language, shown.views
        self._views.may_share = may_share(desk.account.role)
        self._views.button.clicked.connect(self._offer)
        self._views.chosen.connect(self._show)
        self._views.named.connect(self._save)
        self._views.shared.connect(self._share)
        self._views.dropped.connect(self._drop)
        self._views.closed.connect(shown.setFocus)
        background.changed.connect(self._changed)

    def deeds(self) -> dict[str, Deed]:
        """What the page offers, by the last part of its command."""
        return {
            "views": (self._list.isVisible, self._offer),
            "save_view": (self._list.isVisible, lambda: self._views.name(None)),
        }

    def _ask(self, then: Callable[[tuple[Saved, ...]], None]) -> None:
        cache = self._desk.cache
        self._background.ask(
            lambda: (*views.saved(cache), *views.shared(cache)), self._views, then, self._failed, key="views"
        )

    def _offer(self) -> None:
        self._ask(self._views.offer)

    def _changed(self, kinds: frozenset[str], _origin: object) -> None:
        if "view" in kinds and self._views.is_open("managing"):
            self._ask(self._views.show_views)

    def _show(self, one: Saved) -> None:
        if one.is_gone:
            self._list.notice.set(tr("The job of the view “{name}” is gone.").format(name=one.name), "warn")
            return
        self._list.show_view(one.view, self._lacks(one))
        if one.face is not None:
            self._looks.put_on(one.face)

    def _lacks(self, one: Saved) -> str:
        if not one.is_strange:
            return ""
        told = tr("“{name}” asks for more than this version of the program knows, so the list may be another one.")
        return told.format(name=one.name)

    def _save(self, name: str, before: Saved | None, share: bool) -> None:
        here, told = Kept(name, self._list.view, self._looks.face), tr("View saved: {name}").format(name=name.strip())
        if before is not None and before.id:
            self._do(told, lambda: self._sent(self._desk.rename_view(before.id, name)), closes=True)
        elif before is not None:
            self._do(told, lambda: self._kept(replace(before.kept, name=name), before), closes=True)
        elif share:
            told = tr("View shared: {name}").format(name=name.strip())
            self._do(told, lambda: self._sent(self._desk.share_view(here, self._called(name))), closes=True)
        else:
            self._do(told, lambda: self._kept(here), closes=True)

    def _share(self, one: Saved) -> None:
        """One's own view is the company's from then on."""
        desk, cache = self._desk, self._desk.cache

        def work() -> Back:
            back = self._sent(desk.share_view(one.kept))
            views.drop(cache, one.name)
            return lambda: back() and self._put_back("", one.kept)

        self._do(tr("View shared: {name}").format(name=one.name), work)

    def _drop(self, one: Saved) -> None:
        desk, cache = self._desk, self._desk.cache

        def work() -> Back:
            if one.id:
                return self._sent(desk.drop_view(one.id))
            views.drop(cache, one.name)
            return lambda: self._put_back("", one.kept)

        self._do(tr("View deleted: {name}").format(name=one.name), work)

    def _do(self, told: str, work: Callable[[], Back], *, closes: bool = False) -> None:
        """Do something and offer to take it back."""
        held: list[Back] = []

        def done(_: object) -> None:
            if closes:
                self._views.close_all()
            self._tell(told, held[0], "view")

        self._background.change(deed(lambda: held.append(work()), "view"), self._views, done, self._failed)

    def _called(self, name: str) -> str:
        """The shared view of this name that one may have be as the list is now; else it is taken."""
        return next((one.id for one in views.shared(self._desk.cache) if one.may and views.same(one, name)), "")

    def _kept(self, kept: Kept, before: Saved | None = None) -> Back:
        """Save one's own view, or rename it."""
        there = views.save(self._desk.cache, kept, before.name if before else "")
        return lambda: self._put_back(kept.name, before.kept if before else there)

    def _sent(self, outbox: str) -> Back:
        cache = self._desk.cache
        return lambda: bool(cache.drop(outbox))

    def _put_back(self, made: str, before: Kept | None) -> bool:
        """As it was before: what was made goes, what was there comes back."""
        cache = self._desk.cache
        if made:
            views.drop(cache, made)
        if before is not None:
            views.save(cache, before)
        return True

    def _failed(self, error: Exception) -> None:
        if isinstance(error, Refused) and self._views.is_open("naming"):
            self._views.say(refusal(error, self._language))
        else:
            self._list.notice.set(refusal(error, self._language), "danger")
