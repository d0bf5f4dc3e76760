"""The company's own words to somebody who applied: a message and its mail, once, from the template that is switched on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from izanau_protocol import ids, rules
from izanau_protocol.canonical import Body
from izanau_protocol.reading.profile import spoken
from izanau_protocol.rules import template
from izanau_protocol.visibility import blind
from izanau_site.store import documents
from izanau_site.store.documents import Document
from izanau_site.sync.work import Work
from izanau_site.work.mails import Mail

_MOST: Final = 4000
"""Characters of a message at most, whatever long names were filled in."""


def acknowledge(work: Work, application: str, body: Body, job: Document) -> None:
    """Write to whoever just applied, in their language, where the company has a text for that."""
    found = {one.id: one for one in documents.list_all(work.connection, kind="template", company=job.company)}
    chosen = found.get(template.acknowledging({one: kept.body for one, kept in found.items()}))
    if chosen is None:
        return
    company, person = work.get("company", job.company), work.person(work.caller.account)
    about: Mapping[str, Any] = company.body if company else {}
    profile = work.get("profile", work.caller.profile)
    named: dict[str, Any] = profile.body.get("name", {}) if profile else {}
    hidden = blind.is_blind(job.body, body)

    def values(tag: str) -> dict[str, str]:
        stage = next((one.words.of(tag) for one in rules.stages(job.body) if one.id == body.get("stage")), "")
        called = about.get("name_ja") if tag.startswith("ja") else ""
        return {
            "name": template.ANYBODY.of(tag) if hidden else rules.display_name(named, tag),
            "job": spoken(job.body.get("title"), tag)[0],
            "company": str(called or about.get("name", "")),
            "stage": stage,
        }

    text = template.fill(chosen.body.get("text", {}), values, person.language).text[:_MOST]
    message = {
        "company": job.company,
        "seeker": work.caller.profile,
        "application": application,
        "sender": "company",
        "name": about.get("name", ""),
        "text": text,
        "at": work.at,
    }
    work.add("message", ids.natural_id("acknowledgement", application), message, person.id)
    words: dict[str, str | int] = {"name": person.name, "company": str(about.get("name", ""))}
    work.mails.append(Mail("message", person.email, person.language, person.id, words))
