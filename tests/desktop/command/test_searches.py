"""Lists that are searched say so while the search does not reach all yet: to a script in the document, to a person in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from izanau_desktop.accounts import Accounts
from izanau_desktop.cache import documents, indexing, trees
from izanau_desktop.cache.documents import Stored
from izanau_desktop.desk import Desk
from izanau_desktop.vault import Vault
from izanau_protocol import ambient, ids
from izanau_protocol.canonical import Body
from tests.desktop.command.conftest import MemoryKeychain, Run
from tests.offer import LEGAL

COMPANY, PERSON = ambient.new_id(), ids.profile_id(ambient.new_id())
JOB: Body = {**LEGAL, "company": COMPANY, "title": {"en": "Cook"}, "state": "published"}
LISTS: dict[str, tuple[str, str, list[tuple[str, str, str, Body]]]] = {
    "job list of a company": ("company", "owner", [(f"company:{COMPANY}", "job", ambient.new_id(), JOB)]),
    "job list of a seeker": ("seeker", "seeker", [("jobs", "job", ambient.new_id(), JOB)]),
    "applicant list": (
        "company",
        "owner",
        [
            (f"applicants:{COMPANY}", "profile", PERSON, {"name": {"full": "Hana Cook"}}),
            (f"applicants:{COMPANY}", "application", ambient.new_id(), {"seeker": PERSON, "status": "applied"}),
        ],
    ),
    "ticket list": ("staff", "agent", [("staff", "ticket", ambient.new_id(), {"text": "Cook", "state": "open"})]),
}


@pytest.fixture
def desk(request: pytest.FixtureRequest, tmp_path: Path, keychain: MemoryKeychain) -> str:
    """A desk with a document whose words are not in the index yet; the list that shows it."""
    group, role, held = LISTS[request.param]
    known = Accounts(tmp_path / "data")
    made = Desk(known, known.add("me@alpha.example", "http://site.example"), Vault())
    company = COMPANY if group == "company" else ""
    made.cache.set_note(account=ambient.new_id(), group=group, role=role, company=company)
    with made.cache.file.write() as connection:
        for scope, kind, identity, body in held:
            documents.put(connection, Stored(scope, kind, identity, 1, trees.spelled(body)), later=True)
    made.shut()
    return str(request.param).partition(" of ")[0]


def index(folder: Path) -> None:
    """What the process beside does."""
    known = Accounts(folder)
    made = Desk(known, known.every()[0], Vault())
    assert not indexing.work_off(made.cache.file)
    made.shut()


@pytest.mark.parametrize("desk", LISTS, indirect=True)
def test_list_says_how_far_its_search_reached_until_it_reaches_all(desk: str, run: Run, tmp_path: Path) -> None:
    noun, verb = desk.split()
    told = run(noun, verb, "cook").json
    assert (told["total"], told["searchable"]) == (0, {"ready": 0, "all": 1})
    assert "Searched so far: 0 of 1." in run(noun, verb, "cook", as_json=False).err
    every = run(noun, verb).json
    assert (every["total"], "searchable" in every) == (1, False)  # nothing is searched
    index(tmp_path / "data")
    told = run(noun, verb, "cook").json
    assert (told["total"], "searchable" in told) == (1, False)
    assert "Searched so far" not in run(noun, verb, "cook", as_json=False).err
