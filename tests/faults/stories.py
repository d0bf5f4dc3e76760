"""The stories that are killed, starved and cut off at every call: each prepares a folder, runs in it, and is judged after."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any, Final, Protocol

from izanau_desktop.accounts import Accounts
from izanau_desktop.cache import Cache, file, meta, migrations
from izanau_desktop.cache.reads import common
from izanau_desktop.cache.rekey import join_draft
from izanau_desktop.desk import Desk
from izanau_desktop.exporting import applicants
from izanau_protocol import ids
from izanau_protocol.patch import value_at
from izanau_protocol.problems import Refused
from tests.faults.place import SITE, Near, Place
from tests.faults.whole import cache_is_whole, converged

Facts = dict[str, Any]


class Tell(Protocol):
    """Says, out of reach of every fault, what the program has acknowledged."""

    def __call__(self, **facts: Any) -> None: ...


class Story(Protocol):
    """One of them."""

    def prepare(self, place: Place) -> None: ...
    def run(self, place: Place, tell: Tell) -> None: ...
    def check(self, place: Place, told: list[Facts]) -> None: ...


def _texts(told: list[Facts]) -> list[str]:
    return [str(one["saved"]) for one in told if "saved" in one]


class FirstOpening:
    """A first start: the key goes to the keychain, the cache is made, something is typed."""

    def prepare(self, place: Place) -> None:
        place.data.mkdir(parents=True)

    def run(self, place: Place, tell: Tell) -> None:
        desk = Near.draft(place.data, SITE, place.vault)
        tell(owner=desk.owner, key=place.vault.get(desk.owner, "key"), profile=desk.account.profile)
        for text in ("one", "two"):
            desk.edit_profile({"hobbies": {"en": text}})
            tell(saved=text)
        desk.shut()

    def check(self, place: Place, told: list[Facts]) -> None:
        desk = Near.draft(place.data, SITE, place.vault)
        cache_is_whole(desk.cache)
        for one in told:
            if "key" in one:
                assert place.vault.get(desk.owner, "key") == one["key"], "a new key over an old one (R18)"
                assert desk.account.profile == one["profile"]
        saved = _texts(told)
        assert not saved or _hobbies(desk) in (saved[-1], "two")
        desk.edit_profile({"residence": "JP"})
        desk.shut()


class FirstPull:
    """The first sync of a seeker: pages of several scopes, none of them half."""

    def prepare(self, place: Place) -> None:
        story = place.begin()
        for number in range(6):
            story.world.job(story.hr, title={"en": f"Tester {number}"})
        story.apply()
        place.sign_in(story.mai).shut()

    def run(self, place: Place, tell: Tell) -> None:
        desk = place.open()
        report = desk.sync()
        if report.problem is not None:
            raise Refused(report.problem)
        desk.shut()

    def check(self, place: Place, told: list[Facts]) -> None:
        desk = place.open()
        cache_is_whole(desk.cache, place)
        converged(desk, place)
        assert len(desk.cache.list("job")) == 7
        desk.shut()


class EditSaved:
    """Edits, one taken back and made again, papers and a draft: what was acknowledged is there."""

    def prepare(self, place: Place) -> None:
        story = place.begin()
        desk = place.sign_in(story.mai)
        assert desk.sync().problem is None
        desk.shut()

    def run(self, place: Place, tell: Tell) -> None:
        desk = place.open()
        for text in ("one", "two", "three"):
            desk.edit_profile({"hobbies": {"en": text}})
            tell(saved=text)
        group = f"profile:{desk.account.profile}"
        desk.cache.undo(group)
        tell(saved="two")
        desk.cache.redo(group)
        tell(saved="three")
        desk.edit_papers({"phone": "+81 90"})
        tell(papers="+81 90")
        desk.shut()

    def check(self, place: Place, told: list[Facts]) -> None:
        desk = place.open()
        cache_is_whole(desk.cache, place)
        if any("papers" in one for one in told):
            assert desk.papers() == {"phone": "+81 90"}
        _text_is_there(desk, _texts(told), ["one", "two", "three", "two", "three"])
        converged(desk, place)
        _text_is_there(desk, _texts(told), ["one", "two", "three", "two", "three"])
        desk.shut()


def _text_is_there(desk: Near, saved: list[str], order: list[str]) -> None:
    """The last text that was acknowledged, or the one that was being saved after it."""
    shown = _hobbies(desk)
    assert shown in ([saved[-1]] if saved else [""]) + order[len(saved) :][:1], (shown, saved)


def _hobbies(desk: Desk) -> str:
    found = desk.cache.get("profile", desk.account.profile)
    return str(value_at(found.body, ("hobbies", "en")) or "") if found else ""


class Push:
    """What was typed and done offline is sent, with a message that must not come twice."""

    def prepare(self, place: Place) -> None:
        story = place.begin()
        place.confirm(story.mai)
        desk = place.sign_in(story.mai)
        assert desk.sync().problem is None
        desk.edit_profile({"hobbies": {"en": "Chess"}})
        application = desk.apply(story.job, "…", "en", "Hello")
        desk.send_message("When?", application=application)
        desk.edit_papers({"phone": "+81 90"})
        desk.shut()

    def run(self, place: Place, tell: Tell) -> None:
        desk = place.open()
        report = desk.sync()
        if report.problem is not None:
            raise Refused(report.problem)
        desk.shut()

    def check(self, place: Place, told: list[Facts]) -> None:
        desk = place.open()
        cache_is_whole(desk.cache, place)
        assert desk.papers() == {"phone": "+81 90"}
        converged(desk, place)
        found = desk.cache.get("profile", desk.account.profile)
        assert found is not None
        assert found.body["hobbies"] == {"en": "Chess"}
        assert [one.body["text"] for one in desk.cache.list("message")] == ["When?"]
        assert len(desk.cache.list("application")) == 1
        assert len(desk.cache.list("consent", deed="apply")) == 1
        desk.shut()


class Gone:
    """An applicant withdrew and another one's right ended, while notes on both waited here: nothing of them stays."""

    def prepare(self, place: Place) -> None:
        story = place.begin()
        application = story.apply()
        second, answer = story.second.apply_to(story.job, story.company)
        assert answer.result == "applied"
        desk = place.sign_in(story.hr, mai=story.mai.caller, application=application, second=second)
        assert desk.sync().problem is None
        desk.note(application, "Quetzalcoatl impressed")
        desk.note(second, "Was on time")
        mai = place.member(story.mai.caller)
        withdrawn = mai.push(mai.part("application", application, {"withdrawn": True}))
        assert withdrawn.result == "applied"
        paused = mai.push(mai.part("account", mai.caller.account, {"paused": True}))
        assert paused.result == "applied"
        desk.shut()

    def run(self, place: Place, tell: Tell) -> None:
        desk = place.open()
        report = desk.sync()
        if report.problem is not None:
            raise Refused(report.problem)
        desk.shut()

    def check(self, place: Place, told: list[Facts]) -> None:
        desk = place.open()
        cache_is_whole(desk.cache, place)
        converged(desk, place)
        assert desk.cache.get("application", place.facts["application"]) is None
        assert [one.body["text"] for one in desk.cache.list("note")] == ["Was on time"]
        assert "quetzalcoatl" not in _held(desk.cache).lower()
        desk.shut()


