"""What a company or staff see in place of people's records while the lease does not hold: why, and what would do (R16)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from izanau_desktop.cache.lease import Lease
from izanau_desktop.frame.navigation import Place
from izanau_desktop.shared import moments
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import Glyph, Notice, Paragraph, button, label
from izanau_protocol.text import sentences

PLACES = frozenset({"day", "applicants", "board", "messages", "activity", "tickets", "records", "conflicts"})
"""The places of a company or of staff that show what other people wrote, or what is written about them."""


def is_down(lease: Lease | None) -> bool:
    """Whether people's records must not be shown."""
    return lease is not None and lease.is_down


def over(places: tuple[Place, ...], lease: Lease, language: str, sync: Callable[[], object]) -> tuple[Place, ...]:
    """The places, with this page in place of those that show people's records, where it has to be."""
    if not is_down(lease):
        return places
    return tuple(
        replace(one, make=lambda: LeasePage(lease, language, sync), commands=()) if one.id in PLACES else one
        for one in places
    )


class LeasePage(QWidget):
    """Says that records are locked or were removed, why that is, how to get them back, and what would be lost."""

    def __init__(self, lease: Lease, language: str, sync: Callable[[], object]) -> None:
        super().__init__()
        self._language = language
        column = QVBoxLayout(self)
        column.setContentsMargins(80, 64, 80, 64)
        column.setSpacing(12)
        self._title = label("", "title")
        self._what, self._why, self._cure = Paragraph(), Paragraph("", "secondary"), Paragraph("", "secondary")
        self._waiting = Notice("", "warn")
        self.sync = button(tr("&Sync now"), "primary", "refresh-cw", sync)
        foot = QHBoxLayout()
        foot.addWidget(self.sync)
        foot.addStretch(1)
        column.addWidget(Glyph("lock", "text3", 40))
        for part in (self._title, self._what, self._why, self._waiting, self._cure):
            column.addWidget(part)
        column.addLayout(foot)
        column.addStretch(1)
        self.setFocusProxy(self.sync)
        self.show_lease(lease)

    def show_lease(self, lease: Lease) -> None:
        """Say how it stands now."""
        if not is_down(lease):
            return
        removed = lease.state == "due"
        title = (
            tr("The records of people were removed from this computer") if removed else tr("These records are locked")
        )
        self._title.setText(title)
        self.setAccessibleName(title)
        self._what.set_words(self._says(lease))
        self._why.set_words(
            tr(
                "Whoever is in these records may have changed, withdrawn or deleted something since. A computer that has not"
                " heard of it for a while must not go on showing it: that is what people are promised."
            )
        )
        self._cure.set_words(
            tr("Sign in with the same account: the records open again, as they are now, and what waits is sent.")
            if lease.signed_out
            else tr("Connect to the network and sync: the records open again, as they are now.")
        )
        self.sync.setText(tr("&Sign in again") if lease.signed_out else tr("&Sync now"))
        lost = tr("%n change(s) of yours wait to be sent.", None, lease.waiting) if lease.waiting else ""
        until = moments.full(lease.purge, self._language) if lease.purge and not removed else ""
        last = tr("They are lost if this computer is not synced by {moment}.").format(moment=until) if until else ""
        self._waiting.set(sentences(lost, last) if lost else "", "warn")

    def _says(self, lease: Lease) -> str:
        if lease.state == "due":
            return tr("The last sync is more than 14 days ago.")
        if lease.clock:
            return tr("This computer's clock was put back, so it cannot tell how old the last sync is.")
        if lease.signed_out:
            told = tr(
                "The site does not know that you are signed in on this computer: it may have been restored from a backup."
            )
        else:
            synced = moments.full(lease.since, self._language)
            told = tr("The last sync was on {moment}, longer ago than the site allows.").format(moment=synced)
        if not lease.purge:
            return told
        removed = tr("On {moment} they are removed from this computer.")
        return sentences(told, removed.format(moment=moments.full(lease.purge, self._language)))
