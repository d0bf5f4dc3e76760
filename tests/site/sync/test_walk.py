"""After any sequence of deeds, each feed holds exactly what the table of audiences gives, and nobody else's."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from izanau_protocol import ambient, canonical, ids, visibility
from izanau_site.store import Store, facts
from izanau_site.store.documents import from_row
from izanau_site.store.schema import documents, feed
from tests.site.world import WHOLE, Story

pytestmark = pytest.mark.slow  # long walks

DEEDS = st.lists(
    st.tuples(
        st.sampled_from(
            ["apply", "withdraw", "pause", "resume", "stage", "note", "message", "answer", "edit", "register",
             "unregister", "close", "publish", "managers", "task"]
        ),
        st.integers(0, 1),
    ),
    max_size=14,
)  # fmt: skip


def recomputed(store: Store) -> dict[tuple[str, str], bytes]:
    """Every view that there should be, from the documents alone."""
    with store.transaction() as connection:
        rows = [from_row(row) for row in connection.execute(select(documents))]
        known = facts.read(connection, rows)
    return {
        (scope, row.id): canonical.encode(view)
        for row in rows
        for scope, view in visibility.audiences(row.kind, row.id, row.body, known[row.id]).items()
    }


def published(store: Store) -> dict[tuple[str, str], bytes]:
    """Every view that the feeds hold."""
    with store.transaction() as connection:
        rows = connection.execute(select(feed).where(feed.c.view.is_not(None))).all()
    return {(row.scope, row.id): bytes(row.view) for row in rows}


def do(story: Story, deed: str, which: int) -> None:
    """One deed of one of two seekers, or of the company; refusals are answers too."""
    seeker = (story.mai, story.second)[which]
    profile, own = seeker.caller.profile, seeker.own
    tries = [ids.application_id(story.job, profile, n) for n in (3, 2, 1)]
    live = next((one for one in tries if seeker.view(own, one)), tries[-1])
    company, hr = f"company:{story.company}", story.hr
    if deed == "apply":
        for attempt in (1, 2, 3):
            if seeker.view(own, ids.application_id(story.job, profile, attempt)) is None:
                seeker.apply_to(story.job, story.company, attempt)
                break
    elif deed == "message":
        body = {"company": story.company, "seeker": profile, "sender": "seeker", "text": "May I?"}
        seeker.push(seeker.consent("message", story.company), seeker.part("message", ambient.new_id(), body))
    elif deed == "answer":
        body = {"company": story.company, "seeker": profile, "sender": "company", "text": "Yes", "application": live}
        hr.push(hr.part("message", ambient.new_id(), body, story.applicants))
    elif deed == "note":
        hr.push(hr.part("note", ambient.new_id(), {"application": live, "text": "Good"}, story.applicants))
    elif deed == "task":
        about = {"job": story.job} if which else {"application": live}
        hr.push(hr.part("task", ambient.new_id(), {"text": "Call", **about}, story.applicants))
    elif deed == "stage":
        hr.push(hr.part("application", live, {"stage": "interview"}, story.applicants))
    elif deed in ("close", "publish"):
        hr.push(hr.part("job", story.job, {"state": {"close": "closed", "publish": "published"}[deed]}, company))
    elif deed == "managers":
        managers = [story.hr.caller.account] if which else None
        hr.push(hr.part("job", story.job, {"managers": managers}, company))
    elif deed == "register":
        seeker.push(seeker.consent("register"), seeker.part("profile", profile, {"registered": True}))
    else:
        patches: dict[str, tuple[str, str, dict[str, Any]]] = {
            "withdraw": ("application", live, {"withdrawn": True}),
            "pause": ("account", seeker.caller.account, {"paused": True}),
            "resume": ("account", seeker.caller.account, {"paused": None}),
            "edit": ("profile", profile, {"hobbies": {"en": ambient.item_id()}}),
            "unregister": ("profile", profile, {"registered": None}),
        }
        seeker.push(seeker.part(*patches[deed]))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=DEEDS)
def test_feeds_equal_the_table_after_any_deeds(template_file: Path, deeds: list[tuple[str, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(template_file, Path(folder) / "site.db")
        store = Store.open(f"sqlite:///{folder}/site.db", Path(folder) / "ledger")
        try:
            story = Story(store)
            story.everyone_pulls()
            for deed, which in deeds:
                do(story, deed, which)
                story.everyone_pulls()
                assert published(store) == recomputed(store), deed
            everyone = published(store)
            for member in (*story.everyone, story.second):
                held = {place: canonical.encode(e.view) for place, e in member.held.items() if e.view is not None}
                assert held == {place: view for place, view in everyone.items() if place[0] in member.caller.scopes}
            for email in (story.mai.email, story.second.email):
                assert email.encode() not in story.other.raw + story.reviewer.raw
        finally:
            store.close()


def test_walk_reaches_applications_and_withdrawals(template_file: Path, tmp_path: Path) -> None:
    """The walk would prove little if all its deeds were refused."""
    shutil.copy(template_file, tmp_path / "site.db")
    store = Store.open(f"sqlite:///{tmp_path}/site.db", tmp_path / "ledger")
    story = Story(store)
    for deed in (
        "register",
        "apply",
        "note",
        "task",
        "stage",
        "answer",
        "message",
        "managers",
        "withdraw",
        "apply",
        "pause",
    ):
        do(story, deed, 0 if deed != "managers" else 1)
        story.everyone_pulls()
        assert published(store) == recomputed(store), deed
    with store.transaction() as connection:
        kinds = list(connection.execute(select(documents.c.kind)).scalars())
    store.close()
    assert [kinds.count(kind) for kind in ("application", "note", "task", "message")] == [2, 1, 1, 2]
    assert story.mai.view(story.mai.own, story.mai.caller.profile) == {**WHOLE, "registered": True}
