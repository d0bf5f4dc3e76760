"""What one agreed to: each consent with its words, version and time; and how one stands to the policy in force."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QWidget

from izanau_desktop.cache import Cache
from izanau_desktop.cache.reads import agreements, receipts
from izanau_desktop.cache.reads.agreements import ConsentRow, Standing
from izanau_desktop.folder import write_private
from izanau_desktop.shared import moments
from izanau_desktop.shared.links import open_place
from izanau_desktop.shared.privacy.card import Around, Fact, PrivacyCard, beside
from izanau_desktop.shared.saving import SaveDialog, writing
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import Chip, button

_ICONS = {"policy": "shield", "register": "globe", "apply": "briefcase", "message": "mail", "purpose": "circle-check"}
_UNDONE: Final[dict[str, Callable[[], str]]] = {
    "register": lambda: tr("Your profile is no longer public"),
    "apply": lambda: tr("Your application is withdrawn: {company} no longer sees your e-mail address"),
    "message": lambda: tr("{company}: before you write again, you will be asked anew"),
    "purpose": lambda: tr("This use is switched off"),
}
"""What taking back each agreement does."""
Found = tuple[Standing, tuple[ConsentRow, ...]]


def read(cache: Cache) -> Found:
    """How one stands to the policy, and every agreement."""
    return agreements.standing(cache), agreements.consents(cache)


class AgreedCard(PrivacyCard):
    """The agreements, the newest first."""

    icon = "file-check"
    called = staticmethod(lambda: tr("What I agreed to"))
    kinds = frozenset({"consent", "policy", "company", "application"})

    def __init__(self, around: Around) -> None:
        super().__init__(
            tr("Every agreement, with the words that you saw. None was made for you, and none is ever changed."),
            around,
        )
        self.state = Chip("")
        self.head.addWidget(self.state)
        lead = partial(open_place, self, self.commands, "policy")
        self.add(beside(button(tr("Read the policy and its changes"), icon="file-check", deed=lead)))

    def read(self) -> None:
        """Read the agreements."""
        cache = self.desk.cache
        self.ask(lambda: read(cache), self._show)

    def _show(self, found: Found) -> None:
        standing, rows = found
        told = tr("policy in force agreed to") if standing.is_current else tr("a newer policy is in force")
        self.state.set(told, "ok" if standing.is_current else "warn")
        self.state.setVisible(bool(standing.agreed))
        self.lines.lay(rows, self._fact, tr("Nothing yet."))

    def _fact(self, row: ConsentRow) -> Fact:
        at = moments.full(row.at, self.language) or tr("not sent yet")
        ended = ""
        if row.ended:
            when = moments.full(row.ended_at, self.language)
            ended = tr("ended {time}").format(time=when) if when else tr("ended")
        version = tr("policy of {version}").format(version=row.version) if row.version else ""
        small = " · ".join(filter(None, (at, version, ended)))
        name = agreements.deed_words(row, self.language)
        return Fact(_ICONS.get(row.deed, "check"), name, "", small, row.words, self._deeds(row, name, at))

    def _deeds(self, row: ConsentRow, name: str, at: str) -> list[QWidget]:
        """Its receipt; and taking it back, unless it is the agreement to the policy, which ends with the account."""
        receipt = button(tr("Receipt…"), deed=partial(self._ask_where, row))
        receipt.setAccessibleName(tr("Save the receipt: {agreement}, {time}").format(agreement=name, time=at))
        if row.ended or row.deed not in _UNDONE:
            return [receipt]
        back = button(tr("Take back"), deed=partial(self._take_back, row))
        back.setAccessibleName(tr("Take back: {agreement}").format(agreement=name))
        return [back, receipt]

    def write_receipt(self, consent: str, file: Path) -> None:
        """Write the receipt of a consent to a file."""
        desk = self.desk

        def work() -> None:
            tree = receipts.receipt(desk.cache, consent, desk.site_url)
            data = json.dumps(tree, ensure_ascii=False, indent=2).encode() + b"\n"
            writing(file, lambda where: write_private(where, data))

        done = tr("{file} is written.").format(file=file)
        self.background.ask(work, self, lambda _: self.told(done), self.failed, key="receipt")

    def _ask_where(self, row: ConsentRow) -> None:
        name = f"receipt-{row.deed}-{row.at[:10] or row.version}.json"
        SaveDialog(self, tr("Save the receipt"), name, partial(self.write_receipt, row.id)).open()

    def _take_back(self, row: ConsentRow) -> None:
        desk = self.desk
        told = _UNDONE[row.deed]().format(company=agreements.company_words(row, self.language))
        self.do_held(lambda: desk.take_back(row.id), told, "consent", "account", "profile", "application")
