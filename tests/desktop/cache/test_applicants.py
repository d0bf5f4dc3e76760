"""The list of applicants: in step with what is known of them."""

from __future__ import annotations

from typing import Any

import pytest

from izanau_desktop.cache import Cache, Edit, anew, apply, indexing
from izanau_desktop.cache import applicants as applicants_of_cache
from izanau_desktop.cache.reads.applicants import Listing, View
from izanau_desktop.cache.reads.common import outbox_rows
from izanau_protocol import ambient, ids, wire
from tests.desktop.cache.applied import address, application, at, come, listed, names, person
from tests.desktop.cache.test_gone import COMPANY, JOB, SCOPE, take

TODAY = "2026-11-20T09:00:00+00:00"


def test_applicant_is_listed_with_what_the_profile_says_in_brief(company: Cache) -> None:
    languages = {"a": {"language": "ja", "level": "JLPT N2", "position": "1"}}
    work = {"b": {"company": "Umi", "title": "Tester", "start": "2020-01", "end": "2021-12", "position": "1"}}
    come(
        company,
        person(1, languages=languages, work=work, residence="JP", visa={"status": "student", "expires": "2027-03-31"}),
    )
    (row,) = listed(company)
    assert (row.headline, row.level, row.months, row.residence) == ("Tester · Umi", "JLPT N2", 24, "JP")
    assert (row.visa, row.expires, row.stage, row.since) == ("student", "2027-03-31", "new", at(1))
    assert (row.unread, row.withdrawn) == (True, False)


def test_name_that_changes_is_found_by_what_it_is_now(company: Cache) -> None:
    come(company, person(1, name={"full": "Aki Umeda"}))
    profile = person(1, name={"full": "Aki Yamada"})[0]
    take(company, wire.Entry(SCOPE, "profile", profile.id, 9, profile.view))
    assert (names(company, "umeda"), names(company, "yamada")) == ([], ["Aki Yamada"])


def test_note_and_address_are_found_as_long_as_they_are_there(company: Cache) -> None:
    come(company, person(1))
    note: dict[str, object] = {"application": application(1), "text": "Speaks Quechua"}
    company.edit([Edit("note", "n", SCOPE, note)])
    take(company, address(1, "one@mail.example"))
    assert names(company, "quechua one@mail.example") == ["Person 1"]
    company.edit([Edit("note", "n", SCOPE, None)])
    take(company, wire.Entry(address(1, "").scope, "contact", address(1, "").id, 5, gone="revoked"))
    assert (names(company, "quechua"), names(company, "one@mail.example")) == ([], [])


def test_withdrawn_applicant_leaves_list_counts_and_search(company: Cache) -> None:
    come(company, person(1), person(2))
    body = {**(person(1)[1].view or {}), "withdrawn": True}
    take(company, wire.Entry(SCOPE, "application", application(1), 9, body))
    assert names(company) == names(company, "person") == ["Person 2"]
    assert names(company, withdrawn=True) == names(company, "person", withdrawn=True) == ["Person 2", "Person 1"]
    with company.file.read() as connection:
        assert Listing(connection, View()).total() == 1


def test_applicant_who_is_gone_is_in_no_table(company: Cache) -> None:
    come(company, person(1))
    take(company, wire.Entry(SCOPE, "application", application(1), 9, gone="erased"))
    with company.file.read() as connection:
        for table in ("applicant", "search_applicant"):
            assert connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one() == 0
        assert Listing(connection, View()).total() == 0


def test_move_that_waits_shows_at_once_and_counts_from_now(company: Cache) -> None:
    come(company, person(1))
    with ambient.ruled(now=ambient.now()):
        company.edit([Edit("application", application(1), SCOPE, {"stage": "interview"})], deed="stage")
        (row,) = listed(company, stages=("interview",))
        assert row.since == ambient.timestamp()


def test_move_writes_no_word_of_the_applicant_anew(company: Cache) -> None:
    come(company, person(1))
    with company.file.read() as connection:
        before = connection.exec_driver_sql("SELECT * FROM search_applicant_data ORDER BY id").all()
    company.edit([Edit("application", application(1), SCOPE, {"stage": "interview"})], deed="stage")
    with company.file.read() as connection:
        assert connection.exec_driver_sql("SELECT * FROM search_applicant_data ORDER BY id").all() == before


