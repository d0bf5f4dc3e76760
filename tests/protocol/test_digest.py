"""The digest beside a message."""

from __future__ import annotations

import pytest

from izanau_protocol import digest

OF_HELLO = "sha-256=:LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=:"


def test_digest_is_that_of_rfc_9530() -> None:
    assert digest.of(b"hello") == OF_HELLO


@pytest.mark.parametrize(
    "told", [OF_HELLO, f"sha-512=:AAAA:, {OF_HELLO}", f"{OF_HELLO};q=1", "", "sha-512=:AAAA:", "nonsense"]
)
def test_what_was_sent_fits_and_so_does_what_nothing_is_told_of(told: str) -> None:
    assert digest.fits(told, b"hello")


@pytest.mark.parametrize(
    "told",
    [
        OF_HELLO.removesuffix(":"),
        OF_HELLO.replace("LP", "L!"),
        "sha-256=::",
        "sha-256=",
        "sha-256",
        f"{OF_HELLO}, {OF_HELLO.replace('LP', 'PL')}",
        f"sha-512=:AAAA:, {OF_HELLO[:-9]}",
    ],
)
def test_what_is_told_wrongly_does_not_fit(told: str) -> None:
    assert not digest.fits(told, b"hello")


@pytest.mark.parametrize("body", [b"hallo", b"hell", b"", b"hello "])
def test_what_was_altered_or_cut_does_not_fit(body: bytes) -> None:
    assert not digest.fits(OF_HELLO, body)
