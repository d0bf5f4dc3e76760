"""What this process asks of the keychain, each question in a thread of its own, and the way to stop waiting for answers."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, Final, Generic, TypeVar

T = TypeVar("T")
SLICE: Final = 0.2
"""Seconds of one wait: Windows hears of Ctrl-C only between two."""
_guard: Final = threading.Lock()
_waited: Final[list[Question[Any]]] = []
"""What is waited for now, in whichever thread: a system has one keychain, so this is of the whole process."""


class Question(Generic[T]):
    """Asked at once; its thread may block for ever, and keeps nobody from ending."""

    def __init__(self, work: Callable[[], T]) -> None:
        self.work = work
        self.found: list[T] = []
        self.failed: Exception | None = None
        self.waited = 0.0
        """Seconds for which it has been waited for."""
        self._over = threading.Event()
        threading.Thread(target=self._run, name="keychain", daemon=True).start()

    def _run(self) -> None:
        try:
            self.found.append(self.work())
        except Exception as error:  # noqa: BLE001 - sorted into a state by the one who asked
            self.failed = error
        self._over.set()

    def is_answered(self, patience: float) -> bool:
        """Whether an answer came before the patience ended and before somebody stopped the waiting."""
        with _guard:
            _waited.append(self)
        try:
            while not self._over.wait(min(SLICE, patience)):
                self.waited += SLICE
                if self.waited >= patience:
                    break
        finally:
            with _guard:
                _waited.remove(self)
        return bool(self.found) or self.failed is not None

    def leave(self) -> None:
        """Have whoever waits for it go on without an answer."""
        self._over.set()


def waited() -> float:
    """For how many seconds the keychain keeps somebody waiting; 0 where it does not."""
    with _guard:
        return max((one.waited for one in _waited), default=0.0)


def stop() -> None:
    """Wait no longer for what is waited for now; whatever is asked after this is waited for anew."""
    with _guard:
        for one in _waited:
            one.leave()
