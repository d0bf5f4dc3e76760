"""Takes a picture of every page in every theme, language and size from the real windows of a demo; fails on what is wrong.

python tests/screenshots/take.py [--only WORD] [--to FOLDER]
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from izanau_desktop.app import App
from izanau_desktop.demo.run import Demo
from izanau_desktop.demo.site import SERVICE, start
from izanau_desktop.seeker.profile.card import ItemCard
from izanau_desktop.seeker.profile.page import ProfilePage
from izanau_desktop.tour.display import desktop_session
from izanau_desktop.vault import SessionVault
from izanau_desktop.window import Window
from tests.screenshots.faults import faults

PLACES = {
    "": ("start",),
    "anew": ("start",),
    "seeker": (
        "profile", "profile_open", "jobs", "applications", "messages", "notices", "outbox", "conflicts", "contact", "settings",
    ),
    "company": ("applicants", "messages", "jobs", "company", "outbox", "conflicts", "contact", "settings"),
    "staff": ("tickets", "records", "outbox", "conflicts", "contact", "settings"),
}  # fmt: skip
"""Every place of every role; one that cannot be shown fails."""


def _open_japanese(window: Window) -> None:
    page = window.findChild(ProfilePage)
    assert isinstance(page, ProfilePage)
    page.open_section("languages")
    page.findChildren(ItemCard)[1].opened.emit(page.findChildren(ItemCard)[1])


def _open_name(window: Window) -> None:
    page = window.findChild(ProfilePage)
    assert isinstance(page, ProfilePage)
    page._list.setCurrentRow(0)


OPENED = {"profile": ("profile", _open_name), "profile_open": ("profile", _open_japanese)}
"""Pictures of a place with something open in it: the place, and what opens it."""
SIZES = {"small": (1024, 700, 1.0), "normal": (1360, 840, 1.0), "large": (1600, 1000, 1.5)}


THEMES, LANGUAGES = ("light", "dark"), ("en", "ja")


class Shot(NamedTuple):
    """One picture to take."""

    theme: str
    language: str
    size: str
    role: str
    place: str

    @property
    def name(self) -> str:
        """The name of its file."""
        return "-".join((self.role or "first", self.place, self.theme, self.language, self.size))


def shots() -> Iterator[Shot]:
    """All pictures, grouped so that little changes from one to the next."""
    for role, places in PLACES.items():
        for theme, language, size in product(THEMES, LANGUAGES, SIZES):
            for place in places:
                yield Shot(theme, language, size, role, place)


def wait(milliseconds: int) -> None:
    """Let the windows work for a while."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def settled(app: App, seconds: float = 30.0) -> bool:
    """Wait until the first sync is over and nothing is asked any more."""
    for _ in range(int(seconds * 10)):
        wait(100)
        last = app.desk.cache.note("last_sync") if app.desk is not None else "none"
        if last and app.background.wait(0):
            return True
    return False


def take(demo: Demo, shot: Shot, target: Path) -> list[str]:
    """Take one picture; what is wrong in it."""
    app = _app(demo, shot.role)
    width, height, scale = SIZES[shot.size]
    app.preferences.theme, app.preferences.scale = shot.theme, scale
    app.preferences.language = shot.language
    wait(250)
    assert app.window is not None
    app.window.resize(width, height)
    place, opening = OPENED.get(shot.place, (shot.place, lambda _: None))
    app.window.go(place)
    settled(app, 5)
    opening(app.window)
    wait(350)
    if app.window.place != place:
        return [f"the place {shot.place} is not shown"]
    app.window.grab().save(str(target / f"{shot.name}.png"))
    return faults(app.window)


_open: dict[str, App] = {}


def _app(demo: Demo, role: str) -> App:
    if role not in _open:
        for old in _open.values():
            if old.window is not None:
                old.window.hide()
        before = set(demo.apps)
        demo.open(role)
        _open[role] = demo.apps[next(iter(set(demo.apps) - before))]
        settled(_open[role])
    return _open[role]


def main() -> int:
    """Take all that fit; 1 when anything is wrong."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", default="", help="a word of the picture's name")
    parser.add_argument("--to", type=Path, default=Path("build/screenshots"))
    asked = parser.parse_args()
    asked.to.mkdir(parents=True, exist_ok=True)
    qt = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(qt, QApplication)
    qt.setQuitOnLastWindowClosed(False)
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        site = start(Path(folder) / "demo", 200)
        demo = Demo(qt, Path(folder) / "demo", site, SessionVault())
        try:
            for shot in shots():
                if asked.only in shot.name:
                    wrong += [f"{shot.name}: {fault}" for fault in take(demo, shot, asked.to)]
        finally:
            demo.close()
            site.stop()
    for line in wrong:
        sys.stdout.write(f"{line}\n")
    sys.stdout.write(f"{len(list(asked.to.glob('*.png')))} pictures in {asked.to}, {len(wrong)} faults\n")
    return 1 if wrong else 0


def anywhere() -> int:
    """Take them, on a screen of their own where there is none."""
    os.environ.setdefault("IZANAU_KEYRING_SERVICE", SERVICE)
    if sys.platform != "linux" or "DISPLAY" in os.environ:
        return main()
    with desktop_session("1700x1100") as environment:
        return subprocess.run([sys.executable, *sys.argv], env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(anywhere())
