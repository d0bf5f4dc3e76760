"""Bodies and patches as they lie in the cache: canonical bytes there, trees here."""

from __future__ import annotations

from typing import Any, cast

import msgspec

from izanau_protocol import canonical, documents
from izanau_protocol.canonical import Body
from izanau_protocol.patch import Path
from izanau_protocol.problems import Refused, problem

_NULL = b"null"


def tree(data: bytes | None) -> Body | None:
    """The body of these bytes; None for none, and for the empty bytes that mark a deletion."""
    return cast("Body", msgspec.json.decode(data)) if data else None


def spelled(body: Body | None) -> bytes | None:
    """The bytes of a body. Raises Refused where no body may be like that."""
    if body is None:
        return None
    try:
        return canonical.encode(body)
    except canonical.NotCanonical as error:
        raise Refused(problem("too_large" if error.reason == "too_long" else "not_canonical")) from error


def patch_of(data: bytes | None) -> Body | None:
    """The patch of these bytes; None deletes."""
    return cast("Body | None", msgspec.json.decode(data)) if data is not None else None


def spelled_patch(patch: Body | None) -> bytes:
    """The bytes of a patch."""
    return _NULL if patch is None else canonical.encode(patch, nulls=True)


def clean(patch: Body | None) -> Body | None:
    """A patch with its texts settled as typed ones are; what it removes stays."""
    return None if patch is None else {name: _cleaned(value) for name, value in patch.items()}


def _cleaned(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _cleaned(inner) for name, inner in value.items()}
    return None if value is None else canonical.clean(value)


def dotted(path: Path) -> str:
    """A path as a conflict holds it; `.` is the whole document."""
    return ".".join(path) or "."


def parted(path: str) -> Path:
    """The path that `dotted` wrote."""
    return () if path == "." else tuple(path.split("."))


def entries_above(kind: str, path: Path) -> list[Path]:
    """The entries, of maps that people edit one by one, in which a path leads."""
    above = [path[:length] for length in range(1, len(path))] if kind in documents.KINDS else []
    return [one for one in above if documents.pattern_of(kind, ".".join(one)).endswith("*")]


def is_free_text(kind: str, path: Path) -> bool:
    """Whether a long text stands there, which is merged by lines first."""
    for parts in (path, path[:-1]):
        field = documents.field(kind, ".".join(parts)) if parts and kind in documents.KINDS else None
        if field is not None:
            return field.spec.type in ("text", "prose")
    return False
