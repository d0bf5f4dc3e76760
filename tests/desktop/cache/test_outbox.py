"""Taking a change back takes along only what cannot stand without it; nothing else that waits is lost."""

from __future__ import annotations

import pytest

from izanau_desktop.cache import DRAFT, Cache, Edit, answers, edits
from izanau_desktop.cache import apply as applying
from izanau_desktop.cache.reads.common import outbox_rows
from izanau_protocol import ids, wire
from izanau_protocol.canonical import Body
from tests.desktop.cache.test_files import statements

OWN = "account:acc"
COMPANY = "22222222-2222-4222-8222-222222222222"
JOB = "33333333-3333-4333-8333-333333333333"
PROFILE = ids.profile_id("acc")
APPLICATION = ids.application_id(JOB, PROFILE, 1)
AGREED, SHOWN, MESSAGE = (ids.natural_id("test", name) for name in ("agreed", "shown", "message"))


def arrive(cache: Cache, kind: str, identity: str, body: Body) -> None:
    """A document as the site has it."""
    entry = wire.Entry(OWN, kind, identity, 1, body)
    cache.change(lambda connection: applying.entry(connection, entry, 0))


@pytest.fixture
def profile(cache: Cache) -> str:
    """A profile that the site has, and an edit of it that waits."""
    arrive(cache, "profile", PROFILE, {"name": {"full": "Anna"}})
    return cache.edit([Edit("profile", PROFILE, OWN, {"residence": "JP"})])


def apply(cache: Cache, *needs: str) -> str:
    """An application with its consent, after what it needs."""
    body: Body = {"job": JOB, "seeker": PROFILE, "consent": AGREED, "attempt": 1}
    edits = [
        Edit("consent", AGREED, OWN, {"deed": "apply", "words": "Your profile is shown."}),
        Edit("application", APPLICATION, OWN, body),
    ]
    return cache.edit(edits, 10, deed="apply", needs=needs)


def say(cache: Cache, *needs: str) -> str:
    """A message about the application."""
    body: Body = {
        "application": APPLICATION,
        "seeker": PROFILE,
        "company": COMPANY,
        "sender": "seeker",
        "text": "When?",
    }
    return cache.edit([Edit("message", MESSAGE, OWN, body)], 10, deed="message", needs=needs)


def waiting(cache: Cache) -> list[str]:
    return [row.id for row in outbox_rows(cache)]


def test_application_stays_when_an_earlier_edit_is_taken_back(cache: Cache, profile: str) -> None:
    applied = apply(cache, profile)
    assert [row.id for row in cache.drop(profile)] == [profile]
    assert waiting(cache) == [applied]
    assert cache.get("application", APPLICATION) is not None
    assert cache.get("profile", PROFILE).body == {"name": {"full": "Anna"}}  # type: ignore[union-attr]  # it arrived above


def test_application_stays_when_an_earlier_edit_is_undone(cache: Cache, profile: str) -> None:
    applied = apply(cache, profile)
    cache.undo(f"profile:{PROFILE}")
    assert waiting(cache) == [applied]
    assert cache.get("application", APPLICATION) is not None


def test_application_stays_when_publishing_is_taken_back(cache: Cache, profile: str) -> None:
    edits = [Edit("consent", SHOWN, OWN, {"deed": "register"}), Edit("profile", PROFILE, OWN, {"registered": True})]
    registered = cache.edit(edits, 10, deed="register", needs=[profile])
    applied = apply(cache, profile, registered)
    assert [row.id for row in cache.drop(registered)] == [registered]
    assert waiting(cache) == [profile, applied]


def test_message_goes_with_the_application_that_it_is_about(cache: Cache, profile: str) -> None:
    applied = apply(cache, profile)
    said = say(cache, applied)
    assert [row.id for row in cache.drop(applied)] == [applied, said]
    assert waiting(cache) == [profile]
    assert (cache.get("application", APPLICATION), cache.get("message", MESSAGE), cache.get("consent", AGREED)) == (
        None,
        None,
        None,
    )


def test_message_stays_when_a_later_deed_on_its_application_is_taken_back(cache: Cache) -> None:
    arrive(cache, "application", APPLICATION, {"job": JOB, "seeker": PROFILE})
    withdrawn = cache.edit([Edit("application", APPLICATION, OWN, {"withdrawn": True})], 10, deed="withdraw")
    said = say(cache, withdrawn)
    cache.drop(withdrawn)
    assert waiting(cache) == [said]
    assert cache.get("message", MESSAGE) is not None


def test_all_goes_with_a_profile_that_was_never_sent(cache: Cache) -> None:
    made = cache.edit([Edit("profile", PROFILE, OWN, {"name": {"full": "Anna"}})])
    applied = apply(cache, made)
    said = say(cache, applied)
    assert [row.id for row in cache.drop(made)] == [made, applied, said]
    assert waiting(cache) == []


def prepared(cache: Cache, most: int = wire.MAX_BATCH) -> list[wire.Push]:
    return cache.change(lambda connection: answers.prepare(connection, at_once=True, most=most))


def describe(cache: Cache, text: str) -> str:
    """A deed of a size."""
    return cache.edit([Edit("profile", PROFILE, OWN, {"hobbies": {"en": text * 1_000}})], deed="test")


def test_deletion_that_waits_behind_another_change_can_be_taken_back(cache: Cache) -> None:
    arrive(cache, "profile", PROFILE, {"name": {"full": "Anna"}})
    describe(cache, "a")
    deleted = cache.edit([Edit("profile", PROFILE, OWN, None)], deed="test")
    assert len(prepared(cache)) == 1
    assert [row.id for row in cache.drop(deleted)] == [deleted]


