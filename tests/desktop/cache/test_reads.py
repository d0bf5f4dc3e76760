"""What read models say where little is known: nothing is there, not sent yet, without a title, no moment at all."""

from __future__ import annotations

from typing import Any

import pytest

from izanau_desktop.cache import Cache, Edit
from izanau_desktop.cache.reads import audiences, common, company, conflicts, people, seeker, values
from izanau_protocol import canonical, ids
from tests.desktop.cache.test_files import statements
from tests.desktop.cache.test_search import BODY, COMPANY, JOB, told

OWN, ACCOUNT = "account:acc", "acc"
PROFILE = ids.profile_id(ACCOUNT)
APPLICATION = ids.natural_id("test", "application")


def test_what_is_not_here_reads_as_nothing(cache: Cache) -> None:
    assert seeker.job(cache, JOB) is None
    assert company.applicant(cache, APPLICATION) is None
    assert common.operator(cache) == {}


def test_operator_is_who_the_site_named(cache: Cache) -> None:
    cache.set_note(operator='{"name":"Izanau KK","url":"https://example.com"}')
    assert common.operator(cache) == {"name": "Izanau KK", "url": "https://example.com"}


def test_jobs_for_applicants_abroad_are_listed_alone(cache: Cache) -> None:
    abroad = ids.natural_id("test", "abroad")
    told(cache, 1, "job", JOB, BODY)
    told(cache, 2, "job", abroad, {**BODY, "overseas": True})
    assert [row.id for row in seeker.jobs(cache, "", seeker.JobFilters(overseas=True)).items] == [abroad]


def test_company_is_said_to_see_an_application_as_soon_as_it_is_sent(cache: Cache) -> None:
    told(cache, 1, "company", COMPANY, {"name": "Umi Games"})
    told(cache, 2, "job", JOB, BODY)
    applied = Edit("application", APPLICATION, OWN, {"job": JOB, "company": COMPANY, "seeker": PROFILE})
    cache.edit([Edit("profile", PROFILE, OWN, {"name": {"full": "Anna"}}), applied], deed="apply")
    owner = audiences.Owner(ACCOUNT, PROFILE, "seeker", paused=False, erasing=False)
    (sees,) = [one for one in audiences.read(cache, owner) if one.who == audiences.COMPANY]
    assert audiences.who(sees, "en") == "Umi Games"
    assert audiences.what(sees, "en").split("\n") == [
        "As soon as your application is sent:",
        "Your profile: Name.",
        "Your e-mail address.",
    ]


def test_thread_asks_for_its_own_messages_what_was_seen_and_not_for_all(cache: Cache) -> None:
    said = [ids.natural_id("test", str(number)) for number in range(3)]
    for number, one in enumerate(said):
        body: dict[str, Any] = {
            "company": COMPANY,
            "seeker": PROFILE,
            "sender": "company",
            "text": "Hello",
            "at": f"2026-01-0{number + 1}",
        }
        told(cache, number + 1, "message", one, body)
    common.mark_seen(cache, said[0], said[2])
    assert [one.seen for one in seeker.conversation(cache, COMPANY)] == [True, False, True]
    done = statements(cache, lambda connection: people.messages(connection, people.Messages("other", COMPANY), 10))
    (asked,) = [one for one in done if "FROM local" in one]
    assert "(shelf=? AND key=?)" in asked


def test_whom_staff_help_see_their_name_and_everyone_else_nothing(cache: Cache) -> None:
    owner = audiences.Owner(ACCOUNT, "", "staff", paused=False, erasing=False)
    helped, everyone, staff = audiences.read(cache, owner)
    assert audiences.what(helped, "en") == "Your name, beside what you answered or corrected."
    assert (audiences.who(everyone, "en"), audiences.what(everyone, "en")) == ("Everyone", "Nothing about you.")
    assert audiences.who(staff, "en") == "Support staff"


def conflict(cache: Cache, kind: str, about: str, path: str, **sides: object) -> None:
    body: dict[str, Any] = {"document": kind, "about": about, "path": path}
    body |= {side: canonical.encode_value(value) for side, value in sides.items()}
    cache.edit([Edit("conflict", ids.conflict_id(about, path, ACCOUNT), OWN, body)])


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", ["Languages asked for: Level", "Languages asked for (2): Level"]),
        ("ja", ["求める語学力：レベル", "求める語学力（2）：レベル"]),
    ],
)
def test_field_of_an_entry_without_a_title_is_named_by_its_number(
    cache: Cache, language: str, names: list[str]
) -> None:
    entries = {one: {"language": one, "position": f"V{place}abc"} for place, one in enumerate(("en", "ja"))}
    told(cache, 1, "job", JOB, {**BODY, "languages": entries})
    conflict(cache, "job", JOB, "languages.ja.level", mine="JLPT N1", theirs="JLPT N3")
    conflict(cache, "job", JOB, "languages.gone.level", mine="JLPT N1", theirs="JLPT N3")
    (dispute,) = conflicts.disputes(cache, language)
    assert [case.name for case in dispute.cases] == names


def test_field_of_an_entry_is_named_by_the_title_of_that_entry(cache: Cache) -> None:
    work = {
        one: {"title": one.title(), "company": "Umi", "position": f"V{place}abc"}
        for place, one in enumerate(("cook", "chef"))
    }
    cache.edit([Edit("profile", PROFILE, OWN, {"work": work})])
    conflict(cache, "profile", PROFILE, "work.chef.company", mine="Umi", theirs="Yama")
    conflict(cache, "profile", PROFILE, "work.gone.company", mine="Umi", theirs="Yama")
    (dispute,) = conflicts.disputes(cache, "en")
    assert [case.name for case in dispute.cases] == ["Work experience (Chef): Company", "Work experience: Company"]


def test_whole_document_reads_entry_by_entry_in_their_order(cache: Cache) -> None:
    work = {"b": {"title": "Chef", "position": "V1abc"}, "a": {"title": "Cook", "position": "V2abc"}}
    assert values.path_words("profile", ".", "en") == "The whole of it"
    assert values.words("profile", ".", {"name": {"full": "Anna"}, "work": work}, "en").split("\n") == [
        "Name: Full name: Anna",
        "Work experience: Job title: Chef",
        "Job title: Cook",
    ]


def test_time_that_is_none_stands_as_it_is() -> None:
    assert values.moment("soon", "en") == "soon"
