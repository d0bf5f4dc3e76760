"""Which scopes hold which view of a document, by the facts that surround it, in which version (R5); and why a view goes."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Mapping
from typing import Final, Literal

import msgspec

from izanau_protocol import documents
from izanau_protocol.visibility import table
from izanau_protocol.visibility.manifest import Manifest, narrow

Body = Mapping[str, object]
Cause = Literal["erased", "revoked", "deleted", "moved"]
_DIGITS: Final = 12


class Facts(msgspec.Struct, frozen=True):
    """What surrounds a document and is not in its body; the site reads it under the locks of R4."""

    owner: str = ""
    """The account that the document speaks of (profile, account, consent, application, message, ticket, mend, conflict)."""
    author: str = ""
    """The member of staff who made a mend."""
    paused: bool = False
    erased: bool = False
    """The owner is paused, or in the grace of an erasure or past it."""
    withdrawn: bool = False
    """A message's or note's application was withdrawn."""
    open_at: tuple[str, ...] = ()
    """Companies where the owner of a profile has an open application."""
    known_at: tuple[str, ...] = ()
    """Companies that had one, and still hold the public view while it is registered."""
    applicants: tuple[str, ...] = ()
    """Accounts that applied for a job."""
    managers: tuple[str, ...] = ()
    """Jobs (scopes `job:`) of hiring managers that carry an application, a task or a shared view, or where the owner of a profile has
    an open one."""
    hidden: bool = False
    """What a conflict of a company's member is about speaks of somebody who is paused or in the grace of an erasure."""
    manifest: Manifest | None = None
    """What the policy in force lists; None where no version is known."""


Views = dict[str, dict[str, object]]


def _own(kind: str, body: Body, facts: Facts) -> Views:
    return {f"account:{facts.owner}": narrow(kind, body, "self", facts.manifest)} if facts.owner else {}


def _account(identity: str, body: Body, facts: Facts) -> Views:
    return {
        f"account:{identity}": narrow("account", body, "self", facts.manifest)
    }  # its owner's in the grace of an erasure, too


def _profile(identity: str, body: Body, facts: Facts) -> Views:
    views = _own("profile", body, facts)
    if facts.paused or facts.erased:
        return views
    applied = narrow("profile", body, "applicants", facts.manifest)
    views |= {f"applicants:{company}": applied for company in facts.open_at}
    views |= {f"job:{job}": applied for job in facts.managers}
    if body.get("registered"):
        public = narrow("profile", body, "public", facts.manifest)
        views |= {f"applicants:{company}": public for company in facts.known_at if company not in facts.open_at}
    return views


def _job(identity: str, body: Body, facts: Facts) -> Views:
    views = {f"company:{body['company']}": narrow("job", body, "company", facts.manifest)}
    if body.get("state") == "published":
        views["jobs"] = narrow("job", body, "public", facts.manifest)
    if body.get("state") in ("published", "closed"):
        views |= dict.fromkeys(
            (f"account:{account}" for account in facts.applicants), narrow("job", body, "self", facts.manifest)
        )
    return views


def _application(identity: str, body: Body, facts: Facts) -> Views:
    views = _own("application", body, facts)
    if facts.paused or facts.erased or not body.get("company"):
        return views
    seen = narrow("application", body, "applicants", facts.manifest)
    if body.get("withdrawn"):
        seen.pop("message", None)  # the seeker's texts go with the withdrawal (R15)
    views |= {f"applicants:{body['company']}": seen}
    return views | {f"job:{job}": seen for job in facts.managers}


def _contact(identity: str, body: Body, facts: Facts) -> Views:
    if facts.paused or facts.erased or facts.withdrawn:
        return {}
    return {f"contacts:{body['company']}": narrow("contact", body, "contacts", facts.manifest)}


def _message(identity: str, body: Body, facts: Facts) -> Views:
    views = _own("message", body, facts)
    if facts.paused or facts.erased or (facts.withdrawn and body.get("sender") == "seeker"):
        return views
    return views | {f"applicants:{body['company']}": narrow("message", body, "applicants", facts.manifest)}


def _of_a_company(kind: str, identity: str, body: Body, facts: Facts) -> Views:
    """What a company writes for itself: about an applicant it is hidden with them."""
    if facts.paused or facts.erased:
        return {}
    seen = narrow(kind, body, "applicants", facts.manifest)
    return {f"applicants:{body['company']}": seen} | {f"job:{job}": seen for job in facts.managers}


def _task(identity: str, body: Body, facts: Facts) -> Views:
    """As a note; a hiring manager's own, which is about nothing, is theirs too, who see nothing else of all applicants."""
    views = _of_a_company("task", identity, body, facts)
    if views and body.get("manager"):
        views[f"account:{body['manager']}"] = narrow("task", body, "applicants", facts.manifest)
    return views


def _export(identity: str, body: Body, facts: Facts) -> Views:
    return {f"applicants:{body['company']}": narrow("export", body, "applicants", facts.manifest)}


