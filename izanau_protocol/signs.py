"""A few signs that stand for a text: always the same ones, and nothing of the text can be read from them."""

from __future__ import annotations

import hashlib


def signs(text: str, alphabet: str, length: int) -> str:
    """So many letters of an alphabet, by the hash of a text. Two texts may meet: with one in 36 to the tenth hardly ever."""
    number, found = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8]), ""
    while len(found) < length:
        number, place = divmod(number, len(alphabet))
        found += alphabet[place]
    return found
