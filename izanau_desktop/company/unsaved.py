"""What is written in a form of the company's page and not saved: it stands there again until it is saved or discarded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from izanau_desktop.background import Background, after
from izanau_desktop.cache import Cache, Draft
from izanau_desktop.shared.composer import PAUSE
from izanau_desktop.shared.deeds import deed
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import button


class Unsaved:
    """By the id of what it was written about, of a new one by none; what was written last is newer than what the cache holds."""

    def __init__(self, cache: Cache, background: Background, draft: Callable[[str, str], Draft]) -> None:
        """`draft(id, text)` is where it is kept."""
        self._cache, self._background, self.draft = cache, background, draft
        self._written: dict[str, str] = {}

    def read(self, known: Iterable[str]) -> dict[str, str]:
        """What the cache holds of those that are known, and of a new one; to be read in the background."""
        drafts = {one: self.draft(one, "") for one in ("", *known)}
        places = {
            place[:2]: {each.path: each.text for each in self._cache.drafts(*place[:2])} for place in drafts.values()
        }
        found = {one: places[place[:2]].get(place.path, "") for one, place in drafts.items()}
        return {one: text for one, text in found.items() if text}

    def take(self, found: Mapping[str, str]) -> None:
        """The cache holds this."""
        self._written = {**found, **self._written}

    def of(self, identity: str) -> str:
        """What was written."""
        return self._written.get(identity, "")

    def keep(self, identity: str, text: str, receiver: QWidget, failed: Callable[[Exception], object]) -> None:
        """Keep what is written of one; nothing where it is empty."""
        self._written[identity] = text
        draft = self.draft(identity, text)
        self._background.change(deed(lambda: self._cache.keep_draft(draft)), receiver, None, failed, origin=receiver)

    def saved(self, identity: str) -> None:
        """Nothing of it is unsaved."""
        self._written[identity] = ""


class UnsavedForm(QWidget):
    """Fields of one thing. `kept` carries what is written and not saved, at each pause and when the form goes; empty where that is
    nothing."""

    kept = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._was: dict[str, str] = {}
        """What it was filled with, by field."""
        self._kept = ""
        self._focus: QWidget | None = None
        """Where the focus was when it began to be saved."""
        self._timer = after(PAUSE, self, self.keep, start=False)
        self.discard = button(tr("Discard what was not saved"), "link")

    def held(self) -> dict[str, str]:
        """What stands there, by field."""
        raise NotImplementedError

    def take_up(self, written: Mapping[str, str]) -> None:
        """Put what was written before into its fields."""
        raise NotImplementedError

    def begin(self, written: str) -> None:
        """It is filled by now; with what was written before and not saved."""
        self._was = self.held()
        self.discard.setVisible(bool(written))
        if written:
            self.take_up(msgspec.json.decode(written, type=dict[str, str]))
        self._timer.stop()
        self._kept = written
        self.setEnabled(True)

    def pause(self) -> None:
        """Something was written."""
        self._timer.start()

    def keep(self) -> None:
        """Keep what is written and not saved."""
        self._timer.stop()
        written = {field: text for field, text in self.held().items() if text != self._was.get(field, text)}
        text = msgspec.json.encode(written).decode() if written else ""
        if text != self._kept:
            self._kept = text
            self.kept.emit(text)

    def wait(self) -> None:
        """It is being saved; until that is done nothing more is written into it."""
        self.keep()  # not later: it would be a draft of what is saved
        self._focus = self.focusWidget()
        self.setEnabled(False)

    def settle(self) -> None:
        """What stands there is saved."""
        self._timer.stop()
        self._was, self._kept = self.held(), ""

    def go_on(self) -> None:
        """It was not saved: one writes on where one was."""
        self.setEnabled(True)
        if self._focus is not None:
            self._focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what is being written when its page goes."""
        self.keep()
        super().hideEvent(event)
