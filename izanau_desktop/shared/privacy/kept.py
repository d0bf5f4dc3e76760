"""How long things are kept, by the rules that the site holds to, and when something of one's own goes by them."""

from __future__ import annotations

from izanau_desktop.cache import Cache
from izanau_desktop.cache.reads import seeker
from izanau_desktop.cache.reads.common import text_in
from izanau_desktop.own_record import RETENTION, Items
from izanau_desktop.shared import moments
from izanau_desktop.shared.privacy.asked import AskedCard
from izanau_desktop.shared.privacy.card import Around, Fact
from izanau_desktop.translation import tr
from izanau_protocol import wire


def names(cache: Cache, language: str) -> dict[str, str]:
    """The applications by id: for which job, at which company."""
    found = seeker.applications(cache).items
    titles = {one.id: text_in(one.job.title, language)[0] if one.job else "" for one in found}
    return {one.id: ", ".join(filter(None, (titles[one.id], one.company_name))) for one in found}


class KeptCard(AskedCard[Items[wire.Kept]]):
    """A line for each rule, and for each thing that has a day by it."""

    icon = "hourglass"
    called = staticmethod(lambda: tr("How long it is kept"))
    matter = RETENTION

    def __init__(self, around: Around) -> None:
        super().__init__(
            tr("What nobody needs any more is deleted by itself. You are told before something of yours goes."),
            around,
        )

    def show_told(self, value: Items[wire.Kept]) -> None:
        """What has a day first, by the name that this machine knows it by."""
        rows = sorted(value.items, key=lambda one: (not one.due, one.due))
        cache, language = self.desk.cache, self.language

        def show(known: dict[str, str]) -> None:
            self.lines.lay(rows, lambda one: self._fact(one, known), tr("Nothing yet."))

        self.background.ask(lambda: names(cache, language), self, show, self.failed, key="names")

    def _fact(self, one: wire.Kept, known: dict[str, str]) -> Fact:
        what = " · ".join(filter(None, (self._in(one.what), known.get(one.about, ""))))
        due = tr("goes on {day}").format(day=moments.day(one.due, self.language)) if one.due else ""
        return Fact("hourglass", what, self._in(one.words), due)

    def _in(self, words: dict[str, str]) -> str:
        return words.get(self.language) or words.get("en", "")