def test_change_that_a_batch_has_no_room_for_can_be_taken_back(cache: Cache) -> None:
    arrive(cache, "profile", PROFILE, {"name": {"full": "Anna"}})
    describe(cache, "a")
    later = describe(cache, "b")
    assert len(prepared(cache, 1_500)) == 1
    assert [row.id for row in cache.drop(later)] == [later]


def test_change_that_a_batch_has_no_room_for_stands_on_what_that_batch_came_to(cache: Cache) -> None:
    arrive(cache, "profile", PROFILE, {"name": {"full": "Anna"}})
    describe(cache, "a")
    describe(cache, "b")
    [first] = prepared(cache, 1_500)
    applied = wire.Answer(first.push_id, "applied", [wire.Settled("profile", PROFILE, OWN, 2)])
    cache.change(lambda connection: answers.take(connection, applied))
    [second] = prepared(cache, 1_500)
    assert [part.base_seq for part in second.parts] == [2]


def test_what_stands_on_a_held_deed_waits_with_it(cache: Cache) -> None:
    arrive(cache, "profile", PROFILE, {"name": {"full": "Anna"}})
    cache.edit([Edit("profile", PROFILE, OWN, {"residence": "JP"})], 10, deed="test")
    describe(cache, "a")
    assert cache.change(answers.prepare) == []
    assert not cache.change(answers.has_more)
    cache.release()
    assert cache.change(answers.has_more)
    assert [len(push.parts) for push in cache.change(answers.prepare)] == [1, 1]


def test_edit_after_one_of_two_documents_tears_neither(cache: Cache) -> None:
    arrive(cache, "profile", PROFILE, {"name": {"full": "Anna"}})
    arrive(cache, "account", "acc", {"name": "Anna", "email": "anna@example.com"})
    first = cache.edit([Edit("profile", PROFILE, OWN, {"residence": "JP"}), Edit("account", "acc", OWN, {"name": "A"})])
    assert cache.edit([Edit("profile", PROFILE, OWN, {"residence": "VN"})]) != first
    assert [[part.patch for part in push.parts] for push in prepared(cache)] == [
        [{"residence": "JP"}, {"name": "A"}],
        [{"residence": "VN"}],
    ]


def test_push_that_is_under_way_is_neither_taken_back_nor_offered_anew(cache: Cache, profile: str) -> None:
    [push] = prepared(cache)
    assert (cache.drop(profile), cache.retry(profile)) == ((), False)
    assert [one.push_id for one in prepared(cache)] == [push.push_id]


def test_edit_waits_no_longer_once_its_section_is_left_and_a_deed_is_held_on(cache: Cache) -> None:
    arrive(cache, "profile", PROFILE, {"name": {"full": "Anna"}})
    edit, deed = cache.edit([Edit("profile", PROFILE, OWN, {"residence": "JP"})], 60), apply(cache)
    cache.left("profile", PROFILE)
    cache.left("application", APPLICATION)
    assert {row.id: bool(row.not_before) for row in outbox_rows(cache)} == {edit: False, deed: True}


def test_section_that_is_left_with_nothing_held_writes_nothing(cache: Cache) -> None:
    draft = ids.profile_id("draft")
    cache.edit([Edit("profile", draft, DRAFT, {"residence": "JP"})], 60)
    before = cache.data_version()
    cache.left("profile", draft)
    assert cache.data_version() == before


def test_what_ends_an_agreement_that_is_taken_back_goes_along_and_holds_nothing_up(cache: Cache) -> None:
    account = ids.natural_id("test", "account")
    arrive(cache, "account", account, {"name": "Anna"})
    agreed = Edit("consent", AGREED, OWN, {"deed": "purpose", "purpose": "jobs"})
    on = cache.edit([Edit("account", account, OWN, {"purposes": {"jobs": True}}), agreed], 10, deed="purpose")
    off = [Edit("account", account, OWN, {"purposes": {"jobs": None}}), Edit("consent", AGREED, OWN, {"ended": True})]
    ended = cache.edit(off, deed="purpose")
    rename = cache.edit([Edit("account", account, OWN, {"name": "Anna Lee"})])
    assert [row.id for row in cache.drop(on)] == [on, ended]
    assert waiting(cache) == [rename]
    assert cache.change(answers.has_more)


def test_what_came_behind_a_push_whose_answer_was_lost_is_asked_about(cache: Cache, profile: str) -> None:
    """No answer says yet whether the page has that push below: an edit fixed on the page would take theirs away unasked."""
    [lost] = prepared(cache)
    cache.edit([Edit("profile", PROFILE, OWN, {"residence": "KR"})])
    theirs: Body = {"name": {"full": "Anna"}, "residence": "VN"}
    page = wire.Entry(OWN, "profile", PROFILE, 3, theirs)
    cache.change(lambda connection: applying.entry(connection, page, 0))
    assert [push.push_id for push in prepared(cache)] == [lost.push_id]
    answer = wire.Answer(lost.push_id, "applied", [wire.Settled("profile", PROFILE, OWN, 3, theirs)])
    assert cache.change(lambda connection: answers.take(connection, answer))[:2] == ("applied", 1)
    [asked] = cache.list("conflict")
    assert (asked.body["mine"], asked.body["theirs"]) == ('"KR"', '"VN"')
    assert [part.kind for push in prepared(cache) for part in push.parts] == ["conflict"]


def test_deed_looks_for_what_it_follows_and_not_through_all_that_waits(cache: Cache, profile: str) -> None:
    message = Edit("message", MESSAGE, OWN, {"application": APPLICATION, "sender": "seeker", "text": "When?"})
    options = edits.Options(10, "message", (profile,))
    done = statements(cache, lambda connection: edits.make(connection, [message], options))
    [held] = [one for one in done if one.startswith("UPDATE outbox SET not_before")]
    assert "(state=? AND number=? " in held
