"""Notices: what support staff corrected in one's own record: field, old and new, who, when and why; and an answer to it."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from izanau_desktop.background import Background
from izanau_desktop.cache import Cache, Draft
from izanau_desktop.cache.reads import common, values
from izanau_desktop.cache.reads.common import MendRow
from izanau_desktop.cache.reads.listing import Page
from izanau_desktop.commands import EVERYONE, Commands
from izanau_desktop.desk import Desk
from izanau_desktop.shared import moments
from izanau_desktop.shared.column import ColumnPage
from izanau_desktop.shared.composer import Composer
from izanau_desktop.shared.deeds import Done, deed, refusal
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import Card, Chip, EmptyState, Paragraph, label
from izanau_desktop.widgets.toast import Toast
from izanau_protocol import codes


class NoticesPage(ColumnPage):
    """Lists the corrections, newest first; opening the page counts as having seen them, on this machine only."""

    def __init__(self, desk: Desk, background: Background, commands: Commands, language: str) -> None:
        super().__init__(
            tr("Notices"), tr("When support staff correct something of yours, it stands here, with the reason.")
        )
        self._desk, self._background, self._language = desk, background, language
        self._rows: tuple[MendRow, ...] | None = None
        self._drafts: dict[str, str] = {}
        self.toast = Toast(self)
        for told in (self.toast.told, self.toast.gone):
            told.connect(commands.reconsider)
        commands.register(self.toast.command("notices", EVERYONE))
        background.changed.connect(self._changed)
        self._read()

    def showEvent(self, event: QShowEvent) -> None:
        """What is on screen now counts as seen."""
        super().showEvent(event)
        self._read()

    def _changed(self, kinds: frozenset[str], origin: object) -> None:
        if "mend" in kinds and origin is not self:
            self._read()

    def _read(self) -> None:
        self._background.ask(lambda: _read(self._desk.cache), self, self._show, key="notices")

    def _show(self, found: tuple[Page[MendRow], dict[str, str]]) -> None:
        page, self._drafts = found
        fresh = [row.id for row in page.items if not row.seen]
        if fresh and self.isVisible():
            self._background.change(lambda: common.mark_seen(self._desk.cache, *fresh), self, origin=self)
        if self._rows is not None and _same(self._rows, page.items):
            return  # an answer may be under way
        self._rows = page.items
        for composer in self.findChildren(Composer):
            composer.keep()
        self.begin()
        if not page.items:
            self.parts.addWidget(EmptyState("bell", tr("No notices"), tr("Nobody but you changed anything of yours.")))
        for row in page.items:
            self.parts.addWidget(self._card(row))

    def _card(self, row: MendRow) -> Card:
        card = Card(values.path_words(row.kind, row.path, self._language))
        if not row.seen:
            card.head.addWidget(Chip(tr("New"), "accent"))
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        told = (
            (tr("Before"), values.words(row.kind, row.path, row.old, self._language)),
            (tr("Now"), values.words(row.kind, row.path, row.new, self._language)),
            (tr("By"), row.author or tr("Support staff")),
            (tr("When"), moments.full(row.at, self._language)),
            (tr("Why"), f"{codes.words('mend_reason', row.reason, self._language)}. {row.text}"),
        )
        for line, (name, words) in enumerate(told):
            grid.addWidget(label(name, "small"), line, 0)
            grid.addWidget(Paragraph(words), line, 1)
        grid.setColumnStretch(1, 1)
        card.add(table)
        if row.reply:
            card.add(label(tr("Your answer"), "small"), Paragraph(row.reply))
        else:
            card.add(self._composer(row))
        return card

    def _composer(self, row: MendRow) -> Composer:
        composer = Composer(("mend", "reply"), tr("Answer this notice"), tr("Answer"), self._language, hides=False)
        composer.show_draft(self._drafts.get(row.id, ""))
        composer.kept.connect(lambda text: self._keep(row.id, text))
        composer.sent.connect(lambda text: self._reply(row.id, text))
        return composer

    def _reply(self, mend: str, text: str) -> None:
        desk = self._desk

        def held(done: Done) -> None:
            self._read()
            told = tr("Your answer goes out in ten seconds")
            self.toast.tell(told, lambda: self._take_back(done, mend, text))

        self._background.change(deed(lambda: _reply(desk, mend, text), "mend"), self, held, self._failed, origin=self)

    def _take_back(self, reply: Done, mend: str, text: str) -> None:
        """Take an answer back; it stands in its field again."""
        cache = self._desk.cache

        def work() -> Done:
            taken = cache.drop(reply.outbox)
            if taken:
                cache.keep_draft(Draft("mend", mend, "reply", text))
            return Done(frozenset({"mend"}), "yes" if taken else "")

        def told(done: Done) -> None:
            self.toast.tell(tr("Taken back") if done.outbox else tr("Too late: it was sent already."))
            self._read()

        self._background.change(work, self, told, self._failed, origin=self)

    def _keep(self, mend: str, text: str) -> None:
        self._drafts[mend] = text
        draft = Draft("mend", mend, "reply", text)
        self._background.change(lambda: self._desk.cache.keep_draft(draft), self, origin=self)

    def _failed(self, error: Exception) -> None:
        self.notice.set(refusal(error, self._language), "danger")
        self.notice.show()


def _read(cache: Cache) -> tuple[Page[MendRow], dict[str, str]]:
    """The corrections, and the answers to them that were not sent."""
    page = common.mends(cache)
    drafts = {row.id: one.text for row in page.items for one in cache.drafts("mend", row.id)}
    return page, drafts


def _same(old: tuple[MendRow, ...], new: tuple[MendRow, ...]) -> bool:
    """Whether nothing differs but what was seen."""
    return [replace(row, seen=True) for row in old] == [replace(row, seen=True) for row in new]


def _reply(desk: Desk, mend: str, text: str) -> str:
    told = desk.reply(mend, text)
    desk.cache.keep_draft(Draft("mend", mend, "reply", ""))
    return told
