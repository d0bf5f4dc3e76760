"""Many clients of the site at once: lines on which they wait, then all of them pulling the same pages."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import msgspec
import urllib3

from bench.parts.corpus import EMAIL, PASSWORD
from bench.parts.desk import tell
from izanau_protocol import wire


class Clients:
    """Several of one account, who share its session."""

    def __init__(self, url: str, count: int) -> None:
        self.pool = urllib3.connection_from_url(url, maxsize=count, block=False)
        asked = msgspec.json.encode(wire.SignIn(EMAIL, PASSWORD, "bench", "bench"))
        answer = self.pool.request("POST", "/v1/signin", body=asked, headers={"Content-Type": "application/json"})
        session = msgspec.json.decode(answer.data, type=wire.Session)
        self.headers = {"Authorization": f"Bearer {session.access}", "Accept-Encoding": "zstd"}
        self.scope, self.count = f"applicants:{session.company}", count

    def wait(self) -> list[Any]:
        """A line for each, open until it is let go."""
        lines = [
            self.pool.request("GET", "/v1/events", headers=self.headers, preload_content=False)
            for _ in range(self.count)
        ]
        if any(line.status != 200 for line in lines):
            raise RuntimeError(f"not all lines are open: {[line.status for line in lines]}")
        return lines

    def pull(self, _number: int = 0) -> int:
        """All pages of the applicants; how many there were."""
        before, pages, more = 0, 0, True
        while more:
            asked = {"scope": self.scope, "before": str(before)}
            body = self.pool.request("GET", "/v1/feed", fields=asked, headers=self.headers).data
            end = msgspec.json.decode(body.splitlines()[-1], type=wire.PageEnd)
            before, pages, more = end.cursor, pages + 1, end.more
        return pages


def main() -> None:
    """`url count`: one pulls alone; then lines are opened; then all pull at once; each when a line says so."""
    clients = Clients(sys.argv[1], int(sys.argv[2]))
    tell({"pages": clients.pull()})
    sys.stdin.readline()
    lines = clients.wait()
    tell({"lines": len(lines)})
    sys.stdin.readline()
    for line in lines:
        line.close()
    with ThreadPoolExecutor(clients.count) as several:
        tell({"pages": sum(several.map(clients.pull, range(clients.count)))})
    sys.stdin.read()


if __name__ == "__main__":
    main()
