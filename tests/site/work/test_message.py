"""A mail that the library's whole parser did not look at is the same to the byte as one that it did."""

from __future__ import annotations

import email.policy
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any
from unittest import mock

import hypothesis
import msgspec
from hypothesis import strategies as st

from izanau_protocol import ambient
from izanau_site.settings import Settings
from izanau_site.work import message
from izanau_site.work.message import Reason, Words, message_of

_WHOLE = email.policy.default.clone(max_line_length=400)
_PIECES = (
    "Umi Games",
    "会社",
    "é",
    " ",
    "a",
    "Z_9",
    ".",
    "-",
    "+",
    "@",
    "<",
    ">",
    '"',
    "\\",
    "(",
    ")",
    ",",
    ":",
    ";",
    "=",
)
_ENCODED = ("=?utf-8?q?ab?=", "=?", "?=", "%0a", "x" * 450)
_BREAKS = ("\n", "\r\nBcc: all@mail.example\r\n", "\r", "\x0b", "\x85", "\u2028", "\t", "\x00")
_typed = st.lists(st.sampled_from(_PIECES + _ENCODED), max_size=8).map("".join)
_hostile = st.lists(st.sampled_from(_PIECES + _ENCODED + _BREAKS), max_size=6).map("".join)
_local = st.from_regex(r"[a-z0-9_+.'-]{1,12}", fullmatch=True)
_addresses = st.builds(
    "{}@{}".format, _local, st.sampled_from(("mail.example", "sub-1.mail.example", "例え.jp", "a..b"))
)
_rows = st.builds(
    SimpleNamespace,
    id=st.uuids().map(str),
    to=_addresses,
    purpose=st.sampled_from(("service", "security", "jobs")),
    headers=st.sampled_from(("status", "updates")).map(
        lambda kind: msgspec.json.encode({"X-Izanau-Kind": kind}).decode()
    ),
    language=st.sampled_from(("en", "ja")),
)
_settings = st.builds(
    Settings,
    mail_name=st.sampled_from(("IZANAU", "Umi Games", "会社", "")) | _typed,
    mail_from=st.sampled_from(("no-reply@izanau.example", "a@sub.izanau.example", "izanau")),
    operator=st.just("Umi Inc."),
)
_words = st.builds(Words, _typed, st.text(max_size=40) | st.just("a long line " * 200))
_link = st.integers(0, 500).map(lambda length: f"https://izanau.example/unsubscribe/{'k' * length}")
_reasons = st.none() | st.builds(Reason, day=st.just("2026-01-01"), words=st.just("Mails about jobs"), link=_link)


def made(settings: Settings, row: Any, words: Words, reason: Reason | None) -> Any:
    """The mail as it leaves, into a file and to servers that take more or less; or what it was refused with."""
    try:
        mail = message_of(settings, row, words, reason)
        found = [mail.as_bytes()]
        for wide, bits in ((False, 7), (False, 8), (True, 7), (True, 8)):
            server = message.POLICY.clone(linesep="\r\n", utf8=wide, cte_type=f"{bits}bit")
            found.append(mail.as_bytes(policy=server))
        return str(mail["To"]), *found
    except Exception as fault:  # noqa: BLE001 - whatever the library raises, ours raises too
        return type(fault)


def same(settings: Settings, row: Any, words: Words, reason: Reason | None) -> Any:
    """What is made, which is what the whole parser makes of it."""
    with ambient.ruled(datetime(2026, 1, 1, tzinfo=UTC)):
        ours = made(settings, row, words, reason)
        with mock.patch.object(message, "POLICY", _WHOLE):
            assert made(settings, row, words, reason) == ours
    return ours


@hypothesis.given(settings=_settings, row=_rows, words=_words, reason=_reasons)
@hypothesis.settings(max_examples=100)
def test_a_mail_is_what_the_whole_parser_would_make(
    settings: Settings, row: Any, words: Words, reason: Reason | None
) -> None:
    same(settings, row, words, reason)


@hypothesis.given(settings=_settings, row=_rows, subject=_hostile, to=_hostile, name=_hostile)
@hypothesis.settings(max_examples=100)
def test_no_header_comes_out_of_a_value(settings: Settings, row: Any, subject: str, to: str, name: str) -> None:
    row.to = to
    mail = same(msgspec.structs.replace(settings, mail_name=name), row, Words(subject, "Hello"), None)
    if isinstance(mail, tuple):
        head = mail[1].partition(b"\n\n")[0]
        assert not any(line.lower().startswith(b"bcc") for line in head.splitlines())