def _company(identity: str, body: Body, facts: Facts) -> Views:
    return {
        "jobs": narrow("company", body, "public", facts.manifest),
        f"company:{identity}": narrow("company", body, "company", facts.manifest),
    }


def _membership(identity: str, body: Body, facts: Facts) -> Views:
    return (
        {}
        if body.get("ended")
        else {f"company:{body['company']}": narrow("membership", body, "company", facts.manifest)}
    )


def _template(identity: str, body: Body, facts: Facts) -> Views:
    return {f"company:{body['company']}": narrow("template", body, "company", facts.manifest)}


def _ticket(identity: str, body: Body, facts: Facts) -> Views:
    return _own("ticket", body, facts) | {"staff": narrow("ticket", body, "staff", facts.manifest)}


def _mend(identity: str, body: Body, facts: Facts) -> Views:
    views = _own("mend", body, facts)
    return views | ({f"account:{facts.author}": narrow("mend", body, "author", facts.manifest)} if facts.author else {})


def _conflict(identity: str, body: Body, facts: Facts) -> Views:
    return {} if facts.hidden else _own("conflict", body, facts)  # until they are back: nothing was decided meanwhile


_BY_KIND: Final[dict[str, Callable[[str, Body, Facts], Views]]] = {
    "account": _account,
    "consent": lambda identity, body, facts: _own("consent", body, facts),
    "policy": lambda identity, body, facts: {"jobs": narrow("policy", body, "public", facts.manifest)},
    "profile": _profile,
    "contact": _contact,
    "company": _company,
    "membership": _membership,
    "job": _job,
    "application": _application,
    "message": _message,
    "template": _template,
    "view": functools.partial(_of_a_company, "view"),
    "note": functools.partial(_of_a_company, "note"),
    "task": _task,
    "export": _export,
    "ticket": _ticket,
    "mend": _mend,
    "conflict": _conflict,
}
_CHANGES: Final[Mapping[str, int]] = {"profile": 1, "conflict": 1}
"""How often the scopes of a kind changed while its rows in the table did not.

Raise a kind's number whenever its function above, or the facts that the site reads for it, give another scope or one less
of a document that is as it was: else a site that is there already keeps its feeds as they are, and knows of nothing to do.
"""


def audiences(kind: str, identity: str, body: Body, facts: Facts) -> Views:
    """The views of a document by scope: what each scope's feed holds of it. A scope that is not named holds nothing."""
    return _BY_KIND[kind](identity, body, facts)


@functools.lru_cache(16)
def versions(manifest: Manifest | None) -> dict[str, str]:
    """The version of each kind's views: a hash of its rows, of how often its scopes changed, and of what the manifest says
    of it. Leave it as it is."""
    return {kind: _version(kind, manifest) for kind in documents.KINDS}


def _version(kind: str, manifest: Manifest | None) -> str:
    lines = [f"{row.path} {' '.join(sorted(row.sees))}" for row in table.ROWS if row.kind == kind]
    if kind in _CHANGES:
        lines.append(f"scopes {_CHANGES[kind]}")
    if manifest is not None:
        lines += [f"{path} {audience}" for path, audience in sorted(manifest.shown) if path.startswith(f"{kind}.")]
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()[:_DIGITS]


def scopes_of(role: str, account: str, company: str = "", jobs: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The scopes that a role reads; a guest (role empty) reads `jobs` only. `jobs` are a hiring manager's. Who left their
    company (empty) reads what is their own."""
    if not role:
        return ("jobs",)
    own = (f"account:{account}", "jobs")
    if role in ("agent", "supervisor", "administrator"):
        return (*own, "staff")
    if role == "seeker" or not company:
        return own
    scopes: tuple[str, ...] = (*own, f"company:{company}")
    if role in ("owner", "recruiter", "reviewer"):
        scopes += (f"applicants:{company}",)
    if role in ("owner", "recruiter"):
        scopes += (f"contacts:{company}",)
    if role == "hiring_manager":
        scopes += tuple(f"job:{job}" for job in jobs)
    return scopes


_CAUSES: Final[dict[tuple[str, str], Cause]] = {
    ("withdrawn", "contacts"): "revoked",
    ("withdrawn", "applicants"): "revoked",
    ("withdrawn", "job"): "revoked",
    ("paused", "*"): "revoked",
    ("erasing", "*"): "revoked",
    ("erased", "*"): "erased",
    ("unregistered", "applicants"): "revoked",
    ("role_lost", "*"): "revoked",
    ("closed", "jobs"): "moved",
    ("deleted", "*"): "deleted",
}


def cause_of(event: str, scope: str) -> Cause:
    """Why a view leaves a scope, by what happened (withdrawn, paused, erasing, erased, unregistered, role_lost, closed, deleted)."""
    name = scope.split(":", 1)[0]
    return _CAUSES.get((event, name)) or _CAUSES.get((event, "*")) or "moved"
