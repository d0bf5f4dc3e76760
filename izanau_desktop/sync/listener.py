"""The listener: a line on which the site says that something moved; where there is none, it asks now and then."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Final

from izanau_desktop.sync.site import Site
from izanau_protocol.problems import Refused

POLL: Final = 60.0
"""Seconds between two looks where the line cannot be held."""
_SILENCE: Final = 90.0
"""A line on which not even a comment comes for so long is dead."""


class Listener:
    """A thread that calls `moved` when a sync is worth while. Losing the line loses nothing.

    Each line is taken up with the site where it is by then: its address may have changed.
    """

    def __init__(self, connect: Callable[[], Site], moved: Callable[[str], object], poll: float = POLL) -> None:
        self._connect, self._moved, self._poll = connect, moved, poll
        self._site: Site | None = None
        self._stop, self._go_on = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, name="listener", daemon=True)

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()

    def stop(self) -> None:
        """Listen no longer; the thread ends at once, or, where it only begins to listen, as soon as it would."""
        self._stop.set()
        self._go_on.set()
        if self._site is not None:
            self._site.hang_up()
            self._site.close()

    def again(self) -> None:
        """The site was reached: where the line was lost, take it up at once."""
        self._go_on.set()

    def _run(self) -> None:
        while not self._stop.is_set():
            site = self._site = self._connect()
            try:
                if not self._stop.is_set():  # else stopped before there was a line to end
                    self._hear(site)
            except Refused:
                self._moved("timer")  # the sync that follows says what is wrong, if it still is
            finally:
                site.close()
            self._go_on.wait(self._poll)
            self._go_on.clear()
            if not self._stop.is_set():
                self._moved("timer")

    def _hear(self, site: Site) -> None:
        begins = True
        for told in site.events(_SILENCE):
            if self._stop.is_set():
                return
            if told or begins:  # what moved between the last sync and this line is told on none
                self._moved("moved" if told else "timer")
            begins = False
