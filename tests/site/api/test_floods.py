"""What a person of ill will tries: floods of mails and requests, numbers without bounds, requests that overtake each other."""

from __future__ import annotations

import asyncio
import contextlib
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import msgspec
import pytest
from litestar.testing import TestClient
from sqlalchemy import event

from izanau_protocol import ambient, wire
from izanau_protocol.problems import Refused
from izanau_site import settings as settings_of
from izanau_site.accounts import erasing, signin
from izanau_site.api.sync import STREAMS_OF_ACCOUNT, STREAMS_OF_ADDRESS
from izanau_site.store import Store, erasure
from izanau_site.store.schema import accounts
from izanau_site.store.schema import mails as outbox
from izanau_site.sync import push
from izanau_site.sync.effects.care import TICKETS_AN_HOUR
from izanau_site.work import mails
from tests.site.served import PASSWORD, Served, serving
from tests.site.world import Story


@pytest.fixture
def story(store: Store) -> Story:
    """A company with a recruiter and a job, a seeker, a company next door."""
    return Story(store)


def mailed(store: Store, kind: str, to: str) -> int:
    """How many mails of a kind wait for an address."""
    with store.transaction() as connection:
        rows = connection.execute(outbox.select().where(outbox.c.to == to)).all()
    return sum(kind in row.headers for row in rows)


def test_many_messages_arrive_but_not_each_as_a_mail(story: Story) -> None:
    story.apply()
    body = {"company": story.company, "seeker": story.mai.caller.profile, "sender": "company", "text": "Hello"}
    parts = [story.hr.part("message", ambient.new_id(), body, story.applicants) for _ in range(30)]
    for some in (parts[:15], parts[15:]):
        pushes = [wire.Push(ambient.new_id(), [one], story.world.store.epoch) for one in some]
        assert {answer.result for answer in story.hr.send(*pushes)} == {"applied"}
    assert mailed(story.world.store, "message", story.mai.email) == mails.MOST_AN_HOUR
    with ambient.ruled() as rule:
        rule.advance(3601)
        again = story.hr.part("message", ambient.new_id(), body, story.applicants)
        assert story.hr.push(again).result == "applied"
    assert mailed(story.world.store, "message", story.mai.email) == mails.MOST_AN_HOUR + 1


def test_requests_of_one_person_are_counted_by_the_hour(story: Story) -> None:
    def written(count: int) -> list[str]:
        parts = [story.mai.part("ticket", ambient.new_id(), {"topic": "other", "text": "Hi"}) for _ in range(count)]
        answers = [story.mai.push(one) for one in parts]
        return [str(one.problem["code"]) if one.problem else one.result for one in answers]

    assert written(TICKETS_AN_HOUR + 1) == ["applied"] * TICKETS_AN_HOUR + ["too_many_requests"]
    with ambient.ruled() as rule:
        rule.advance(3601)
        assert written(1) == ["applied"]


@pytest.mark.parametrize("field", ["email", "name"])
def test_no_one_signed_in_writes_to_support_as_somebody_else(story: Story, field: str) -> None:
    forged = {"topic": "other", "text": "Erase me", field: story.second.email}
    answer = story.mai.push(story.mai.part("ticket", ambient.new_id(), forged))
    assert answer.problem is not None
    assert (answer.problem["code"], answer.problem["field"]) == ("read_only_field", field)
    own = {"topic": "other", "text": "Erase me", "email": story.mai.email}
    assert story.mai.push(story.mai.part("ticket", ambient.new_id(), own)).result == "applied"


def test_company_writes_no_more_to_who_withdrew(story: Story) -> None:
    application = story.apply()
    body = {"company": story.company, "seeker": story.mai.caller.profile, "sender": "company", "text": "Hello"}
    assert story.hr.push(story.hr.part("message", ambient.new_id(), body, story.applicants)).result == "applied"
    assert story.mai.push(story.mai.part("application", application, {"withdrawn": True})).result == "applied"
    late = story.hr.push(story.hr.part("message", ambient.new_id(), body, story.applicants))
    assert late.problem is not None
    assert late.problem["code"] == "not_yours"
    consent = story.mai.consent("message", story.company)
    asks = {"company": story.company, "seeker": story.mai.caller.profile, "sender": "seeker", "text": "Once more?"}
    assert story.mai.push(consent, story.mai.part("message", ambient.new_id(), asks)).result == "applied"
    assert story.hr.push(story.hr.part("message", ambient.new_id(), body, story.applicants)).result == "applied"


def test_mail_of_the_contact_form_repeats_nothing_that_was_typed(served: Served) -> None:
    form = {"text": "Buy at canary.example", "email": "victim@example.com", "language": "en"}
    for language in ("en", "ja"):
        assert served.client.post("/v1/contact", json={**form, "language": language}).status_code == 200
    assert not [mail for mail in served.mails("victim@example.com") if "canary" in mail.text]


def test_names_without_number_surprise_nobody(served: Served) -> None:
    """More names than a database takes in one statement."""
    mai = served.seeker()
    many = [f"{number:x}" for number in range(70_000)]
    part = wire.Part("profile", mai.profile, mai.own, mai.feed()[mai.profile]["seq"], {"hobbies": {"en": "Go"}})
    one = wire.Push(ambient.new_id(), [part], served.site.store.epoch, many)
    answer = mai.post("/v1/push", wire.Batch([one]))
    assert (answer.status_code, answer.json()["answers"][0]["result"]) == (200, "waiting")
    seen = mai.post("/v1/push", wire.Batch([], dict.fromkeys(many, 0)))
    assert seen.status_code == 200, seen.text
    assert mai.post("/v1/ack", wire.Gone(dict.fromkeys(many, 1))).status_code == 200


