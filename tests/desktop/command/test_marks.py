"""Taking, giving, labelling and unblinding an application at the terminal: offline, and told as the window tells it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from izanau_desktop.accounts import Accounts
from izanau_desktop.cache import documents, trees
from izanau_desktop.cache.connection import Connection
from izanau_desktop.desk import Desk
from izanau_desktop.vault import Vault
from izanau_protocol import ambient, ids
from izanau_protocol.visibility import blind
from tests.desktop.command.conftest import MemoryKeychain, Run

ME, COLLEAGUE, COMPANY = (ids.natural_id("test", name) for name in ("me", "colleague", "company"))
AKI = ids.membership_id(COMPANY, COLLEAGUE)
JOB, MAI = ids.natural_id("test", "job"), ids.profile_id(ids.natural_id("test", "mai"))
APPLICATION = ids.application_id(JOB, MAI, 1)
SHOWN = ids.natural_id("test", "shown")
OPEN = ids.application_id(SHOWN, MAI, 1)


def put(desk: Desk, kind: str, identity: str, scope: str, body: Mapping[str, object]) -> None:
    """A document as the site sent it."""

    def work(connection: Connection) -> None:
        documents.put(connection, documents.Stored(scope, kind, identity, 1, trees.spelled(dict(body))))

    desk.cache.change(work)


@pytest.fixture
def desk(tmp_path: Path, keychain: MemoryKeychain) -> None:
    """The command belongs to a recruiter with one colleague and one applicant, who is under blind review."""
    known = Accounts(tmp_path / "data")
    made = Desk(known, known.add("hr@alpha.example", "http://site.example"), Vault())
    made.cache.set_note(account=ME, group="company", role="recruiter", company=COMPANY)
    for account, name in ((ME, "Ken Mori"), (COLLEAGUE, "Aki Sato")):
        body = {"company": COMPANY, "member": account, "name": name, "role": "recruiter"}
        put(made, "membership", ids.membership_id(COMPANY, account), f"company:{COMPANY}", body)
    put(made, "job", JOB, f"company:{COMPANY}", {"company": COMPANY, "title": {"en": "Tester"}, "blind": True})
    body = {"job": JOB, "seeker": MAI, "company": COMPANY, "consent": ambient.new_id()}
    scope = f"applicants:{COMPANY}"
    put(made, "application", APPLICATION, scope, body | {"stage": "new", "status": "applied"})
    person = {"name": {"full": "Canary Name"}, "citizenship": ["VU"], "birthday": "1911-11-11", "residence": "JP"}
    put(made, "profile", MAI, scope, person | {"education": {"e1": {"school": "Canary School", "position": "V"}}})
    contact = {"application": APPLICATION, "company": COMPANY, "email": "canary@mail.example"}
    put(made, "contact", ids.contact_id(APPLICATION), f"contacts:{COMPANY}", contact)
    letter = {"company": COMPANY, "seeker": MAI, "application": APPLICATION, "sender": "seeker", "text": "Hello"}
    put(made, "message", ambient.new_id(), scope, letter | {"name": "Canary Name", "at": "2026-11-01T00:00:00Z"})
    made.shut()


@pytest.fixture
def open_too(desk: None, tmp_path: Path) -> None:
    """The same applicant applied for a job that hides nobody, and wrote about it."""
    known = Accounts(tmp_path / "data")
    [mine] = known.every()
    made = Desk(known, mine, Vault())
    put(made, "job", SHOWN, f"company:{COMPANY}", {"company": COMPANY, "title": {"en": "Cook"}})
    scope, about = f"applicants:{COMPANY}", {"company": COMPANY, "seeker": MAI}
    put(made, "application", OPEN, scope, about | {"job": SHOWN, "stage": "new", "status": "applied"})
    letter = {
        **about,
        "application": OPEN,
        "sender": "seeker",
        "text": "Hello too",
        "name": "Canary Name",
        "at": "2026-11-02T00:00:00Z",
    }
    put(made, "message", ambient.new_id(), scope, letter)
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


@pytest.mark.usefixtures("desk")
def test_label_that_nobody_has_is_said_in_a_view(run: Run) -> None:
    run("applicant", "label", APPLICATION, "+Urgent")
    run("view", "save", "Old", "label:urg")
    said = run("applicant", "list", "--view", "Old")
    assert (said.exit, said.json["total"]) == (0, 0)
    assert "No label is called “urg”. Labels are matched whole; the nearest one is Urgent." in said.err
    assert "No label" not in run("applicant", "list", "label:urgent").err


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


@pytest.mark.usefixtures("desk")
def test_commands_name_nobody_who_is_hidden_until_unblinded(run: Run, tmp_path: Path) -> None:
    called = f"Applicant {blind.code(APPLICATION)}"
    asked = (
        ("applicant", "list"),
        ("applicant", "show", APPLICATION),
        ("message", "list"),
        ("message", "list", APPLICATION),
    )
    for words in asked:
        for as_json in (True, False):
            told = run(*words, as_json=as_json).out
            assert called in told
            assert [one for one in ("anary", "VU", "Vanuatu", "1911", MAI) if one in told] == []
    shown = run("applicant", "show", APPLICATION).json
    assert (shown["blind"], shown["profile"]["residence"], "email" in shown) == (True, "JP", False)
    known = run("applicant", "unblind", APPLICATION).json
    assert (known["pending"], known["email"], "blind" in known) == (True, "canary@mail.example", False)
    assert known["unblinded"] == [{"by": "", "at": ""}]
    assert run("applicant", "list").json["items"][0]["name"] == "Canary Name"
    [waiting] = run("outbox").json["items"]
    assert (waiting["deed"], run("outbox", "drop", waiting["id"]).exit) == ("unblind", 5)


@pytest.mark.usefixtures("open_too")
def test_hidden_applicant_is_not_found_at_an_open_job(run: Run) -> None:
    listed = {one["id"]: one for one in run("applicant", "list").json["items"]}
    assert (listed[OPEN]["name"], listed[OPEN]["seeker"]) == ("Canary Name", MAI)
    written = run("message", "list").json["items"]
    heard = {one["application"]: (one["seeker"], one["text"]) for one in written}
    assert heard == {APPLICATION: (blind.code(APPLICATION), "Hello"), OPEN: (MAI, "Hello too")}
    for one, text in ((APPLICATION, "Hello"), (OPEN, "Hello too")):
        assert [found["text"] for found in run("message", "list", one).json["items"]] == [text]
        assert [found["text"] for found in run("applicant", "show", one).json["messages"]] == [text]
    told = [listed[APPLICATION], *(one for one in written if one["application"] == APPLICATION)]
    told += [run(*words, APPLICATION).json for words in (("applicant", "show"), ("applicant", "take"))]
    told += [run("message", "send", APPLICATION, "Thank you").json]
    assert [one for one in told if MAI in json.dumps(one) or OPEN in json.dumps(one)] == []


@pytest.mark.usefixtures("open_too")
def test_messages_of_an_application_are_about_no_other(run: Run, tmp_path: Path) -> None:
    known = Accounts(tmp_path / "data")
    made = Desk(known, known.every()[0], Vault())
    asked = {"company": COMPANY, "seeker": MAI, "sender": "seeker", "text": "Do you hire?", "name": "Canary Name"}
    put(made, "message", ambient.new_id(), f"applicants:{COMPANY}", asked | {"at": "2026-11-03T00:00:00Z"})
    put(made, "job", JOB, f"company:{COMPANY}", {"company": COMPANY, "title": {"en": "Tester"}})
    made.shut()
    for one, text in ((APPLICATION, "Hello"), (OPEN, "Hello too")):
        told = run("message", "list", one).json
        assert ([found["text"] for found in told["items"]], told["total"]) == ([text], 1)
    assert run("message", "list").json["total"] == 3


@pytest.mark.usefixtures("open_too")
def test_list_of_messages_goes_on_when_its_last_is_gone(run: Run, tmp_path: Path) -> None:
    first = run("message", "list", "--limit", "1").json
    [newest] = first["items"]
    assert (newest["text"], first["total"]) == ("Hello too", 2)
    known = Accounts(tmp_path / "data")
    [mine] = known.every()
    made = Desk(known, mine, Vault())
    scope = f"applicants:{COMPANY}"
    made.cache.change(lambda connection: documents.remove(connection, scope, "message", newest["id"]))
    made.shut()
    rest = run("message", "list", "--after", first["next"]).json
    assert ([one["text"] for one in rest["items"]], rest["total"], rest["next"]) == (["Hello"], 1, "")


@pytest.mark.usefixtures("desk")
def test_message_ahead_of_its_application_is_listed_by_code(run: Run, tmp_path: Path) -> None:
    known = Accounts(tmp_path / "data")
    made = Desk(known, known.every()[0], Vault())
    letter = {"company": COMPANY, "seeker": MAI, "application": OPEN, "sender": "seeker", "text": "Ahead"}
    put(made, "message", ambient.new_id(), f"applicants:{COMPANY}", letter | {"name": "Canary Name"})
    made.shut()
    [told] = [one for one in run("message", "list").json["items"] if one["text"] == "Ahead"]
    assert told["seeker"] == blind.code(OPEN)
    assert "Canary" not in json.dumps(told)


@pytest.mark.usefixtures("desk")
def test_letter_of_before_blind_review_is_told_without_the_name(run: Run, tmp_path: Path) -> None:
    known = Accounts(tmp_path / "data")
    made = Desk(known, known.every()[0], Vault())
    letter = {
        "company": COMPANY,
        "seeker": MAI,
        "application": APPLICATION,
        "sender": "company",
        "text": "Dear Canary Name,",
    }
    put(made, "message", ambient.new_id(), f"applicants:{COMPANY}", letter | {"at": "2026-11-02T00:00:00Z"})
    made.shut()
    for words in (("message", "list"), ("message", "list", APPLICATION), ("applicant", "show", APPLICATION)):
        told = run(*words).out
        assert "Dear applicant," in told
        assert "Canary" not in told


@pytest.mark.usefixtures("desk")
def test_prepared_message_names_the_stage_that_it_goes_out_with(run: Run) -> None:
    letter = {"use": "advance", "name": "On", "text": {"en": "{job}: {stage}"}}
    made = run("template", "create", "-", stdin=json.dumps(letter)).json["id"]
    assert run("applicant", "stage", APPLICATION, "interview", "--template", made).json["stage"] == "interview"
    assert run("message", "list").json["items"][0]["text"] == "Tester: Interview"


@pytest.mark.usefixtures("desk")
def test_prepared_message_goes_out_with_a_stage(run: Run) -> None:
    letter = {"use": "reject", "name": "Thanks", "text": {"en": "Dear {name}, {job}", "ja": "{name} 様"}}
    wrong = run("template", "create", "-", stdin=json.dumps({**letter, "text": {"en": "{nome}"}}))
    assert (wrong.exit, wrong.json["code"], wrong.json["field"]) == (5, "unknown_place", "text@en")
    made = run("template", "create", "-", stdin=json.dumps(letter)).json["id"]
    assert [one["name"] for one in run("template", "list").json["items"]] == ["Thanks"]
    moved = run("applicant", "stage", APPLICATION, "rejected", "--reason", "skills", "--template", made)
    assert (moved.exit, moved.json["stage"]) == (0, "rejected")
    assert run("message", "list").json["items"][0]["text"] == "Dear applicant, Tester"
    assert [one["kinds"] for one in run("outbox").json["items"] if one["deed"] == "stage"] == [
        ["application", "message"]
    ]
    changed = run("template", "change", made, "-", stdin=json.dumps({**letter, "name": "Thank you"})).json
    assert (changed["name"], changed["text"]["ja"]) == ("Thank you", "{name} 様")
    assert run("template", "delete", made).json["deleted"] is True
    assert run("applicant", "stage", APPLICATION, "new", "--template", made).json["code"] == "not_yours"
