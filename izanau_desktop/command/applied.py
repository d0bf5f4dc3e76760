"""How an application is told at a terminal: as its company sees it, with the names of those who are in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from izanau_desktop.command import lists, members
from izanau_protocol.fields import Words

if TYPE_CHECKING:
    from izanau_desktop.cache import Cache, Document
    from izanau_desktop.cache.reads.company import ApplicantRow
    from izanau_protocol.canonical import Body
    from izanau_protocol.rules.rejecting import ReasonRow

_LEFT: Final = Words("Withdrawn ({stage})", "辞退（{stage}）")


def shown(cache: Cache, one: Document, language: str) -> dict[str, Any]:
    """An application as its company sees it; the address only where the role may see it, and as long as it may.

    Of a hidden person no id is told but the application's: by the others they could be found at another job, by name.
    """
    from izanau_desktop.cache.reads import marks, veil
    from izanau_desktop.cache.reads.common import field
    from izanau_desktop.cache.reads.reasons import reasons
    from izanau_protocol import ids
    from izanau_protocol.rules import labels, rejecting

    body, listed = one.body, reasons(cache)
    tree = {
        **lists.whole(one),
        "stage": field(body, "stage") or "new",
        "history": _history(cache, body, listed, language),
    }
    for name in ("trail", "given_by"):
        tree.pop(name, None)
    if tree.pop("unblinded", None):
        known = marks.known(cache, body)
        tree["unblinded"] = [{"by": members.called(step.by, language), "at": step.at} for step in known]
    tree |= {"labels": list(labels.texts(body))} if "labels" in body else {}
    whose = marks.whose(cache, body)
    tree |= {"owner_name": members.called(whose, language)} if whose else {}
    other = marks.rival(cache, one)
    tree |= {"also_taken_by": members.called(other, language)} if other else {}
    why = field(body, "reason")
    tree |= {"reason_name": rejecting.words(listed, why).of(language)} if why else {}
    code = veil.code(one.id, body, cache.get("job", field(body, "job")))
    person = veil.person(cache.get("profile", field(body, "seeker")), code)
    tree["profile"] = {**({} if code else {"id": person.id}), **person.body} if person else {}
    contact = cache.get("contact", ids.contact_id(one.id))
    if contact is not None and contact.body.get("email") and not code:
        tree["email"] = contact.body["email"]
    if code:
        tree.pop("seeker", None)
        tree["blind"] = True
    return tree


def _history(cache: Cache, body: Body, listed: tuple[ReasonRow, ...], language: str) -> list[dict[str, Any]]:
    """The stages that were passed; of an application whose stages are not told, what both sides see."""
    from izanau_desktop.cache.reads import company
    from izanau_protocol.rules import rejecting

    history: list[dict[str, Any]] = []
    for step in company.passed(cache, body):
        told: dict[str, Any] = {
            "stage": step.stage,
            "at": step.at,
            "by": members.called(step.by, language),
            "reason": step.reason,
            "reason_name": rejecting.words(listed, step.reason).of(language) if step.reason else "",
        }
        history.append({name: value for name, value in told.items() if value})
    if not history:
        history = [
            {"stage": step.get("status", ""), "at": step.get("at", "")} for step in lists.in_order(body, "history")
        ]
    return history


def stage_words(row: ApplicantRow, post: Body, language: str) -> str:
    """At which stage somebody is, by its name at their job; of who withdrew that, and behind it where they were."""
    from izanau_protocol import codes, rules

    named = next((one.words for one in rules.stages(post) if one.id == row.stage), None) if post else None
    words = named.of(language) if named else codes.words("stage", row.stage, language)
    return _LEFT.of(language).format(stage=words) if row.withdrawn else words


def called(row: ApplicantRow, language: str) -> str:
    """The name of a person; of one under blind review what they are called meanwhile."""
    from izanau_protocol.visibility import blind

    return row.name or blind.called(row.code).of(language)
