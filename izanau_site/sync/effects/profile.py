"""What follows an edit of a profile or an account: registering is an act of its own, pausing hides at once."""

from __future__ import annotations

from izanau_protocol import ambient, ids, rules, text, visibility
from izanau_protocol.canonical import Body
from izanau_site.accounts import noticing, purposes
from izanau_site.store import policies
from izanau_site.store.documents import Change
from izanau_site.sync.effects import consents
from izanau_site.sync.work import Step, Work, refuse


def profile(work: Work, step: Step) -> Body:
    """Registering needs a confirmed address, the required items and a consent that shows the words (2.3, 2.4).

    The day on which the person confirmed it last is the site's (1.1, PRV-13).
    """
    body = dict(step.body)
    if step.touches("confirmed") and body.get("confirmed"):
        body["confirmed"] = ambient.today().isoformat()
    if not body.get("registered"):
        body.pop("registered", None)
    was = bool(step.before and step.before.body.get("registered"))
    if body.get("registered") and not was:
        if not work.caller.confirmed:
            raise refuse("email_not_confirmed")
        require_items(work, body)
        consents.require(work, ("register",))
    if was and not body.get("registered"):
        work.revoked.append(("profile", step.part.id))
        consents.end(work, "register")
    return body


def unregister(work: Work) -> None:
    """Take the caller's profile off the public pages."""
    row = work.get("profile", work.caller.profile)
    if row is not None and row.body.get("registered"):
        body = {name: value for name, value in row.body.items() if name != "registered"}
        work.put(Change(kind="profile", id=row.id, body=body, account=row.account))
        work.revoked.append(("profile", row.id))


def require_items(work: Work, body: Body) -> None:
    """Refuse, naming what is missing, unless the required items of a profile are there."""
    missing = rules.missing(body, visibility.sections(policies.manifest(work.connection)))
    if missing:
        raise refuse("profile_incomplete", missing[0], paths=", ".join(missing))


def account(work: Work, step: Step) -> Body:
    """Name, purposes, criteria, notices, language and pause; the account's row follows its document."""
    body = dict(step.body)
    columns: dict[str, object] = {}
    if step.touches("language"):
        columns["language"] = "ja" if str(body.get("language", "")).startswith("ja") else "en"
    if step.touches("paused"):
        columns["paused"] = bool(body.get("paused"))
        if not body.get("paused"):
            body.pop("paused", None)
        else:
            work.revoked.append(("account", step.part.id))
    if step.touches("name"):
        body["name"] = " ".join(str(body.get("name") or "").split())
        if not body["name"]:
            raise refuse("required", "name")
        rename(work, work.caller.account, str(body.get("company") or ""), str(body["name"]))
    before = step.before.body if step.before else {}
    if step.touches("notices") and work.caller.group != "company":
        raise refuse("read_only_field", "notices")
    consents.follow_purposes(work, before, body)
    newly = purposes.chosen(body) - purposes.chosen(before) or noticing.chosen(body) - noticing.chosen(before)
    if newly and body.pop("bounced", ""):
        columns["bounced"] = ""  # who chooses mails anew says that they arrive
    work.updates.setdefault(work.caller.account, {}).update(columns)
    return body


def rename(work: Work, account: str, company: str, name: str) -> None:
    """The name of an account stands in its row, by which it is found, and before the colleagues too."""
    work.updates.setdefault(account, {}).update(name=name, name_key=text.name_key(name))
    member = work.get("membership", ids.membership_id(company, account)) if company else None
    if member is not None:
        work.put(Change(kind="membership", id=member.id, body={**member.body, "name": name}, account=account))
