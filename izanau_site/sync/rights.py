"""Who may write what: every field that a push names, and whose document it is (the first half of R11)."""

from __future__ import annotations

from typing import Final

from izanau_protocol import documents, ids, visibility, wire
from izanau_protocol.canonical import Body
from izanau_protocol.rules.values import safe
from izanau_site.accounts.caller import Caller
from izanau_site.store.documents import Document
from izanau_site.sync.work import refuse

_SCOPES: Final = {
    "self": ("account",),
    "either": ("account", "applicants"),
    "owner": ("company",),
    "recruiters": ("company",),
    "reviewers": ("applicants", "job"),
    "staff": ("staff", "account"),
}
"""The kinds of scope in which each audience of the column `writes` writes."""

_ALSO: Final = {"task": ("account",)}
"""Scopes in which a kind is written beside those: a hiring manager's own tasks about nothing are in theirs alone."""

_CREATES: Final = {
    "consent": ("self", ("account",), ""),
    "profile": ("self", ("account",), "seeker"),
    "application": ("self", ("account",), "seeker"),
    "message": ("either", ("account", "applicants"), ""),
    "note": ("reviewers", ("applicants", "job"), "company"),
    "task": ("reviewers", ("applicants", "job", "account"), "company"),
    "export": ("reviewers", ("applicants",), "company"),
    "view": ("reviewers", ("applicants",), "company"),
    "job": ("recruiters", ("company",), "company"),
    "template": ("recruiters", ("company",), "company"),
    "ticket": ("self", ("account",), ""),
    "mend": ("staff", ("account",), "staff"),
    "conflict": ("self", ("account",), ""),
}
"""Who creates a kind, in which kinds of scope, of which group of accounts. What is not here comes by other ways."""

_DELETES: Final = {
    "conflict": "self",
    "note": "reviewers",
    "task": "reviewers",
    "job": "recruiters",
    "template": "recruiters",
    "view": "reviewers",
}

_ONCE: Final = {
    "application": frozenset({"job", "seeker", "company", "attempt", "consent", "source", "message"}),
    "consent": frozenset(
        {"deed", "version", "hash", "language", "words", "recipient", "about", "purpose", "method", "client"}
    ),
    "message": frozenset({"company", "seeker", "application", "consent", "sender", "text"}),
    "note": frozenset({"application"}),
    "task": frozenset({"application", "job"}),
    "export": frozenset({"file", "format", "count", "fields", "rows"}),
    "job": frozenset({"company"}),
    "template": frozenset({"company"}),
    "view": frozenset({"company"}),
    "ticket": frozenset({"topic", "text", "email", "name"}),
    "mend": frozenset({"document", "about", "path", "old", "new", "reason", "text"}),
    "conflict": frozenset({"document", "about", "path"}),
}
"""Fields that are written when the document is made, and never again."""

ATTEMPTS: Final = 1000
"""Applications of one person for one job at most."""
_RANDOM: Final = "47"
"""Versions of UUIDs that a person's device makes; version 5 is for natural ids."""


def check_scope(caller: Caller, part: wire.Part) -> None:
    """The scope is one of the caller's, the kind is known, the id is one."""
    if part.kind not in documents.KINDS:
        raise refuse("unknown_kind", name=part.kind)
    if part.scope not in caller.scopes:
        raise refuse("not_yours")
    if not ids.is_id(part.id):
        raise refuse("not_an_id")


def check_create(caller: Caller, part: wire.Part, manifest: visibility.Manifest | None) -> None:
    """The caller may make this kind of document here, under this id."""
    right, places, group = _CREATES.get(part.kind, ("", (), ""))
    if right not in visibility.rights_of(caller.role) or _place(part) not in places:
        raise refuse("forbidden")
    if (group and caller.group != group) or (
        part.kind == "message" and _place(part) == "account" and not caller.profile
    ):
        raise refuse("forbidden")
    if part.kind == "profile" and part.id != caller.profile:
        raise refuse("not_yours")
    if part.kind not in ("profile", "application", "conflict") and part.id[14] not in _RANDOM:
        raise refuse("not_an_id")
    _check_fields(caller, part, part.patch or {}, None, manifest)


def check_natural_id(caller: Caller, part: wire.Part) -> None:
    """The id is the one that follows from what the new document is about, and from who makes it (R1)."""
    patch = part.patch or {}
    if part.kind == "application":
        job, attempt = patch.get("job"), patch.get("attempt")
        if type(attempt) is not int or not 1 <= attempt <= ATTEMPTS:
            raise refuse("out_of_range", "attempt", value=str(attempt), least=1, most=ATTEMPTS)
        if not ids.is_id(str(job)) or part.id != ids.application_id(str(job), caller.profile, attempt):
            raise refuse("not_yours")
    if part.kind == "conflict":
        about, path = str(patch.get("about", "")), str(patch.get("path", ""))
        if not about or "/" in about + path or part.id != ids.conflict_id(about, path, caller.account):
            raise refuse("not_yours")


def check_change(caller: Caller, part: wire.Part, before: Document, manifest: visibility.Manifest | None) -> None:
    """The caller may write every field that the patch names, of this document, as seen in this scope."""
    if part.patch is None:
        right = _DELETES.get(part.kind, "")
        if right not in visibility.rights_of(caller.role) or not _fits(caller, part, right, before):
            raise refuse("forbidden")
        return
    _check_fields(caller, part, part.patch, before, manifest)


def _check_fields(
    caller: Caller, part: wire.Part, patch: Body, before: Document | None, manifest: visibility.Manifest | None
) -> None:
    known = documents.fields(part.kind)
    for name in patch:
        row = visibility.row(part.kind, name) if name in known else None  # which keeps what it was asked
        if row is None:
            raise refuse("unknown_field", safe("", name), name=name)
        if patch[name] is not None and manifest is not None and not manifest.lists(part.kind, name):
            raise refuse("not_in_policy", name, name=name)  # PRV-12; what is there already may be removed
        if not visibility.may_write(part.kind, name, caller.role) or not _fits(caller, part, row.writes, before):
            raise refuse("read_only_field", name)
        if before is not None and name in _ONCE.get(part.kind, frozenset()):
            raise refuse("read_only_field", name)


def _fits(caller: Caller, part: wire.Part, right: str, before: Document | None) -> bool:
    """Whether a right holds in this scope, and for this person's document."""
    if _place(part) not in (*_SCOPES.get(right, ()), *_ALSO.get(part.kind, ())):
        return False
    return right != "self" or before is None or before.account == caller.account


def _place(part: wire.Part) -> str:
    return part.scope.split(":", 1)[0]