def _held(cache: Cache) -> str:
    """All that a cache holds, in the clear."""
    with cache.file.read() as connection:
        look = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
        names = [row[0] for row in connection.exec_driver_sql(look).all()]
        return "".join(str(connection.exec_driver_sql(f'SELECT * FROM "{name}"').all()) for name in names)


class Conflict:
    """Two devices wrote one field; the conflict comes, is settled here, and the answer is sent."""

    def prepare(self, place: Place) -> None:
        story = place.begin()
        desk = place.sign_in(story.mai)
        assert desk.sync().problem is None
        desk.edit_profile({"residence": "KR"})
        there = place.member(story.mai.caller)
        answer = there.push(there.part("profile", there.caller.profile, {"residence": "VN"}))
        assert answer.result == "applied"
        desk.shut()

    def run(self, place: Place, tell: Tell) -> None:
        desk = place.open()
        for _ in range(2):
            report = desk.sync()
            if report.problem is not None:
                raise Refused(report.problem)
            for one in common.open_conflicts(desk.cache):
                desk.cache.resolve(one.id, "mine")
                tell(settled=one.id)
        desk.shut()

    def check(self, place: Place, told: list[Facts]) -> None:
        desk = place.open()
        cache_is_whole(desk.cache, place)
        assert desk.sync().problem is None
        for one in common.open_conflicts(desk.cache):
            assert {"settled": one.id} not in told, "an answer was lost"
            assert (one.mine, one.theirs) == ("KR", "VN")
            desk.cache.resolve(one.id, "mine")
        converged(desk, place)
        found = desk.cache.get("profile", desk.account.profile)
        assert found is not None
        assert found.body["residence"] == "KR"
        desk.shut()


