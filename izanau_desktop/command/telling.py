"""What the command says: results to standard output as a table or as JSON, all else to standard error."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

import click

from izanau_desktop.command import table
from izanau_protocol import documents
from izanau_protocol.canonical import Body
from izanau_protocol.fields import Words
from izanau_protocol.problems import Problem, Refused

if TYPE_CHECKING:
    from izanau_desktop.cache.indexing import Indexed

_ANEW: Final = "\r\x1b[K"
"""What empties the line of a terminal."""
_YES: Final = Words("yes", "はい")
_REACH: Final = Words(
    "Searched so far: {ready:,} of {all:,}. An open window, or `izanau sync`, prepares the rest.",
    "検索できたのは{all:,}件中{ready:,}件です。残りは、開いているウィンドウまたは `izanau sync` が準備します。",
)


class Teller:
    """Says things in one language, as JSON or for people."""

    def __init__(self, language: str, *, as_json: bool, quiet: bool, colour: bool) -> None:
        self.language, self.as_json, self.quiet = language, as_json, quiet
        self._colour = colour

    # --- results ---

    def document(self, tree: Mapping[str, Any], words: str | None = None) -> None:
        """A result: the document, or for people its words (by default one line a field)."""
        if self.as_json:
            self.json(tree)
        elif words is not None:
            self.lines(words.splitlines())
        elif tree.get("kind") in documents.KINDS:
            from izanau_desktop.command import reading

            self.lines(map(visible, reading.lines(tree, self.language)))
        else:
            self.lines(fields(tree))

    def table(self, page: Mapping[str, Any], columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """A list, as `page` makes it, or for people the rows under their columns and what else there is to know."""
        if self.as_json:
            self.json(page)
            return
        told = [tuple(shown(cell, self.language) for cell in row) for row in rows]
        self.lines(table.lines(columns, told, self.language, _room()))
        if not told:
            self.say(Words("Nothing to list.", "該当するものはありません。"))
        if page.get("next"):
            self.say(Words("more: --after {next}", "続き: --after {next}"), next=shlex.quote(str(page["next"])))
        if page.get("searchable"):
            self.say(_REACH, **page["searchable"])

    def lines(self, lines: Iterable[str]) -> None:
        """Lines of a result; what the terminal cannot show is replaced, never a failure."""
        out = sys.stdout
        for line in lines:
            text = f"{line}\n"
            out.write(text.encode(out.encoding or "utf-8", "replace").decode(out.encoding or "utf-8", "replace"))

    def json(self, tree: Mapping[str, Any]) -> None:
        """One JSON document, in UTF-8 whatever the terminal is."""
        data = json.dumps(tree, ensure_ascii=False, indent=2).encode("utf-8", "replace")
        sys.stdout.flush()
        sys.stdout.buffer.write(data + b"\n")
        sys.stdout.buffer.flush()

    # --- beside the results ---

    def say(self, words: Words, **values: str | int) -> None:
        """Something that a person wants to know and a script does not."""
        self.aside(words.of(self.language).format(**values))

    def aside(self, line: str) -> None:
        """A line of the same kind that is in the right language already."""
        if not self.quiet:
            self.error(line)

    @contextmanager
    def at_work(self, words: Words) -> Iterator[Callable[[str], None]]:
        """Say on a terminal what takes a while, until it is done; never where nobody looks on. Gives what says how far it is."""
        shown = not self.quiet and sys.stderr is not None and sys.stderr.isatty()

        def say(far: str) -> None:
            if shown:
                click.echo(f"{_ANEW}{words.of(self.language)} {far}".rstrip(), err=True, nl=False, color=True)

        say("")
        try:
            yield say
        finally:
            if shown:
                click.echo(_ANEW, err=True, nl=False, color=True)

    def error(self, line: str) -> None:
        """A line to standard error."""
        click.echo(visible(line), err=True, color=None if self._colour else False)

    def refusal(self, refused: Refused) -> None:
        """What was refused and what would do; with JSON the problem too, as RFC 9457."""
        if self.as_json:
            given = getattr(refused, "status", 0)
            first = refused.problems[0]
            self.json(refused.as_rfc9457(self.language, given or first.status))
        for one in refused.problems:
            self.problem(one)

    def problem(self, one: Problem) -> None:
        """A problem in words."""
        where = f"{one.field}: " if one.field else ""
        line = visible(f"{where}{one.with_cure(self.language)}")
        click.secho(line, err=True, fg="red", color=None if self._colour else False)


def document(kind: str, id: str, body: Body, *, seq: int = 0, pending: bool = False) -> dict[str, Any]:  # noqa: A002 - the field's name
    """One document as the command shows it: the fields of the body stand at the top."""
    return {"id": id, "kind": kind, "seq": seq, "pending": pending, **body}


def page(items: list[dict[str, Any]], total: int, following: str, indexed: Indexed | None = None) -> dict[str, Any]:
    """A list as the command shows it: `{items, total, next}`, and `searchable` where a search did not reach all yet."""
    found: dict[str, Any] = {"items": items, "total": total, "next": following}
    return found if indexed is None else {**found, "searchable": searchable(indexed)}


def searchable(indexed: Indexed | None) -> dict[str, int] | None:
    """How far a search reaches; None where it reaches all."""
    return None if indexed is None else {"ready": indexed.ready, "all": indexed.all}


def visible(text: str) -> str:
    """A text without characters that would move a terminal's cursor or turn its writing."""
    fine = ("\n", "\u00a0", "\u3000")  # spaces of texts, which Python does not count as printable
    return "".join(c if c.isprintable() or c in fine else c.encode("unicode_escape").decode() for c in text)


def shown(value: object, language: str = "en") -> str:
    """A value as a cell of a table."""
    if isinstance(value, bool):
        return _YES.of(language) if value else ""
    return visible(" ".join(str(value).split())) if value is not None else ""


def language_of(folder_language: str) -> str:
    """The language of the words: as set for the windows, else by the environment; `en` or `ja`."""
    found = folder_language or next(
        filter(None, (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))), "en"
    )
    return "ja" if found.startswith("ja") else "en"


def _room() -> int:
    """Columns of the terminal; none of a file or pipe."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else 0


def fields(tree: Mapping[str, Any], above: str = "") -> Iterable[str]:
    """A document, one line a value, by its path."""
    for name, value in tree.items():
        path = f"{above}{name}"
        if isinstance(value, Mapping):
            yield from fields(value, f"{path}.")
        elif isinstance(value, list) and any(isinstance(one, Mapping) for one in value):
            for number, one in enumerate(value, 1):
                yield from fields(one if isinstance(one, Mapping) else {"": one}, f"{path}.{number}.")
        elif value not in (None, "", []):
            yield f"{path}: {visible(', '.join(map(str, value)) if isinstance(value, list) else str(value))}"
