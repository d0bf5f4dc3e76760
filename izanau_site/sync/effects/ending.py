"""What ends with a consent: no disclosure and no use outlives it, whichever of the two a device sends."""

from __future__ import annotations

from izanau_protocol.canonical import Body
from izanau_site.accounts import purposes
from izanau_site.store.documents import Change
from izanau_site.sync.effects import application, consents, profile
from izanau_site.sync.work import Step, Work


def consent(work: Work, step: Step) -> Body:
    """A consent is given, or it ends together with what stood on it."""
    if step.creates:
        return consents.given(work, step)
    body = consents.ended(work, step)
    if step.before is not None and not step.before.body.get("ended"):
        _follow(work, body)
    return body


def _follow(work: Work, body: Body) -> None:
    deed = body.get("deed")
    if deed == "purpose":
        account = work.get("account", work.caller.account)
        if account is not None and body.get("purpose") in purposes.chosen(account.body):
            over = purposes.switched(account.body, str(body["purpose"]), on=False)
            work.put(Change(kind="account", id=account.id, body=over, account=account.id))
    if deed == "register":
        profile.unregister(work)
    if deed == "apply":
        row = work.get("application", str(body.get("about", "")))
        if row is not None and row.account == work.caller.account and not row.body.get("withdrawn"):
            withdrawn = application.withdrawn(work, row.id, {**row.body, "withdrawn": True})
            work.put(Change(kind="application", id=row.id, body=withdrawn, account=row.account))
