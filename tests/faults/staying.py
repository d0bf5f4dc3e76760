"""Stories of what lies on this computer: a first start, leaving, a newer version, a file of applicants, a broken cache."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

from izanau_desktop.accounts import Accounts
from izanau_desktop.cache import file, meta, migrations
from izanau_desktop.cache.reads.applicants import View
from izanau_desktop.cache.rekey import join_draft
from izanau_desktop.exporting import applicants
from izanau_protocol import ids
from izanau_protocol.problems import Refused
from tests.faults.place import SITE, Near, Place
from tests.faults.story import Facts, Tell, hobbies, sync_once, texts
from tests.faults.whole import cache_is_whole, converged


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
        saved = texts(told)
        assert not saved or hobbies(desk) in (saved[-1], "two")
        desk.edit_profile({"residence": "JP"})
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
        try:
            desk = place.open()
        except Refused as refused:
            if refused.problems[0].code != "not_signed_in":
                raise
        else:
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


_TODAY: Final = meta.REVISION
_NEXT: Final = """
from alembic import op
revision, down_revision = "{next}", "{today}"
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
        (scripts / f"versions/{_TODAY + 1:04}_next.py").write_text(_NEXT.format(next=_TODAY + 1, today=_TODAY))
    migrations.HERE = scripts  # type: ignore[misc]  # for the life of this child
    meta.REVISION = _TODAY + 1  # type: ignore[misc]  # the same


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
        applicants.write(desk, place.data / "applicants.csv", "csv", "en", View())
        tell(written=True)
        desk.shut()

    def check(self, place: Place, told: list[Facts]) -> None:
        desk = place.open()
        cache_is_whole(desk.cache, place)
        written = place.data / "applicants.csv"
        assert written.exists() or {"written": True} not in told
        if written.exists():
            assert written.read_bytes().count(b"\n") == 2, written.read_bytes()
            assert len(desk.cache.list("export")) >= 1, "a file that nobody recorded (PRV-63)"
        converged(desk, place)
        desk.shut()


class Mend:
    """A cache is found broken: put aside, what it alone had rescued, and all the rest fetched anew."""

    def prepare(self, place: Place) -> None:
        story = place.begin()
        place.confirm(story.mai)
        desk = place.sign_in(story.mai)
        assert desk.sync().problem is None
        desk.edit_profile({"hobbies": {"en": "Chess"}})
        desk.apply(story.job, "…", "en", "Hello")
        desk.edit_papers({"phone": "+81 90"})
        assert desk.folder is not None
        (desk.folder / file.DAMAGED).touch()
        desk.shut()

    def run(self, place: Place, tell: Tell) -> None:
        sync_once(place, tell)

    def check(self, place: Place, told: list[Facts]) -> None:
        desk = place.open()
        assert desk.folder is not None
        cache_is_whole(desk.cache, place)
        mended = desk.mended()
        assert mended is not None
        assert mended.code == "cache_rescued"
        assert len(list(desk.folder.glob(f"{file.ASIDE}*"))) <= 1
        assert (desk.papers(), hobbies(desk)) == ({"phone": "+81 90"}, "Chess")
        converged(desk, place)
        assert (desk.papers(), hobbies(desk)) == ({"phone": "+81 90"}, "Chess")
        assert [one.body["message"] for one in desk.cache.list("application")] == ["Hello"]
        assert list(desk.folder.glob(f"{file.ASIDE}*")) == []
        desk.shut()
