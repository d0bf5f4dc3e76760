"""Takes a picture of every screen in every theme, language and size from the real windows of a demo; fails on what is wrong.

python -m tests.screenshots.take [--only WORD] [--to FOLDER] [--readme FOLDER]
"""

from __future__ import annotations

import argparse
import faulthandler
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtWidgets import QApplication, QDialog, QWidget

from izanau_desktop.app import App
from izanau_desktop.demo.run import Demo
from izanau_desktop.demo.site import SERVICE, start
from izanau_desktop.desk import Desk
from izanau_desktop.garbage import Garbage
from izanau_desktop.tour.display import desktop_session
from izanau_desktop.vault import SessionVault
from tests.screenshots import emblem
from tests.screenshots.faults import faults
from tests.screenshots.loop import settled, still, until, wait
from tests.screenshots.screens import SIZES, Shot, shots, shown_in_readme
from tests.screenshots.windows import window_of

OF_DEMO = {"seeker": "seeker", "company": "company", "support": "staff", "demo": ""}
"""What the demo calls the roles that it opens itself."""


class Studio:
    """The windows that are photographed: those of a demo, and of a computer where nobody has an account."""

    def __init__(self, demo: Demo, folder: Path, site: str, to: Path) -> None:
        self._demo, self._folder, self._site, self._to = demo, folder, site, to
        self._apps: dict[str, App] = {}

    def take(self, shot: Shot) -> list[str]:
        """Take one picture; what is wrong in it."""
        app, screen = self._app(shot.screen.role), shot.screen
        width, height, scale = SIZES[shot.size]
        app.preferences.theme, app.preferences.scale = shot.theme, scale
        app.preferences.language = shot.language
        wait(120)
        window_of(app).resize(width, height)
        if screen.place:
            window_of(app).go(screen.place)
        settled(app, 5)
        screen.open(app)
        wait(150)
        settled(app, 5)
        picture = self._picture(app)
        still(picture)
        picture.grab().save(str(self._to / f"{shot.name}.png"))
        told = faults(picture)
        if not any(
            one.isVisible() for one in (picture, *picture.findChildren(QWidget)) if isinstance(one, screen.shows)
        ):
            told.insert(0, f"{screen.shows.__name__} is not shown")
        screen.close(app)
        return told

    def close(self) -> None:
        """End every window's work, once none is in sight, as the program does.

        What is still built is built to its end as it goes out of sight. Left in sight to the end of the process, a window would
        go so only while Qt and Python take everything apart, and would build on what is gone.
        """
        for app in {*self._apps.values(), *self._demo.apps.values()}:
            window_of(app).hide()
            app.end()

    def _picture(self, app: App) -> QWidget:
        menu = QApplication.activePopupWidget()
        dialogs = [one for one in window_of(app).findChildren(QDialog) if one.isVisible()]
        return next((one for one in (menu, *dialogs) if one is not None), window_of(app))

    def _app(self, role: str) -> App:
        if role not in self._apps:
            for old in self._apps.values():
                window_of(old).hide()
            self._apps[role] = self._opened(role)
            settled(self._apps[role])
        return self._apps[role]

    def _opened(self, role: str) -> App:
        if role in OF_DEMO:
            before = set(self._demo.apps)
            self._demo.open(OF_DEMO[role])
            made = self._demo.apps[next(iter(set(self._demo.apps) - before))]
            until(lambda: made.desk is not None or not OF_DEMO[role], 30)
            return made
        folder, qt = self._folder / role, self._demo._qt
        app = App(qt, folder, self._site, wearing=self._demo._wearing)
        app.keeper = SessionVault
        if role == "guest":
            app.open_with(lambda: Desk.guest(folder, self._site, SessionVault(), anew=True), "jobs")
            until(lambda: app.desk is not None)
        else:
            app.first_screen()
        return app


@contextmanager
def studio(folder: Path, to: Path) -> Iterator[Studio]:
    """A studio with a demo of its own; all ends with it."""
    qt = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(qt, QApplication)
    qt.setQuitOnLastWindowClosed(False)
    Garbage(qt)  # as in the program: left to Python, a thread of the background frees widgets, and Qt falls over
    to.mkdir(parents=True, exist_ok=True)
    site = start(folder / "demo", 200)
    emblem.give(folder / "owner", site.url)
    made = Studio(Demo(qt, folder / "demo", site, SessionVault()), folder, site.url, to)
    try:
        yield made
    finally:
        made.close()
        site.stop()


def main() -> int:
    """Take all that fit; 1 when anything is wrong."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", nargs="*", default=[""], help="words of the picture's name; any of them will do")
    parser.add_argument("--to", type=Path, default=Path("build/screenshots"))
    parser.add_argument("--readme", type=Path, help="where the pictures that the README shows are copied to")
    asked = parser.parse_args()
    faulthandler.enable(
        all_threads=False
    )  # the thread that fell over, and not before it a screenful of those that did not
    wanted = [shot for shot in shots() if any(word in shot.name for word in asked.only)]
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as folder, studio(Path(folder), asked.to) as made:
        for shot in wanted:
            wrong += [f"{shot.name}: {fault}" for fault in made.take(shot)]
    if asked.readme:
        for name in {shot.name for shot in wanted} & set(shown_in_readme()):
            shutil.copy(asked.to / f"{name}.png", asked.readme)
    for line in wrong:
        sys.stdout.write(f"{line}\n")
    sys.stdout.write(f"{len(wanted)} pictures in {asked.to}, {len(wrong)} faults\n")
    return 1 if wrong or not wanted else 0


def anywhere() -> int:
    """Take them, on a screen of their own where there is none."""
    os.environ.setdefault("IZANAU_KEYRING_SERVICE", SERVICE)
    if sys.platform != "linux" or "DISPLAY" in os.environ:
        return main()
    with desktop_session("1700x1100") as environment:
        command = [sys.executable, "-m", "tests.screenshots.take", *sys.argv[1:]]
        return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(anywhere())
