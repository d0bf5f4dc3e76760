"""An event loop in a thread of its own, for the servers that a story needs around the programs."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")
_SECONDS = 30


class Serving:
    """A running event loop that other threads give work to."""

    def __init__(self, name: str) -> None:
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self.loop.run_forever, name=name)
        self._thread.start()

    def carry_out(self, work: Coroutine[Any, Any, T]) -> T:
        """Run a coroutine there and return its result here."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(_SECONDS)

    def close(self) -> None:
        """End the loop and its thread."""
        self.carry_out(self.loop.shutdown_asyncgens())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join()
        self.loop.close()
