"""What a person can learn of their own data: what is held, who was shown it, to whom the address was disclosed."""

from __future__ import annotations

from typing import Any

from sqlalchemy import update

from izanau_protocol import ambient, ids, wire
from izanau_site.store.schema import accounts
from tests.site.api.test_public import job
from tests.site.served import Person, Served
from tests.site.world import WHOLE


def consent(person: Person, deed: str, recipient: str, about: str) -> wire.Part:
    """A part that agrees to a deed."""
    body = {"deed": deed, "version": "2019-04-10", "words": "Shown words", "language": "en"}
    named = {"recipient": recipient, "about": about}
    return wire.Part("consent", ambient.new_id(), person.own, 0, body | named)


def applied(served: Served, person: Person, company: str, **more: Any) -> str:
    """Fill the profile and apply; the application's id."""
    held = person.feed()[person.profile]
    if "birthday" not in held:
        whole = wire.Part("profile", person.profile, person.own, held["seq"], WHOLE)
        assert person.push(whole, push_id=ambient.new_id())["result"] == "applied"
    post = job(served, company, "Cook")
    identity = ids.application_id(post, person.profile, 1)
    agreed = consent(person, "apply", company, identity)
    body = {"job": post, "seeker": person.profile, "attempt": 1, "consent": agreed.id, **more}
    part = wire.Part("application", identity, person.own, 0, body)
    answer = person.push(agreed, part, push_id=ambient.new_id())
    assert answer["result"] == "applied", answer
    return identity


def patched(person: Person, kind: str, identity: str, patch: dict[str, Any], scope: str = "") -> None:
    """Change a document of the person."""
    place = scope or person.own
    seq = person.feed(place)[identity]["seq"]
    answer = person.push(wire.Part(kind, identity, place, seq, patch), push_id=ambient.new_id())
    assert answer["result"] == "applied", answer


def seen(person: Person, **query: Any) -> list[dict[str, Any]]:
    """The list of who was shown the person's data."""
    answer = person.get("/v1/privacy/seen", **query)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


def pages(person: Person) -> list[tuple[str, str]]:
    """Which company was shown what on pages, oldest first."""
    return [(one["who"].get("name", ""), one["what"]) for one in reversed(seen(person)) if one["deed"] == "page"]


def read(member: Person, *places: str) -> None:
    """Have a member of a company read its scopes."""
    for place in places or ("applicants", "contacts"):
        member.feed(f"{place}:{member.session['company']}")


def test_person_sees_which_company_was_shown_what(served: Served) -> None:
    mai, olga = served.seeker(), served.owner()
    applied(served, mai, olga.session["company"])
    assert pages(mai) == []
    read(olga, "applicants")
    whole = [("Umi Games", "application"), ("Umi Games", "contact"), ("Umi Games", "profile")]
    assert sorted(pages(mai)) == whole, "the address goes beside the application"
    assert {one["who"]["group"] for one in seen(mai)} == {"company"}
    assert "Olga" not in str(seen(mai)), "no member of a company is named"


def test_company_that_was_not_applied_to_is_not_in_the_list(served: Served) -> None:
    mai, olga = served.seeker(), served.owner()
    other = served.owner("Kawa Studio", "other@example.com")
    applied(served, mai, olga.session["company"])
    read(other)
    assert seen(mai) == []


def test_what_was_shown_stays_listed_when_the_right_to_see_ended(served: Served) -> None:
    mai, olga = served.seeker(), served.owner()
    application = applied(served, mai, olga.session["company"])
    read(olga, "contacts")
    patched(mai, "application", application, {"withdrawn": True})
    company = olga.session["company"]
    head = olga.get("/v1/scopes").json()["scopes"][f"contacts:{company}"]["head"]
    assert olga.post("/v1/ack", {"applied": {f"contacts:{company}": head}}).status_code == 200
    assert pages(mai) == [("Umi Games", "contact")]
    read(olga, "contacts")
    assert pages(mai) == [("Umi Games", "contact")], "after the withdrawal nothing of it was shown any more"


def test_looks_of_staff_are_listed_with_their_reason(served: Served) -> None:
    mai, sam = served.seeker(), served.staff()
    assert sam.post("/v1/records/find", wire.Find(mai.email)).status_code == 200
    look = wire.Look("profile", mai.profile, "ticket", "Canary reason")
    assert sam.post("/v1/records/show", look).status_code == 200
    top, below = seen(mai)
    assert (top["deed"], top["what"], top["reason"], top["text"]) == ("look", "profile", "ticket", "Canary reason")
    assert (below["deed"], below["text"]) == ("find", mai.email)
    assert top["who"] == {"group": "staff", "company": "", "name": ""}
    assert seen(served.seeker()) == []


