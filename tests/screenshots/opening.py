"""A screen of a role beside its places, as the lists of them name it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from izanau_desktop.app import App


@dataclass(frozen=True)
class Opening:
    """A screen of a role beside its places: where it is, which widget it shows, what opens it and what closes it."""

    role: str
    name: str
    place: str
    shows: type[QWidget]
    open: Callable[[App], object]
    close: Callable[[App], object] = lambda _: None
