"""Stands between desktop and site: counts every byte, keeps the pages as they came over the line, and gives them out again."""

from __future__ import annotations

import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar, Final

import urllib3

FEED: Final = "/v1/feed"
TOLD: Final = "told.json"
"""What went through, beside the pages."""
_HOPS: Final = ("connection", "keep-alive", "transfer-encoding", "content-length", "date", "server")


class _Between(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    pool: urllib3.HTTPConnectionPool
    folder: Path
    counted: ClassVar[dict[str, int]] = {"requests": 0, "bytes_up": 0, "bytes_down": 0, "pages": 0}

    def do_GET(self) -> None:
        """Pass a request on, and what came back."""
        length = int(self.headers.get("Content-Length") or 0)
        sent = self.rfile.read(length)
        headers = {name: value for name, value in self.headers.items() if name.lower() not in _HOPS}
        answer = self.pool.request(
            self.command, self.path, body=sent or None, headers=headers, decode_content=False, redirect=False
        )
        body = answer.data
        counted = self.counted
        counted["requests"] += 1
        # A line of the headers ends with one byte here, with two on the way.
        counted["bytes_up"] += (
            len(f"{self.requestline}\r\n") + len(self.headers.as_bytes()) + len(self.headers) + length
        )
        counted["bytes_down"] += len(body) + sum(len(f"{a}: {b}\r\n") for a, b in answer.headers.items())
        counted["bytes_down"] += len(f"HTTP/1.1 {answer.status} {answer.reason}\r\n\r\n")
        if self.path.startswith(FEED) and answer.status == 200:
            (self.folder / f"{counted['pages']}.{answer.headers.get('Content-Encoding', 'plain')}").write_bytes(body)
            counted["pages"] += 1
        (self.folder / TOLD).write_text(json.dumps(counted), encoding="ascii")
        self.answer(answer.status, body, {k: v for k, v in answer.headers.items() if k.lower() not in _HOPS})

    def do_POST(self) -> None:
        """The same for what is sent."""
        self.do_GET()

    def answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        """Answer with these bytes as they are."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


class _Again(_Between):
    def do_GET(self) -> None:
        """A page that was kept, by its name."""
        self.answer(200, (self.folder / self.path[1:]).read_bytes(), {})


def pages(folder: Path) -> list[str]:
    """The names of the pages that were kept, in the order in which they came."""
    found = [one.name for one in folder.iterdir() if one.name != TOLD]
    return sorted(found, key=lambda name: int(name.partition(".")[0]))


def main() -> None:
    """`folder [url of the site]`: between, or without a site what was kept."""
    folder = Path(sys.argv[1])
    folder.mkdir(exist_ok=True)
    handler = _Between if sys.argv[2:] else _Again
    handler.folder = folder
    if sys.argv[2:]:
        handler.pool = urllib3.connection_from_url(sys.argv[2])
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    sys.stdout.write(f"listening on http://127.0.0.1:{server.server_port}\n")
    sys.stdout.flush()
    server.serve_forever()


if __name__ == "__main__":
    main()
