"""The floor of a pull: the same bytes over loopback, decoded once, the same rows written bare into the same encrypted file."""

from __future__ import annotations

import json
import secrets
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import sqlcipher3.dbapi2 as driver
import urllib3
import zstandard

from bench.parts.between import pages
from izanau_desktop.cache import about, applicants, parts
from izanau_desktop.cache.file import DATABASE, PAGES_KB, CacheFile
from izanau_desktop.cache.orders import ORDERS
from izanau_protocol import ids

KEY = "key"


class Line(msgspec.Struct):
    """A line of a page, with the view as the bytes that are to be kept; the last line has no kind."""

    kind: str = ""
    id: str = ""
    scope: str = ""
    seq: int = 0
    view: msgspec.Raw = msgspec.Raw()


_decoder = msgspec.json.Decoder(Line)
_decompressor = zstandard.ZstdDecompressor()


def opened(folder: Path) -> Any:
    """The cache of a folder by the bare driver, with the settings of the product; made by the product where there is none."""
    if not (folder / KEY).exists():
        folder.mkdir()
        (folder / KEY).write_bytes(secrets.token_bytes(32))
        CacheFile(folder / "cache", (folder / KEY).read_bytes()).close()
    file = driver.connect(str(folder / "cache" / DATABASE), isolation_level=None)
    file.execute(f"PRAGMA key = \"x'{(folder / KEY).read_bytes().hex()}'\"")
    settings = (
        "cipher_memory_security = OFF",
        "secure_delete = ON",
        "temp_store = MEMORY",
        f"cache_size = -{PAGES_KB}",
    )
    for setting in settings:
        file.execute(f"PRAGMA {setting}")
    file.execute("PRAGMA journal_mode = WAL")
    file.execute("PRAGMA synchronous = FULL")
    return file


def fetched(pool: urllib3.HTTPConnectionPool, name: str) -> list[Line]:
    """The entries of a page."""
    body = pool.request("GET", f"/{name}").data
    if name.endswith(".zstd"):
        body = _decompressor.stream_reader(body).read()
    return [line for line in map(_decoder.decode, body.splitlines()) if bytes(line.view)]


