"""What colleagues had to do goes on when they leave: to whom the owner names, as far as that one sees what it is about."""

from __future__ import annotations

from izanau_protocol import ambient, wire
from tests.site.accounts.test_team import end, job, place
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
