"""What stands beside a driver in tests: who hears what it tells, and a line on which nothing is said."""

from __future__ import annotations

import threading
from collections.abc import Callable

from izanau_desktop.sync.report import SyncReport

SECONDS = 30


class Heard:
    """The reports of a driver, and a way to wait for the next that is as wanted."""

    def __init__(self) -> None:
        self.reports: list[SyncReport] = []
        self._news = threading.Condition()

    def __call__(self, report: SyncReport) -> None:
        with self._news:
            self.reports.append(report)
            self._news.notify_all()

    def until(self, wanted: Callable[[list[SyncReport]], object], seconds: float = SECONDS) -> bool:
        """Whether the reports are as wanted within the patience."""
        with self._news:
            return bool(self._news.wait_for(lambda: wanted(self.reports), seconds))


class Deaf:
    """In the place of a listener: nobody says that anything moved."""

    def again(self) -> None: ...

    def stop(self) -> None: ...
