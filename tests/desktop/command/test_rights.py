"""What a role may not do, and what says nothing, is refused by the command before anything is written."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from izanau_desktop.accounts import Accounts
from izanau_desktop.cache import Edit
from izanau_desktop.command.template import template
from izanau_desktop.desk import Desk
from izanau_desktop.vault import Vault
from izanau_protocol import ambient, ids
from tests.desktop.command.conftest import MemoryKeychain, Run

Signed = Callable[[str, str], Desk]
APPLICATION = ids.application_id(ambient.new_id(), ambient.new_id(), 1)


@pytest.fixture
def signed(tmp_path: Path, keychain: MemoryKeychain) -> Signed:
    """The command belongs to somebody of this group and role."""

    def come(group: str, role: str) -> Desk:
        known = Accounts(tmp_path / "data")
        desk = Desk(known, known.add(f"{role}@alpha.example", "http://site.example"), Vault())
        company = ambient.new_id() if group == "company" else ""
        desk.cache.set_note(account=ambient.new_id(), group=group, role=role, company=company)
        desk.look_up()
        return desk

    return come


@pytest.mark.parametrize(
    ("group", "role", "words"),
    [
        ("seeker", "seeker", ("applicant", "stage", "x", "interview")),
        ("seeker", "seeker", ("applicant", "note", "x", "Hello")),
        ("seeker", "seeker", ("job", "create", "-")),
        ("company", "owner", ("profile", "set", "name.full", "X")),
        ("company", "owner", ("apply", "x")),
        ("company", "reviewer", ("job", "create", "-")),
        ("company", "reviewer", ("job", "publish", "x")),
        ("company", "reviewer", ("message", "send", "x", "Hello")),
        ("company", "interviewer", ("applicant", "stage", "x", "interview")),
        ("company", "interviewer", ("applicant", "note", "x", "Hello")),
        ("company", "interviewer", ("applicant", "take", "x")),
        ("company", "interviewer", ("task", "add", "Hello")),
        ("company", "interviewer", ("task", "done", "x")),
        ("company", "interviewer", ("applicant", "label", "x", "+Hello")),
        ("company", "owner", ("ticket", "answer", "x", "Hello")),
        ("company", "owner", ("ticket", "owner", "x", "rin@mail.example", "--reason", "Hello")),
        ("staff", "agent", ("applicant", "stage", "x", "interview")),
    ],
)
def test_deed_that_the_role_has_not_leaves_nothing_waiting(
    run: Run, signed: Signed, group: str, role: str, words: tuple[str, ...]
) -> None:
    signed(group, role).shut()
    said = run(*words, stdin=json.dumps(template()))
    assert (said.exit, said.json["code"], said.json["status"]) == (5, "forbidden", 403)
    assert run("outbox").json["total"] == 0


@pytest.mark.parametrize("blank", ["", "  \n ", "　"])
@pytest.mark.parametrize(
    ("group", "role", "words", "field"),
    [
        ("company", "owner", ("applicant", "note", APPLICATION), "text"),
        ("company", "owner", ("message", "send", APPLICATION), "text"),
        ("company", "owner", ("task", "add"), "text"),
        ("seeker", "seeker", ("contact",), "text"),
        ("staff", "agent", ("ticket", "answer", "x"), "text"),
        ("staff", "agent", ("ticket", "owner", "x", "rin@mail.example", "--reason"), "reason"),
        ("staff", "agent", ("record", "show", "profile", "x", "--reason"), "reason"),
    ],
)
def test_text_with_nothing_in_it_is_refused(
    run: Run, signed: Signed, group: str, role: str, words: tuple[str, ...], field: str, blank: str
) -> None:
    desk = signed(group, role)
    if group == "company":
        desk.cache.edit([Edit("application", APPLICATION, f"applicants:{desk.account.company}", {"stage": "new"})])
    before = len(desk.only_here().waiting)
    desk.shut()
    said = run(*words, blank)
    assert (said.exit, said.json["code"], said.json["field"]) == (5, "required", field)
    assert run("outbox").json["total"] == before


def test_blank_text_beside_a_stage_moves_nothing(run: Run, signed: Signed) -> None:
    desk = signed("company", "owner")
    scope = f"applicants:{desk.account.company}"
    desk.cache.edit([Edit("application", APPLICATION, scope, {"stage": "new", "job": ambient.new_id()})])
    desk.shut()
    said = run("applicant", "stage", APPLICATION, "interview", "--text", " ")
    assert (said.exit, said.json["code"], said.json["field"]) == (5, "required", "text")
    assert run("outbox").json["total"] == 1


@pytest.mark.parametrize(
    "words", [("policy", "agree"), ("policy", "show"), ("profile", "import"), ("status",), ("signup",)]
)
def test_version_of_something_is_never_answered_with_that_of_the_program(run: Run, words: tuple[str, ...]) -> None:
    said = run(*words, "--version", "2026-01-01", as_json=False)
    assert (said.exit, said.out) == (2, "")
    assert "--version" in said.err


def test_template_is_kept_and_removed_but_never_published(run: Run, signed: Signed) -> None:
    signed("company", "owner").shut()
    made = run("job", "create", "--as-template", "-", stdin=json.dumps(template())).json["id"]
    assert run("job", "show", made).json["state"] == "template"
    refused = run("job", "publish", made)
    assert (refused.exit, refused.json["code"]) == (5, "template_not_published")
    posted = run("job", "create", "-", stdin=json.dumps(template())).json["id"]
    assert run("job", "publish", posted).exit == 0
    assert run("job", "remove", posted).json["code"] == "forbidden"
    assert run("job", "remove", made).exit == 0
    assert [one["id"] for one in run("job", "list").json["items"]] == [posted]


def test_hints_on_wording_are_told_and_refuse_nothing(run: Run, signed: Signed) -> None:
    signed("company", "owner").shut()
    body = {**template(), "title": {"en": "Waitress", "ja": "ホールスタッフ（３５歳以下）"}}
    made = run("job", "create", "-", stdin=json.dumps(body))
    told = [(one["field"], one["words"], one["kind"]) for one in made.json["hints"]]
    assert told == [("title@en", "Waitress", "sex"), ("title@ja", "３５歳以下", "age")]
    assert "title@en: “Waitress” (Sex): Name the work" in made.err
    assert "Equal Employment Opportunity Act, art. 5" in made.err
    published = run("job", "publish", made.json["id"])
    assert (published.exit, published.json["state"], published.json["hints"]) == (0, "published", made.json["hints"])
    plain = run("job", "create", "-", stdin=json.dumps(template()))
    assert (plain.json["hints"], plain.err) == ([], "")
