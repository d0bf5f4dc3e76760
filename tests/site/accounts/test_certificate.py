"""A certificate of erasure names nobody, and says until when a device is waited for."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from izanau_protocol import ambient, ids, wire
from izanau_site.accounts import erasing
from izanau_site.work import retention
from tests.offer import LEGAL
from tests.site.served import PASSWORD, Person, Served
from tests.site.world import WHOLE


def part(kind: str, identity: str, scope: str, patch: dict[str, Any], base: int = 0) -> wire.Part:
    """One part of a push."""
    return wire.Part(kind, identity, scope, base, patch)


def applied(served: Served, mai: Person, owner: Person) -> str:
    """Mai applies at the owner's company; the application's id."""
    company = str(owner.session["company"])
    job, consent = ambient.new_id(), ambient.new_id()
    posted = part("job", job, f"company:{company}", {"company": company, **LEGAL, "state": "published"})
    assert owner.push(posted, push_id=ambient.new_id())["result"] == "applied"
    seq = mai.feed()[mai.profile]["seq"]
    filled = part("profile", mai.profile, mai.own, WHOLE, seq)
    assert mai.push(filled, push_id=ambient.new_id())["result"] == "applied"
    identity = ids.application_id(job, mai.profile, 1)
    agreed = {"deed": "apply", "version": "2019-04-10", "words": "…", "language": "en"}
    agreed |= {"recipient": company, "about": identity}
    body = {"job": job, "seeker": mai.profile, "attempt": 1, "consent": consent}
    done = mai.push(
        part("consent", consent, mai.own, agreed),
        part("application", identity, mai.own, body),
        push_id=ambient.new_id(),
    )
    assert done["result"] == "applied", done
    return identity


def certificate(served: Served, email: str) -> str:
    """The page that the last mail links to."""
    [mail] = [row for row in served.mails(email) if "/certificate/" in row.text]
    found = re.search(r"/certificate/\S+", mail.text)
    assert found
    answer = served.client.get(found[0])
    assert answer.status_code == 200
    return str(answer.text)


def acknowledged(person: Person, scope: str) -> None:
    """A device reads a scope to its head and lets go of what is gone."""
    person.feed(scope)
    head = person.get("/v1/scopes").json()["scopes"][scope]["head"]
    assert person.post("/v1/ack", wire.Gone({scope: head})).status_code == 200


def test_certificate_counts_devices_as_they_acknowledge(served: Served) -> None:
    mai, owner = served.seeker(email="mai-canary@example.com", name="Mai Canary"), served.owner()
    second = Person(served, "owner@example.com", served.signin("owner@example.com").json())
    applied(served, mai, owner)
    company = str(owner.session["company"])
    scopes = (f"applicants:{company}", f"contacts:{company}")
    for device in (owner, second):
        for scope in scopes:
            assert device.feed(scope)
    assert mai.post("/v1/erase", {"password": PASSWORD, "now": True}).status_code == 200
    page = certificate(served, "mai-canary@example.com")
    assert "m•••@e•••.com" in page
    assert "canary" not in page.lower()
    row = re.findall(r"<td>(\d+)</td>", page)
    assert row == ["2", "0", "2", "0"]
    for scope in scopes:
        acknowledged(owner, scope)
    assert re.findall(r"<td>(\d+)</td>", certificate(served, "mai-canary@example.com")) == ["2", "1", "1", "0"]
    assert second.post("/v1/signout").status_code == 200
    page = certificate(served, "mai-canary@example.com")
    assert re.findall(r"<td>(\d+)</td>", page) == ["2", "1", "0", "1"]
    assert "or was ended" in page


def test_staff_see_waiting_devices_and_no_name(served: Served) -> None:
    mai, owner, staff = served.seeker(email="mai-canary@example.com"), served.owner(), served.staff()
    applied(served, mai, owner)
    owner.feed(f"applicants:{owner.session['company']}")
    assert staff.get("/v1/erasures").json() == {"items": []}
    assert owner.get("/v1/erasures").status_code == 403
    mai.post("/v1/erase", {"password": PASSWORD})
    [grace] = staff.get("/v1/erasures").json()["items"]
    assert (bool(grace["erases"]), grace["erased"], grace["masked"]) == (True, "", "")
    assert [(one["recipient"], one["devices"], one["reached"]) for one in grace["recipients"]] == [("Umi Games", 1, 0)]
    [held] = mai.get("/v1/privacy/devices_holding").json()["items"]
    assert (held["recipient"], held["devices"], held["reached"]) == ("Umi Games", 1, 0)
    for place in ("applicants", "contacts"):  # an address came along with the application
        acknowledged(owner, f"{place}:{owner.session['company']}")
    assert mai.get("/v1/privacy/devices_holding").json() == {"items": []}
    erasing.erase_now(served.site, mai.account)
    [gone] = staff.get("/v1/erasures").json()["items"]
    assert gone["recipients"][0]["reached"] == 1, "what it let go of in the grace it holds no more"
    assert mai.account not in msgspec.json.encode(gone).decode()


def test_account_that_is_kept_is_waited_for_nowhere(served: Served) -> None:
    mai, staff = served.seeker(), served.staff()
    mai.post("/v1/erase", {"password": PASSWORD})
    mai.post("/v1/keep")
    assert staff.get("/v1/erasures").json() == {"items": []}


def test_withdrawal_is_on_its_way_until_the_company_has_let_go(served: Served) -> None:
    mai, owner = served.seeker(), served.owner()
    application = applied(served, mai, owner)
    scope = f"contacts:{owner.session['company']}"
    owner.feed(scope)
    assert mai.get("/v1/privacy/devices_holding").json() == {"items": []}
    base = mai.feed()[application]["seq"]
    mai.push(part("application", application, mai.own, {"withdrawn": True}, base), push_id=ambient.new_id())
    [held] = mai.get("/v1/privacy/devices_holding").json()["items"]
    assert held["recipient"] == "Umi Games"
    acknowledged(owner, scope)
    assert mai.get("/v1/privacy/devices_holding").json() == {"items": []}


def test_device_is_waited_for_until_it_let_go_of_its_conflicts_too(served: Served) -> None:
    mai, owner = served.seeker(), served.owner()
    application, company = applied(served, mai, owner), str(owner.session["company"])
    owner.feed(f"applicants:{company}")
    kept = ids.conflict_id(application, "stage", owner.account)
    body = {"document": "application", "about": application, "path": "stage", "theirs": '"interview"'}
    assert owner.push(part("conflict", kept, owner.own, body), push_id=ambient.new_id())["result"] == "applied"
    owner.feed(owner.own)
    seq = mai.feed()[mai.account]["seq"]
    paused = part("account", mai.account, mai.own, {"paused": True}, seq)
    assert mai.push(paused, push_id=ambient.new_id())["result"] == "applied"
    for place in ("applicants", "contacts"):
        acknowledged(owner, f"{place}:{company}")
    [held] = mai.get("/v1/privacy/devices_holding").json()["items"]
    assert (held["recipient"], held["devices"], held["reached"]) == ("Umi Games", 1, 0)
    acknowledged(owner, owner.own)
    assert mai.get("/v1/privacy/devices_holding").json() == {"items": []}


def test_certificate_ends_with_its_year_and_unknown_ones_are_told_so(served: Served) -> None:
    mai = served.seeker(email="mai@example.com")
    assert served.client.get(f"/certificate/{ambient.new_id()}").status_code == 404
    with ambient.ruled() as rule:
        erasing.erase_now(served.site, mai.account)
        certificate(served, "mai@example.com")
        link = re.search(r"/certificate/\S+", served.mails("mai@example.com")[-1].text)
        assert link
        rule.advance(366 * 24 * 3600)
        retention.tidy(served.site)
        assert served.client.get(link[0]).status_code == 404
        assert served.mails("mai@example.com") == [], "and the address is forgotten even where no mail could leave"
