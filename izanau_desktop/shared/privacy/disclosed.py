"""To which companies one's e-mail address was given, when, and on which words; withdrawing takes it away again."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Final, NamedTuple

from PySide6.QtWidgets import QWidget

from izanau_desktop.cache import Cache
from izanau_desktop.cache.reads.common import field, text_in
from izanau_desktop.own_record import DISCLOSURES, Items
from izanau_desktop.shared import moments
from izanau_desktop.shared.privacy.asked import AskedCard
from izanau_desktop.shared.privacy.card import Around, Fact
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import button
from izanau_protocol import wire


class Known(NamedTuple):
    """What this machine knows beside what the site told."""

    words: Mapping[str, str]
    """The words of each consent, by its id."""
    standing: frozenset[str]
    """The applications that can be withdrawn."""


def read(cache: Cache) -> Known:
    """Read the consents and the applications that stand."""
    words = {one.id: field(one.body, "words") for one in cache.list("consent")}
    return Known(words, frozenset(one.id for one in cache.list("application") if not one.body.get("withdrawn")))


class DisclosedCard(AskedCard[Items[wire.Disclosure]]):
    """Each time that an address was shown, from when to when."""

    icon = "at-sign"
    called = staticmethod(lambda: tr("Who has my address"))
    kinds = frozenset({"application", "consent"})
    matter = DISCLOSURES

    def __init__(self, around: Around) -> None:
        super().__init__(
            tr("Companies that were shown your e-mail address, because you applied there. Nobody else gets it."),
            around,
        )
        self._value: Items[wire.Disclosure] = Items()

    def show_told(self, value: Items[wire.Disclosure]) -> None:
        """Each of them, with the words that it stands on."""
        self._value = value
        cache = self.desk.cache
        self.background.ask(lambda: read(cache), self, self._lay, self.failed, key="known")

    def _lay(self, known: Known) -> None:
        self.lines.lay(self._value.items, lambda one: self._fact(one, known), tr("No company."))

    def _fact(self, one: wire.Disclosure, known: Known) -> Fact:
        title = one.company_name or tr("A company that is no longer here")
        job = text_in(one.job_title, self.language)[0]
        told = tr("You applied for: {job}").format(job=job) if job else tr("You applied there.")
        quote = known.words.get(one.consent, "")
        return Fact("building-2", title, told, self._time(one), quote, self._deeds(one, known, title))

    def _time(self, one: wire.Disclosure) -> str:
        since = moments.full(one.at, self.language)
        if not one.ended_at:
            return tr("since {time}").format(time=since)
        told = tr("from {begin} to {end}").format(begin=since, end=moments.full(one.ended_at, self.language))
        why = _CAUSES.get(one.cause)
        return " · ".join(filter(None, (told, why() if why else "")))

    def _deeds(self, one: wire.Disclosure, known: Known, company: str) -> list[QWidget]:
        if one.ended_at or one.application not in known.standing:
            return []
        back = button(tr("Withdraw"), deed=partial(self._withdraw, one.application, company))
        back.setAccessibleName(tr("Withdraw from {company}").format(company=company))
        return [back]

    def _withdraw(self, application: str, company: str) -> None:
        desk = self.desk
        told = tr("Your application is withdrawn: {company} no longer sees your e-mail address")
        words = told.format(company=company)
        self.do_held(lambda: desk.withdraw(application), words, "application", "consent")


_CAUSES: Final = {
    "withdrawn": lambda: tr("you withdrew"),
    "paused": lambda: tr("you paused"),
    "erased": lambda: tr("you asked for deletion"),
}
