"""Logos: sent once by who writes the company's page, named by their hash, seen with what names them, gone after."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event

from izanau_protocol import ambient, ids, pictures, wire
from izanau_site.store import files
from izanau_site.store.schema import files as rows
from izanau_site.store.verify import verify
from izanau_site.work import retention
from tests.pictures import jpeg, png
from tests.site.served import Person, Served

LOGO = png(32, 16)
NAME = pictures.name(LOGO)


def send(person: Person, data: bytes, name: str = "") -> Any:
    """PUT a file."""
    path = f"/v1/files/{name or pictures.name(data)}"
    return person.served.client.put(path, content=data, headers=person.headers)


def shown(served: Served, name: str = NAME, person: Person | None = None) -> Any:
    """GET a file."""
    return served.client.get(f"/v1/files/{name}", headers=person.headers if person else {})


def named(owner: Person, logo: str | None = NAME) -> dict[str, Any]:
    """Name a logo on the company's page, or none; the answer to the push."""
    scope, company = f"company:{owner.session['company']}", owner.session["company"]
    base = owner.feed(scope)[company]["seq"]
    return owner.push(wire.Part("company", company, scope, base, {"logo": logo}), push_id=ambient.new_id())


def test_logo_is_seen_by_everyone_once_the_page_names_it(served: Served) -> None:
    owner = served.owner()
    assert send(owner, LOGO).status_code == 200
    assert shown(served).status_code == 404
    own = shown(served, person=owner)
    assert (own.content, own.headers["cache-control"], own.headers["vary"]) == (
        LOGO,
        "private, no-store",
        "Authorization",
    )
    assert named(owner)["result"] == "applied"
    answer = shown(served)
    assert (answer.content, answer.headers["content-type"]) == (LOGO, "image/png")
    assert "immutable" in answer.headers["cache-control"]
    assert "sandbox" in answer.headers["content-security-policy"]


def test_page_names_no_logo_that_was_not_sent(served: Served) -> None:
    owner, other = served.owner(), served.owner("Yama", "yama@example.com")
    send(other, LOGO)
    answer = named(owner)
    assert (answer["result"], answer["problem"]["code"]) == ("refused", "file_missing")
    send(owner, LOGO)
    assert named(owner)["result"] == "applied"


def test_same_logo_again_does_no_harm(served: Served) -> None:
    owner = served.owner()
    assert [send(owner, LOGO).status_code for _ in range(2)] == [200, 200]


def test_company_fills_the_site_with_no_more_than_so_many_logos(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner, other = served.owner(), served.owner("Yama", "yama@example.com")
    assert {send(owner, png(side, 1)).status_code for side in range(1, files.MOST_OF_OWNER + 1)} == {200}
    refused = send(owner, LOGO)
    assert (refused.json()["code"], refused.headers["retry-after"]) == ("too_many_requests", "3600")
    assert [send(owner, png(1, 1)).status_code, send(other, LOGO).status_code] == [200, 200]
    _later(monkeypatch, files.WAIT_HOURS + 1)
    retention.tidy(served.site)
    owner.session = served.signin(owner.email).json()  # a day later
    assert send(owner, LOGO).status_code == 200


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (LOGO, pictures.name(b"others"), "not_a_hash"),
        (b"<svg/>", "", "not_a_picture"),
        (jpeg(8, 8, (0xE1, b"Exif\0\0GPS")), "", "picture_tells_more"),
        (b"\x89PNG" + b"\0" * pictures.MOST_BYTES, "", "too_large"),
    ],
)
def test_what_is_no_logo_is_refused_and_not_kept(served: Served, data: bytes, name: str, code: str) -> None:
    answer = send(served.owner(), data, name)
    assert answer.json()["code"] == code
    with served.site.store.transaction() as connection:
        assert connection.execute(rows.select()).all() == []


def test_only_who_writes_the_page_sends_a_logo(served: Served) -> None:
    for person in (served.seeker(), served.staff()):
        assert send(person, LOGO).json()["code"] == "forbidden"
    assert served.client.put(f"/v1/files/{NAME}", content=LOGO).json()["code"] == "not_signed_in"


