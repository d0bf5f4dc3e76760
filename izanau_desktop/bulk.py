"""One deed on many applicants: what it would come to, doing it, a transaction for each thousand, and taking it back as a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Final, Literal

import msgspec

from izanau_desktop.cache import Document, Edit, documents, edits, holds, indexing, lease
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.reads import chosen, veil
from izanau_desktop.cache.reads.applicants import View
from izanau_desktop.cache.reads.common import field
from izanau_desktop.cache.reads.templates import Letter
from izanau_desktop.office import Office, moved
from izanau_protocol import rules, visibility, wire
from izanau_protocol.canonical import Body
from izanau_protocol.patch import apply
from izanau_protocol.problems import Refused
from izanau_protocol.rules import labels
from izanau_protocol.rules.team import sees_applicants

AT_ONCE: Final = 1_000
"""Applicants that are written in one transaction: others who write wait for it."""
_A_SLICE: Final = 5
"""Seconds that writing one of several slices takes at the most: the first is held until all are written."""
_FIELDS: Final = {"owner": ("owner",), "labels": ("labels",), "stage": ("stage", "reason")}
Left = Literal[
    "right", "gone", "withdrawn", "conflict", "there", "last", "no_stage", "not_theirs", "changed", "unlisted", "rule"
]
"""Why nothing is done to somebody: the role may not; not to be seen any more; withdrew; a conflict waits for an answer; it is so
already; no stage follows; their job has no such stage; the colleague does not see their job; what it was summed up for is
another by now; the list in which they were chosen finds them no more; a rule of the field."""


class Deed(msgspec.Struct, frozen=True):
    """What is to be done to each of them."""

    does: Literal["advance", "stage", "reject", "give", "label"]
    to: str = ""
    """The stage, of a rejection where it is not to be each job's first that rejects; or whose they are to be, by membership, where empty nobody's."""
    reason: str = ""
    template: str = ""
    """The prepared message that goes out with it."""
    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """The field of an application that it changes."""
        return {"give": "owner", "label": "labels"}.get(self.does, "stage")


class Step(msgspec.Struct, frozen=True):
    """What it comes to for one of them: the edits, or why there are none."""

    application: str
    job: str
    edits: tuple[Edit, ...] = ()
    left: Left | None = None
    to: str = ""
    """The stage that it leads to."""
    language: str = ""
    """Of the message that goes out."""
    text: str = ""
    basis: int = 0
    """Another number where that on which it stands is another: their stage, whose they are, where it leads to, what goes out."""


class Summary(msgspec.Struct, frozen=True):
    """What it would come to."""

    deed: Deed
    applications: tuple[str, ...]
    """To whom it would be done."""
    jobs: Mapping[str, int]
    """How many, by job."""
    stages: Mapping[tuple[str, str], int]
    """How many, by job and the stage that it leads to."""
    letters: Mapping[str, int]
    """How many messages go out, by language."""
    sample: str
    """The first of them."""
    left: Mapping[Left, tuple[str, ...]]
    names: Mapping[str, chosen.Called]
    """What those are called who are left out, as far as they may be named."""
    bases: Mapping[str, int]
    """On what it stands for each of them: done is what was summed up."""
    seen_in: View | None = None
    """The list in which they were chosen."""


class Outcome(msgspec.Struct, frozen=True):
    """What was done: the outbox rows by which it is taken back, and who was left out."""

    pushes: tuple[str, ...] = ()
    left: Mapping[Left, tuple[str, ...]] = msgspec.field(default_factory=dict)
    letters: int = 0
    names: Mapping[str, chosen.Called] = msgspec.field(default_factory=dict)
    """What those are called who are left out, as far as they may be named."""

    def and_(self, other: Outcome) -> Outcome:
        """Both."""
        left = {why: self.left.get(why, ()) + other.left.get(why, ()) for why in (*self.left, *other.left)}
        return Outcome(self.pushes + other.pushes, left, self.letters + other.letters, {**self.names, **other.names})


def summary(
    desk: Office, deed: Deed, applications: Sequence[str], seen_in: View | None = None, before: Summary | None = None
) -> Summary:
    """What a deed would come to, as things are; nothing for whom the list in which they were chosen finds no more.

    `before` was shown already: nobody comes to it, and who is not as it had them is left out. Nobody has it done to them for a
    fit of before: where the list stands on it, rows that wait are made anew first. Raises Refused `not_yours` where its
    prepared message is gone.
    """
    if seen_in is not None and seen_in.is_by_fit:
        indexing.make_anew(desk.cache.file)
    with desk.cache.reading("application") as connection:
        steps = list(_judged(connection, desk, deed, applications, seen_in, before))
        left = _left(steps)
        names = _called(connection, left)
    done = [step for step in steps if step.left is None]
    letters = [step for step in done if step.text]
    return Summary(
        deed,
        tuple(step.application for step in done),
        Counter(step.job for step in done),
        Counter((step.job, step.to) for step in done if step.to),
        Counter(step.language for step in letters),
        letters[0].text if letters else "",
        left,
        names,
        {step.application: step.basis for step in done},
        seen_in,
    )


SHOWN: Final = 5
"""So many of those who are left out for one reason are named."""


def slices(applications: Sequence[str]) -> list[Sequence[str]]:
    """What is done at once."""
    return [applications[start : start + AT_ONCE] for start in range(0, len(applications), AT_ONCE)]


def do(desk: Office, deed: Deed, applications: Sequence[str], more: int = 0, summed: Summary | None = None) -> Outcome:
    """Do it to these in one transaction, each in a push of its own, held so that it can be taken back; `more` slices follow.

    Of what was `summed` up whoever may no longer have it done to them, or is not as they were then, is left out.
    Raises Refused as `summary`, and `lease_locked`.
    """
    seen_in = summed.seen_in if summed else None
    name = {"give": "take", "label": "label"}.get(deed.does, "stage")
    needs = tuple(desk.pushes_with(deed.reason))
    # What the deed changes is judged by itself; nothing else of an application needs to be looked at.
    options = edits.Options(_seconds(more), name, needs, checked=False)

    def work(connection: Connection) -> Outcome | None:
        lease.admit(connection, "application")
        if seen_in is not None and chosen.is_behind(connection, seen_in):
            return None
        judged = list(_judged(connection, desk, deed, applications, seen_in, summed))
        made = edits.make_each(connection, [step.edits for step in judged], options)
        steps = [step if push else _left_out(step, "there") for step, push in zip(judged, made, strict=True)]
        left, letters = _left(steps), sum(bool(step.text) for step in steps)
        return Outcome(tuple(filter(None, made)), left, letters, _called(connection, left))

    while (outcome := desk.cache.change(work)) is None:  # a job came to ask otherwise, since the rows were made anew
        indexing.make_anew(desk.cache.file)
    return outcome


def hold(desk: Office, pushes: Sequence[str], more: int = 0) -> None:
    """Hold what was done to all from now on, as long as any deed, so that it can be taken back; `more` slices are still to be."""
    moment = edits.moment(_seconds(more))
    desk.cache.change(lambda connection: holds.until(connection, pushes, moment))


def take_back(desk: Office, waiting: Sequence[Sequence[str]]) -> int:
    """Take the last of these slices back; how many were in time. All are held anew before, so that none leaves meanwhile."""
    if len(waiting) > 1:
        hold(desk, [one for some in waiting for one in some], len(waiting))
    return desk.cache.drop_all(waiting[-1])


def _seconds(more: int) -> float:
    return wire.HOLD_SECONDS + _A_SLICE * more


def _judged(
    connection: Connection,
    desk: Office,
    deed: Deed,
    applications: Sequence[str],
    seen_in: View | None,
    before: Summary | None,
) -> Iterator[Step]:
    """What it comes to for each of these, and for nobody who left the list or is not as the summary before had them."""
    listed = chosen.listed(connection, seen_in, applications) if seen_in else frozenset(applications)
    for step in (step for some in slices(applications) for step in _steps(connection, desk, deed, some)):
        if step.application not in listed:
            yield _left_out(step, "unlisted")
        elif before is not None and before.bases.get(step.application) != step.basis:
            yield _left_out(step, "changed")
        else:
            yield step


def _left_out(step: Step, why: Left) -> Step:
    """Nothing is done to them for this reason, where there was none before."""
    return step if step.left else Step(step.application, step.job, left=why)


def _left(steps: Sequence[Step]) -> dict[Left, tuple[str, ...]]:
    found: dict[Left, list[str]] = {}
    for step in steps:
        if step.left is not None:
            found.setdefault(step.left, []).append(step.application)
    return {why: tuple(ids) for why, ids in found.items()}


def _called(connection: Connection, left: Mapping[Left, tuple[str, ...]]) -> dict[str, chosen.Called]:
    return chosen.named(connection, [one for ids in left.values() for one in ids[:SHOWN]])


def _steps(connection: Connection, desk: Office, deed: Deed, applications: Sequence[str]) -> Iterator[Step]:
    """What it comes to for each of these, at most as many as are done at once."""
    found = documents.many(connection, "application", list(applications))
    posts = documents.many(connection, "job", sorted({field(one.body, "job") for one in found.values()}))
    people: dict[str, Document] = {}
    if deed.template:
        people = documents.many(connection, "profile", sorted({field(one.body, "seeker") for one in found.values()}))
    judge = _Judge(connection, desk, deed, posts, people)
    for one in applications:
        yield judge.step(found[one]) if one in found else Step(one, "", left="gone")


class _Judge:
    """What a deed comes to for one application after the other."""

    def __init__(
        self,
        connection: Connection,
        desk: Office,
        deed: Deed,
        posts: Mapping[str, Document],
        people: Mapping[str, Document],
    ) -> None:
        self._deed, self._posts, self._people, self._company = deed, posts, people, desk.account.company
        self._may = visibility.may_write("application", deed.path, desk.account.role)
        self._may = self._may and (not deed.template or visibility.may_write("message", "text", desk.account.role))
        self._asked = _asked(connection, _FIELDS[deed.path])
        self._letter = Letter(connection, deed.template) if deed.template else None
        self._member = documents.get(connection, "membership", deed.to) if deed.does == "give" and deed.to else None
        self._is_own = deed.to == desk.membership
        self._stages = cache(self._stages_of)

    def step(self, one: Document) -> Step:
        """The step of an application that is there."""
        job = field(one.body, "job")
        if not self._may:
            return Step(one.id, job, left="right")
        if one.body.get("withdrawn") is True:
            return Step(one.id, job, left="withdrawn")
        if one.id in self._asked:
            return Step(one.id, job, left="conflict")
        if self._deed.does == "give":
            return self._give(one, job)
        return self._label(one, job) if self._deed.does == "label" else self._move(one, job)

    def _move(self, one: Document, job: str) -> Step:
        now, deed = field(one.body, "stage") or "new", self._deed
        rows = self._stages(job)
        why: Left = "there"
        if deed.does == "advance":
            row, why = rules.following(rows, now), "last"
        elif deed.does == "reject":
            rows = [row for row in rows if deed.to in ("", row.id)]
            row, why = rules.rejection(rows, now), "there" if rows else "no_stage"
        else:
            row = next((row for row in rows if row.id == deed.to), None)
            why = "no_stage" if row is None else "there"
        if row is None or row.id == now:
            return Step(one.id, job, left=why)
        text, language = self._written(one, job, now if row.status == "rejected" else row.id)
        if self._letter is not None and not _is_message(text):
            return Step(one.id, job, left="rule")
        made = moved(one, self._company, row.id, deed.reason, text)
        basis = hash((now, field(one.body, "owner"), row, text))
        return Step(one.id, job, tuple(made), to=row.id, language=language, text=text, basis=basis)

    def _written(self, one: Document, job: str, stage: str) -> tuple[str, str]:
        """The message that goes out, and its language; hidden people are not named in it. It says this stage: the one that they
        come to, or of a rejection the one where they were."""
        if self._letter is None:
            return "", ""
        post = self._posts.get(job)
        person = veil.person(self._people.get(field(one.body, "seeker")), veil.code(one.id, one.body, post))
        return self._letter.to(person.body if person else {}, post.body if post else {}, stage)

    def _give(self, one: Document, job: str) -> Step:
        owner = field(one.body, "owner")
        if owner == self._deed.to:
            return Step(one.id, job, left="there")
        if self._deed.to and not self._is_own and not self._sees(job):
            return Step(one.id, job, left="not_theirs")
        edit = Edit("application", one.id, one.scope, {"owner": self._deed.to or None})
        return Step(one.id, job, (edit,), basis=hash(owner))

    def _sees(self, job: str) -> bool:
        member, post = self._member, self._posts.get(job)
        if member is None or member.body.get("ended"):
            return False
        return post is None or sees_applicants(member.body, post.body)

    def _label(self, one: Document, job: str) -> Step:
        patch = labels.changed(one.body, self._deed.add, self._deed.remove)
        if not patch:
            return Step(one.id, job, left="there")
        before: Body = {"labels": one.body.get("labels")}
        try:
            edits.refuse_new_problems("application", before, apply(before, {"labels": patch}) or {})
        except Refused:
            return Step(one.id, job, left="rule")
        return Step(one.id, job, (Edit("application", one.id, one.scope, {"labels": patch}),))

    def _stages_of(self, job: str) -> list[rules.StageRow]:
        post = self._posts.get(job)
        return rules.stages(post.body if post else {})


def _is_message(text: str) -> bool:
    try:
        rules.parse("message", "text", text)
    except Refused:
        return False
    return True


def _asked(connection: Connection, fields: Sequence[str]) -> frozenset[str]:
    """The applications of which a conflict about one of these fields waits for an answer: no deed on many decides it unseen."""
    found = documents.some(connection, "conflict", {"document": "application"})
    waiting = [one.body for one in found if not one.body.get("settled")]
    return frozenset(field(one, "about") for one in waiting if _field(one) in ("", *fields))


def _field(conflict: Body) -> str:
    return field(conflict, "path").partition(".")[0]
