"""Who can see what now: everyone, each company, support staff; worked out by the same table that the site holds to."""

from __future__ import annotations

from functools import partial
from typing import Final, Protocol, runtime_checkable

from PySide6.QtWidgets import QWidget

from izanau_desktop.cache.reads import audiences
from izanau_desktop.cache.reads.audiences import Sees
from izanau_desktop.shared import moments
from izanau_desktop.shared.links import open_place
from izanau_desktop.shared.privacy.card import Around, Fact, PrivacyCard
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import button

_ICONS: Final = {
    audiences.PUBLIC: "globe",
    audiences.COMPANY: "building-2",
    audiences.COLLEAGUES: "users",
    audiences.HELPED: "users",
    audiences.STAFF: "life-buoy",
}
_EYES: Final = {audiences.PUBLIC: "public", audiences.COMPANY: "applicants", audiences.STAFF: "staff_record"}
"""The audience of the preview that each of them is."""


@runtime_checkable
class Previewing(Protocol):
    """A page that shows the profile as others see it."""

    def see_as(self, audience: str) -> None:
        """With the eyes of an audience of the visibility table."""


class AudienceCard(PrivacyCard):
    """Each who sees something, what that is, and since when."""

    icon = "eye"
    called = staticmethod(lambda: tr("Who can see what"))
    kinds = frozenset({"profile", "account", "application", "message", "contact", "policy"})

    def __init__(self, around: Around) -> None:
        super().__init__(
            tr("What others see of you at this moment. Nobody else sees anything."),
            around,
        )

    def read(self) -> None:
        """Work out who sees what."""
        cache, mine = self.desk.cache, self.desk.look_up()
        owner = audiences.Owner(mine.id, mine.profile, mine.group, mine.paused, bool(mine.erases))
        self.ask(lambda: audiences.read(cache, owner), self._show)

    def _show(self, found: tuple[Sees, ...]) -> None:
        self.lines.lay(found, self._fact)

    def _fact(self, one: Sees) -> Fact:
        name = audiences.who(one, self.language)
        since = tr("since {day}").format(day=moments.day(one.since, self.language)) if one.since else ""
        return Fact(_ICONS[one.who], name, audiences.what(one, self.language), since, deeds=self._deeds(one, name))

    def _deeds(self, one: Sees, name: str) -> list[QWidget]:
        if self.desk.account.group != "seeker" or (one.who == audiences.COMPANY and not one.applications):
            return []
        look = button(tr("See it as they do"), "link", deed=partial(self._preview, _EYES[one.who]))
        look.setAccessibleName(tr("See it as they do: {who}").format(who=name))
        return [look]

    def _preview(self, eyes: str) -> None:
        page: object = open_place(self, self.commands, "profile")
        if isinstance(page, Previewing):
            page.see_as(eyes)
