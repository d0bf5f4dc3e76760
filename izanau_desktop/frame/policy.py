"""The way to the privacy policy in the foot of every window, marked where it changed; and the banner that says so once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPushButton, QVBoxLayout

from izanau_desktop.look import icons
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import Notice

if TYPE_CHECKING:
    from izanau_desktop.cache.agreement import Agreement


class PolicySign(QObject):
    """Keeps link and banner to what the site says of the agreement."""

    def __init__(self, link: QPushButton, slot: QVBoxLayout, lead: Callable[[], object]) -> None:
        super().__init__(link)
        self._link, self._slot, self._lead = link, slot, lead
        self._due = self._first = self._open_here = False
        self.banner: Notice | None = None
        link.clicked.connect(lambda: lead())
        self.retranslate()

    def show_agreement(self, agreement: Agreement, *, open_here: bool) -> None:
        """Mark the link while an agreement is due; the banner stands wherever the policy itself is not open."""
        if (agreement.due, agreement.first) != (self._due, self._first):
            self._due, self._first = agreement.due, agreement.first
            self.retranslate()
        self.cover(open_here=open_here)

    def cover(self, *, open_here: bool) -> None:
        """The banner, or none where it says nothing new."""
        self._open_here = open_here
        if self._due and self.banner is None:
            told = tr("The privacy policy changed. What you do waits on this computer until you agree to it.")
            leads = tr("Read what changed")
            if self._first:
                told = tr(
                    "You have not agreed to the privacy policy yet. What you do waits on this computer until then."
                )
                leads = tr("Read the policy")
            self.banner = Notice(told, "warn", leads, self._lead)
            self.banner.setObjectName("policy_banner")
            self._slot.addWidget(self.banner)
        if self.banner is not None:
            self.banner.setVisible(self._due and not open_here)

    def retranslate(self) -> None:
        """Say it in the language in force."""
        if self.banner is not None:
            self.banner.deleteLater()
            self.banner = None
            self.cover(open_here=self._open_here)
        self._link.setText(self._words())
        self._link.setIcon(
            icons.icon("triangle-alert" if self._due else "file-check", "warn" if self._due else "text2")
        )

    def _words(self) -> str:
        if self._first:
            return tr("Privacy policy · not agreed to yet")
        return tr("Privacy policy · changed since you agreed") if self._due else tr("Privacy policy")