def test_pages_show_the_logo_from_this_site(served: Served) -> None:
    owner = served.owner()
    send(owner, LOGO)
    named(owner)
    page = served.client.get(f"/companies/{owner.session['company']}").text
    assert f'<img class="logo" src="/v1/files/{NAME}" alt="">' in page


def test_what_nothing_names_goes_after_a_day(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    owner = served.owner()
    send(owner, LOGO)
    send(owner, png(9, 9))
    named(owner)
    retention.tidy(served.site)
    assert shown(served, pictures.name(png(9, 9)), owner).status_code == 200
    _later(monkeypatch, files.WAIT_HOURS + 1)
    retention.tidy(served.site)
    with served.site.store.transaction() as connection:
        assert [row.hash for row in connection.execute(rows.select())] == [NAME]
        assert files.holds(connection, owner.session["company"], NAME)
    owner.session = served.signin(owner.email).json()  # a day later
    named(owner, None)
    retention.tidy(served.site)
    with served.site.store.transaction() as connection:
        assert connection.execute(rows.select()).all() == []


def disputed(person: Person, company: str, **more: str) -> dict[str, Any]:
    """Keep the logo as one's own in a conflict about a company's page; the answer to the push."""
    account = person.session["account"]
    identity, scope = ids.conflict_id(company, "logo", account), f"account:{account}"
    body = {"document": "company", "about": company, "path": "logo", "mine": f'"{NAME}"'}
    base = person.feed(scope)[identity]["seq"] if more else 0
    return person.push(wire.Part("conflict", identity, scope, base, more or body), push_id=ambient.new_id())


def test_logo_stays_as_long_as_somebody_may_choose_it(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    owner, other = served.owner(), served.owner("Yama", "yama@example.com")
    company = owner.session["company"]
    send(owner, LOGO)
    assert [disputed(one, company)["result"] for one in (owner, other)] == ["applied", "applied"]
    _later(monkeypatch, files.WAIT_HOURS + 1)
    retention.tidy(served.site)
    with served.site.store.transaction() as connection:
        assert files.holds(connection, company, NAME)
    owner.session = served.signin(owner.email).json()  # a day later
    assert disputed(owner, company, settled="theirs")["result"] == "applied"
    retention.tidy(served.site)
    with served.site.store.transaction() as connection:  # what another company's people say of it keeps nothing
        assert not files.holds(connection, company, NAME)


def test_logos_that_pages_name_are_looked_up_together(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    counts = []
    for number, data in enumerate((LOGO, png(9, 9), png(3, 3))):
        owner = served.owner(email=f"owner{number}@example.com")
        send(owner, data)
        assert named(owner, pictures.name(data))["result"] == "applied"
        with monkeypatch.context() as patch, served.site.store.transaction(write=True) as connection:
            _later(patch, files.WAIT_HOURS + 1)
            statements: list[str] = []
            event.listen(connection, "before_cursor_execute", lambda *given, told=statements: told.append(given[2]))
            files.collect(connection)
            counts.append(len(statements))
            assert len(connection.execute(rows.select()).all()) == len(counts)
    assert counts == counts[:1] * 3


def test_verify_finds_altered_and_missing_files(served: Served) -> None:
    owner = served.owner()
    send(owner, LOGO)
    named(owner)
    assert verify(served.site.store) == []
    with served.site.store.transaction(write=True) as connection:
        connection.execute(rows.update().values(data=png(3, 3)))
    assert verify(served.site.store) == [f"file {NAME} of company {owner.session['company']}: its bytes are others"]
    with served.site.store.transaction(write=True) as connection:
        connection.execute(rows.delete())
    assert verify(served.site.store) == [f"company {owner.session['company']}: its logo {NAME} is not here"]


def _later(monkeypatch: pytest.MonkeyPatch, hours: int) -> None:
    now = ambient.now
    monkeypatch.setattr(ambient, "now", lambda: now() + timedelta(hours=hours))
