"""One conversation of the company: with whom, about which application, and whether it can be answered."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from msgspec.structs import replace

from izanau_desktop.cache import Cache, Document, documents
from izanau_desktop.cache.reads import talks, veil
from izanau_desktop.cache.reads.common import text_in
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
    unseen: tuple[str, ...]
    """Those of the person that were not looked at on this machine, also such as are not among the messages."""
    application: str
    """What is talked about, and an answer belongs to; empty where that is none."""
    title: Mapping[str, str]
    """Of the job of that application, by language."""
    has_applied: bool
    """Whether the person applied for anything, as far as one may know."""
    can_be_answered: bool
    """Whether the application stands, or the person asked about none; the site judges alike."""
    draft: str
    """What was written and not sent; it may be shown without these names."""
    names: veil.Names
    is_hidden: bool = False

    @property
    def place(self) -> tuple[str, str]:
        """The document that a draft lies with."""
        return ("application", self.application) if self.application else ("profile", self.seeker)


def read_talk(cache: Cache, thread: Thread, language: str) -> Talk:
    """Read a thread."""
    found, names = _talked_of(cache, thread)
    messages = talks.conversation(cache, thread.other, thread.application)
    standing = any(one.body.get("status") != "withdrawn" for one in found)
    talk = Talk(
        thread.key,
        thread.other,
        called(thread.name, thread.code, language) if thread.code else thread.name,
        messages,
        talks.unseen(cache, thread.other, thread.application),
        thread.application,
        thread.title,
        bool(found),
        standing or (not thread.application and any(one.sender == "seeker" for one in messages)),
        "",
        names,
        bool(thread.code),
    )
    drafts = {draft.path: draft.text for draft in cache.drafts(*talk.place)}
    return replace(talk, draft=drafts.get("answer", ""))


def _talked_of(cache: Cache, thread: Thread) -> tuple[tuple[Document, ...], veil.Names]:
    """The application that is talked about, or all of the person that hide nobody; and the names that a draft must not show."""
    with cache.reading("application") as connection:
        if thread.application:
            found = documents.get(connection, "application", thread.application)
            return (() if found is None else (found,)), veil.names(connection, found)
        every = documents.some(connection, "application", {"seeker": thread.other})
        return tuple(one for one in every if not veil.applied(connection, one.id, one.body)), veil.Names()


def hint(talk: Talk) -> str:
    """What one has to know of who stands at the other end; nothing of an applicant."""
    if not talk.can_be_answered:
        told = tr("{name} withdrew. Nothing more can be written.")
    elif talk.application or talk.has_applied:
        told = ""
    else:
        told = tr("{name} asks without having applied. Your answer is passed on; no e-mail address is shown.")
    return told.format(name=talk.name)


def about(title: Mapping[str, str], application: str, language: str) -> str:
    """What a conversation is about: a job, by its title, or no application; nothing where the job is not there."""
    return text_in(title, language)[0] if application else tr("About no application")
