"""What one sync sends: many pushes at once, each in its order, none held up or torn by another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

import msgspec
import pytest

from izanau_desktop.cache import Edit, answers, documents, gone, outbox, trees
from izanau_desktop.cache.reads import common
from izanau_desktop.sync import engine
from izanau_desktop.sync.site import Site, SiteTrouble
from izanau_protocol import ambient, wire
from izanau_protocol.problems import problem
from tests.desktop.sync.inprocess import Device
from tests.site.world import Story


@pytest.fixture
def seeker(story: Story) -> Iterator[Device]:
    yield from device_of(story, story.mai.caller)


@pytest.fixture
def recruiter(story: Story) -> Iterator[Device]:
    yield from device_of(story, story.hr.caller)


def device_of(story: Story, caller: Any) -> Iterator[Device]:
    device = Device(lambda: story.world.store, caller, "here")
    assert device.sync().problem is None
    yield device
    device.cache.close()


def do(device: Device, kind: str, identity: str, scope: str, patch: dict[str, Any]) -> str:
    """A deed, which is a push of its own."""
    return device.cache.edit([Edit(kind, identity, scope, patch)], deed="test")


def write(story: Story, device: Device, text: str) -> None:
    """A draft of a job with this text."""
    body = {"company": story.company, "title": {"en": "Tester"}, "state": "draft", "duties": {"en": text}}
    do(device, "job", ambient.new_id(), f"company:{story.company}", body)


def sent(device: Device) -> list[wire.Batch]:
    """The batches of the syncs to come."""
    found: list[wire.Batch] = []
    send = device.door.post

    def post(path: str, message: msgspec.Struct | None = None) -> Any:
        if isinstance(message, wire.Batch):
            found.append(message)
        return send(path, message)

    device.door.post = post  # type: ignore[method-assign]  # the door of this test
    return found


def held(device: Device, story: Story, kind: str, identity: str, scope: str) -> tuple[Any, Any]:
    """The view of a document here and at the site."""
    with device.cache.file.read() as connection:
        here = trees.tree(documents.stored(connection, scope, kind, identity).base)
    return here, story.mai.view(scope, identity) if scope == story.mai.own else story.hr.view(scope, identity)


def refused(device: Device) -> list[str]:
    return [row.problem.code for row in common.outbox_rows(device.cache) if row.problem]


def test_many_deeds_of_one_document_go_in_one_request(story: Story, seeker: Device) -> None:
    profile, own = story.mai.caller.profile, story.mai.own
    batches = sent(seeker)
    for number in range(60):
        do(seeker, "profile", profile, own, {"hobbies": {"en": f"Go {number}"}})
    report = seeker.sync()
    assert (report.pushed, report.problem, len(batches)) == (60, None, 1)
    story.mai.pull()
    here, there = held(seeker, story, "profile", profile, own)
    assert here == there
    assert there["hobbies"] == {"en": "Go 59"}


def test_edits_of_many_documents_go_in_one_sync(
    story: Story, recruiter: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "MOST_PUSHES", 2)
    batches = sent(recruiter)
    for number in range(61):
        write(story, recruiter, f"Number {number}")
    report = engine.sync(recruiter.cache, cast("Site", recruiter.door), at_once=True)
    assert (report.pushed, report.problem) == (61, None)
    assert [len(batch.pushes) for batch in batches] == [2] * 30 + [1]


def test_batch_stays_within_the_bytes_that_the_site_takes(story: Story, recruiter: Device) -> None:
    batches = sent(recruiter)
    for _ in range(60):
        write(story, recruiter, "願" * 8_000)
    assert recruiter.sync().pushed == 60
    sizes = [len(msgspec.json.encode(batch)) for batch in batches]
    assert len(sizes) == 2
    assert wire.MAX_BATCH * 0.9 < sizes[0] <= wire.MAX_BATCH


def test_push_that_no_batch_can_carry_is_refused_alone(
    story: Story, recruiter: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire, "MAX_BATCH", 6_000)
    for text in ("small", "large" * 1_500, "small too"):
        write(story, recruiter, text)
    report = recruiter.sync()
    assert (report.pushed, report.refused, refused(recruiter)) == (2, 1, ["too_large"])


def test_what_something_between_finds_too_large_goes_in_smaller_batches(story: Story, recruiter: Device) -> None:
    batches, send = sent(recruiter), recruiter.door.post

    def post(path: str, message: msgspec.Struct | None = None) -> Any:
        answer_for = len(msgspec.json.encode(message)) if path == "/v1/push" else 0
        if answer_for > 3_000:
            raise SiteTrouble(413, problem("too_large", most=3_000))
        return send(path, message)

    recruiter.door.post = post  # type: ignore[method-assign]  # a proxy
    for text in (*("small" for _ in range(12)), "large" * 1_000, "small too"):
        write(story, recruiter, text)
    report = recruiter.sync()
    assert (report.pushed, report.refused, report.problem) == (13, 1, None)
    assert refused(recruiter) == ["too_large"]
    assert len(batches) > 1


def test_each_batch_says_the_highest_seq_that_was_seen(story: Story, seeker: Device) -> None:
    batches, own, profile = sent(seeker), story.mai.own, story.mai.caller.profile
    do(seeker, "profile", profile, own, {"hobbies": {"en": "Go"}})
    assert seeker.sync(cut=3).problem is not None  # after the answer to the push, before anything is read
    do(seeker, "profile", profile, own, {"residence": "TH"})
    assert seeker.sync().pushed == 1
    story.mai.pull()
    assert [batch.seen[own] for batch in batches] == [story.mai.seq(own, profile) - 2, story.mai.seq(own, profile) - 1]


def test_refused_deed_holds_up_none_of_the_same_document(story: Story, recruiter: Device) -> None:
    scope, job = f"company:{story.company}", ambient.new_id()
    batches = sent(recruiter)
    do(recruiter, "job", job, scope, {"company": story.company, "title": {"en": "Tester"}, "state": "draft"})
    do(recruiter, "job", job, scope, {"title": {"ja": "試験"}})
    do(recruiter, "job", job, scope, {"company": ambient.new_id()})
    do(recruiter, "job", job, scope, {"title": {"en": "Leader"}})
    report = recruiter.sync()
    assert (report.pushed, report.refused, report.problem) == (3, 1, None)
    assert [len(batch.pushes) for batch in batches] == [4, 1]
    story.hr.pull()
    here, there = held(recruiter, story, "job", job, scope)
    assert here == there
    assert (there["title"], there["company"]) == ({"en": "Leader", "ja": "試験"}, story.company)


def test_stacked_deeds_whose_answer_was_lost_are_done_once(story: Story, seeker: Device) -> None:
    profile, own = story.mai.caller.profile, story.mai.own
    batches = sent(seeker)
    for country in ("VN", "TH", "JP"):
        do(seeker, "profile", profile, own, {"residence": country})
    assert seeker.sync(cut=2).problem is not None
    do(seeker, "profile", profile, own, {"hobbies": {"en": "Go"}})
    report = seeker.sync()
    assert (report.pushed, report.conflicts, report.problem) == (4, 0, None)
    first, second = batches
    assert [one.push_id for one in second.pushes[:3]] == [one.push_id for one in first.pushes]
    story.mai.pull()
    here, there = held(seeker, story, "profile", profile, own)
    assert here == there
    assert (there["residence"], there["hobbies"]) == ("JP", {"en": "Go"})


def test_deed_made_on_what_another_device_changed_is_merged_not_torn(story: Story, seeker: Device) -> None:
    profile, own = story.mai.caller.profile, story.mai.own
    whole = {"company": "Umi", "title": "T", "start": "2018-01", "position": "V1abc"}
    do(seeker, "profile", profile, own, {"residence": "VN"})
    do(seeker, "profile", profile, own, {"work": {"aaaaaaaaaa": whole}})
    do(seeker, "profile", profile, own, {"work": {"aaaaaaaaaa": {"title": "Lead"}}})
    assert story.mai.push(story.mai.part("profile", profile, {"residence": "TH"})).result == "applied"
    report = seeker.sync()
    assert (report.problem, report.conflicts) == (None, 1)
    story.mai.pull()
    here, there = held(seeker, story, "profile", profile, own)
    assert here == there
    assert (there["residence"], there["work"]["aaaaaaaaaa"]) == ("TH", {**whole, "title": "Lead"})
    with seeker.cache.file.read() as connection:
        assert outbox.rows(connection, ("sent",)) == ()


def test_deed_stands_on_what_was_sent_before_it_when_it_is_merged(story: Story, seeker: Device) -> None:
    profile, own = story.mai.caller.profile, story.mai.own
    do(seeker, "profile", profile, own, {"name": {"full": "Anna B"}})
    do(seeker, "profile", profile, own, {"name": {"full": "Anna C"}, "residence": "VN"})
    assert story.mai.push(story.mai.part("profile", profile, {"residence": "TH"})).result == "applied"
    assert seeker.sync().conflicts == 1
    assert [one.path for one in common.open_conflicts(seeker.cache)] == ["residence"]
    story.mai.pull()
    here, there = held(seeker, story, "profile", profile, own)
    assert here == there
    assert (there["name"]["full"], there["residence"]) == ("Anna C", "TH")


def test_push_that_goes_while_something_between_finds_it_too_large_is_no_fault(story: Story, recruiter: Device) -> None:
    send = recruiter.door.post

    def post(path: str, message: msgspec.Struct | None = None) -> Any:
        if path != "/v1/push":
            return send(path, message)
        recruiter.cache.change(lambda connection: gone.remove_scope(connection, f"company:{story.company}"))
        raise SiteTrouble(413, problem("too_large", most=3_000))

    recruiter.door.post = post  # type: ignore[method-assign]  # a proxy, and another window that lost the scope
    write(story, recruiter, "text")
    assert recruiter.sync().problem is None
    assert common.outbox_rows(recruiter.cache) == ()


def deferred(device: Device) -> None:
    """From now on the site answers no sooner than somebody waits for it, as one that takes long."""
    device.door.beside = lambda work: work  # type: ignore[method-assign]  # the door of this test


def test_next_batch_is_made_while_one_is_under_way_and_goes_before_its_answer_is_taken_in(
    story: Story, recruiter: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "MOST_PUSHES", 2)
    batches, seen, send = sent(recruiter), list[tuple[int, int]](), recruiter.door.post

    def post(path: str, message: msgspec.Struct | None = None) -> Any:
        if path == "/v1/push":
            with recruiter.cache.file.read() as connection:
                seen.append((outbox.count(connection, "settled"), outbox.count(connection, "sent")))
        return send(path, message)

    recruiter.door.post = post  # type: ignore[method-assign]  # the door of this test
    deferred(recruiter)
    for number in range(6):
        write(story, recruiter, f"Number {number}")
    assert recruiter.sync().pushed == 6
    assert [len(batch.pushes) for batch in batches] == [2, 2, 2]
    assert seen == [(0, 4), (2, 4), (4, 2)]  # each while the next is made, and after the one before the last is settled


def test_what_stands_on_a_batch_under_way_waits_for_its_answer(
    story: Story, recruiter: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "MOST_PUSHES", 1)
    scope, job, other, third = f"company:{story.company}", *(ambient.new_id() for _ in range(3))
    body: dict[str, Any] = {"company": story.company, "title": {"en": "Tester"}, "state": "draft"}
    first = do(recruiter, "job", job, scope, body)
    do(recruiter, "job", job, scope, {"title": {"ja": "試験"}})
    recruiter.cache.edit([Edit("job", third, scope, body)], deed="test", needs=[first])
    do(recruiter, "job", other, scope, body)
    batches = sent(recruiter)
    assert recruiter.sync().pushed == 4
    pushes = [batch.pushes[0] for batch in batches]
    assert [push.parts[0].id for push in pushes] == [job, other, job, third]
    assert pushes[2].parts[0].base_seq > 0  # on the view that the answer brought
    assert pushes[3].needs == [pushes[0].push_id]


def test_nothing_goes_after_a_batch_that_did_not_get_through(
    story: Story, recruiter: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "MOST_PUSHES", 2)
    for number in range(4):
        write(story, recruiter, f"Number {number}")
    batches = sent(recruiter)
    assert recruiter.sync(cut=2).problem is not None
    assert len(batches) == 1
    assert recruiter.sync().pushed == 4
    offered = [push.push_id for batch in batches[1:] for push in batch.pushes]
    assert len(set(offered)) == len(offered) == 4
    assert offered[:2] == [push.push_id for push in batches[0].pushes]


def test_answer_of_another_epoch_keeps_the_next_batch_here(
    story: Story, recruiter: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "MOST_PUSHES", 1)
    batches, send = sent(recruiter), recruiter.door.post

    def post(path: str, message: msgspec.Struct | None = None) -> Any:
        answer = send(path, message)
        if path != "/v1/push" or len(batches) > 1:
            return answer
        found = msgspec.json.decode(answer.body, type=wire.Answers)
        return answer._replace(body=msgspec.json.encode(wire.Answers(found.answers, "another")))

    recruiter.door.post = post  # type: ignore[method-assign]  # a site that was restored meanwhile
    write(story, recruiter, "one")
    write(story, recruiter, "two")
    assert recruiter.sync().pushed == 2
    one, again, two = (batch.pushes[0].push_id for batch in batches)
    assert one == again != two


def test_batch_says_what_the_answer_before_showed_though_it_is_not_taken_in(
    story: Story, recruiter: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "MOST_PUSHES", 1)
    batches, scope = sent(recruiter), f"company:{story.company}"
    write(story, recruiter, "one")
    write(story, recruiter, "two")
    assert recruiter.sync().pushed == 2
    story.hr.pull()
    made = [story.hr.seq(scope, batch.pushes[0].parts[0].id) for batch in batches]
    assert batches[1].seen[scope] == made[0] < made[1]


def test_sync_that_stumbles_leaves_no_request_under_way(
    story: Story, recruiter: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "MOST_PUSHES", 1)
    batches = sent(recruiter)
    deferred(recruiter)
    write(story, recruiter, "one")
    write(story, recruiter, "two")

    def take(*_: object) -> Any:
        raise ZeroDivisionError

    monkeypatch.setattr(answers, "take", take)
    with pytest.raises(ZeroDivisionError):
        recruiter.sync()
    assert len(batches) == 2
