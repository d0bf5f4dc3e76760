"""What `show` tells a person: names of fields, words for codes, nothing of how it is kept."""

from __future__ import annotations

from izanau_desktop.cache.reads.values import words
from izanau_desktop.command.reading import lines, profile
from izanau_desktop.command.template import template

JOB = {
    "id": "4039d142-c1e6-415a-95f2-ee554fa69611",
    "kind": "job",
    "seq": 24,
    "pending": True,
    "company": "63ca828d-d5f4-43b2-a4b0-6ce60741c7a8",
    "company_name": "Kawasemi Software",
    "title": {"en": "HR coordinator", "ja": "人事"},
    "hours": {"system": "fixed", "start": "09:30", "end": "18:30", "break_minutes": 60},
    "languages": {
        "english000": {"language": "en", "level": "B2", "preferred": True, "position": "Caaaa"},
        "japanese00": {"language": "ja", "level": "JLPT N2", "position": "Baaaa"},
    },
}


def test_job_reads_in_words_and_in_the_order_of_its_form() -> None:
    assert list(lines(JOB, "en")) == [
        "[4039d142-c1e6-415a-95f2-ee554fa69611] · not sent yet",
        "Company: Kawasemi Software [63ca828d-d5f4-43b2-a4b0-6ce60741c7a8]",
        "Job title: HR coordinator",
        "Working hours: Fixed hours · 09:30 · 18:30 · Break (minutes) 60",
        "Languages asked for:",
        "  Japanese · JLPT N2",
        "  English · CEFR B2 · Preferred, not required",
    ]


def test_documents_read_in_japanese_where_the_reader_does() -> None:
    told = "\n".join(lines(JOB, "ja"))
    assert "人事" in told
    assert "HR coordinator" not in told
    assert "日本語" in told


def test_every_statement_of_a_job_is_told() -> None:
    told = "\n".join(lines({"id": "a", "kind": "job", **template()}, "en"))
    assert "position" not in told
    assert not [name for name in ("Duties", "Pay", "Insurance", "Passive smoking", "Probation") if name not in told]


def test_application_reads_as_its_history_its_notes_and_the_profile() -> None:
    application = {
        "id": "f6f9cfd0-ef3b-5d05-b042-c08274d82e9e",
        "kind": "application",
        "stage": "interview",
        "consent": "c6a66b96-42a8-4802-a986-f2cb20c7ed0f",
        "history": [{"stage": "new", "at": "2026-11-23T12:00:00.000Z", "by": "Sato"}],
        "notes": [{"id": "x", "text": "two\nlines", "author": "Sato", "pending": False}],
        "profile": {"name": {"full": "Maria Mendoza"}, "citizenship": ["PH"]},
    }
    told = list(lines(application, "en"))
    assert "  New · 23 Nov 2026" in told[2]
    assert told[3:6] == ["Notes:", "  two", "    lines · Sato"]
    assert "Stage: Interview" in told
    assert {"  Maria Mendoza", "  Philippines"} <= set(told)
    assert not [line for line in told if "c6a66b96" in line]


def test_what_others_will_see_is_told_without_ids_and_empty_sections() -> None:
    body = {"name": {"full": "Maria Mendoza"}, "skills": {"abc0000001": {"name": "Piano", "position": "Baaaa"}}}
    assert list(profile(body, "en", by_id=False)) == ["Name", "  Maria Mendoza", "Skills", "  Piano"]
    assert "  Piano · [abc0000001]" in list(profile(body, "en"))


def test_looks_and_their_reasons_read_in_words() -> None:
    trail = [{"at": "2026-11-29T02:36:00Z", "deed": "look", "reason": "ticket", "text": "Why", "name": "Sam"}]
    told = list(lines({"id": "x", "kind": "profile", "trail": trail}, "en"))
    assert "looked at" in told[2]
    assert "ticket ·" not in told[2]


def test_amounts_read_in_groups_of_three_and_years_do_not() -> None:
    assert words("job", "pay.least", 1_280_000, "en") == "1,280,000"
    assert words("job", "pay.most", 320_000, "ja") == "320,000"
    assert words("company", "founded", 1998, "en") == "1998"
    assert words("ticket", "number", 20_417, "en") == "20417"
