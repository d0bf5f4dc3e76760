"""The golden files of what is on the wire, in tables and in file headers: as since the first commit, byte by byte."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from izanau_desktop.cache import header
from izanau_protocol import canonical, wire
from tests import golden

WIRE: dict[str, Any] = json.loads((golden.FOLDER / "wire.json").read_bytes())
HEADER: dict[str, Any] = json.loads((golden.FOLDER / "header.json").read_bytes())


@pytest.mark.parametrize("name", sorted(golden.FILES))
def test_formats_are_as_in_their_golden_file(name: str) -> None:
    kept = (golden.FOLDER / name).read_text(encoding="utf-8")
    assert kept == golden.text(name), "a format changed; before the first release: python -m tests.golden"


@pytest.mark.parametrize("name", sorted(WIRE["messages"]))
def test_messages_keep_their_bytes(name: str) -> None:
    data, message = WIRE["messages"][name].encode(), golden.messages()[name]
    found = msgspec.json.decode(data, type=type(message))
    assert found == message
    assert msgspec.json.encode(found) == data


def test_page_of_a_feed_is_read_line_by_line() -> None:
    data = WIRE["page"].encode()
    *lines, last = data.splitlines(keepends=True)
    entries, end = [wire.decode_line(line.rstrip()) for line in lines], wire.decode_line(last.rstrip())
    assert entries == [golden.messages()["Entry"], golden.messages()["Entry gone"]]
    assert isinstance(end, wire.PageEnd)
    assert end.sha256 == hashlib.sha256(b"".join(lines)).hexdigest()
    assert [canonical.encode(canonical.decode(line.rstrip())) + b"\n" for line in (*lines, last)] == [*lines, last]


def test_header_of_a_cache_is_read_and_written_alike(tmp_path: Path) -> None:
    file, commits = tmp_path / "header", tmp_path / "commits"
    file.write_bytes(HEADER["header"].encode())
    header.verify(file, bytes.fromhex(HEADER["key"]))
    for number, text in HEADER["commits"].items():
        header.write_commits(commits, int(number))
        assert commits.read_bytes() == text.encode()
        assert header.read_commits(commits) == int(number)
