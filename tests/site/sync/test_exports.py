"""What a company exported: recorded, logged for each person in it, and owed a deletion once somebody left (PRV-63)."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Connection, select

from izanau_protocol import ambient
from izanau_site.store import documents, erasure
from izanau_site.store.schema import access, pseudonyms
from izanau_site.store.verify import verify
from tests.site.world import Member, Story


def exported(story: Story, *rows: str, by: Member | None = None, **changed: Any) -> tuple[str, dict[str, Any]]:
    """The recruiter tells of a file with these rows; the record's id and the answer's problem."""
    member, identity = by or story.hr, ambient.new_id()
    body = {"file": "applicants.csv", "format": "csv", "count": len(rows), "fields": ["id", "name"], "rows": list(rows)}
    answer = member.push(member.part("export", identity, {**body, **changed}, story.applicants))
    member.pull()
    return identity, answer.problem or {}


def record(story: Story, identity: str) -> dict[str, Any]:
    """The record as the company's reviewer sees it by now."""
    story.reviewer.pull()
    return story.reviewer.view(story.applicants, identity) or {}


def left(story: Story, identity: str) -> list[tuple[str, str]]:
    """The rows whose deletion is owed, with the cause."""
    return [(one["row"], one["cause"]) for one in record(story, identity).get("left", {}).values()]


def test_export_is_logged_for_each_person_in_it(story: Story) -> None:
    application = story.apply()
    identity, _ = exported(story, application)
    assert record(story, identity)["author"] == story.hr.caller.membership
    query = select(access.c.deed, access.c.reason).join(pseudonyms, pseudonyms.c.pseudonym == access.c.subject)
    with story.world.store.transaction() as connection:
        mine = (pseudonyms.c.subject == application, access.c.deed != "write")
        found = connection.execute(query.where(*mine)).all()
    assert [tuple(row) for row in found] == [("export", "csv")]


def test_erasure_asks_for_the_deletion_of_copies(story: Story) -> None:
    application = story.apply()
    other, _ = story.second.apply_to(story.job, story.company)
    identity, _ = exported(story, application, other)
    erasure.erase(story.world.store, story.mai.caller.account)
    assert left(story, identity) == [(application, "erased")]
    assert record(story, identity)["rows"] == [other]
    assert verify(story.world.store) == []


def test_withdrawal_asks_for_the_deletion_of_copies_once(story: Story) -> None:
    application = story.apply()
    identity, _ = exported(story, application)
    story.mai.push(story.mai.part("application", application, {"withdrawn": True}))
    assert left(story, identity) == [(application, "withdrawn")]
    erasure.erase(story.world.store, story.mai.caller.account)
    assert left(story, identity) == [(application, "withdrawn")]


def test_file_written_before_somebody_left_and_told_of_after_is_owed_at_once(story: Story) -> None:
    application = story.apply()
    other, _ = story.second.apply_to(story.job, story.company)
    story.second.pull()
    story.second.push(story.second.part("application", other, {"withdrawn": True}))
    erasure.erase(story.world.store, story.mai.caller.account)
    identity, _ = exported(story, application, other)
    assert sorted(left(story, identity)) == sorted([(application, "erased"), (other, "withdrawn")])


def test_deletion_that_is_said_keeps_who_said_it_and_no_row(story: Story) -> None:
    application = story.apply()
    identity, _ = exported(story, application)
    erasure.erase(story.world.store, story.mai.caller.account)
    story.hr.pull()
    [key] = (story.hr.view(story.applicants, identity) or {})["left"]
    assert story.hr.push(story.hr.part("export", identity, {"left": {key: None}}, story.applicants)).result == "applied"
    found = record(story, identity)
    assert application not in str(found)
    [told] = found["cleared"].values()
    assert (told["cause"], told["by"]) == ("erased", story.hr.caller.membership)


def test_record_that_went_meanwhile_hinders_nobody_from_leaving(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    application = story.apply()
    gone, _ = exported(story, application)
    kept, _ = exported(story, application)
    found = documents.list_all

    def meanwhile(connection: Connection, **where: Any) -> list[documents.Document]:
        rows = found(connection, **where)
        documents.delete_rows(connection, [gone] if where["kind"] == "export" else [])
        return rows

    monkeypatch.setattr(documents, "list_all", meanwhile)
    answer = story.mai.push(story.mai.part("application", application, {"withdrawn": True}))
    monkeypatch.undo()
    assert answer.result == "applied"
    assert left(story, kept) == [(application, "withdrawn")]


def test_duty_cannot_be_changed_or_made_up(story: Story) -> None:
    application = story.apply()
    identity, _ = exported(story, application)
    made_up = {"a1b2c3d4e5": {"row": application, "cause": "erased", "position": "1"}}
    wrong: list[dict[str, Any]] = [{"left": made_up}, {"rows": []}, {"cleared": {}}, {"count": 0}]
    for patch in wrong:
        answer = story.hr.push(story.hr.part("export", identity, patch, story.applicants))
        assert answer.result == "refused", patch
    assert exported(story, application, left=made_up)[1]["code"] == "read_only_field"
    assert exported(story, application, count=7)[1]["code"] == "out_of_range"
    assert exported(story, "no id")[1]["code"] == "not_an_id"


def test_rows_of_another_company_tell_nothing_and_are_not_logged(story: Story) -> None:
    application = story.apply()
    theirs = f"applicants:{story.next_door}"
    body = {"file": "x.csv", "format": "csv", "count": 1, "rows": [application]}
    identity = ambient.new_id()
    assert story.other.push(story.other.part("export", identity, body, theirs)).result == "applied"
    story.other.pull()
    held = story.other.view(theirs, identity) or {}
    assert [one["cause"] for one in held["left"].values()] == ["erased"], "as one that never was"
    with story.world.store.transaction() as connection:
        assert connection.execute(select(access).where(access.c.deed == "export")).all() == []


def test_seekers_and_staff_record_no_export(story: Story) -> None:
    agent = story.world.person("agent")
    for member in (story.mai, agent, story.other):
        assert exported(story, by=member)[1]["code"] in ("not_yours", "forbidden")