def test_two_who_apply_in_the_same_moment_both_have_a_place(company: Cache) -> None:
    come(company, *(person(number, about={"applied": at(1)}) for number in range(40)))
    assert len({row.number for row in listed(company)}) == 40


def test_a_seekers_own_application_is_no_applicant(cache: Cache) -> None:
    cache.edit(
        [Edit("application", application(1), "account:acc", {"job": JOB, "seeker": ids.profile_id("acc")})],
        deed="apply",
    )
    assert listed(cache) == ()


def blind(cache: Cache, *, is_blind: bool, seq: int) -> None:
    scope = f"company:{COMPANY}"
    take(cache, wire.Entry(scope, "job", JOB, seq, {"company": COMPANY, "title": {"en": "Cook"}, "blind": is_blind}))


@pytest.mark.parametrize("off", [False, None])
def test_end_of_a_blind_review_goes_at_once_and_stays(company: Cache, off: bool | None) -> None:
    blind(company, is_blind=True, seq=1)
    ended = company.edit([Edit("job", JOB, f"company:{COMPANY}", {"blind": off})], 60)
    assert company.undo(f"job:{JOB}") is None
    assert company.drop(ended) == ()
    again = company.edit([Edit("job", JOB, f"company:{COMPANY}", {"blind": True})], 60)
    assert [(row.id, row.state) for row in outbox_rows(company)] == [(ended, "waiting"), (again, "held")]


def test_blind_review_of_a_draft_can_be_taken_back(company: Cache) -> None:
    scope = f"company:{COMPANY}"
    take(company, wire.Entry(scope, "job", JOB, 1, {"company": COMPANY, "state": "draft", "blind": True}))
    company.edit([Edit("job", JOB, scope, {"blind": None})], 60)
    undone = company.undo(f"job:{JOB}")
    assert undone is not None
    assert undone.body["blind"] is True


def test_blind_review_that_never_began_is_given_up_without_a_trace(company: Cache) -> None:
    blind(company, is_blind=False, seq=1)
    for value in (True, False):
        company.edit([Edit("job", JOB, f"company:{COMPANY}", {"blind": value})], 60)
    assert outbox_rows(company) == ()


def test_blind_review_hides_name_and_school_from_list_order_and_search(company: Cache) -> None:
    school = {"e": {"school": "Umi University", "field": "Cooking", "position": "1"}}
    come(company, person(1, name={"full": "Aki Umeda"}, education=school), person(2, name={"full": "Zoe"}))
    take(company, address(1, "aki@mail.example"))
    blind(company, is_blind=True, seq=2)
    assert names(company) == ["", ""], "at once"
    assert names(company, "umeda") == names(company, "cooking") == [], "nobody who is not made anew yet"
    with company.file.read() as connection:
        assert Listing(connection, View(query="cooking")).indexed == indexing.Indexed(0, 2)
    assert {row.headline for row in listed(company)} == {""}
    assert not indexing.work_off(company.file)
    for query in ("umeda", "umi", "aki@mail.example", "name:aki"):
        assert names(company, query) == [], query
    (row,) = listed(company, query="cooking")
    assert (row.name, row.headline, len(row.code)) == ("", "Cooking", 4)
    ordered = [row.code for row in listed(company, sort="name", down=False)]
    assert ordered == sorted(ordered)
    come(company, person(3, name={"full": "Ken"}))
    assert names(company, "ken") == []
    blind(company, is_blind=False, seq=3)
    assert not indexing.work_off(company.file)
    assert names(company, "umeda") == ["Aki Umeda"]
    assert names(company, sort="name", down=False) == ["Aki Umeda", "Ken", "Zoe"]


