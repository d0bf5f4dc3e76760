"""Passwords: kept as Argon2id hashes, refused when easy to guess, compared with the same work whoever asks."""

from __future__ import annotations

import functools
import hmac
import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn_rs_py import zxcvbn

from izanau_protocol import ambient
from izanau_protocol.problems import Refused, problem

LEAST: Final = 8
MOST: Final = 256
_GOOD_SCORE: Final = 2  # of 4: "somewhat guessable", safe against guesses at a throttled site
_NO_TEXT: Final = re.compile("[\0\ud800-\udfff]")
_GUESSED: Final = 72  # characters that the estimate looks at; its work grows with the square

# OWASP's minimum for Argon2id (Password Storage Cheat Sheet): 19 MiB, 2 passes, 1 lane.
_hasher: Final = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


def hashed(password: str) -> str:
    """The hash to keep."""
    return _hasher.hash(_settled(password))


def matches(kept: str, password: str) -> bool:
    """Whether a password is the one that was kept; False, after the same work, where none was."""
    try:
        return _hasher.verify(kept or _nobody(), _settled(password)) and bool(kept)
    except (VerificationError, InvalidHashError):
        return False


def check(password: str, field: str, known: Sequence[str] = ()) -> None:
    """Raise Refused where a password is too short, too long or easy to guess; `known` are the person's own words."""
    if _NO_TEXT.search(password):
        raise Refused(problem("not_text", field))  # no request could bring it again
    if len(password) > MOST:
        raise Refused(problem("too_long", field, length=len(password), most=MOST))
    if len(password) < LEAST:
        raise Refused(problem("weak_password", field, least=LEAST))
    inputs = [word for text in known for word in (text, *text.replace("@", " ").replace(".", " ").split()) if word]
    if int(zxcvbn(password[:_GUESSED], inputs[:20]).score) < _GOOD_SCORE:
        raise Refused(problem("weak_password", field, least=LEAST))


def same(one: str, other: str) -> bool:
    """Whether two secrets are equal, without telling by time where they differ."""
    return hmac.compare_digest(one.encode(), other.encode())


@functools.cache
def _nobody() -> str:
    return _hasher.hash(ambient.secret())


def _settled(password: str) -> str:
    """NFKC, so that every keyboard types the same password; cut where no real one ends."""
    return unicodedata.normalize("NFKC", password)[: MOST * 4]