def test_list_of_who_saw_goes_on_page_by_page(served: Served) -> None:
    mai, sam = served.seeker(), served.staff()
    for number in range(5):
        look = wire.Look("profile", mai.profile, "ticket", f"Look {number}")
        assert sam.post("/v1/records/show", look).status_code == 200
    found, before = [], 0
    while True:
        page = mai.get("/v1/privacy/seen", before=before, limit=2).json()
        found += [one["text"] for one in page["items"]]
        if not page["next"]:
            break
        before = int(page["next"])
    assert found == [f"Look {number}" for number in range(4, -1, -1)]
    assert mai.get("/v1/privacy/seen", limit=0).status_code == 422


def test_disclosure_names_company_job_and_consent_until_it_ends(served: Served) -> None:
    mai, olga = served.seeker(), served.owner()
    application = applied(served, mai, olga.session["company"])
    [first] = mai.get("/v1/privacy/disclosures").json()["items"]
    assert (first["company_name"], first["job_title"]) == ("Umi Games", {"en": "Cook"})
    assert first["consent"] == mai.feed()[application]["consent"]
    assert first["ended_at"] == first["cause"] == ""
    patched(mai, "account", mai.account, {"paused": True})
    patched(mai, "account", mai.account, {"paused": None})
    patched(mai, "application", application, {"withdrawn": True})
    items = mai.get("/v1/privacy/disclosures").json()["items"]
    assert [one["cause"] for one in items] == ["withdrawn", "paused"]
    assert all(one["at"] < one["ended_at"] for one in items)
    assert {one["consent"] for one in items} == {first["consent"]}
    assert olga.get("/v1/privacy/disclosures").json()["items"] == []


def test_holdings_tell_all_of_oneself_and_nothing_of_others(served: Served) -> None:
    mai, olga, sam = served.seeker(name="Mai Nguyen"), served.owner(), served.staff()
    other = served.seeker(name="Other Kanarienvogel")
    company = olga.session["company"]
    application = applied(served, mai, company, message="Canary letter")
    applied(served, other, company, message="Other letter")
    place, own = f"applicants:{company}", [ambient.new_id(), ambient.new_id()]
    for kind, identity in zip(("note", "task"), own, strict=True):
        body = {"application": application, "text": "Canary note"}
        part = wire.Part(kind, identity, place, 0, body)
        assert olga.push(part, push_id=ambient.new_id())["result"] == "applied"
    message = {"company": company, "seeker": mai.profile, "sender": "company", "text": "Canary answer"}
    sent = wire.Part("message", ambient.new_id(), place, 0, message | {"application": application})
    assert olga.push(sent, push_id=ambient.new_id())["result"] == "applied"
    ticket = wire.Part("ticket", ambient.new_id(), mai.own, 0, {"topic": "profile", "text": "Canary request"})
    assert mai.push(ticket, push_id=ambient.new_id())["result"] == "applied"
    assert served.client.post("/v1/contact", json={"text": "Canary form", "email": mai.email}).status_code == 200
    assert sam.post("/v1/records/show", wire.Look("profile", mai.profile, "ticket", "Canary look")).status_code == 200
    read(olga)
    sam.feed("staff")
    answer = mai.get("/v1/privacy/holdings")
    assert answer.status_code == 200, answer.text
    for canary in ("Canary letter", "Canary answer", "Canary request", "Canary form", "Canary look", "Shown words"):
        assert canary in answer.text, canary
    for foreign in ("Kanarienvogel", "Other letter", other.email, "Canary note", *own, olga.email, sam.email):
        assert foreign not in answer.text, foreign
    held = answer.json()
    assert held["profile"]["birthday"] == "1996-04-02"
    assert held["contacts"][0]["email"] == mai.email
    assert [one["version"] for one in held["policies"]] == ["2019-04-10"]
    assert held["purposes"] == {"statistics": False, "updates": False, "newsletter": False, "jobs": False}
    assert {one["id"] for one in held["devices"]} == {mai.session["device"]}
    assert {one["what"] for one in held["access"]} == {"application", "contact", "message", "profile", "ticket"}
    assert {one["purpose"] for one in held["mails"]} >= {"security", "service"}
    code = served.code(mai.email)
    assert code not in answer.text, "whoever reads this could use it"


def test_every_group_reads_its_own_data_without_the_current_agreement(served: Served) -> None:
    for person in (served.seeker(), served.owner(), served.staff()):
        with served.site.store.transaction(write=True) as connection:
            mine = update(accounts).where(accounts.c.id == person.account)
            connection.execute(mine.values(policy_version="2018-01-01"))
        assert person.post("/v1/policy/agree", wire.Agree("x", "0" * 64, "en")).status_code == 422
        for path in ("holdings", "seen", "disclosures"):
            assert person.get(f"/v1/privacy/{path}").status_code == 200, path
        assert person.get("/v1/privacy/holdings").json()["account"]["id"] == person.account
