"""Letters: a newsletter as an operator writes it, in both languages, kept once however many people read it."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Final

import msgspec
from sqlalchemy import Connection, insert, select

from izanau_protocol import ambient
from izanau_site.store.schema import letters
from izanau_site.work import markup
from izanau_site.work.mails import LANGUAGES
from izanau_site.work.message import Words

_FRONT: Final = re.compile(r"^---[ \t]*\n((?:[ \t]*(?:language|subject)[ \t]*:.*\n)+)---[ \t]*\n", re.MULTILINE)
_LINE: Final = re.compile(r"^[ \t]*(language|subject)[ \t]*:[ \t]*(.*?)[ \t]*$", re.MULTILINE)
_MOST: Final = 100_000
_MOST_SUBJECT: Final = 200
_ID_LENGTH: Final = 32
SHAPE: Final = (
    "each language begins with lines of `---`, `language: en` or `ja`, `subject: …`, and `---`; its text follows"
)


class LetterFault(Exception):  # noqa: N818 - the name says what is wrong
    """A file that is no letter; the words say what would do."""


class Letter(msgspec.Struct, frozen=True):
    """Subject and text by language; the id follows from them, so that the same file is the same letter."""

    words: dict[str, Words]

    @property
    def id(self) -> str:
        """A hash of the words."""
        told = msgspec.json.encode(self.words, order="sorted")
        return hashlib.sha256(told).hexdigest()[:_ID_LENGTH]


def read(path: Path) -> Letter:
    """The letter in a Markdown file, or in a folder of `en.md` and `ja.md`. Raises LetterFault."""
    found: dict[str, Words] = {}
    files = [(path / f"{one}.md", one) for one in LANGUAGES] if path.is_dir() else [(path, "")]
    for file, language in files:
        try:
            text = file.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as fault:
            raise LetterFault(f"{file} cannot be read as UTF-8 text: {type(fault).__name__}") from fault
        for named, words in _parts(text, language):
            if named in found:
                raise LetterFault(f"{file} has the language {named} twice")
            found[named] = words
    lacking = [one for one in LANGUAGES if one not in found]
    if lacking:
        raise LetterFault(
            f"the letter lacks {' and '.join(lacking)}: everybody reads it in their own language; {SHAPE}"
        )
    return Letter(found)


def _parts(text: str, language: str) -> list[tuple[str, Words]]:
    text = text.replace("\r\n", "\n")
    fronts = list(_FRONT.finditer(text))
    if not fronts or text[: fronts[0].start()].strip():
        raise LetterFault(f"the letter has no front matter: {SHAPE}")
    ends = [*(one.start() for one in fronts[1:]), len(text)]
    return [_part(one[1], text[one.end() : end].strip(), language) for one, end in zip(fronts, ends, strict=True)]


def _part(front: str, text: str, language: str) -> tuple[str, Words]:
    given = {name: value.strip("\"'") for name, value in _LINE.findall(front)}
    named = given.get("language", language)
    if named not in LANGUAGES or language not in ("", named):
        raise LetterFault(f"the letter names no language of the site: {SHAPE}")
    subject = " ".join(given.get("subject", "").split())
    if not subject or len(subject) > _MOST_SUBJECT:
        raise LetterFault(f"the subject in {named} is missing, or longer than {_MOST_SUBJECT} characters")
    if not text or len(text) > _MOST:
        raise LetterFault(f"the text in {named} is missing, or longer than {_MOST} characters")
    if markup.has_pictures(text):
        raise LetterFault(
            f"the text in {named} shows a picture: mails load nothing, so that nobody sees who reads them"
        )
    return named, Words(subject, text)


def keep(connection: Connection, letter: Letter) -> None:
    """Keep a letter, once."""
    if find(connection, letter.id) is None:
        row = {"id": letter.id, "made": ambient.timestamp(), "words": msgspec.json.encode(letter.words).decode()}
        connection.execute(insert(letters).values(row))


def find(connection: Connection, identity: str) -> Letter | None:
    """A letter that was kept."""
    words = connection.execute(select(letters.c.words).where(letters.c.id == identity)).scalar_one_or_none()
    return Letter(msgspec.json.decode(words, type=dict[str, Words])) if words else None
