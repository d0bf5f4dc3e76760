"""The one quiet place that says how sync stands."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QPushButton, QWidget

from izanau_desktop.look import icons
from izanau_desktop.look.style import wear
from izanau_desktop.look.tokens import Tone
from izanau_desktop.widgets.plain import announce

SIGN: dict[Tone, str] = {
    "neutral": "cloud",
    "accent": "refresh-cw",
    "ok": "circle-check",
    "warn": "cloud-off",
    "danger": "circle-alert",
}


@dataclass(frozen=True)
class SyncState:
    """How sync stands: a few words, a tone, and what a click will explain."""

    words: str
    tone: Tone = "neutral"
    detail: str = ""
    leads: str = "outbox"
    """The place that a click leads to, or `sign_in`."""
    rests: bool = False
    """Whether syncing by itself rests, as the person wants it: a click only explains then."""
    polls: bool = False
    """Whether the site is looked at now and then, since it cannot say at once what moves."""

    @property
    def told(self) -> str:
        """What keeps it from going on, with how it stands where that is not said by it; empty where nothing does."""
        if not self.detail or self.detail.startswith(self.words):
            return self.detail
        return f"{self.words}\n{self.detail}"


class SyncButton(QPushButton):
    """Shows the state in words with a sign; a click explains (the window's signal `sync_clicked`)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        wear(self, "sync")
        self.state = SyncState("")

    def set_state(self, state: SyncState) -> None:
        """Show another state; what changed is said to assistive technology, but only when the tone did."""
        before, self.state = self.state, state
        self.setText(state.words)
        self.setAccessibleName(state.words)
        self.setAccessibleDescription(state.detail)
        self.setToolTip(state.detail)
        self.setIcon(icons.icon(SIGN[state.tone], "text2" if state.tone in {"neutral", "accent"} else state.tone))
        if before.tone != state.tone and before.words:
            announce(self, state.words)
