"""What colleagues had to do goes on when they leave: to whom the owner names, as far as that one sees what it is about."""

from __future__ import annotations

from izanau_protocol import ambient, wire
from tests.site.accounts.test_team import applied, end, job, place, published, set_role
from tests.site.served import Served


def test_open_tasks_of_who_leaves_go_to_an_heir_who_sees_them(served: Served) -> None:
    owner = served.owner()
    rin, heir = served.member(owner, "recruiter"), served.member(owner, "hiring_manager", jobs=(job(owner),))
    (post,) = (one for one, view in owner.feed(f"company:{owner.session['company']}").items() if view["kind"] == "job")
    scope, mine = f"applicants:{owner.session['company']}", place(owner, rin)
    bodies: list[dict[str, object]] = [{"job": post}, {}, {"job": post, "done": True}]
    parts = [wire.Part("task", ambient.new_id(), scope, 0, {"text": "Call", "owner": mine, **more}) for more in bodies]
    for part in parts:
        assert owner.push(part, push_id=ambient.new_id())["result"] == "applied"
    assert end(owner, rin, place(owner, heir)).status_code == 200
    owners = [owner.feed(scope)[part.id].get("owner") for part in parts]
    assert owners == [place(owner, heir), None, None]
    assert [owner.feed(scope)[part.id].get("given_by") for part in parts] == [place(owner, owner), None, None]


def test_managers_own_task_stays_with_other_jobs_and_goes_with_the_membership(served: Served) -> None:
    owner = served.owner()
    first, second = job(owner), job(owner)
    rin, heir = served.member(owner, "hiring_manager", jobs=(first,)), served.member(owner, "recruiter")
    scope, own = f"applicants:{owner.session['company']}", f"account:{rin.session['account']}"
    kept = wire.Part("task", ambient.new_id(), own, 0, {"text": "Call", "owner": place(owner, rin)})
    assert rin.push(kept, push_id=ambient.new_id())["result"] == "applied"
    assert set_role(owner, rin, "hiring_manager", second).status_code == 200
    assert owner.feed(scope)[kept.id]["owner"] == place(owner, rin)
    assert rin.feed(own)[kept.id]["text"] == "Call"
    assert end(owner, rin, place(owner, heir)).status_code == 200
    assert owner.feed(scope)[kept.id]["owner"] == place(owner, heir)
    assert "text" not in rin.feed(own)[kept.id]


def test_tasks_of_a_jobs_only_manager_go_with_the_job(served: Served) -> None:
    owner = served.owner()
    company, post = owner.session["company"], published(owner)
    scope = f"applicants:{company}"
    applied(served, company, post, "Mai Canary")
    rin, heir = (served.member(owner, "hiring_manager") for _ in range(2))
    assert set_role(owner, rin, "hiring_manager", post).status_code == 200
    (application,) = (one for one, view in owner.feed(scope).items() if view["kind"] == "application")
    parts = [
        wire.Part("task", ambient.new_id(), scope, 0, {"text": "Call", "owner": place(owner, rin), **about})
        for about in ({"application": application}, {"job": post})
    ]
    for part in parts:
        assert owner.push(part, push_id=ambient.new_id())["result"] == "applied"
    assert end(owner, rin, place(owner, heir)).status_code == 200
    assert [owner.feed(scope)[part.id].get("owner") for part in parts] == [place(owner, heir)] * 2
