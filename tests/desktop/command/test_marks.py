"""Taking, giving and labelling an application at the terminal: offline, and told as the window tells it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from izanau_desktop.accounts import Accounts
from izanau_desktop.cache import documents, trees
from izanau_desktop.cache.connection import Connection
from izanau_desktop.desk import Desk
from izanau_desktop.vault import Vault
from izanau_protocol import ambient, ids
from tests.desktop.command.conftest import MemoryKeychain, Run

ME, COLLEAGUE, COMPANY = (ids.natural_id("test", name) for name in ("me", "colleague", "company"))
AKI = ids.membership_id(COMPANY, COLLEAGUE)
APPLICATION = ids.application_id(ids.natural_id("test", "job"), ids.profile_id(ids.natural_id("test", "mai")), 1)


def put(desk: Desk, kind: str, identity: str, scope: str, body: Mapping[str, object]) -> None:
    """A document as the site sent it."""

    def work(connection: Connection) -> None:
        documents.put(connection, documents.Stored(scope, kind, identity, 1, trees.spelled(dict(body))))

    desk.cache.change(work)


@pytest.fixture
def desk(tmp_path: Path, keychain: MemoryKeychain) -> None:
    """The command belongs to a recruiter with one colleague and one applicant."""
    known = Accounts(tmp_path / "data")
    made = Desk(known, known.add("hr@alpha.example", "http://site.example"), Vault())
    made.cache.set_note(account=ME, group="company", role="recruiter", company=COMPANY)
    for account, name in ((ME, "Ken Mori"), (COLLEAGUE, "Aki Sato")):
        body = {"company": COMPANY, "member": account, "name": name, "role": "recruiter"}
        put(made, "membership", ids.membership_id(COMPANY, account), f"company:{COMPANY}", body)
    body = {"job": ambient.new_id(), "seeker": ambient.new_id(), "company": COMPANY, "consent": ambient.new_id()}
    put(made, "application", APPLICATION, f"applicants:{COMPANY}", body | {"stage": "new", "status": "applied"})
    made.shut()


@pytest.mark.usefixtures("desk")
def test_application_is_taken_given_and_given_up(run: Run) -> None:
    assert run("applicant", "take", APPLICATION).json["owner_name"] == "Ken Mori"
    for named in ("aki sato", AKI):
        told = run("applicant", "give", APPLICATION, named).json
        assert (told["owner"], told["owner_name"], told["pending"]) == (AKI, "Aki Sato", True)
    assert f"Taken by: Aki Sato [{AKI}]" in run("applicant", "show", APPLICATION, as_json=False).out
    assert "owner" not in run("applicant", "give", APPLICATION).json


@pytest.mark.usefixtures("desk")
def test_labels_go_on_with_plus_and_off_with_minus(run: Run) -> None:
    assert run("applicant", "label", APPLICATION, "+Night shift", "+Python").json["labels"] == ["Night shift", "Python"]
    assert run("applicant", "label", APPLICATION, "-hot", "-PYTHON", "+2nd look").json["labels"] == [
        "Night shift",
        "2nd look",
    ]
    assert "Labels: Night shift, 2nd look" in run("applicant", "show", APPLICATION, as_json=False).out
    [listed] = run("applicant", "list").json["items"]
    assert listed["labels"] == ["Night shift", "2nd look"]
    assert run("applicant", "label", APPLICATION, "--remove", "2nd look").json["labels"] == ["Night shift"]


@pytest.mark.parametrize(
    ("words", "ended", "code"),
    [
        (("give", APPLICATION, "Nobody Known"), 5, "not_a_member"),
        (("give", APPLICATION, ids.membership_id(COMPANY, COMPANY)), 5, "not_a_member"),
        (("take", ambient.new_id()), 5, "not_yours"),
        (("label", APPLICATION, "+" + "x" * 41), 5, "too_long"),
        (("label", APPLICATION, "+"), 5, "required"),
        (("label", APPLICATION), 2, None),
    ],
)
@pytest.mark.usefixtures("desk")
def test_mark_that_cannot_be_leaves_nothing_waiting(
    run: Run, words: tuple[str, ...], ended: int, code: str | None
) -> None:
    said = run("applicant", *words)
    assert (said.exit, said.json and said.json["code"]) == (ended, code)
    assert run("outbox").json["total"] == 0
