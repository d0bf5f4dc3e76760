"""How a ticket, a kind of record and an entry of the trail read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from izanau_desktop.cache.reads import values
from izanau_desktop.cache.reads.support import TicketRow
from izanau_desktop.look.tokens import Tone
from izanau_desktop.shared import moments
from izanau_desktop.translation import tr
from izanau_desktop.widgets.rows import Row
from izanau_desktop.widgets.timeline import TimelineStep
from izanau_protocol import codes

TONES: dict[str, Tone] = {"open": "warn", "answered": "ok", "closed": "neutral"}


def kind_words(kind: str) -> str:
    """What kind of record it is."""
    known = {
        "profile": tr("Job seeker"),
        "account": tr("Account"),
        "company": tr("Company"),
        "job": tr("Job advertisement"),
        "ticket": tr("Request"),
    }
    return known.get(kind, kind)


def state_words(state: str, language: str) -> str:
    """How a ticket stands."""
    return codes.words("ticket_state", state, language)


def topic_words(ticket: TicketRow, language: str) -> str:
    """What a ticket is about; the topic may be unknown."""
    return codes.words("topic", ticket.topic or "other", language)


def numbered(ticket: TicketRow, language: str) -> str:
    """`#12 My account`; a ticket that the site has not numbered yet has no number."""
    return " ".join(filter(None, (f"#{ticket.number}" if ticket.number else "", topic_words(ticket, language))))


def ticket_row(ticket: TicketRow, language: str) -> Row:
    """The row of a ticket."""
    title = numbered(ticket, language)
    text = " ".join(ticket.text.split())[:160]
    state = state_words(ticket.state, language)
    when = moments.short(ticket.at, language)
    spoken = ", ".join(filter(None, (title, state, text, when)))
    return Row(ticket.id, title, text, when, state, TONES.get(ticket.state, "neutral"), accessible=spoken)


def trail_step(kind: str, entry: Mapping[str, Any], language: str) -> TimelineStep:
    """One look or edit: who, when, what was done, why."""
    told = {name: str(entry.get(name) or "") for name in ("at", "deed", "path", "reason", "text", "by")}
    mended, erased = told["deed"] == "mend", told["deed"] == "erase"
    who = told["by"] or tr("a former member of staff")
    field = values.path_words(kind, told["path"], language) if told["path"] else ""
    deed = tr("{who} mended {field}").format(who=who, field=field) if mended else tr("{who} looked").format(who=who)
    if erased:
        deed = tr("{who} began the deletion").format(who=who)
    reason = codes.words("mend_reason" if mended or erased else "look_reason", told["reason"], language)
    detail = tr("{reason}: {text}").format(reason=reason, text=told["text"])
    if moments.days_since(told["at"]) > 0:
        detail = " · ".join((moments.full(told["at"], language), detail))
    return TimelineStep(deed, moments.short(told["at"], language), detail, "warn" if mended or erased else "neutral")
