"""The line beneath HTTP: how much of what is unpacked is held at once, and a line that ends by itself as its time is over."""

from __future__ import annotations

import gzip
import socket
import threading

import pytest
from urllib3.connection import HTTPConnection

from izanau_desktop.sync.line import Deadline, unpacked
from izanau_protocol import ambient
from tests.desktop.sync.heard import SECONDS


class Ending(Deadline):
    """A deadline that says when it has ended what was under way."""

    def __init__(self) -> None:
        super().__init__()
        self.ended = threading.Event()

    def _end(self) -> None:
        try:
            super()._end()
        finally:
            self.ended.set()


def test_what_unpacks_to_much_is_held_piece_by_piece() -> None:
    pieces = [len(piece) for piece in unpacked(gzip.compress(bytes(1_000_000)), "gzip", 10_000)]
    assert (sum(pieces), max(pieces)) == (1_000_000, 10_000)


@pytest.mark.parametrize("begun", [False, True])
def test_line_that_is_not_there_as_its_time_is_over_is_no_fault(*, begun: bool) -> None:
    deadline = Ending()
    with socket.create_server(("127.0.0.1", 0)) as server, ambient.ruled(now=ambient.now()):  # whose clock stands
        line = HTTPConnection(*server.getsockname())
        if begun:
            line.connect()
            deadline.holds(line)
            assert line.sock is not None
            line.sock.close()
        with deadline.within(0.01):
            assert deadline.ended.wait(SECONDS)
            passed = deadline.passed
        line.close()
    assert (passed, deadline.passed) == (True, False)