class Rows:
    """What a page comes to in the tables, each document once."""

    def __init__(self, file: Any) -> None:
        self.file = file
        self.known: set[tuple[str, str, str, int]] = set()
        self.numbers: dict[tuple[str, str], int] = {}
        self.number = int(file.execute("SELECT coalesce(max(number), 0) FROM shown").fetchone()[0])
        self.is_new = self.number == 0
        self.indexing = 0.0
        self.taken: set[int] = set()

    def write(self, lines: list[Line]) -> None:
        """One transaction."""
        fresh = [line for line in lines if (line.scope, line.kind, line.id, line.seq) not in self.known]
        self.known |= {(line.scope, line.kind, line.id, line.seq) for line in fresh}
        document = [(line.scope, line.kind, line.id, line.seq, bytes(line.view)) for line in fresh]
        bodies = [msgspec.json.decode(line.view) for line in fresh]
        since = time.perf_counter()
        shown, facets, search = self._indexed(fresh, bodies)
        people, words = self._applicants(fresh, bodies)
        self.indexing += time.perf_counter() - since
        self.file.execute("BEGIN IMMEDIATE")
        if not self.is_new:
            numbers = [(row[0],) for row in shown]
            self.file.executemany("DELETE FROM search WHERE rowid = ?", numbers)
            self.file.executemany("DELETE FROM facet WHERE number = ?", numbers)
            self.file.executemany("DELETE FROM search_applicant WHERE rowid = ?", [(row[0],) for row in people])
        self.file.executemany("INSERT OR REPLACE INTO document(scope, kind, id, seq, base) VALUES(?,?,?,?,?)", document)
        self.file.executemany(
            "INSERT OR REPLACE INTO shown(number, kind, id, scope, about, other, state, at) VALUES(?,?,?,?,?,?,?,?)",
            shown,
        )
        self.file.executemany("INSERT OR IGNORE INTO facet(number, name, value) VALUES(?,?,?)", facets)
        self.file.executemany("INSERT INTO search(rowid, text, kind) VALUES(?,?,?)", search)
        self.file.executemany(
            f"INSERT OR REPLACE INTO applicant(number, {', '.join(applicants.Row._fields)})"
            f" VALUES({','.join('?' * (1 + len(applicants.Row._fields)))})",
            people,
        )
        self.file.executemany(
            f"INSERT INTO search_applicant(rowid, {', '.join(parts.PARTS)})"
            f" VALUES({','.join('?' * (1 + len(parts.PARTS)))})",
            words,
        )
        self.file.execute("COMMIT")

    def _indexed(self, lines: list[Line], bodies: list[Any]) -> tuple[list[Any], list[Any], list[Any]]:
        shown, facets, search = [], [], []
        for line, body in zip(lines, bodies, strict=True):
            if self.is_new and (line.kind, line.id) in self.numbers:
                continue  # another scope's view of what is shown already
            number = self._number(line.kind, line.id)
            shown.append((number, line.kind, line.id, line.scope, *about.columns(line.kind, body, str)))
            facets += [(number, name, value) for name, value in about.facets(line.kind, body)]
            words = "" if parts.is_of_an_applicant(line.kind, line.scope) else about.searched(line.kind, body)
            search += [(number, words, f"kind_{line.kind}")] if words else []
        return shown, facets, search

    def _applicants(self, lines: list[Line], bodies: list[Any]) -> tuple[list[Any], list[Any]]:
        """The rows of the applicants of a page, and their words: what belongs together comes together."""
        of: dict[tuple[str, str], Any] = {
            (line.kind, line.id): body for line, body in zip(lines, bodies, strict=True) if line.kind in parts.OF_KIND
        }
        people, words = [], []
        for (kind, identity), body in of.items():
            if kind == "profile" and not self.is_new:  # changed alone, as in a later pull
                body, identity = self._application_of(identity)
            elif kind != "application":
                continue
            seeker = body["seeker"]
            profile = of.get(("profile", seeker), {})
            row = applicants.row_of(identity, body, {seeker: profile}, {})
            number = applicants.number_of(row)
            while self.is_new and number in self.taken:
                number += 1
            self.taken.add(number)
            held = {"application": [body], "profile": [profile], "contact": [], "note": []}
            contact = of.get(("contact", ids.contact_id(identity)))
            held["contact"] = [contact] if contact else []
            cut = applicants.cut(held)
            people.append((number, *row))
            words.append((number, *(cut[name] for name in parts.PARTS)))
        return people, words

    def _application_of(self, seeker: str) -> tuple[Any, str]:
        found = self.file.execute(
            "SELECT d.base, s.id FROM shown s INDEXED BY shown_by_other JOIN document d"
            " ON d.id = s.id AND d.kind = s.kind AND d.scope = s.scope WHERE s.kind = 'application' AND s.other = ?",
            (seeker,),
        ).fetchone()
        return msgspec.json.decode(found[0]), str(found[1])

    def _number(self, kind: str, identity: str) -> int:
        if not self.is_new:
            row = self.file.execute("SELECT number FROM shown WHERE kind = ? AND id = ?", (kind, identity))
            if found := row.fetchone():
                return int(found[0])
        self.number += 1
        self.numbers[kind, identity] = self.number
        return self.number


def counted(file: Any) -> dict[str, int]:
    """How many rows there are, by table: as many as in the product's own cache."""
    tables: Iterator[str] = iter(("document", "shown", "facet", "search", "applicant", "search_applicant"))
    return {name: file.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in tables}


def main() -> None:
    """`folder url kept first`: pull what was kept, but for the first pages, from where it is served into a folder's cache."""
    file, names = opened(Path(sys.argv[1])), pages(Path(sys.argv[3]))[int(sys.argv[4]) :]
    pool = urllib3.connection_from_url(sys.argv[2])
    began, busy, rows = time.perf_counter(), time.process_time(), Rows(file)
    for name in names:
        rows.write(fetched(pool, name))
    for name, over in ORDERS.items():
        file.execute(f"CREATE INDEX IF NOT EXISTS {name} ON applicant({', '.join(over)}) WHERE withdrawn = 0")
    told = {"s": time.perf_counter() - began, "processor_s": time.process_time() - busy, "tokens_s": rows.indexing}
    sys.stdout.write(json.dumps(told | {"rows": counted(file)}) + "\n")
    file.close()


if __name__ == "__main__":
    main()
