"""What had been settled before a backup was put back is written once more, and told to nobody twice."""

from __future__ import annotations

from sqlalchemy import select

from izanau_protocol import ambient, position, wire
from izanau_site.store.schema import mails
from tests.site.world import Story


def test_what_is_offered_again_after_a_restore_is_written_and_mailed_to_nobody(story: Story) -> None:
    application = story.apply()
    epoch = story.world.store.begin_epoch()
    story.everyone_pulls()
    move = story.hr.part("application", application, {"stage": "interview"}, story.applicants)
    later = story.hr.part("application", application, {"stage": "offer"}, story.applicants)
    one = wire.Push(ambient.new_id(), [move], epoch, again=True)
    two = wire.Push(ambient.new_id(), [later], epoch, [one.push_id])
    assert [answer.result for answer in story.hr.send(one, two)] == ["applied", "applied"]
    story.everyone_pulls()
    view = story.mai.view(story.mai.own, application)
    assert view is not None
    statuses = [view["history"][key]["status"] for key in position.ordered(view["history"])]
    assert statuses == ["applied", "interview", "offer"]
    with story.world.store.transaction() as connection:
        told = connection.execute(select(mails.c.text)).scalars().all()
    assert [("Offer" in text, "Interview" in text) for text in told] == [(True, False)]


def test_nobody_is_left_untold_by_a_push_that_only_says_it_was_settled_before(story: Story) -> None:
    application, epoch = story.apply(), story.world.store.epoch
    move = story.hr.part("application", application, {"stage": "interview"}, story.applicants)
    assert story.hr.send(wire.Push(ambient.new_id(), [move], epoch, again=True))[0].result == "applied"
    with story.world.store.transaction() as connection:
        assert len(connection.execute(select(mails.c.text)).all()) == 1
