"""Consents: what was agreed to, and whether a deed that discloses something stands on one."""

from __future__ import annotations

from izanau_protocol.canonical import Body
from izanau_site.sync.work import Step, Work, refuse


def consent(work: Work, step: Step) -> Body:
    """A consent gets the moment of the site; afterwards it can only be ended."""
    if step.creates:
        return {**step.body, "at": work.at}
    if step.body.get("ended") is not True:
        raise refuse("read_only_field", "ended")
    return step.body


def require(work: Work, deeds: tuple[str, ...], *, named: object = "", recipient: str = "", about: str = "") -> None:
    """Refuse unless there is a living consent to one of these deeds, for this recipient, about this document.

    `named` is the id that the document gives; with none, any consent that fits will do.
    """
    for row in work.of_account("consent", work.caller.account):
        body = row.body
        fits = body.get("deed") in deeds and not body.get("ended")
        fits = fits and (not recipient or body.get("recipient") == recipient)
        fits = fits and (not about or body.get("about") == about)
        if fits and (not named or row.id == named):
            return
    raise refuse("consent_required", "consent" if named else "")
