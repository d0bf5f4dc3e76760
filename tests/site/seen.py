"""Who sees what, written down by hand from the policy: the measure that the walk over all answers is held to, and no code."""

from __future__ import annotations

from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs/privacy.md"

ITEMS = "name birthday citizenship residence visa languages education work skills hobbies"
SEEN: dict[tuple[str, str], str] = {
    ("profile", "public"): ITEMS + " prefecture",
    ("profile", "applicants"): ITEMS + " prefecture",
    ("profile", "staff_record"): ITEMS + " prefecture registered confirmed",
    (
        "account",
        "staff_record",
    ): "email name language purposes criteria paused group role company confirmed bounced created erases",
    (
        "application",
        "applicants",
    ): "job seeker company attempt consent source message withdrawn applied status history stage reason owner given_by labels trail unblinded erases",
    ("contact", "contacts"): "application company email",
    ("message", "applicants"): "company seeker application consent sender text name at",
    ("note", "applicants"): "application text mentions company author at",
    (
        "task",
        "applicants",
    ): "application job text owner due snoozed done company manager author at given_by given_at done_by done_at",
    ("ticket", "staff"): "topic text email name number at language state answers",
    ("mend", "author"): "document about path reason author at reply",
    ("company", "public"): "name name_ja industry prefecture city employees founded website description logo",
    ("company", "company"): "name name_ja industry prefecture city employees founded website description logo reasons",
    ("membership", "company"): "company member name role since by ended",
    ("template", "company"): "company use name text on",
    ("view", "applicants"): "company name job query stages sort up withdrawn columns author at",
    ("policy", "public"): "version effective text changes hash items purposes source",
}
"""Kind and audience → fields. What is not here is seen by the person it speaks of, and by nobody else; jobs are contents of
the site and open but for `stages`, `managers` and `blind`."""
PROTECTED = (
    "profile",
    "account",
    "consent",
    "application",
    "contact",
    "message",
    "note",
    "task",
    "ticket",
    "mend",
    "conflict",
)

HELD = """
state                     | profile    | application | contact  | question   | answer     | note       | task       | page
draft                     | -          | -           | -        | -          | -          | -          | -          | -
registered                | -          | -           | -        | -          | -          | -          | -          | public
applied                   | applicants | applicants  | contacts | applicants | applicants | applicants | applicants | -
applied, registered       | applicants | applicants  | contacts | applicants | applicants | applicants | applicants | public
withdrawn                 | -          | told        | -        | -          | applicants | applicants | applicants | -
withdrawn, registered     | public     | told        | -        | -          | applicants | applicants | applicants | public
applied, paused           | -          | -           | -        | -          | -          | -          | -          | -
registered, paused        | -          | -           | -        | -          | -          | -          | -          | -
applied, registered, erasing | -          | -           | -        | -          | -          | -          | -          | -
"""
"""What the company that was applied to holds of a person, and what the public page shows, by the person's state. `told`: that
there was an application, without its message."""

READERS = {
    "guest": ("jobs",),
    "other seeker": ("account", "jobs"),
    "owner": ("account", "jobs", "company", "applicants", "contacts"),
    "recruiter": ("account", "jobs", "company", "applicants", "contacts"),
    "reviewer": ("account", "jobs", "company", "applicants"),
    "hiring_manager": ("account", "jobs", "company", "job"),
    "interviewer": ("account", "jobs", "company"),
    "other company": ("account", "jobs", "company", "applicants", "contacts"),
    "agent": ("account", "jobs", "staff"),
    "supervisor": ("account", "jobs", "staff"),
    "administrator": ("account", "jobs", "staff"),
}
"""The scopes that each role reads; `account`, `company` and what hangs on it are their own."""


def fields(kind: str, audience: str) -> frozenset[str]:
    """The fields of a kind that an audience sees."""
    if kind == "job":
        inner = frozenset({"stages", "managers", "blind"})
        return frozenset(told()["job"]) - (frozenset() if audience == "company" else inner)
    if audience == "self":
        return frozenset(name for name, seen in told()[kind].items() if "self" in seen)
    return frozenset(SEEN.get((kind, audience), "").split())


def held(state: str) -> dict[str, str]:
    """What is held in a state: column → audience, `told` or `-`."""
    head, *rows = [[cell.strip() for cell in line.split("|")] for line in HELD.strip().splitlines()]
    return next(dict(zip(head[1:], row[1:], strict=True)) for row in rows if row[0] == state)


def states() -> list[str]:
    """All states of a person."""
    return [line.split("|")[0].strip() for line in HELD.strip().splitlines()[1:]]


def told() -> dict[str, dict[str, frozenset[str]]]:
    """Kind → field → audiences, as docs/privacy.md tells."""
    found: dict[str, dict[str, frozenset[str]]] = {}
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.split("|")[1:-1]]
        if len(cells) == 7 and cells[0] not in ("kind", "---"):
            found.setdefault(cells[0], {})[cells[1]] = frozenset(cells[2].split(", "))
    return found