@pytest.mark.parametrize("indexed", [False, True])
def test_applicant_who_was_unblinded_is_listed_and_found_by_name(company: Cache, *, indexed: bool) -> None:
    come(company, person(1), person(2))
    blind(company, is_blind=True, seq=2)
    if indexed:
        assert not indexing.work_off(company.file)
    unblinded = {**(person(1)[1].view or {}), "unblinded": {"u": {"at": at(5), "position": "1"}}}
    take(company, wire.Entry(SCOPE, "application", application(1), 9, unblinded))
    assert not indexing.work_off(company.file)
    assert names(company) == ["", "Person 1"]
    assert names(company, "person") == ["Person 1"]


def test_words_are_cut_behind_where_a_first_pull_goes_on(company: Cache) -> None:
    entries = person(1)
    company.change(lambda connection: apply.every(connection, entries, {}, later=True))
    assert names(company) == ["Person 1"]
    assert names(company, "person") == []
    with company.file.read() as connection:
        assert Listing(connection, View(query="person")).indexed == indexing.Indexed(0, 1)
    assert not indexing.work_off(company.file)
    assert names(company, "person") == ["Person 1"]


def blind_entry(*, is_blind: bool) -> wire.Entry:
    return wire.Entry(
        f"company:{COMPANY}", "job", JOB, 9, {"company": COMPANY, "title": {"en": "C"}, "blind": is_blind}
    )


MEANWHILE: dict[str, tuple[wire.Entry, list[str]]] = {
    "renamed": (
        wire.Entry(SCOPE, "profile", person(1)[0].id, 9, {"name": {"full": "Yamada"}}),
        [],
    ),
    "revoked": (wire.Entry(SCOPE, "profile", person(1)[0].id, 9, gone="revoked"), []),
    "withdrawn": (
        wire.Entry(SCOPE, "application", application(1), 9, {**(person(1)[1].view or {}), "withdrawn": True}),
        [],
    ),
    "hidden": (blind_entry(is_blind=True), []),
    "gone": (wire.Entry(SCOPE, "application", application(1), 9, gone="erased"), []),
}
"""What may happen while the words of an applicant are cut, and who is found by the old name after it."""


@pytest.mark.parametrize("what", MEANWHILE)
@pytest.mark.parametrize("queued", [applicants_of_cache.KIND, anew.ANEW, anew.RECUT])
def test_words_that_were_cut_before_a_change_are_written_nowhere(
    company: Cache, monkeypatch: pytest.MonkeyPatch, what: str, queued: str
) -> None:
    entries = person(1)
    company.change(lambda connection: apply.every(connection, entries, {}, later=True))
    company.change(lambda connection: connection.exec_driver_sql("UPDATE unindexed SET kind = ?", (queued,)))
    change, found = MEANWHILE[what]
    cut, done = applicants_of_cache.cut, list[str]()

    def meanwhile(bodies: Any) -> dict[str, str]:
        told = cut(bodies)
        if not done:
            done.append(what)
            take(company, change)
        return told

    monkeypatch.setattr(applicants_of_cache, "cut", meanwhile)
    indexing.work_off(company.file)
    while indexing.work_off(company.file):
        pass
    indexing.work_off(company.file)
    assert done
    assert names(company, "person") == found
    with company.file.read() as connection:
        rows = connection.exec_driver_sql("SELECT name FROM search_applicant").all()
        assert all("person" not in row[0] for row in rows) or what == "withdrawn"
        assert all(
            "Person" not in row[0] for row in connection.exec_driver_sql("SELECT name FROM applicant").all()
        ) or (what == "withdrawn")


def test_work_that_goes_on_is_a_month_longer_in_the_next_month(company: Cache) -> None:
    work = {"w": {"company": "Umi", "start": "2026-01", "current": True, "position": "1"}}
    past = {"w": {"company": "Umi", "start": "2026-01", "end": "2026-05", "position": "1"}}
    with ambient.ruled(now=ambient.now().fromisoformat(TODAY)) as rule:
        come(company, person(2, work=work), person(1, work=past))
        indexing.reckon(company.file)
        while indexing.work_off(company.file):
            pass
        assert [row.months for row in listed(company)] == [11, 5]
        rule.advance(31 * 86400)
        indexing.reckon(company.file)
        assert names(company, "person") == ["Person 2", "Person 1"], "found meanwhile"
        indexing.work_off(company.file)
        assert [row.months for row in listed(company)] == [12, 5]
