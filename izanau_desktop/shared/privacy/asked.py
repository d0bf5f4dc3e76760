"""A matter that only the site knows: its last answer is shown at once, a fresh one as soon as it comes, and of when it is."""

from __future__ import annotations

from typing import Generic, TypeVar

from izanau_desktop import own_record
from izanau_desktop.own_record import Matter, Told
from izanau_desktop.shared import moments
from izanau_desktop.shared.deeds import refusal
from izanau_desktop.shared.privacy.card import Around, PrivacyCard
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import label

T = TypeVar("T")


class AskedCard(PrivacyCard, Generic[T]):
    """Shows what was told last while the site is asked again; out of reach, it says so in one quiet line."""

    matter: Matter[T]

    def __init__(self, sentence: str, around: Around) -> None:
        super().__init__(sentence, around)
        self.told_at = label("", "small")
        self.told_at.hide()
        self.add(self.told_at)
        self._told: Told[T] | None = None
        self.notice.action.clicked.connect(self.ask_site)
        self.notice.action.setAccessibleName(tr("Ask again: {what}").format(what=self.title.text()))

    def show_told(self, value: T) -> None:
        """Show an answer."""
        raise NotImplementedError

    def read(self) -> None:
        """Show what was told last, and ask anew."""
        if self._told is None:
            cache, matter = self.desk.cache, self.matter
            self.background.ask(lambda: own_record.last(cache, matter), self, self._kept, self.failed, key="kept")
        else:
            self.ask_site()

    def ask_site(self) -> None:
        """Ask the site."""
        desk, matter = self.desk, self.matter
        self.background.ask(lambda: own_record.fresh(desk, matter), self, self._fresh, self._away, key="fresh")

    def _kept(self, told: Told[T] | None) -> None:
        if told is not None and self._told is None:
            self._show(told)
        elif told is None:
            self._say(tr("Asking the site…"))
        self.ask_site()

    def _fresh(self, told: Told[T]) -> None:
        self._show(told)
        self._say("")

    def _show(self, told: Told[T]) -> None:
        same = self._told is not None and self._told.value == told.value
        self._told = told
        self.notice.set("")
        self._say(tr("As the site told it on {time}.").format(time=moments.full(told.at, self.language)))
        if not same:
            self.show_told(told.value)

    def _away(self, error: Exception) -> None:
        why = refusal(error, self.language)
        if self._told is None:
            self._say("")
            self.notice.set(why, "warn", tr("Ask again"))
            return
        at = moments.full(self._told.at, self.language)
        self._say(tr("As the site told it on {time}. {why}").format(time=at, why=why))

    def _say(self, words: str) -> None:
        self.told_at.setText(words)
        self.told_at.setVisible(bool(words))
