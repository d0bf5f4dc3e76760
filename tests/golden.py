"""What the golden files of `tests/protocol/golden/` hold: the formats as they are now. `python -m tests.golden` writes them anew.

Once a release is out, a file that differs is a break: the cure is then in the code, not in the file.
"""

from __future__ import annotations

import hashlib
import inspect
import json
from pathlib import Path
from typing import Any, Final

import msgspec
from sqlalchemy import MetaData
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from izanau_desktop.cache import Cache, header
from izanau_protocol import canonical, documents, ids, visibility, wire
from izanau_protocol.visibility import table
from izanau_site.store import schema as site

FOLDER: Final = Path(__file__).parent / "protocol" / "golden"
ONE: Final = "11111111-1111-4111-8111-111111111111"
TWO: Final = "22222222-2222-4222-8222-222222222222"
_EVENTS: Final = ("withdrawn", "paused", "erasing", "erased", "unregistered", "role_lost", "closed", "deleted", "")
_ROLES: Final = ("", "seeker", "owner", "recruiter", "hiring_manager", "interviewer", "reviewer")
_STAFF: Final = ("agent", "supervisor", "administrator")
_PLACES: Final = ("account", "company", "applicants", "contacts", "job", "jobs", "staff")


def messages() -> dict[str, msgspec.Struct]:
    """One example of each message of sync, with every field set."""
    part = wire.Part("profile", ONE, f"account:{TWO}", 3, {"hobbies": {"en": "Go"}, "visa": None})
    settled = wire.Settled("profile", ONE, f"account:{TWO}", 4, {"hobbies": {"en": "Go"}})
    refused = {"type": "/problems/required", "status": 422, "code": "required", "field": "name.full"}
    return {
        "Scopes": wire.Scopes(
            "e1",
            {"profile": "0123456789ab"},
            "2019-04-10",
            "0.1.0",
            {"jobs": wire.ScopeHead(9, 2)},
            48,
            vocabulary="0123456789ab",
        ),
        "Fields": wire.Fields(["profile.name.full", "profile.work.*.title"]),
        "Entry": wire.Entry(f"account:{TWO}", "profile", ONE, 4, {"hobbies": {"en": "碁"}}, "", beside=True),
        "Entry gone": wire.Entry(f"applicants:{TWO}", "profile", ONE, 5, None, "revoked"),
        "PageEnd": wire.PageEnd(2, "ab" * 32, 5, True, "e1", {"profile": "0123456789ab"}),
        "Part": part,
        "Part deleting": wire.Part("conflict", ONE, f"account:{TWO}", 3, None),
        "Push": wire.Push(TWO, [part], "e1", [ONE]),
        "Batch": wire.Batch([wire.Push(TWO, [part], "e1", [])], {"jobs": 9}),
        "Settled": settled,
        "Answers": wire.Answers(
            [
                wire.Answer(ONE, "applied", [settled]),
                wire.Answer(TWO, "stale", [settled]),
                wire.Answer(ONE, "waiting"),
                wire.Answer(TWO, "refused", problem=refused),
            ],
            "e1",
        ),
        "Gone": wire.Gone({"jobs": 9}),
    }


def page() -> bytes:
    """A page of a feed as it is sent: a line for each entry, and the line that closes it."""
    found = messages()
    named = [found["Entry"], found["Entry gone"]]
    before = b"".join(canonical.encode(msgspec.to_builtins(one)) + b"\n" for one in named)
    end = msgspec.structs.replace(found["PageEnd"], sha256=hashlib.sha256(before).hexdigest())
    return before + canonical.encode(msgspec.to_builtins(end)) + b"\n"


def _wire() -> dict[str, Any]:
    structs = {
        name: list(one.__struct_fields__)
        for name, one in vars(wire).items()
        if inspect.isclass(one) and issubclass(one, msgspec.Struct) and one.__module__.startswith(wire.__name__)
    }
    numbers = {name: value for name, value in vars(wire).items() if name.isupper() and isinstance(value, int)}
    encoded = {name: msgspec.json.encode(one).decode() for name, one in messages().items()}
    return {"numbers": numbers, "fields": structs, "messages": encoded, "page": page().decode()}


def _ids() -> dict[str, Any]:
    return {
        "namespace": str(ids.NAMESPACE),
        "profile": ids.profile_id(ONE),
        "contact": ids.contact_id(ONE),
        "membership": ids.membership_id(ONE, TWO),
        "application": [ids.application_id(ONE, TWO, attempt) for attempt in (1, 2)],
        "conflict": [ids.conflict_id(ONE, path, TWO) for path in ("", "birthday", "work.k3ab12cd34.title")],
        "policy": ids.natural_id("policy", "2019-04-10"),
    }


def _audiences() -> dict[str, Any]:
    rows = [
        [row.kind, row.path, sorted(row.sees), row.writes, row.item, row.clause, row.searched]
        for row in visibility.ROWS
    ]
    scopes = {role: visibility.scopes_of(role, "ACCOUNT", "COMPANY", ("JOB",)) for role in (*_ROLES, *_STAFF)}
    rights = {role: sorted(visibility.rights_of(role)) for role in (*_ROLES, *_STAFF)}
    causes = {event: {place: visibility.cause_of(event, f"{place}:x") for place in _PLACES} for event in _EVENTS}
    fields = {
        kind: {path: field.spec.type for path, field in documents.fields(kind).items()} for kind in documents.KINDS
    }
    return {
        "audiences": list(table.AUDIENCES),
        "scopes": scopes,
        "rights": rights,
        "causes": causes,
        "rows": rows,
        "fields": fields,
        "versions": visibility.versions(None),
    }


def _header() -> dict[str, Any]:
    key = bytes(range(32))
    written = msgspec.json.encode(header.Header(ONE, header.check_of(key, ONE)))
    return {"key": key.hex(), "cache": ONE, "header": written.decode(), "commits": {"7": f"{7:020d}"}}


def _tables() -> dict[str, Any]:
    return {
        "cache": _cache_tables(),
        "site on sqlite": _made(site.metadata, sqlite.dialect()),
        "site on postgresql": _made(site.metadata, postgresql.dialect()),  # type: ignore[no-untyped-call]  # likewise
    }


def _cache_tables() -> list[str]:
    """The tables of a cache that was just made; those that FTS5 keeps for itself are its own."""
    query = "SELECT sql FROM sqlite_master WHERE sql <> '' AND name NOT LIKE 'search!_%' ESCAPE '!' ORDER BY name"
    made = Cache(None)
    try:
        return made.change(lambda c: [" ".join(str(row[0]).split()) for row in c.exec_driver_sql(query).all()])
    finally:
        made.close()


def _made(metadata: MetaData, dialect: Any) -> list[str]:
    made = [str(CreateTable(one).compile(dialect=dialect)) for one in metadata.sorted_tables]
    for one in metadata.sorted_tables:
        made += [
            str(CreateIndex(index).compile(dialect=dialect)) for index in sorted(one.indexes, key=lambda i: str(i.name))
        ]
    return [" ".join(statement.split()) for statement in made]


FILES: Final = {
    "wire.json": _wire,
    "ids.json": _ids,
    "audiences.json": _audiences,
    "header.json": _header,
    "tables.json": _tables,
}


def text(name: str) -> str:
    """A golden file as it should be."""
    return json.dumps(FILES[name](), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    for written in FILES:
        (FOLDER / written).write_text(text(written), encoding="utf-8")