def test_addresses_of_one_household_share_their_limits(database: str, tmp_path: Any) -> None:
    settings = settings_of.load(
        environment={},
        database=database,
        data_dir=tmp_path,
        ledger=tmp_path / "ledger",
        trusted_proxies="testclient",
        limit_contact="3/hour",
    )

    def status(client: Any, address: str) -> int:
        headers = {"X-Forwarded-For": address}
        return int(client.post("/v1/contact", json={"text": "Hello"}, headers=headers).status_code)

    with serving(settings) as made:
        assert [status(made.client, f"2001:db8:1:2::{end}") for end in range(1, 5)] == [200, 200, 200, 429]
        assert status(made.client, "2001:db8:1:3::1") == 200
        assert [status(made.client, f"::ffff:192.0.2.{end}") for end in (1, 1, 1, 1, 2)] == [200, 200, 200, 429, 200]


@pytest.mark.parametrize("guest", [True, False])
def test_streams_of_one_listener_are_bounded(served: Served, *, guest: bool) -> None:
    mai, streams = served.seeker(), served.streams
    who, most = ("testclient", STREAMS_OF_ADDRESS) if guest else (mai.account, STREAMS_OF_ACCOUNT)

    async def listen(stack: contextlib.ExitStack) -> None:
        for _ in range(most):
            stack.enter_context(streams.listening({"jobs": 0}, who))

    with contextlib.ExitStack() as stack:
        asyncio.run(listen(stack))
        answer = served.client.get("/v1/events", headers={} if guest else mai.headers)
        assert (answer.status_code, answer.json()["code"]) == (429, "too_many_requests")
        assert answer.headers["retry-after"] == "60"
    assert streams.open_to(who) == 0


async def answered(app: Any, headers: dict[str, str], count: int) -> list[int]:
    """The statuses that so many are told who ask for a line at once, and hang up when each has its answer."""
    told, over = list[int](), asyncio.Event()

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            told.append(message["status"])
            if len(told) == count:
                over.set()

    async def receive() -> Any:
        await over.wait()
        return {"type": "http.disconnect"}

    asked = {"type": "http", "method": "GET", "path": "/v1/events", "raw_path": b"/v1/events", "query_string": b""}
    asked |= {"http_version": "1.1", "scheme": "http", "root_path": "", "client": ("testclient", 1)}
    asked["headers"] = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    await asyncio.gather(*[app(dict(asked), receive, send) for _ in range(count)])
    return told


@pytest.mark.parametrize("guest", [True, False])
def test_streams_asked_for_all_at_once_are_bounded(served: Served, *, guest: bool) -> None:
    mai = served.seeker()
    most = STREAMS_OF_ADDRESS if guest else STREAMS_OF_ACCOUNT
    assert isinstance(served.client, TestClient)
    told = served.client.blocking_portal.call(answered, served.client.app, {} if guest else mai.headers, 2 * most)
    assert (told.count(200), told.count(429)) == (most, most)
    assert served.streams.open_to("testclient" if guest else mai.account) == 0


def test_push_of_an_account_that_is_gone_is_not_signed_in(story: Story) -> None:
    erasure.erase(story.world.store, story.mai.caller.account)
    batch = wire.Batch([wire.Push(ambient.new_id(), [], story.world.store.epoch)])
    with pytest.raises(Refused, match="not_signed_in"):
        push.apply_batch(story.world.store, story.mai.caller, batch)


@pytest.mark.parametrize("backend", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True)
@pytest.mark.parametrize("now", [True, False])
def test_erasing_waits_for_another_transaction(served: Served, *, now: bool) -> None:
    """A row that is locked for longer than a statement may wait: the erasure is tried again, and is no error."""
    mai, store = served.seeker(), served.site.store
    tried: list[str] = []
    holder = store.engine.connect()
    holder.begin()
    holder.execute(accounts.select().where(accounts.c.id == mai.account).with_for_update())

    def short(connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if "FROM accounts" in statement and "FOR NO KEY UPDATE" in statement:
            tried.append(statement)
            if len(tried) > 1:
                holder.rollback()
            else:
                connection.exec_driver_sql("SET LOCAL lock_timeout = '10ms'")

    event.listen(store.engine, "before_cursor_execute", short)
    try:
        with ThreadPoolExecutor(1) as pool:
            asked = wire.Erase(PASSWORD, now)
            caller = signin.caller_of(served.site, mai.session["access"])
            pool.submit(erasing.erase, served.site, caller, asked).result()
    finally:
        event.remove(store.engine, "before_cursor_execute", short)
        holder.close()
    assert len(tried) > 1


@pytest.mark.parametrize("backend", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True)
def test_two_members_of_staff_make_one_company_of_a_request(served: Served) -> None:
    ticket = served.client.post("/v1/contact", json={"text": "We hire"}).json()["id"]
    staff, store = served.staff(), served.site.store
    asked = msgspec.json.encode(wire.Approve(ticket, "Umi Games", "Olga Owner", "olga@example.com"))
    answers: list[Any] = []
    with ThreadPoolExecutor(1) as pool:

        def overtaken(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
            if statement.startswith("INSERT INTO accounts") and not answers:
                answers.append(pool.submit(served.client.post, "/v1/companies", content=asked, headers=staff.headers))
                with store.transaction() as connection:
                    waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted"
                    while not answers[0].done() and not connection.exec_driver_sql(waiting).scalar_one():
                        continue

        event.listen(store.engine, "before_cursor_execute", overtaken)
        try:
            first = served.client.post("/v1/companies", content=asked, headers=staff.headers)
        finally:
            event.remove(store.engine, "before_cursor_execute", overtaken)
        second = answers[0].result()
    assert sorted([first.status_code, second.status_code]) == [200, 422]
