"""What a push may do, and what it answers."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from sqlalchemy import select

from izanau_protocol import ambient, canonical, ids, position, wire
from izanau_protocol.problems import problem
from izanau_site.store import Store
from izanau_site.store.schema import changed, feed, mails
from tests.offer import LEGAL
from tests.site.world import WHOLE, Member, Story, World


def code_of(answer: wire.Answer) -> str:
    """The code of a refusal."""
    assert answer.result == "refused", answer
    assert answer.problem is not None
    code = str(answer.problem["code"])
    assert answer.problem["status"] == problem(code).status, "a code has one status, however it is answered"
    return code


def test_pushed_profile_comes_back_by_pull(store: Store) -> None:
    mai = World(store).person("seeker")
    answer = mai.push(mai.part("profile", mai.caller.profile, WHOLE))
    mai.pull()
    assert answer.result == "applied"
    assert mai.view(mai.own, mai.caller.profile) == WHOLE


def test_application_shows_profile_and_address_to_that_company_only(story: Story) -> None:
    application = story.apply()
    contact = story.hr.view(f"contacts:{story.company}", ids.contact_id(application))
    assert contact is not None
    assert contact["email"] == story.mai.email
    assert story.hr.view(story.applicants, story.mai.caller.profile) == WHOLE
    assert story.mai.email.encode() not in story.reviewer.raw
    for secret in (story.mai.email, application, story.mai.caller.profile):
        assert secret.encode() not in story.other.raw


def test_applicant_sees_the_job_and_the_status(story: Story) -> None:
    application = story.apply()
    view = story.mai.view(story.mai.own, application)
    assert view is not None
    assert (view["status"], view["company"]) == ("applied", story.company)
    assert "stage" not in view
    assert story.mai.view(story.mai.own, story.job) is not None


def test_stage_moves_status_history_and_mail(story: Story) -> None:
    application = story.apply()
    move = story.hr.part("application", application, {"stage": "interview"}, story.applicants)
    assert story.hr.push(move).result == "applied"
    story.everyone_pulls()
    view = story.mai.view(story.mai.own, application)
    assert view is not None
    assert view["status"] == "interview"
    assert [view["history"][key]["status"] for key in position.ordered(view["history"])] == ["applied", "interview"]
    assert "trail" not in view
    with story.world.store.transaction() as connection:
        queued = connection.execute(select(mails.c.to, mails.c.purpose)).all()
    assert [tuple(row) for row in queued] == [(story.mai.email, "service")]


def test_withdrawn_application_revokes_contact_and_private_profile(story: Story) -> None:
    application = story.apply()
    assert story.mai.push(story.mai.part("application", application, {"withdrawn": True})).result == "applied"
    story.everyone_pulls()
    contact = story.hr.held[f"contacts:{story.company}", ids.contact_id(application)]
    profile = story.hr.held[story.applicants, story.mai.caller.profile]
    assert (contact.view, contact.gone, profile.view, profile.gone) == (None, "revoked", None, "revoked")
    seen = story.hr.view(story.applicants, application)
    assert seen is not None
    assert seen["status"] == "withdrawn"


def test_withdrawn_person_may_apply_again_with_next_attempt(story: Story) -> None:
    application = story.apply()
    story.mai.push(story.mai.part("application", application, {"withdrawn": True}))
    story.mai.held.clear()  # another device, which has not read yet
    again, answer = story.mai.apply_to(story.job, story.company)
    assert answer.result == "stale"
    assert answer.problem is not None
    assert answer.problem["values"]["attempt"] == "2"
    assert story.mai.apply_to(story.job, story.company, attempt=2)[1].result == "applied"
    assert again == application


def test_second_open_application_is_refused(story: Story) -> None:
    story.apply()
    assert code_of(story.mai.apply_to(story.job, story.company, attempt=2)[1]) == "already_applied"


def test_applying_needs_consent_address_items_and_open_job(story: Story) -> None:
    identity = ids.application_id(story.job, story.mai.caller.profile, 1)
    body = {"job": story.job, "seeker": story.mai.caller.profile, "attempt": 1, "consent": ambient.new_id()}
    assert code_of(story.mai.push(story.mai.part("application", identity, body))) == "consent_required"
    wrong = story.mai.consent("apply", story.next_door, identity)
    answer = story.mai.push(wrong, story.mai.part("application", identity, {**body, "consent": wrong.id}))
    assert code_of(answer) == "consent_required"
    unconfirmed = story.world.seeker(confirmed=False)
    assert code_of(unconfirmed.apply_to(story.job, story.company)[1]) == "email_not_confirmed"
    bare = story.world.person("seeker")
    bare.push(bare.part("profile", bare.caller.profile, {"name": {"full": "Ono"}}))
    refused = bare.apply_to(story.job, story.company)[1]
    assert code_of(refused) == "profile_incomplete"
    assert refused.problem is not None
    assert "birthday" in refused.problem["values"]["paths"]
    story.hr.pull()
    story.hr.push(story.hr.part("job", story.job, {"state": "closed"}, f"company:{story.company}"))
    assert code_of(story.mai.apply_to(story.job, story.company)[1]) == "job_closed"


def test_refused_push_leaves_no_part_behind(story: Story) -> None:
    consent = story.mai.consent("apply", story.company)
    bad = story.mai.part("application", ambient.new_id(), {"job": story.job})
    assert story.mai.push(consent, bad).result == "refused"
    story.mai.pull()
    assert story.mai.view(story.mai.own, consent.id) is None


def test_repeated_push_changes_nothing_twice(story: Story) -> None:
    push_id = ambient.new_id()
    part = story.mai.part("profile", story.mai.caller.profile, {"hobbies": {"en": "Go"}})
    first = story.mai.push(part, push_id=push_id)
    second = story.mai.push(part, push_id=push_id)
    assert (first.result, second.result) == ("applied", "applied")
    assert first.parts[0].seq == second.parts[0].seq
    assert second.parts[0].view == {**WHOLE, "hobbies": {"en": "Go"}}


def test_edit_of_other_fields_is_not_stale(story: Story) -> None:
    old = story.mai.part("profile", story.mai.caller.profile, {"residence": "VN"})
    story.mai.push(story.mai.part("profile", story.mai.caller.profile, {"hobbies": {"en": "Go"}}))
    answer = story.mai.push(old)
    assert answer.result == "applied"
    assert answer.parts[0].view == {**WHOLE, "hobbies": {"en": "Go"}, "residence": "VN"}


def test_edit_of_a_changed_field_is_stale(story: Story) -> None:
    old = story.mai.part("profile", story.mai.caller.profile, {"residence": "VN"})
    story.mai.push(story.mai.part("profile", story.mai.caller.profile, {"residence": "TH"}))
    answer = story.mai.push(old)
    assert answer.result == "stale"
    assert answer.parts[0].view == {**WHOLE, "residence": "TH"}


def test_patch_inside_a_removed_item_is_stale(story: Story) -> None:
    mai, profile = story.mai, story.mai.caller.profile
    inside = mai.part("profile", profile, {"languages": {"l1": {"level": "C1"}}})
    added = {"l2": {"language": "ja", "level": "B2", "position": "2"}, "l1": None}
    assert mai.push(mai.part("profile", profile, {"languages": added})).result == "applied"
    assert mai.push(inside).result == "stale"


def test_stacked_pushes_stand_on_each_other(story: Story) -> None:
    mai, profile = story.mai, story.mai.caller.profile
    epoch = mai.store.epoch
    first = wire.Push(ambient.new_id(), [mai.part("profile", profile, {"hobbies": {"en": "G"}})], epoch)
    edit = mai.part("profile", profile, {"hobbies": {"en": "Go"}})
    second = wire.Push(ambient.new_id(), [edit], epoch, [first.push_id])
    assert mai.send(first)[0].result == "applied"
    assert [answer.result for answer in mai.send(first, second)] == ["applied", "applied"]
    mai.pull()
    assert mai.view(mai.own, profile) == {**WHOLE, "hobbies": {"en": "Go"}}


def test_last_of_stacked_pushes_shows_the_view(story: Story) -> None:
    mai, profile, epoch = story.mai, story.mai.caller.profile, story.mai.store.epoch
    first = wire.Push(ambient.new_id(), [mai.part("profile", profile, {"hobbies": {"en": "G"}})], epoch)
    second = wire.Push(ambient.new_id(), [mai.part("profile", profile, {"residence": "TH"})], epoch, [first.push_id])
    one, two = mai.send(first, second)
    assert (one.result, two.result, one.parts[0].view) == ("applied", "applied", None)
    assert two.parts[0].view == {**WHOLE, "hobbies": {"en": "G"}, "residence": "TH"}
    assert one.parts[0].seq == two.parts[0].seq


def test_push_on_what_an_earlier_batch_made_is_no_making_anew(story: Story) -> None:
    hr, scope, job = story.hr, f"company:{story.company}", ambient.new_id()
    body = {"company": story.company, "title": {"en": "Tester"}, "state": "draft"}
    first = wire.Push(ambient.new_id(), [wire.Part("job", job, scope, 0, body)], hr.store.epoch)
    edit = wire.Part("job", job, scope, 0, {"title": {"en": "Leader"}})
    second = wire.Push(ambient.new_id(), [edit], hr.store.epoch, [first.push_id])
    assert hr.send(first)[0].result == "applied"
    assert hr.send(second)[0].result == "applied"
    hr.pull()
    assert (hr.view(scope, job) or {})["title"] == {"en": "Leader"}


def test_push_of_another_epoch_is_judged_as_stale(story: Story) -> None:
    mai, profile = story.mai, story.mai.caller.profile
    old, settled = mai.store.epoch, ambient.new_id()
    assert mai.push(mai.part("profile", profile, {"hobbies": {"en": "Go"}}), push_id=settled).result == "applied"
    mai.pull()
    mai.store.begin_epoch()
    part = mai.part("profile", profile, {"birthday": "1996-04-03"})
    answer = mai.push(part, epoch=old)
    assert (answer.result, answer.parts[0].view) == ("stale", {**WHOLE, "hobbies": {"en": "Go"}})
    assert mai.push(part, push_id=settled, epoch=old).result == "applied"
    assert mai.push(part).result == "applied"
    assert mai.push(mai.consent("register"), epoch=old).result == "applied"
    unwritable = mai.part("account", mai.caller.account, {"role": "owner"})
    assert code_of(mai.push(unwritable, epoch=old)) == "read_only_field"


def test_what_an_earlier_push_wrote_counts_for_its_document_only(story: Story) -> None:
    mai, profile = story.mai, story.mai.caller.profile
    consent, epoch = mai.consent("register"), mai.store.epoch
    first = wire.Push(ambient.new_id(), [consent], epoch)
    seq = mai.send(first)[0].parts[0].seq
    old = mai.part("profile", profile, {"residence": "VN"})
    place = (changed.c.scope == mai.own) & (changed.c.id == profile)
    assert mai.push(mai.part("profile", profile, {"residence": "TH"})).result == "applied"
    with mai.store.transaction(write=True) as connection:  # as two scopes count alike
        connection.execute(changed.update().where(place).values(seq=seq))
        connection.execute(feed.delete().where((feed.c.scope == mai.own) & (feed.c.id == consent.id)))
        connection.execute(feed.update().where((feed.c.scope == mai.own) & (feed.c.id == profile)).values(seq=seq))
    assert mai.send(wire.Push(ambient.new_id(), [old], epoch, [first.push_id]))[0].result == "stale"


def test_answered_seqs_are_marked_as_shown(story: Story) -> None:
    answer = story.mai.push(story.mai.part("profile", story.mai.caller.profile, {"hobbies": {"en": "Go"}}))
    assert story.world.store.ledger.marks()[story.mai.own] == answer.parts[0].seq


def test_push_waits_for_what_it_needs(story: Story) -> None:
    part = story.mai.part("profile", story.mai.caller.profile, {"hobbies": {"en": "Go"}})
    assert story.mai.push(part, needs=(ambient.new_id(),)).result == "waiting"


@pytest.mark.parametrize(
    ("patch", "code"),
    [
        ({"gender": "x"}, "unknown_field"),
        ({"birthday": "2199-01-01"}, "in_the_future"),
        ({"hobbies": {"en": 1.5}}, "wrong_type"),
        ({"name": {"full": "e\u0301"}}, "not_canonical"),
    ],
)
def test_profile_takes_only_what_the_policy_lists(story: Story, patch: dict[str, Any], code: str) -> None:
    assert code_of(story.mai.push(story.mai.part("profile", story.mai.caller.profile, patch))) == code


def test_fields_made_by_the_site_are_read_only(story: Story) -> None:
    application = story.apply()
    own: list[dict[str, Any]] = [{"status": "hired"}, {"stage": "hired"}, {"job": story.job}, {"trail": None}]
    theirs: list[dict[str, Any]] = [{"withdrawn": True}, {"status": "hired"}]
    for patch in own:
        assert code_of(story.mai.push(story.mai.part("application", application, patch))) == "read_only_field"
    for patch in theirs:
        part = story.hr.part("application", application, patch, story.applicants)
        assert code_of(story.hr.push(part)) == "read_only_field"


def test_unknown_and_foreign_answer_alike(story: Story) -> None:
    application = story.apply()
    for identity in (application, ambient.new_id()):
        part = wire.Part("application", identity, f"applicants:{story.next_door}", 5, {"stage": "hired"})
        assert code_of(story.other.push(part)) == "not_yours"
        part = wire.Part("application", identity, story.applicants, 5, {"stage": "hired"})
        assert code_of(story.other.push(part)) == "not_yours"
    stolen = wire.Part("ticket", application, story.other.own, 0, {"text": "mine now", "topic": "other"})
    assert code_of(story.other.push(stolen)) in ("not_yours", "not_an_id")


def test_seeker_cannot_write_as_company_or_staff(story: Story) -> None:
    for kind, body in (
        ("job", {"company": story.company, **LEGAL}),
        ("note", {"application": ambient.new_id(), "text": "x"}),
        ("mend", {"document": "profile", "about": story.mai.caller.profile, "path": "birthday"}),
        ("company", {"name": "Mine"}),
        ("membership", {"company": story.company, "member": story.mai.caller.account, "role": "owner"}),
        ("account", {"role": "owner"}),
    ):
        assert code_of(story.mai.push(story.mai.part(kind, ambient.new_id(), body))) == "forbidden", kind
    story.mai.pull()
    own = story.mai.part("account", story.mai.caller.account, {"role": "owner", "company": story.company})
    assert code_of(story.mai.push(own)) == "read_only_field"


def test_without_agreement_only_less_disclosure_passes(story: Story) -> None:
    application = story.apply()
    lapsed = Member(story.world.store, _without_agreement(story.mai), story.mai.email)
    lapsed.held = story.mai.held
    edit = lapsed.part("profile", lapsed.caller.profile, {"hobbies": {"en": "Go"}})
    assert code_of(lapsed.push(edit)) == "policy_required"
    assert lapsed.push(lapsed.part("application", application, {"withdrawn": True})).result == "applied"


def _without_agreement(member: Member) -> Any:
    return msgspec.structs.replace(member.caller, agreed=False)


def test_job_without_legal_items_is_not_published(story: Story) -> None:
    body = {name: value for name, value in LEGAL.items() if name not in ("smoking", "insurance")}
    scope = f"company:{story.company}"
    part = story.hr.part("job", ambient.new_id(), {"company": story.company, **body, "state": "published"}, scope)
    answer = story.hr.push(part)
    assert code_of(answer) == "missing_legal_item"
    assert answer.problem is not None
    assert {one["field"] for one in answer.problem["problems"]} == {"smoking", "insurance"}
    draft = story.hr.part("job", ambient.new_id(), {"company": story.company, **body}, scope)
    assert story.hr.push(draft).result == "applied"


def test_message_reaches_company_without_any_address(story: Story) -> None:
    mai = story.mai
    consent = mai.consent("message", story.next_door)
    body = {"company": story.next_door, "seeker": mai.caller.profile, "sender": "seeker", "text": "May I ask?"}
    without = mai.part("message", ambient.new_id(), body)
    assert code_of(mai.push(without)) == "consent_required"
    asked = mai.part("message", ambient.new_id(), {**body, "consent": consent.id})
    answered = mai.push(consent, asked)
    assert answered.result == "applied", answered
    story.everyone_pulls()
    seen = story.other.view(f"applicants:{story.next_door}", asked.id)
    assert seen is not None
    assert seen["name"] == WHOLE["name"]["full"]
    assert mai.email.encode() not in story.other.raw
    reply = {**body, "sender": "company", "text": "Please do."}
    answer = story.other.part("message", ambient.new_id(), reply, f"applicants:{story.next_door}")
    assert story.other.push(answer).result == "applied"
    story.everyone_pulls()
    assert mai.view(mai.own, answer.id) is not None
    cold = {**reply, "company": story.company}
    part = story.hr.part("message", ambient.new_id(), cold, story.applicants)
    assert code_of(story.hr.push(part)) == "not_yours"


def test_note_stays_within_the_company(story: Story) -> None:
    application = story.apply()
    note = story.reviewer.part(
        "note", ambient.new_id(), {"application": application, "text": "Strong"}, story.applicants
    )
    assert story.reviewer.push(note).result == "applied"
    story.everyone_pulls()
    seen = story.hr.view(story.applicants, note.id)
    assert seen is not None
    assert seen["company"] == story.company
    assert note.id.encode() not in story.mai.raw + story.other.raw


def test_pause_revokes_everywhere_and_resume_brings_back(story: Story) -> None:
    application = story.apply()
    mai = story.mai
    assert mai.push(mai.part("account", mai.caller.account, {"paused": True})).result == "applied"
    story.everyone_pulls()
    places = [(story.applicants, application), (story.applicants, mai.caller.profile)]
    places.append((f"contacts:{story.company}", ids.contact_id(application)))
    assert [story.hr.held[place].gone for place in places] == ["revoked"] * 3
    assert mai.push(mai.part("account", mai.caller.account, {"paused": None})).result == "applied"
    story.everyone_pulls()
    assert all(story.hr.view(*place) for place in places)


def test_registering_needs_its_own_consent(story: Story) -> None:
    mai = story.mai
    part = mai.part("profile", mai.caller.profile, {"registered": True})
    assert code_of(mai.push(part)) == "consent_required"
    assert mai.push(mai.consent("register"), part).result == "applied"


def test_views_hold_no_null_and_are_canonical(story: Story) -> None:
    story.apply()
    for entry in story.hr.held.values():
        if entry.view is not None:
            canonical.encode(entry.view)


def test_document_made_on_two_devices_is_stale_with_its_view(story: Story) -> None:
    story.mai.held.clear()
    answer = story.mai.push(story.mai.part("profile", story.mai.caller.profile, {"residence": "VN"}))
    assert answer.result == "stale"
    assert answer.parts[0].view == WHOLE


def test_hidden_change_moves_no_feed_of_the_applicant(story: Story) -> None:
    application = story.apply()
    story.hr.push(story.hr.part("application", application, {"stage": "interview"}, story.applicants))
    story.everyone_pulls()
    before = story.mai.seq(story.mai.own, application), story.mai.cursors[story.mai.own]
    answer = story.hr.push(story.hr.part("application", application, {"stage": "final"}, story.applicants))
    assert answer.result == "applied"
    story.everyone_pulls()
    assert (story.mai.seq(story.mai.own, application), story.mai.cursors[story.mai.own]) == before
