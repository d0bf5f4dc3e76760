"""The listener: a line on which the site says that something moved; where none can be held, it asks now and then."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Final

from izanau_desktop.sync.pauses import Pauses
from izanau_desktop.sync.site import Site, SiteTrouble
from izanau_protocol import ambient, wire
from izanau_protocol.problems import Refused

FIRST, MOST = 15.0, 300.0
"""Seconds between two looks where the line cannot be held: at first, and at most."""
_SOON: Final = 2.0
"""Seconds within which a line that was sound is taken up again; not by all at one moment, when the site begins anew."""
_SILENCE: Final = 2.0 * wire.PING_SECONDS
"""A line on which not even a comment comes for so long is dead; one that lived for so long was sound."""


class Listener:
    """A thread that calls `moved` with the cause when a sync is worth while. Losing the line loses nothing.

    Something between that cuts lines, or keeps back what comes on them, is found out by the silence: then the pauses
    between two looks grow, and each look tries the line again. Each line is taken up with the site where it is by then:
    its address may have changed.
    """

    def __init__(
        self, connect: Callable[[], Site], moved: Callable[[str], object], first: float = FIRST, most: float = MOST
    ) -> None:
        self._connect, self._moved = connect, moved
        self._site: Site | None = None
        self.live = False
        """Whether the line is held: what moves at the site is told at once."""
        self._pauses = Pauses(first, most)
        self._not_before = 0.0
        self._stop, self._go_on = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, name="listener", daemon=True)

    @property
    def polls(self) -> bool:
        """Whether no line could be held when it was tried last."""
        return not self.live and self._pauses.failures > 0

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
        """The site was reached: where the line was lost, take it up at once, unless the site asked for a while."""
        if ambient.monotonic() >= self._not_before:
            self._go_on.set()

    def _run(self) -> None:
        while not self._stop.is_set():
            began = ambient.monotonic()
            self._hold()
            is_sound = ambient.monotonic() - began >= _SILENCE  # as where the site ended it to look at its caller anew
            if is_sound:
                self._pauses.reached()
            pause = _SOON * ambient.fraction() if is_sound else self._pauses.next()
            self._go_on.wait(max(pause, self._not_before - ambient.monotonic()))
            self._go_on.clear()
            if not self._stop.is_set():
                self._moved("timer")

    def _hold(self) -> None:
        """Hold a line until it ends."""
        site = self._site = self._connect()
        self._not_before = 0.0
        try:
            if not self._stop.is_set():  # else stopped before there was a line to end
                self._hear(site)
        except Refused as refused:  # rule: the sync that follows says what is wrong, if it still is
            if isinstance(refused, SiteTrouble):
                self._not_before = ambient.monotonic() + refused.retry_after
            if not self._stop.is_set():
                self._moved("timer")
        finally:
            self.live = False
            site.close()

    def _hear(self, site: Site) -> None:
        for told in site.events(_SILENCE):
            if self._stop.is_set():
                return
            begins, self.live = not self.live, True
            if told or begins:  # what moved between the last sync and this line is told on none
                self._moved("moved" if told else "timer")
