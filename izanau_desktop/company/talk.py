"""One conversation of the company: with whom, about which application, and whether it can be answered."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from izanau_desktop.cache import Cache, Document, documents
from izanau_desktop.cache.reads import talks, veil
from izanau_desktop.cache.reads.common import field
from izanau_desktop.cache.reads.people import MessageRow, Thread
from izanau_desktop.company.words import called
from izanau_desktop.translation import tr


class Talk(msgspec.Struct, frozen=True):
    """A thread with what an answer needs."""

    key: str
    seeker: str
    name: str
    """The name of the person, or what they are called while it is hidden."""
    messages: tuple[MessageRow, ...]
    application: str
    """The application that an answer belongs to; empty where it answers a question of somebody who did not apply."""
    job: str
    title: Mapping[str, str]
    """The job of that application, or of one that was withdrawn, and its title by language."""
    can_be_answered: bool
    """Whether an application stands, or the person asked about nothing that was withdrawn; the site judges alike."""
    drafts: Mapping[tuple[str, str], str]
    """What was written and not sent, by the document that it lies with: the profile of the person, then each application, as
    before it was known whose they are; or the one application that is talked of under blind review."""


def read_talk(cache: Cache, thread: Thread, language: str) -> Talk:
    """Read a thread; of a person with others that hide them, nothing of these."""
    messages = talks.conversation(cache, thread.other, thread.application)
    found = _talked_of(cache, thread)
    jobs = {one.id: field(one.body, "job") for one in found}
    left = {one.id for one in found if one.body.get("status") == "withdrawn"}
    standing = [one for one in jobs if one not in left]
    last = messages[-1].application if messages else ""
    application = last if last in standing else standing[-1] if standing else ""
    asked = any(one.sender == "seeker" and one.application not in left for one in messages)
    job = jobs.get(application or last, "")
    post = cache.get("job", job) if job else None
    title = post.body.get("title") if post is not None else None
    with cache.reading("application") as connection:
        names = veil.names(connection, found[0] if thread.application and found else None)
    own = ("application" if thread.application else "profile", thread.key)
    return Talk(
        thread.key,
        thread.other,
        called(thread.name, thread.code, language) if thread.code else thread.name,
        messages,
        application,
        job,
        title if isinstance(title, dict) else {},
        bool(standing) or asked,
        {place: names.out_of(_answer(cache, place)) for place in (own, *(("application", one.id) for one in found))},
    )


def _answer(cache: Cache, place: tuple[str, str]) -> str:
    return {draft.path: draft.text for draft in cache.drafts(*place)}.get("answer", "")


def _talked_of(cache: Cache, thread: Thread) -> tuple[Document, ...]:
    """The applications that an answer may belong to."""
    with cache.reading("application") as connection:
        if thread.application:
            found = documents.get(connection, "application", thread.application)
            return () if found is None else (found,)
        every = documents.some(connection, "application", {"seeker": thread.other})
        return tuple(one for one in every if not veil.applied(connection, one.id, one.body))


def hint(talk: Talk) -> str:
    """What one has to know of who stands at the other end; nothing of an applicant."""
    if talk.application:
        return ""
    if talk.can_be_answered:
        told = tr("{name} asks without having applied. Your answer is passed on; no e-mail address is shown.")
    else:
        told = tr("{name} withdrew. Nothing more can be written.")
    return told.format(name=talk.name)
