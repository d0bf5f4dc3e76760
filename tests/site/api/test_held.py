"""Every column that speaks of a person is in what they are told is held of them, or in the short list of those that are not."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Boolean, Connection, Integer, LargeBinary, Table, insert, select, update

from izanau_protocol import ambient, canonical, wire
from izanau_site.accounts import people, purposes, unsubscribe
from izanau_site.privacy.untold import UNTOLD
from izanau_site.store import pseudonyms
from izanau_site.store.schema import accounts, mails, metadata
from izanau_site.work import newsletter
from izanau_site.work.letters import Letter
from izanau_site.work.message import Words
from tests.site.api.test_privacy import applied, patched
from tests.site.served import Person, Served

BIG = 987_650_000
CHANGED = {"bounced": "canary-accounts-bounced", "paused": True, "erases": "2999-01-01T00:00:00.000Z", "language": "ja"}


def told_columns(table: Table) -> list[str]:
    """The columns of a table that the person is told."""
    return [column.name for column in table.columns if column.name not in UNTOLD.get(table.name, {})]


TOLD = [table for table in metadata.sorted_tables if told_columns(table)]


def canary(column: Any) -> Any:
    """A value of the column's type that stands nowhere else."""
    place = f"{column.table.name}-{column.name}"
    if isinstance(column.type, Boolean):
        return True
    if isinstance(column.type, Integer):
        return BIG + sum(place.encode())
    return place.encode() if isinstance(column.type, LargeBinary) else f"canary-{place}"


def planted(connection: Connection, person: Person, table: Table, application: str) -> dict[str, Any]:
    """A row of a table about the person, of which every column that is told says something else than any other."""
    row = {column.name: canary(column) for column in table.columns}
    whose = {"account": person.account, "device": person.session["device"]}
    row |= {name: value for name, value in whose.items() if name in row}
    if table.name == "documents":
        row |= {"kind": "ticket", "body": canonical.encode({"topic": "other", "text": "canary-documents-body"})}
    elif table.name == "mails":
        row |= {"headers": '{"X-Izanau-Kind": "canary-mails-headers"}'}
    elif table.name == "changed":
        row |= {"id": person.profile, "scope": person.own}
    elif table.name == "access":
        name = pseudonyms.of(connection, [application])[application]
        mine = pseudonyms.of(connection, [person.account])[person.account]
        row |= {"subject": name.name, "actor": mine.name, "deed": "look"}
        row |= {one: name.hidden(f"canary-access-{one}") for one in ("text", "path")}
    return row


def looked_for(table: Table, person: Person) -> dict[str, str]:
    """What each column that is told left in the answer, as JSON has it."""
    own = {
        "documents": {"kind": '"ticket"', "body": "canary-documents-body"},
        "changed": {"id": person.profile},
        "access": {"deed": '"look"'},
    }
    found = {name: str(canary(table.columns[name])) for name in told_columns(table)}
    return found | own.get(table.name, {})


def test_every_column_about_a_person_is_told_or_has_a_reason_not_to_be(served: Served) -> None:
    mai, olga = served.seeker(), served.owner()
    application = applied(served, mai, olga.session["company"])
    with served.site.store.transaction(write=True) as connection:
        for table in TOLD:
            if table.name != "accounts":
                connection.execute(insert(table).values(**planted(connection, mai, table, application)))
        people.rewrite(served.site.store, connection, mai.account, **CHANGED)
        connection.execute(update(accounts).where(accounts.c.id == mai.account).values(seen="canary-accounts-seen"))
        account = connection.execute(select(accounts).where(accounts.c.id == mai.account)).one()._mapping
    answer = mai.get("/v1/privacy/holdings")
    assert answer.status_code == 200, answer.text
    for table in TOLD:
        if table.name != "accounts":
            missing = {name: value for name, value in looked_for(table, mai).items() if value not in answer.text}
            assert missing == {}, f"{table.name}: tell it in the holdings, or say in privacy/untold.py why not"
    told = answer.json()["account"] | {"seen": answer.json()["last_seen"]}
    mine = {name: account[name] for name in told_columns(accounts)}
    assert {name: told.get(name, "") for name in mine} == mine


def test_what_is_not_told_is_there_and_has_its_reason() -> None:
    for name, columns in UNTOLD.items():
        assert set(columns) <= set(metadata.tables[name].columns.keys()), f"{name}: no such column"
        assert all(columns.values())


def test_waiting_newsletter_is_told_with_its_words_and_no_secret_is(served: Served) -> None:
    mai = served.seeker()
    letter = Letter({"en": Words("News", "Canary news"), "ja": Words("お知らせ", "本文")})
    with served.site.store.transaction(write=True) as connection:
        assert purposes.set_purpose(connection, served.site.store, mai.account, "newsletter", on=True, method="test")
    newsletter.send(served.site, letter)
    held = mai.get("/v1/privacy/holdings").json()
    [waiting] = [one for one in held["mails"] if one["kind"] == "newsletter"]
    assert (waiting["subject"], waiting["text"], waiting["sent"]) == ("News", "Canary news", "")
    assert [(one["purpose"], one["about"], one["subject"]) for one in held["mailed"]] == [
        ("newsletter", letter.id, "News")
    ]
    with served.site.store.transaction(write=True) as connection:
        secret = unsubscribe.give(connection, mai.account, "newsletter")
        connection.execute(update(mails).where(mails.c.id == waiting["id"]).values(sent="2026-01-01T00:00:00.000Z"))
    told = mai.get("/v1/privacy/holdings")
    assert [one["purpose"] for one in told.json()["links"]] == ["newsletter"]
    assert secret not in told.text
    assert "Canary news" not in told.text, "what a mail said is kept no longer once it left"


def test_moment_of_what_a_company_notes_for_itself_is_not_told(served: Served) -> None:
    mai, olga = served.seeker(), served.owner()
    company = olga.session["company"]
    application, place = applied(served, mai, company), f"applicants:{company}"
    patched(olga, "application", application, {"stage": "interview"}, place)  # the first: the person is told of it

    def told() -> dict[str, Any]:
        records = mai.get("/v1/privacy/holdings").json()["records"]
        return next(one for one in records if one["id"] == application)

    before = told()
    patched(olga, "application", application, {"stage": "final"}, place)  # both sides see the same status as before
    assert told() == before
    patched(mai, "application", application, {"withdrawn": True})
    assert told()["written"] > before["written"]


def test_file_of_a_company_is_told_with_its_columns_and_without_its_writer(served: Served) -> None:
    mai, other, olga = served.seeker(), served.seeker(), served.owner()
    company = olga.session["company"]
    application, foreign = applied(served, mai, company), applied(served, other, company)
    body = {"file": "canary-file.csv", "format": "csv", "count": 2, "fields": ["name.full", "email"]}
    part = wire.Part("export", ambient.new_id(), f"applicants:{company}", 0, {**body, "rows": [application, foreign]})
    assert olga.push(part, push_id=ambient.new_id())["result"] == "applied"
    patched(mai, "application", application, {"withdrawn": True})
    answer = mai.get("/v1/privacy/holdings")
    [told] = answer.json()["exports"]
    assert (told["company_name"], told["application"], told["fields"]) == ("Umi Games", application, body["fields"])
    assert (told["cause"], told["left_at"][:2]) == ("withdrawn", "20")
    assert foreign not in answer.text
    assert "Olga" not in answer.text
