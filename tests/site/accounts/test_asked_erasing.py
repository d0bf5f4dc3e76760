"""Staff begin the deletion of an account on a ticket of its owner, who is told and can keep it (PRV-68)."""

from __future__ import annotations

import pytest

from izanau_protocol import ambient, wire
from tests.site.served import Person, Served


def ticket_of(served: Served, person: Person, *, signed_in: bool = True) -> int:
    """A request of this person to be deleted; its number."""
    if not signed_in:
        return int(
            served.client.post("/v1/contact", json={"text": "Delete me", "email": person.email}).json()["number"]
        )
    identity = ambient.new_id()
    asked = wire.Part("ticket", identity, person.own, 0, {"topic": "account", "text": "Delete me"})
    assert person.push(asked, push_id=ambient.new_id())["result"] == "applied"
    return int(person.feed()[identity]["number"])


def look(staff: Person, kind: str, identity: str) -> None:
    """Staff look at a record."""
    assert staff.post("/v1/records/show", wire.Look(kind, identity, "ticket", "Who asks?")).status_code == 200


@pytest.mark.parametrize("signed_in", [True, False])
def test_account_is_deleted_on_a_ticket_of_its_owner_who_may_keep_it(served: Served, *, signed_in: bool) -> None:
    mai, sam = served.seeker(), served.staff()
    number = ticket_of(served, mai, signed_in=signed_in)
    look(sam, "profile", mai.profile)
    answer = sam.post("/v1/records/erase", wire.EraseRecord(mai.profile, number, "Called back"))
    assert answer.status_code == 200, answer.text
    assert mai.feed()[mai.account]["erases"] == answer.json()["erases"] > ambient.timestamp()
    assert "deleted" in served.mails(mai.email)[-1].subject
    top = mai.get("/v1/privacy/seen").json()["items"][0]
    assert (top["deed"], top["text"]) == ("erase", f"#{number}: Called back")
    again = sam.post("/v1/records/erase", wire.EraseRecord(mai.profile, number, "Twice"))
    assert again.json() == answer.json()
    assert mai.post("/v1/keep").status_code == 200
    assert "erases" not in mai.feed()[mai.account]


def test_nothing_is_deleted_without_a_look_or_on_the_ticket_of_another(served: Served) -> None:
    mai, eve, sam, olga = served.seeker(), served.seeker(), served.staff(), served.owner()
    number, other = ticket_of(served, mai), ticket_of(served, eve)

    def refused(person: Person, identity: str, ticket: int, text: str = "Asked") -> tuple[str, str]:
        answer = person.post("/v1/records/erase", wire.EraseRecord(identity, ticket, text)).json()
        return answer["code"], answer["field"]

    assert refused(sam, mai.profile, number) == ("forbidden", "id")
    look(sam, "profile", mai.profile)
    assert refused(sam, mai.profile, other) == ("not_yours", "ticket")
    assert refused(sam, mai.profile, 99) == ("not_yours", "ticket")
    assert refused(sam, mai.profile, number, "  ") == ("required", "text")
    assert refused(sam, ambient.new_id(), number) == ("not_yours", "id")
    for person in (mai, eve, olga):
        assert refused(person, mai.profile, number)[0] == "forbidden"
    look(sam, "account", sam.account)
    assert refused(sam, sam.account, number) == ("forbidden", "id")
    assert "erases" not in mai.feed()[mai.account]
