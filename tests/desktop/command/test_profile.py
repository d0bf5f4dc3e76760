"""The profile by paths, offline on a draft: what is typed is there, in order, and nothing half."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.desktop.command.conftest import Run
from tests.protocol.bad_values import WRITTEN

SHOWN = ("id", "kind", "seq", "pending")


def body(run: Run) -> dict[str, object]:
    """The profile without what the command prints around it."""
    found = run("profile", "show").json
    return {name: value for name, value in found.items() if name not in SHOWN}


def test_set_value_is_shown_as_pending(run: Run) -> None:
    assert run("profile", "set", "name.full", "NGUYEN VAN ANH").exit == 0
    found = run("profile", "show").json
    assert (found["kind"], found["pending"], found["name"]) == ("profile", True, {"full": "NGUYEN VAN ANH"})


def test_text_without_tag_is_in_language_of_interface(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "ja_JP.UTF-8")
    run("profile", "set", "hobbies", "登山")
    run("profile", "set", "hobbies@en", "Climbing")
    assert body(run) == {"hobbies": {"ja": "登山", "en": "Climbing"}}
    run("profile", "unset", "hobbies")
    assert body(run) == {"hobbies": {"en": "Climbing"}}


def test_added_item_is_changed_moved_and_removed(run: Run) -> None:
    ids = [
        run("profile", "add", "languages", json.dumps({"language": code, "level": None})).json["id"]
        for code in ("ja", "en", "fr")
    ]
    assert run("profile", "set", f"languages.{ids[0]}.level", "n2").exit == 0
    assert run("profile", "move", f"languages.{ids[2]}", "--before", ids[0]).exit == 0
    languages = run("profile", "show").json["languages"]
    assert [languages[key]["language"] for key in sorted(languages, key=lambda key: languages[key]["position"])] == [
        "fr",
        "ja",
        "en",
    ]
    assert languages[ids[0]]["level"] == "JLPT N2"
    assert run("profile", "unset", f"languages.{ids[1]}").exit == 0
    assert run("profile", "remove", "languages", ids[2]).exit == 0
    assert list(run("profile", "show").json["languages"]) == [ids[0]]


def test_replaced_item_keeps_its_place_only(run: Run) -> None:
    identity = run("profile", "add", "work", '{"company": "Kumo", "title": "Tester"}').json["id"]
    before = run("profile", "show").json["work"][identity]
    run("profile", "set", f"work.{identity}", '{"company": "Minato", "current": true}')
    assert run("profile", "show").json["work"][identity] == {
        "company": "Minato",
        "current": True,
        "position": before["position"],
    }


def test_members_of_a_set_come_and_go(run: Run) -> None:
    run("profile", "add", "citizenship", "ES")
    run("profile", "add", "citizenship", "Vietnam, ES")
    run("profile", "add", "citizenship", "JP")
    assert run("profile", "show").json["citizenship"] == ["ES", "VN", "JP"]
    assert run("profile", "remove", "citizenship", "ES").exit == 0
    assert "ES" not in run("profile", "show").json["citizenship"]
    said = run("profile", "remove", "citizenship", "ES")
    assert (said.exit, said.json["code"]) == (5, "unknown_code")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("set", "nonsense", "x"), "unknown_field"),
        (("set", "work.nosuchitem.title", "x"), "bad_item_id"),
        (("set", "work", '{"company": "x"}'), "wrong_type"),
        (("set", "registered", "yes"), "read_only_field"),
        (("set", "confirmed", "2026-01-05"), "read_only_field"),
        (("add", "name", "{}"), "wrong_type"),
        (("add", "work", "{"), "not_json"),
        (("add", "work", '{"title": "no company"}'), "required"),
        (("move", "work.nosuchitem"), "bad_item_id"),
        (("set", "papers.phone", "a\x07b"), "control_characters"),
        (("set", "papers.", "x"), "unknown_field"),
    ],
)
def test_slip_is_refused_with_its_code(run: Run, words: tuple[str, ...], code: str) -> None:
    said = run("profile", *words)
    assert (said.exit, said.json["code"]) == (5, code)
    assert said.json["field"] or code == "not_json"
    assert said.json["detail"]
    assert said.err.strip()
    assert body(run) == {}


def test_papers_are_kept_apart_and_shown(run: Run) -> None:
    run("profile", "set", "papers.phone", "+81 3 1234 5678")
    run("profile", "set", "papers.address.city", "大阪市")
    assert body(run) == {"papers": {"phone": "+81 3 1234 5678", "address": {"city": "大阪市"}}}
    assert "papers" not in run("profile", "show", "--as", "applied").json
    run("profile", "unset", "papers.phone")
    assert body(run) == {"papers": {"address": {"city": "大阪市"}}}


def test_exported_profile_comes_back_the_same(run: Run, tmp_path: Path) -> None:
    sample = WRITTEN
    (tmp_path / "in.json").write_text(json.dumps(sample), encoding="utf-8")
    assert run("profile", "set", "--file", str(tmp_path / "in.json")).exit == 0
    assert run("profile", "export", "-o", str(tmp_path / "out.json")).exit == 0
    assert json.loads((tmp_path / "out.json").read_text(encoding="utf-8")) == sample
    assert run("profile", "set", "--file", str(tmp_path / "out.json")).exit == 0
    assert body(run) == sample


def test_file_with_one_fault_changes_nothing(run: Run) -> None:
    tree = json.dumps({"name": {"full": "Anh"}, "birthday": "2999-01-01", "work": [{"title": "x"}]})
    said = run("profile", "set", "--file", "-", stdin=tree)
    assert said.exit == 5
    assert [(one["code"], one["field"].split(".")[0]) for one in said.json["problems"]] == [
        ("in_the_future", "birthday"),
        ("required", "work"),
    ]
    assert body(run) == {}


def test_file_replaces_only_the_sections_named(run: Run) -> None:
    run("profile", "set", "name.full", "Anh")
    first = run("profile", "add", "skills", '{"name": "Excel"}').json["id"]
    run("profile", "set", "--file", "-", stdin='{"skills": [{"name": "Word", "level": null}, {"name": "Unity"}]}')
    found = run("profile", "show").json
    assert first not in found["skills"]
    assert sorted(one["name"] for one in found["skills"].values()) == ["Unity", "Word"]
    assert found["name"] == {"full": "Anh"}


@pytest.mark.parametrize("content", [b"", b"[]", b'{"name": ', b"\xff\xfe\x00", b'{"a": ' * 5000])
def test_file_that_is_no_profile_is_refused(run: Run, content: bytes) -> None:
    said = run("profile", "set", "--file", "-", stdin=content)
    assert (said.exit, said.json["code"]) == (5, "not_json")


def test_value_from_standard_input_loses_one_line_end(run: Run) -> None:
    run("profile", "set", "hobbies@en", "-", stdin=b"\xef\xbb\xbfClimbing\r\nCooking\r\n")
    assert run("profile", "show").json["hobbies"] == {"en": "Climbing\nCooking"}


def test_what_others_see_leaves_the_rest_out(run: Run) -> None:
    run("profile", "set", "name.full", "Anh")
    run("profile", "set", "papers.phone", "1")
    public = run("profile", "show", "--as", "public").json
    assert {name for name in public if name not in SHOWN} == {"name"}


def test_draft_is_not_registered_without_an_account(run: Run) -> None:
    run("profile", "set", "name.full", "Anh")
    said = run("profile", "register", "--public")
    assert (said.exit, said.json["code"]) == (4, "not_signed_in")


def test_removing_takes_the_value_from_standard_input(run: Run) -> None:
    run("profile", "add", "citizenship", "ES")
    run("profile", "add", "citizenship", "FR")
    assert run("profile", "remove", "citizenship", "-", stdin="ES\n").exit == 0
    assert body(run) == {"citizenship": ["FR"]}
    said = run("profile", "remove", "citizenship", "-", stdin="")
    assert said.exit == 5
    assert "Something went wrong" not in said.err


@pytest.mark.parametrize("path", ["name", "name.full", "citizenship", "hobbies", "hobbies@ja", "work", "birthday"])
def test_what_is_no_item_cannot_be_moved(run: Run, path: str) -> None:
    run("profile", "set", "name.full", "Mai")
    run("profile", "set", "hobbies@ja", "囲碁")
    run("profile", "add", "citizenship", "ES")
    said = run("profile", "move", path)
    assert (said.exit, said.json["code"], said.json["field"]) == (5, "wrong_type", path)
    assert "work.ab12" in said.json["detail"]
