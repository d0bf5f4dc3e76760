"""The vocabulary of the whole project: one struct per kind of document, and its fields as data."""

from __future__ import annotations

import functools
from typing import Final

import msgspec

from izanau_protocol.documents.account import (
    Account,
    Answer,
    Conflict,
    Consent,
    Criteria,
    Mend,
    Notices,
    Policy,
    PolicyItem,
    Purposes,
    Ticket,
)
from izanau_protocol.documents.application import (
    MOST_LABELS,
    MOST_ROWS,
    Application,
    Contact,
    Deletion,
    Event,
    Export,
    Label,
    Leaver,
    Message,
    Note,
    SharedView,
    Step,
    Task,
    Template,
    Unblinding,
)
from izanau_protocol.documents.job import (
    MOST_KEPT,
    MOST_REASONS,
    Company,
    Contract,
    Job,
    Membership,
    RejectReason,
    Required,
    Stage,
)
from izanau_protocol.documents.profile import Certificate, Education, Language, Name, Profile, Skill, Visa, Work
from izanau_protocol.fields import Field, fields_of

KINDS: Final[dict[str, type[msgspec.Struct]]] = {
    "account": Account,
    "consent": Consent,
    "policy": Policy,
    "profile": Profile,
    "contact": Contact,
    "company": Company,
    "membership": Membership,
    "job": Job,
    "application": Application,
    "message": Message,
    "template": Template,
    "view": SharedView,
    "note": Note,
    "task": Task,
    "export": Export,
    "ticket": Ticket,
    "mend": Mend,
    "conflict": Conflict,
}
"""Every kind that is synced, with its struct: a read-only view of a body, never the body itself (sync.md R2)."""

SECTIONS: Final = (
    "name",
    "birthday",
    "citizenship",
    "residence",
    "visa",
    "languages",
    "education",
    "work",
    "skills",
    "hobbies",
)
"""The ten items of the profile in the order of the policy (2.5)."""

FURTHER: Final = ("prefecture",)
"""Items of the profile that the first policy does not list: offered, taken and shown once a version lists them."""

ORDERED: Final = (*SECTIONS[:4], *FURTHER, *SECTIONS[4:])
"""All items that a profile may have, as they stand below one another."""


@functools.cache
def fields(kind: str) -> dict[str, Field]:
    """The fields of a kind by their path pattern (`work.*.title`); none of a kind that only a newer program knows."""
    return {field.path: field for field in fields_of(kind, KINDS[kind])} if kind in KINDS else {}


def field(kind: str, path: str) -> Field | None:
    """The field that a concrete path names (`work.ab12cd34ef.description@ja`), or None where the kind has none such."""
    pattern = pattern_of(kind, path)
    return fields(kind).get(pattern) if pattern else None


def pattern_of(kind: str, path: str) -> str:
    """The path with `*` for the ids of items (an item's own path ends in `*`); empty where the kind has no such path."""
    known = fields(kind)
    parts: list[str] = []
    for name in path.split("@", 1)[0].split("."):
        above = known.get(".".join(parts)) if parts else None
        parts.append("*" if above is not None and above.spec.type == "items" else name)
    pattern = ".".join(parts)
    return pattern if pattern.removesuffix(".*") in known else ""


__all__ = [
    "FURTHER",
    "KINDS",
    "MOST_KEPT",
    "MOST_LABELS",
    "MOST_REASONS",
    "MOST_ROWS",
    "ORDERED",
    "SECTIONS",
    "Account",
    "Answer",
    "Application",
    "Certificate",
    "Company",
    "Conflict",
    "Consent",
    "Contact",
    "Contract",
    "Criteria",
    "Deletion",
    "Education",
    "Event",
    "Export",
    "Field",
    "Job",
    "Label",
    "Language",
    "Leaver",
    "Membership",
    "Mend",
    "Message",
    "Name",
    "Note",
    "Notices",
    "Policy",
    "PolicyItem",
    "Profile",
    "Purposes",
    "RejectReason",
    "Required",
    "SharedView",
    "Skill",
    "Stage",
    "Step",
    "Task",
    "Template",
    "Ticket",
    "Unblinding",
    "Visa",
    "Work",
    "field",
    "fields",
    "pattern_of",
]
