"""Stories in which a desk meets its site: a first pull, edits, a push, what is gone, a conflict."""

from __future__ import annotations

from izanau_desktop.cache import Cache, indexing, joining
from izanau_desktop.cache.reads import common, seeker
from tests.faults.place import Near, Place
from tests.faults.story import Facts, Tell, hobbies, sync_once, synced, texts
from tests.faults.whole import cache_is_whole, converged


class FirstPull:
    """The first sync of a seeker: pages of several scopes, none of them half, and the search index behind them."""

    def prepare(self, place: Place) -> None:
        story = place.begin()
        for number in range(6):
            story.world.job(story.hr, title={"en": f"Tester {number}"})
        story.apply()
        place.sign_in(story.mai).shut()

    def run(self, place: Place, tell: Tell) -> None:
        desk = place.open()
        synced(desk)
        while indexing.work_off(desk.cache.file):
            pass
        desk.shut()

    def check(self, place: Place, told: list[Facts]) -> None:
        desk = place.open()
        cache_is_whole(desk.cache, place)
        converged(desk, place)
        assert len(desk.cache.list("job")) == 7
        assert seeker.jobs(desk.cache, "tester").total == 6
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
        _text_is_there(desk, texts(told), ["one", "two", "three", "two", "three"])
        converged(desk, place)
        _text_is_there(desk, texts(told), ["one", "two", "three", "two", "three"])
        desk.shut()


def _text_is_there(desk: Near, saved: list[str], order: list[str]) -> None:
    """The last text that was acknowledged, or the one that was being saved after it."""
    shown = hobbies(desk)
    assert shown in ([saved[-1]] if saved else [""]) + order[len(saved) :][:1], (shown, saved)


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
        sync_once(place, tell)

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
        sync_once(place, tell)
        desk = place.open()
        joining.order(desk.cache.file)
        desk.shut()

    def check(self, place: Place, told: list[Facts]) -> None:
        desk = place.open()
        cache_is_whole(desk.cache, place)
        converged(desk, place)
        assert desk.cache.get("application", place.facts["application"]) is None
        assert [one.body["text"] for one in desk.cache.list("note")] == ["Was on time"]
        joining.order(desk.cache.file)  # as the process beside goes on with it
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
            synced(desk)
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
