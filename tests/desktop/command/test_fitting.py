"""`izanau applicant show` says how the applicant fits the job and what else they applied for: as data, and in words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from izanau_desktop.accounts import Accounts
from izanau_desktop.cache import documents, indexing, trees
from izanau_desktop.cache.reads.applicants import Listing, View
from izanau_desktop.desk import Desk
from izanau_desktop.sync.report import SyncReport
from izanau_desktop.vault import Vault
from izanau_protocol import ambient, ids
from tests.desktop.command.conftest import Run
from tests.offer import LEGAL

COMPANY, JOB, PERSON = ambient.new_id(), ambient.new_id(), ids.profile_id(ambient.new_id())
APPLICATION = ids.application_id(JOB, PERSON, 1)
ASKS: dict[str, Any] = {
    **LEGAL,
    "company": COMPANY,
    "state": "published",
    "languages": {"a1": {"language": "ja", "level": "JLPT N2"}},
    "skills": ["Go"],
}
HAS: dict[str, Any] = {
    "name": {"full": "Somebody"},
    "languages": {"a1": {"language": "ja", "level": "JLPT N3"}},
    "visa": {"status": "permanent_resident"},
}


def synced(folder: Path, before: str = "", ends: str = "", **other: Any) -> None:
    """A company that has one applicant; `before`: the id of what they applied for, too; `ends`: their stay, and they know enough."""
    known = Accounts(folder)
    desk = Desk(known, known.add("me@alpha.example", "http://site.example"), Vault())
    desk.cache.set_note(account=ambient.new_id(), group="company", role="owner", company=COMPANY)
    has = HAS | ({"visa": {**HAS["visa"], "expires": ends}, "languages": ASKS["languages"]} if ends else {})
    applied = {"job": JOB, "seeker": PERSON, "company": COMPANY, "stage": "new", "status": "applied"}
    with desk.cache.file.write() as connection:
        for scope, kind, identity, body in (
            (f"company:{COMPANY}", "job", JOB, ASKS),
            (f"applicants:{COMPANY}", "profile", PERSON, has),
            (f"applicants:{COMPANY}", "application", APPLICATION, applied | other),
            *([(f"applicants:{COMPANY}", "application", before, applied | {"stage": "interview"})] if before else []),
        ):
            documents.put(connection, documents.Stored(scope, kind, identity, 1, trees.spelled(body)))
    desk.shut()


@pytest.mark.usefixtures("keychain")
def test_applicant_is_shown_with_the_fit_for_the_job(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced(tmp_path / "data")
    assert run("applicant", "show", APPLICATION).json["fit"] == [
        {"matter": "languages", "verdict": "lacks", "words": "Japanese: asks N2, has N3"},
        {
            "matter": "visa",
            "verdict": "fits",
            "words": "Status of residence: Permanent Resident, no limit on activities",
        },
        {"matter": "skills", "verdict": "check", "words": "Skills: asks Go, not told"},
    ]
    said = run("applicant", "show", APPLICATION, as_json=False).out.splitlines()
    at = said.index("Fit for this job:")
    assert said[at + 1 : at + 4] == [
        "  Lacks · Japanese: asks N2, has N3",
        "  Fits · Status of residence: Permanent Resident, no limit on activities",
        "  Check · Skills: asks Go, not told",
    ]
    monkeypatch.setenv("LC_ALL", "ja_JP.UTF-8")
    japanese = run("applicant", "show", APPLICATION, as_json=False).out
    assert "この求人との適合:\n  不足 · 日本語：N2が必要、記載はN3\n" in japanese


@pytest.mark.usefixtures("keychain")
def test_query_that_begins_with_a_minus_goes_behind_two(run: Run, tmp_path: Path) -> None:
    synced(tmp_path / "data")
    assert [run("applicant", "list", "--", f"-fit:{one}").json["total"] for one in ("lacks", "check")] == [0, 1]
    for verb in ("list", "export"):
        told = run("applicant", verb, "-h", as_json=False).out
        assert "minus needs `--` before it" in " ".join(told.split())


@pytest.mark.usefixtures("keychain")
def test_withdrawn_applicant_is_shown_without_a_fit(run: Run, tmp_path: Path) -> None:
    synced(tmp_path / "data", withdrawn=True)
    assert run("applicant", "show", APPLICATION).json["fit"] == []
    assert "Fit for this job" not in run("applicant", "show", APPLICATION, as_json=False).out


@pytest.mark.usefixtures("keychain")
def test_withdrawn_applicant_is_listed_as_such(run: Run, tmp_path: Path) -> None:
    synced(tmp_path / "data", withdrawn=True, stage="interview")
    assert "Withdrawn (Interview)" in run("applicant", "list", "--withdrawn", as_json=False).out
    [told] = run("applicant", "list", "--withdrawn").json["items"]
    assert (told["stage"], told["withdrawn"]) == ("interview", True)


@pytest.mark.usefixtures("keychain")
def test_applicant_is_shown_with_the_other_applications(run: Run, tmp_path: Path) -> None:
    before = ids.application_id(JOB, PERSON, 2)
    synced(tmp_path / "data", before)
    told = run("applicant", "show", APPLICATION).json["others"]
    assert [(one["application"], one["stage"]) for one in told] == [(before, "interview")]
    assert f"  {before} · " in run("applicant", "show", APPLICATION, as_json=False).out


@pytest.mark.usefixtures("keychain")
@pytest.mark.parametrize("does", ["list", "sync"])
def test_fit_is_of_the_day_on_which_it_is_asked_for(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, does: str
) -> None:
    monkeypatch.setattr(Desk, "sync", lambda *_, **__: SyncReport())
    known = Accounts(tmp_path / "data")
    with ambient.ruled(now=ambient.now().fromisoformat("2020-01-01T09:00:00+00:00")):  # long before the stay ends
        synced(tmp_path / "data", ends="2021-01-01")
        (entry,) = known.every()
        desk = Desk(known, entry, Vault())
        indexing.make_anew(desk.cache.file)
        desk.shut()
    if does == "list":
        assert run("applicant", "list", "fit:check,lacks").json["total"] == 1
        return
    assert run("sync").exit == 0
    desk = Desk(known, entry, Vault())
    with desk.cache.reading("application") as connection:
        assert Listing(connection, View(query="fit:check,lacks")).total() == 1
    desk.shut()


@pytest.mark.usefixtures("keychain")
def test_filter_that_nobody_can_fit_is_told_and_no_file_is_written(run: Run, tmp_path: Path) -> None:
    synced(tmp_path / "data")
    refused = run("applicant", "list", "lang:ja>=N9")
    assert (refused.exit, "lang:ja>=N9" in refused.err) == (5, True)
    file = tmp_path / "people.csv"
    assert run("applicant", "export", "lang:ja>=N9", "-o", str(file)).exit == 5
    assert not file.exists()
    assert run("applicant", "exports").json["items"] == []


@pytest.mark.usefixtures("keychain")
def test_what_looks_like_a_filter_is_searched_as_a_word_and_told(run: Run, tmp_path: Path) -> None:
    synced(tmp_path / "data")
    listed = run("applicant", "list", "team:lead")
    assert (listed.exit, listed.json["total"], "team:lead" in listed.err) == (0, 0, True)