class SignOut:
    """Signing out wipes cache, key and folder; what a kill left undone is done at the next start."""

    def prepare(self, place: Place) -> None:
        story = place.begin()
        desk = place.sign_in(story.mai)
        assert desk.sync().problem is None
        desk.edit_papers({"phone": "+81 90"})
        desk.shut()

    def run(self, place: Place, tell: Tell) -> None:
        desk = place.open()
        tell(leaves=True)
        desk.sign_out(discard=True)
        tell(left=True)

    def check(self, place: Place, told: list[Facts]) -> None:
        try:
            desk = place.open()
        except Refused as refused:
            if refused.problems[0].code != "not_signed_in":
                raise
            assert place.vault.items() == {}, "a key outlived its account"
            assert _caches(place.data) == [], "data outlived their account"
            assert Accounts(place.data).every() == ()
            return
        assert {"left": True} not in told, "signed out, and still there"
        cache_is_whole(desk.cache, place)
        assert desk.account.id == place.caller.account
        assert desk.papers() == {"phone": "+81 90"}
        desk.sign_out(discard=True)
        assert _caches(place.data) == []


def _caches(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.suffix == ".db" or path.name.startswith(file.DATABASE)]


class Rekey:
    """A cache is brought up to a newer version, and its draft becomes the profile of a new account."""

    def prepare(self, place: Place) -> None:
        story = place.begin()
        member = story.world.person("seeker")
        place.note(caller=member.caller)
        desk = place.desks.draft(place.data, SITE, place.vault)
        desk.edit_profile({"hobbies": {"en": "Chess"}})
        desk.edit_papers({"phone": "+81 90"})
        place.note(caller=member.caller, draft=desk.account.profile)
        desk.shut()

    def run(self, place: Place, tell: Tell) -> None:
        _learn_the_next_version(place)
        desk = place.open()
        desk.cache.change(lambda connection: join_draft(connection, place.caller.account))
        tell(joined=True)
        desk.shut()

    def check(self, place: Place, told: list[Facts]) -> None:
        _learn_the_next_version(place)
        desk = place.open()
        assert desk.folder is not None
        assert list(desk.folder.glob("cache.db.before-*")) == [], "a copy outlived its migration"
        cache_is_whole(desk.cache)
        with desk.cache.file.read() as connection:
            look = "SELECT count(*) FROM document WHERE more <> 'new'"
            assert connection.exec_driver_sql(look).scalar() == 0
        profile = desk.account.profile
        joined = profile == ids.profile_id(place.caller.account)
        assert joined or (profile == place.facts["draft"] and {"joined": True} not in told)
        assert [one.body for one in desk.cache.list("profile")] == [{"hobbies": {"en": "Chess"}}]
        assert desk.papers() == {"phone": "+81 90"}
        desk.shut()


_NEXT: Final = """
from alembic import op
revision, down_revision = "2", "1"
def upgrade():
    op.execute("ALTER TABLE document ADD COLUMN more TEXT NOT NULL DEFAULT 'new'")
    op.execute("CREATE INDEX document_by_more ON document(more, id)")
    op.execute("UPDATE meta SET value = value")
"""


def _learn_the_next_version(place: Place) -> None:
    """Be, for this process, a program whose caches have one more version."""
    scripts = place.root / "migrations"
    if not scripts.exists():
        shutil.copytree(migrations.HERE, scripts)
        (scripts / "versions/0002_next.py").write_text(_NEXT)
    migrations.HERE = scripts  # type: ignore[misc]  # for the life of this child
    meta.REVISION = 2  # type: ignore[misc]  # the same


class Export:
    """A file of applicants is recorded and written; it is whole or not there, and never there without its record."""

    def prepare(self, place: Place) -> None:
        story = place.begin()
        story.apply()
        desk = place.sign_in(story.hr)
        assert desk.sync().problem is None
        desk.shut()

    def run(self, place: Place, tell: Tell) -> None:
        desk = place.open()
        applicants.write(desk, place.data / "applicants.csv", "csv", "en")
        tell(written=True)
        desk.shut()

    def check(self, place: Place, told: list[Facts]) -> None:
        desk = place.open()
        cache_is_whole(desk.cache, place)
        written = place.data / "applicants.csv"
        assert written.exists() or {"written": True} not in told
        if written.exists():
            assert written.read_bytes().count(b"\n") >= 2
            assert len(desk.cache.list("export")) >= 1, "a file that nobody recorded (PRV-63)"
        converged(desk, place)
        desk.shut()


STORIES: Final[dict[str, Story]] = {
    "first": FirstOpening(),
    "pull": FirstPull(),
    "edit": EditSaved(),
    "push": Push(),
    "gone": Gone(),
    "conflict": Conflict(),
    "leave": SignOut(),
    "rekey": Rekey(),
    "export": Export(),
}
