"""The list of pictures: every place of every role and every other screen, in each theme, language and size."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple, cast

from PySide6.QtWidgets import QWidget

from izanau_desktop.places import ROLES, Page, places_of
from izanau_desktop.shared.policy.page import PolicyPage
from izanau_desktop.shared.settings import SettingsPage
from izanau_desktop.shared.sync_log import SyncLogPage
from tests.screenshots.openings import OPENINGS

ROOT = Path(__file__).resolve().parents[2]
SIZES = {"small": (1024, 700, 1.0), "normal": (1360, 840, 1.0), "large": (1600, 1000, 1.5)}
THEMES, LANGUAGES = ("light", "dark"), ("en", "ja")


_MADE: dict[str, type[QWidget]] = {"settings": SettingsPage, "policy": PolicyPage, "sync_log": SyncLogPage}
"""The pages that are made by more than their class."""


class Screen(NamedTuple):
    """What a picture shows: whose, where, and the widget that has to be on it."""

    role: str
    name: str
    place: str
    shows: type[QWidget]
    open: Callable[[Any], object] = lambda _: None
    close: Callable[[Any], object] = lambda _: None


class Shot(NamedTuple):
    """One picture to take."""

    screen: Screen
    theme: str
    language: str
    size: str

    @property
    def name(self) -> str:
        """The name of its file."""
        return "-".join((self.screen.role, self.screen.name, self.theme, self.language, self.size))


def of_places() -> Iterator[Screen]:
    """The places of every role, as the navigation has them."""
    for role in ROLES:
        for place in places_of(role, cast("Any", None)):
            shows = place.make.page() if isinstance(place.make, Page) else _MADE[place.id]
            yield Screen(role, place.id, place.id, shows)


def screens() -> tuple[Screen, ...]:
    """Every screen there is."""
    others = (Screen(one.role, one.name, one.place, one.shows, one.open, one.close) for one in OPENINGS)
    return (*of_places(), *others)


def shots() -> Iterator[Shot]:
    """All pictures, grouped so that little changes from one to the next."""
    every = screens()
    for role in dict.fromkeys(screen.role for screen in every):
        for looks in product(THEMES, LANGUAGES, SIZES):
            yield from (Shot(screen, *looks) for screen in every if screen.role == role)


def shown_in_readme() -> list[str]:
    """The pictures that the README shows, by the names of their shots."""
    return re.findall(r"docs/pictures/([\w-]+)\.png", (ROOT / "README.md").read_text(encoding="utf-8"))
