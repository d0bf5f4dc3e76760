"""The e-mail address is changed by its owner: with the password, by the link in a mail to the new one, and then everywhere."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from izanau_protocol import ambient, ids, wire
from izanau_site.accounts import erasing
from izanau_site.store.schema import accounts, bounces
from izanau_site.work import bounces as back
from izanau_site.work.retention import tidy
from tests.site.accounts.test_telling_nobody import work
from tests.site.api.test_privacy import applied, patched
from tests.site.served import PASSWORD, Person, Served

NEW = "mai.new@example.com"


def asked(person: Person, email: str = NEW, password: str = PASSWORD) -> Any:
    """Ask for another address."""
    return person.post("/v1/email", wire.ChangeAddress(password, email))


def kinds(served: Served, to: str) -> list[str]:
    """The kinds of mails to an address, oldest first."""
    return [row.headers.split('"')[3] for row in served.mails(to)]


def use(served: Served, code: str) -> Any:
    """Use a code, as whoever reads the mail."""
    return served.client.post("/v1/confirm", json={"code": code})


def changed(served: Served, person: Person, email: str = NEW) -> str:
    """Ask for another address and open the link; the address before."""
    assert asked(person, email).status_code == 200
    assert use(served, served.code(email)).status_code == 200
    return person.email


def own(person: Person) -> dict[str, Any]:
    """The account as its owner sees it."""
    return person.feed()[person.account]


@pytest.mark.parametrize("role", ["seeker", "owner", "staff"])
def test_address_changes_once_the_link_is_opened_and_not_before(served: Served, role: str) -> None:
    person: Person = getattr(served, role)()
    assert asked(person).status_code == 200
    (mail,) = served.mails(NEW)
    assert (mail.purpose, person.email in mail.text) == ("security", False)
    link = next(line.strip() for line in mail.text.splitlines() if "://" in line).removeprefix("http://site.test")
    assert "<button>" in served.client.get(link).text
    held = own(person)
    assert (held["email"], held["new_email"]) == (person.email, NEW)
    assert held["new_email_until"] > ambient.timestamp(hours=23)
    assert served.signin(NEW).status_code == 401
    assert "changed" in served.client.post(link).text
    held = own(person)
    assert (held["email"], held["confirmed"]) == (NEW, True)
    assert "new_email" not in held
    assert "new_email_until" not in held
    assert served.signin(NEW).json()["account"] == person.account
    assert served.signin(person.email).status_code == 401
    assert served.client.post(link).status_code == 422, "the link is good once"


def test_old_address_is_told_by_a_mail_that_hides_the_new_one(served: Served) -> None:
    mai = served.seeker()
    changed(served, mai)
    notice = served.mails(mai.email)[-1]
    assert (kinds(served, mai.email)[-1], notice.purpose) == ("address_changed", "security")
    assert "m•••@e•••.com" in notice.text
    assert NEW not in notice.text


def test_unconfirmed_address_is_replaced_and_never_written_to_again(served: Served) -> None:
    mai = served.seeker(confirmed=False)
    code = served.code(mai.email)
    changed(served, mai)
    assert kinds(served, mai.email) == [], "what waited went with its code"
    assert own(mai)["confirmed"] is True
    assert use(served, code).status_code == 422


@pytest.mark.parametrize(
    ("email", "password", "code", "field"),
    [
        (NEW, "not-the-one-7", "wrong_credentials", "password"),
        ("nobody", PASSWORD, "not_an_email", "email"),
        ("", PASSWORD, "empty", "email"),
        ("mai@example.com", PASSWORD, "own_address", "email"),
    ],
)
def test_wrong_request_names_its_field_and_changes_nothing(
    served: Served, email: str, password: str, code: str, field: str
) -> None:
    mai = served.seeker(email="mai@example.com")
    before, mails = mai.feed(), len(served.mails())
    answer = asked(mai, email, password).json()
    assert (answer["code"], answer["field"]) == (code, field)
    assert (mai.feed(), len(served.mails())) == (before, mails)


def test_guessing_the_password_meets_the_limit_of_signing_in(served: Served) -> None:
    mai = served.seeker()
    answers = [asked(mai, password=f"not-the-one-{n}").status_code for n in range(61)]
    assert set(answers[:60]) == {401}
    assert answers[-1] == 429


def test_taken_address_answers_like_a_free_one(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    owner, mai = served.seeker(email="taken@example.com"), served.seeker()

    def done(email: str) -> list[str]:
        return work(served, monkeypatch, lambda: asked(mai, email))

    def told() -> list[str]:
        held = mai.get("/v1/privacy/holdings").json()
        assert [one["purpose"] for one in held["codes"] if not one["used"]] == ["new_address"]
        return [one["to"] for one in held["mails"] if one["to"] != mai.email]

    free = done("free@example.com")
    assert kinds(served, "free@example.com") == ["new_address"]
    assert told() == []
    assert free == done("taken@example.com")
    assert own(mai)["new_email"] == "taken@example.com"
    assert kinds(served, "taken@example.com")[-1] == "address_taken"
    assert told() == []
    assert served.signin("taken@example.com").json()["account"] == owner.account


def test_holdings_of_an_unconfirmed_account_do_not_tell_whose_the_address_is(served: Served) -> None:
    served.seeker(email="taken@example.com")
    free, taken = (served.seeker(email=email, confirmed=False) for email in ("free@example.com", "taken@example.com"))
    served.client.post("/v1/reset", json={"email": "free@example.com"})
    assert [one.get("/v1/privacy/holdings").json()["mails"] for one in (free, taken)] == [[], []]


def test_address_that_another_account_took_meanwhile_is_refused(served: Served) -> None:
    mai = served.seeker()
    asked(mai)
    code = served.code(NEW)
    served.seeker(email=NEW)
    answer = use(served, code)
    assert (answer.status_code, answer.json()["code"]) == (422, "address_taken")
    page = served.client.post(f"/confirm?code={code}")
    assert page.status_code == 422
    assert "another account" in page.text
    assert own(mai)["email"] == mai.email


def test_last_request_counts_and_may_be_withdrawn(served: Served) -> None:
    mai = served.seeker()
    asked(mai)
    first = served.code(NEW)
    asked(mai, "mai.other@example.com")
    assert use(served, first).json()["code"] == "wrong_code"
    second = served.code("mai.other@example.com")
    assert own(mai)["new_email"] == "mai.other@example.com"
    for _ in range(2):
        assert served.client.delete("/v1/email", headers=mai.headers).status_code == 200
    assert "new_email" not in own(mai)
    assert all(one["used"] for one in mai.get("/v1/privacy/holdings").json()["codes"])
    assert use(served, second).json()["code"] == "wrong_code"
    assert kinds(served, "mai.other@example.com") == [], "a mail that waited is not sent any more"


def test_request_ends_after_a_day_and_is_forgotten(served: Served) -> None:
    mai = served.seeker()
    asked(mai)
    with ambient.ruled() as rule:
        rule.advance(24 * 3600 + 1)
        assert use(served, served.code(NEW)).json()["code"] == "code_expired"
        tidy(served.site)
        mai.session = served.signin(mai.email).json()
        assert "new_email" not in own(mai)
        assert asked(mai, "mai.other@example.com").status_code == 200
        tidy(served.site)
        assert own(mai)["new_email"] == "mai.other@example.com", "a newer one stays"


def test_link_of_an_erased_account_says_that_it_is_gone(served: Served) -> None:
    mai = served.seeker()
    asked(mai)
    code = served.code(NEW)
    erasing.erase_now(served.site, mai.account)
    assert served.client.post(f"/confirm?code={code}").status_code == 410
    answer = use(served, code)
    assert (answer.status_code, answer.json()["code"]) == (404, "not_yours")
    assert served.signin(NEW).status_code == 401


def test_withdrawing_works_without_the_current_agreement_and_asking_does_not(served: Served) -> None:
    mai = served.seeker()
    asked(mai)
    with served.site.store.transaction(write=True) as connection:
        connection.execute(accounts.update().values(policy_version="2018-01-01"))
    assert asked(mai, "mai.other@example.com").json()["code"] == "policy_required"
    assert served.client.delete("/v1/email", headers=mai.headers).status_code == 200


def test_company_that_sees_the_address_sees_the_new_one_and_no_other_does(served: Served) -> None:
    mai, olga, eve = served.seeker(), served.owner(), served.owner("Yama Works", "eve@example.com")
    application = applied(served, mai, olga.session["company"])
    other = applied(served, mai, eve.session["company"])
    patched(mai, "application", other, {"withdrawn": True})
    changed(served, mai)
    contacts = olga.feed(f"applicants:{olga.session['company']}")
    assert contacts[ids.contact_id(application)]["email"] == NEW
    assert NEW not in str(eve.feed(f"applicants:{eve.session['company']}"))
    (shown,) = mai.get("/v1/privacy/holdings").json()["contacts"]
    assert shown["email"] == NEW


def test_paused_person_stays_hidden_and_is_seen_with_the_new_address_later(served: Served) -> None:
    mai, olga = served.seeker(), served.owner()
    application = applied(served, mai, olga.session["company"])
    scope = f"applicants:{olga.session['company']}"
    patched(mai, "account", mai.account, {"paused": True})
    changed(served, mai)
    assert not olga.feed(scope).get(ids.contact_id(application), {}).get("email")
    patched(mai, "account", mai.account, {"paused": False})
    assert olga.feed(scope)[ids.contact_id(application)]["email"] == NEW


def test_requests_and_what_waits_follow_the_person(served: Served) -> None:
    mai, sam = served.seeker(), served.staff()
    identity = ambient.new_id()
    ticket = wire.Part("ticket", identity, mai.own, 0, {"topic": "other", "text": "Hello"})
    assert mai.push(ticket, push_id=ambient.new_id())["result"] == "applied"
    signed_out = served.client.post("/v1/contact", json={"text": "Hello", "email": mai.email}).json()["id"]
    served.client.post("/v1/reset", json={"email": mai.email})
    reset = served.code(mai.email)
    changed(served, mai)
    tickets = {view["email"] for view in sam.feed("staff").values() if view["kind"] == "ticket"}
    assert tickets == {NEW}
    assert "ticket" in kinds(served, NEW), "what waited goes to the new address"
    assert "reset" not in kinds(served, mai.email)
    again = served.client.post("/v1/reset/finish", json={"code": reset, "password": "ochre-walrus-77"})
    assert again.json()["code"] == "wrong_code", "who reads the old address has no way in"
    assert signed_out in str(mai.get("/v1/privacy/holdings").json()["tickets"])
    assert [one["id"] for one in sam.post("/v1/records/find", wire.Find(NEW)).json()["items"]] == [mai.profile]
    assert sam.post("/v1/records/find", wire.Find(mai.email)).json()["items"] == []


def test_erasure_after_a_change_forgets_the_old_address_too(served: Served) -> None:
    mai = served.seeker()
    served.client.post("/v1/contact", json={"text": "Hello", "email": mai.email})
    changed(served, mai)
    erasing.erase_now(served.site, mai.account)
    left = [row for row in served.mails() if row.to in (mai.email, NEW)]
    assert [(row.to, row.headers.split('"')[3]) for row in left] == [(NEW, "erased")]


def test_mail_that_comes_back_from_the_old_address_says_nothing_of_the_new_one(served: Served) -> None:
    mai = served.seeker()
    sent = served.mails(mai.email)[0].id
    back.refused(served.site, sent, "5.1.1")
    with served.site.store.transaction() as connection:
        assert connection.execute(select(bounces.c.mail)).scalars().all() == [sent]
    changed(served, mai)
    late = next(row.id for row in served.mails(mai.email) if "address_changed" in row.headers)
    back.refused(served.site, late, "5.1.1")
    with served.site.store.transaction() as connection:
        assert connection.execute(select(bounces.c.mail)).scalars().all() == []


def test_desktop_cannot_write_the_new_address_itself(served: Served) -> None:
    mai = served.seeker()
    for name in ("email", "new_email"):
        part = wire.Part("account", mai.account, mai.own, own(mai)["seq"], {name: NEW})
        assert mai.push(part, push_id=ambient.new_id())["problem"]["code"] == "read_only_field"
