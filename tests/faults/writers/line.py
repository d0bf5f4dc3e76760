"""A signed-in line to the site: asks again where the site had no way through, and takes no fault of the site."""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

import msgspec
import requests

from izanau_protocol import ambient, wire

MOST: Final = 200
"""Tries of one request; behind that it is stuck."""
_AGAIN: Final = 503


class Line:
    """One device's way to the site."""

    def __init__(self, url: str, token: str, epoch: str) -> None:
        self.answered: Counter[int] = Counter()
        """How often each status came; 0: the line broke."""
        self._url, self._epoch = url, epoch
        self._session = requests.Session()
        self._session.headers["Authorization"] = f"Bearer {token}"

    def push(self, *pushes: tuple[wire.Part, ...]) -> list[wire.Answer]:
        """Push a batch until it is answered."""
        fixed = [wire.Push(ambient.new_id(), list(parts), self._epoch) for parts in pushes]
        body = msgspec.json.encode(wire.Batch(fixed))
        return msgspec.json.decode(self._asked("POST", "/v1/push", data=body), type=wire.Answers).answers

    def page(self, scope: str, after: int) -> tuple[list[wire.Entry], wire.PageEnd]:
        """A page of a scope."""
        data = self._asked("GET", "/v1/feed", params={"scope": scope, "after": after})
        *entries, end = [wire.decode_line(line) for line in data.splitlines()]
        assert isinstance(end, wire.PageEnd)
        assert len(entries) == end.count
        return [entry for entry in entries if isinstance(entry, wire.Entry) and not entry.beside], end

    def close(self) -> None:
        """Hang up."""
        self._session.close()

    def _asked(self, method: str, path: str, **more: Any) -> bytes:
        headers = {"Content-Type": "application/json"} if method == "POST" else {}
        for _ in range(MOST):
            try:
                answer = self._session.request(method, f"{self._url}{path}", headers=headers, timeout=60, **more)
            except requests.ConnectionError:  # kept too long; or the process of the site that held it has ended
                self.answered[0] += 1
                continue
            self.answered[answer.status_code] += 1
            if answer.status_code == requests.codes.ok:
                return answer.content
            assert answer.status_code == _AGAIN, f"{method} {path}: {answer.status_code} {answer.text}"
        raise AssertionError(f"{method} {path}: no way through in {MOST} tries")
