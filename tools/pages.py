"""Writes the pages of docs/ that are made from the tables: `docs/profile.md` and `docs/privacy.md`; `--check` only compares."""

from __future__ import annotations

import sys
from pathlib import Path

from sqlalchemy import MetaData

from izanau_desktop.cache import schema as cache
from izanau_protocol import documents, visibility
from izanau_site.privacy.untold import UNTOLD
from izanau_site.store import schema as site

UNBOUNDED = ("yes", "day", "month", "time")
"""Types whose values have one form; their length is no bound that anyone meets."""
NO_ITEM = ("", "made by the service", "written to a company")
DOCS = Path(__file__).resolve().parents[1] / "docs"


def profile() -> str:
    """Every path of the profile: type, bounds, words, audience, policy item."""
    lines = [
        "# The profile, path by path",
        "",
        "Made from `izanau_protocol/documents/profile.py` and the visibility table by `tools/pages.py`. `*` stands for the id of an entry;",
        "texts are held by language (`work.ID.description@ja`).",
        "",
        "| path | type | required | bounds | English | Japanese | seen by | item or not | policy item |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for path, field in documents.fields("profile").items():
        spec, row = field.spec, visibility.row("profile", path)
        most = f"at most {spec.most}" if spec.most and spec.type not in UNBOUNDED else ""
        bounds = f"{spec.least} to {spec.most}" if spec.type == "number" else most
        kind = f"{spec.type} of `{spec.table}`" if spec.table else spec.type
        seen = ", ".join(sorted(row.sees)) if row else ""
        item = row.item if row else ""
        required, one = "yes" if spec.required else "", "no" if item in NO_ITEM else "item"
        lines.append(
            f"| `{path}` | {kind} | {required} | {bounds} | {spec.words.en} | {spec.words.ja} | {seen} | {one} | {item} |"
        )
    return "\n".join([*lines, ""])


def privacy() -> str:
    """THE table: who sees and who writes what, and the clause of the policy behind it."""
    lines = [
        "# Who sees what",
        "",
        "Made from `izanau_protocol/visibility/table.py` by `tools/pages.py`. A row holds for the field and all below it. What has no row is",
        "refused by the site. `audiences(kind, id, body, facts)` says which scope holds which view; both ends use the same function.",
        "",
        "What people write about others in their own words is not rewritten: a note or a task that names a member, also behind an `@`,",
        "keeps that name when the member leaves or is erased, until it goes. The mails to who leaves say so. So stay the name of a shared view and",
        "the words of its filters by label, skill, title, company and school, in which whoever shares it is told to name nobody.",
        "",
        "| kind | field | seen by | written by | policy item | clause | searched |",
        "|---|---|---|---|---|---|---|",
    ]
    for row in visibility.ROWS:
        found = "yes" if row.searched else ""
        lines.append(
            f"| {row.kind} | {row.path} | {', '.join(sorted(row.sees))} | {row.writes} | {row.item} | {row.clause} | {found} |"
        )
    lines += [
        "",
        "## What is kept where",
        "",
        "Made from the tables of both ends. A column is personal where it says something of a person, in words or as a hash of them; one that",
        "is not classified fails a test (PRV-59). Ids are pseudonyms: what they stand for goes with an erasure.",
        "",
        "| end | table | personal | not personal |",
        "|---|---|---|---|",
    ]
    for end, tables in (("site", site.metadata), ("desktop", cache.metadata)):
        lines += columns(end, tables)
    return "\n".join([*lines, *untold(), ""])


def columns(end: str, tables: MetaData) -> list[str]:
    """A line for each table: its personal columns, and the others. Raises KeyError for one that is not classified."""
    found = []
    for name, table in sorted(tables.tables.items()):
        personal = [one.name for one in table.columns if one.info["personal"]]
        others = [one.name for one in table.columns if one.name not in personal]
        found.append(f"| {end} | {name} | {', '.join(personal)} | {', '.join(others)} |")
    return found


def untold() -> list[str]:
    """What of the site's tables is not told to whom it speaks of, with the reason."""
    lines = [
        "",
        "## What of it a person is told",
        "",
        "All of it, by `GET /v1/privacy/holdings`, but for these columns. A test writes a row about a person into every table, each column",
        "with a value of its own, and fails where one is neither in the answer nor here (`izanau_site/privacy/untold.py`).",
        "",
        "| table | not told | why |",
        "|---|---|---|",
    ]
    for table, columns in sorted(UNTOLD.items()):
        by = {why: [name for name in columns if columns[name] == why] for why in columns.values()}
        lines += [f"| {table} | {', '.join(names)} | {why} |" for why, names in by.items()]
    lines += [
        "",
        "Beside the database: `.eml` files in `outbox/` (where no mail server is set) are the mails told above; the logs of requests hold no",
        "account and no whole address of a machine (90 days); the ledger holds ids and moments of what was erased or ended, and the roles of persons",
        "and which jobs they manage until they are erased; throttles count hashes in memory, for an hour at most; a backup is a copy, and what was erased since goes again when it is put back.",
    ]
    return lines


def main(arguments: list[str]) -> int:
    """Write the pages; with `--check`, 1 where one is not as the tables say."""
    wrong = 0
    for name, text in (("profile.md", profile()), ("privacy.md", privacy())):
        page = DOCS / name
        if arguments == ["--check"]:
            if not page.exists() or page.read_text(encoding="utf-8") != text:
                sys.stderr.write(f"docs/{name} is not as the tables say; cure: python tools/pages.py\n")
                wrong = 1
        else:
            page.write_text(text, encoding="utf-8")
    return wrong


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
