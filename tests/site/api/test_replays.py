"""Every route that changes something is asked the same twice, byte by byte: nothing is there twice that should be once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import func, select

from izanau_protocol import ambient, ids, pictures, wire
from izanau_site.store.schema import accounts, documents, mails, pushes
from tests.pictures import png
from tests.site.accounts.test_owning import lose_owner
from tests.site.api.test_bad_requests import refused
from tests.site.api.test_routes import routes
from tests.site.served import PASSWORD, POLICY, Person, Served

LOGO = png()


class Asked(NamedTuple):
    """A whole request: who asks, what, and where its path names an id, which."""

    person: Person | None
    body: object
    identity: str = ""


def push(served: Served) -> Asked:
    """A ticket."""
    mai = served.seeker()
    ticket = wire.Part("ticket", ambient.new_id(), mai.own, 0, {"topic": "other", "text": "Hello"})
    return Asked(mai, wire.Batch([wire.Push(ambient.new_id(), [ticket], "")]))


def confirm(served: Served) -> Asked:
    """The code of the mail."""
    mai = served.seeker(confirmed=False)
    return Asked(None, wire.Code(served.code(mai.email)))


def finish_reset(served: Served) -> Asked:
    """The code of the mail that was asked for."""
    mai = served.seeker()
    assert served.client.post("/v1/reset", json={"email": mai.email}).status_code == 200
    return Asked(None, wire.NewPassword(served.code(mai.email), "ochre-walrus-77"))


def withdraw_address(served: Served) -> Asked:
    """A change of the address that waits for its link."""
    mai = served.seeker()
    assert mai.post("/v1/email", wire.ChangeAddress(PASSWORD, "new@example.com")).status_code == 200
    return Asked(mai, {})


def agree(served: Served) -> Asked:
    """The version in force, once more."""
    found = served.client.get("/v1/policy").json()
    return Asked(served.seeker(), wire.Agree(found["version"], found["hash"], "en"))


def approve(served: Served) -> Asked:
    """A request for a company account."""
    made = served.client.post("/v1/contact", json={"text": "We hire", "topic": "company_account"}).json()
    return Asked(
        served.staff("approving@example.com"), wire.Approve(made["id"], "Umi Games", "Olga Owner", "olga@example.com")
    )


def give_owner(served: Served) -> Asked:
    """A company whose owner is gone, and the request that asks whose it is."""
    owner = served.owner("Sora Inns", "gone@example.com")
    rin = served.member(owner, "recruiter")
    ticket = lose_owner(owner)
    return Asked(served.staff("giving@example.com"), wire.GiveOwner(ticket, rin.email, "Called back"))


def end_device(served: Served) -> Asked:
    """The other one of two devices."""
    mai = served.seeker()
    return Asked(mai, {}, served.signin(mai.email).json()["device"])


def send_file(served: Served) -> Asked:
    """A logo."""
    return Asked(served.owner(), LOGO, pictures.name(LOGO))


def look(served: Served) -> Asked:
    """A look at a record."""
    return Asked(served.staff("looking@example.com"), wire.Look("profile", served.seeker().profile, "ticket", "to see"))


def erase_record(served: Served) -> Asked:
    """A deletion that an owner asked for, after a look."""
    mai, sam = served.seeker(), served.staff("erasing@example.com")
    form = {"text": "Delete me", "email": mai.email}
    number = int(served.client.post("/v1/contact", json=form).json()["number"])
    assert sam.post("/v1/records/show", wire.Look("profile", mai.profile, "ticket", "to see")).status_code == 200
    return Asked(sam, wire.EraseRecord(mai.profile, number, "Called back"))


def invitation(served: Served) -> Asked:
    """An invitation that waits, to be withdrawn."""
    owner = served.owner("Yama Tools", "withdrawing@example.com")
    made = owner.post("/v1/company/invitations", wire.Invite("rin@example.com", "Rin Reader", "reviewer")).json()
    return Asked(owner, {}, made["id"])


def colleague(served: Served, email: str) -> tuple[Person, str]:
    """An owner, and the membership of somebody of the team."""
    owner = served.owner("Kawa Works", email)
    rin = served.member(owner, "reviewer")
    return owner, ids.membership_id(owner.session["company"], rin.account)


def promote(served: Served) -> Asked:
    """Another role."""
    owner, member = colleague(served, "promoting@example.com")
    return Asked(owner, wire.SetRole(member, "recruiter"))


def part(served: Served) -> Asked:
    """The end of a membership."""
    owner, member = colleague(served, "parting@example.com")
    return Asked(owner, wire.EndMember(member))


STORIES: dict[tuple[str, str], Callable[[Served], Asked]] = {
    ("post", "/v1/push"): push,
    ("post", "/v1/ack"): lambda served: Asked(mai := served.seeker(), wire.Gone({mai.own: 1})),
    ("post", "/v1/confirm"): confirm,
    ("post", "/v1/confirm/resend"): lambda served: Asked(served.seeker(confirmed=False), {}),
    ("post", "/v1/reset"): lambda served: Asked(None, wire.Address(served.seeker().email)),
    ("post", "/v1/reset/finish"): finish_reset,
    ("post", "/v1/password"): lambda served: Asked(served.seeker(), wire.ChangePassword(PASSWORD, "ochre-walrus-77")),
    ("post", "/v1/email"): lambda served: Asked(served.seeker(), wire.ChangeAddress(PASSWORD, "new@example.com")),
    ("delete", "/v1/email"): withdraw_address,
    ("post", "/v1/policy/agree"): agree,
    ("post", "/v1/signup"): lambda _: Asked(None, wire.SignUp("Mai Nguyen", "mai@example.com", PASSWORD, POLICY)),
    ("post", "/v1/signin"): lambda served: Asked(None, wire.SignIn(served.seeker().email, PASSWORD)),
    ("post", "/v1/refresh"): lambda served: Asked(None, wire.Refresh(served.seeker().session["refresh"])),
    ("post", "/v1/signout"): lambda served: Asked(served.seeker(), {}),
    ("delete", "/v1/devices/{device}"): end_device,
    ("put", "/v1/files/{hash}"): send_file,
    ("post", "/v1/erase"): lambda served: Asked(served.seeker(), wire.Erase(PASSWORD)),
    ("post", "/v1/keep"): lambda served: Asked(served.seeker(), {}),
    ("post", "/v1/contact"): lambda _: Asked(None, wire.ContactForm("Hello", "guest@example.com")),
    ("post", "/v1/companies"): approve,
    ("post", "/v1/companies/owner"): give_owner,
    ("post", "/v1/company/invitations"): lambda served: Asked(
        served.owner("Mori Foods", "inviting@example.com"), wire.Invite("rin@example.com", "Rin Reader", "reviewer")
    ),
    ("delete", "/v1/company/invitations/{identity}"): invitation,
    ("post", "/v1/company/members/role"): promote,
    ("post", "/v1/company/members/end"): part,
    ("post", "/v1/records/find"): lambda served: Asked(served.staff(), wire.Find("mai")),
    ("post", "/v1/records/show"): look,
    ("post", "/v1/records/erase"): erase_record,
}
"""A whole and right request for every route that changes something."""


AGAIN = {
    "/v1/signup": "answers alike whether the address is taken or not, so each makes an account that waits",
    "/v1/confirm/resend": "asks for one more mail; counted by the hour",
    "/v1/email": "asks for one more mail; counted by the hour",
    "/v1/reset": "asks for one more mail; counted by the hour",
}
"""Where asking twice is meant to do it twice, and why."""


def written(served: Served) -> Counter[str]:
    """How much there is of everything that a person would notice twice."""
    with served.site.store.transaction() as connection:
        kinds = connection.execute(select(documents.c.kind, func.count()).group_by(documents.c.kind)).all()
        found = Counter({str(kind): int(number) for kind, number in kinds})
        for table in (accounts, mails, pushes):
            found[table.name] = int(connection.execute(select(func.count()).select_from(table)).scalar_one())
    return found


def send(served: Served, method: str, path: str, asked: Asked) -> Any:
    """One request."""
    concrete = path
    for name in ("{device}", "{hash}", "{identity}"):
        concrete = concrete.replace(name, asked.identity)
    headers = asked.person.headers if asked.person else {}
    content = asked.body if isinstance(asked.body, bytes) else msgspec.json.encode(asked.body)
    return served.client.request(method, concrete, content=content, headers=headers)


def test_every_changing_route_has_its_story(served: Served) -> None:
    assert set(STORIES) == {(method, path) for method, path, _ in routes(served) if method != "get"}


def fault(served: Served, method: str, path: str) -> str:
    """What is wrong with what a route does with a repeat; empty where nothing is."""
    asked = STORIES[method, path](served)
    first = send(served, method, path, asked)
    before = written(served)
    again = send(served, method, path, asked)
    if first.status_code != 200 or not (again.status_code == 200 or refused(again)):
        return f"{path}: {first.status_code}, then {again.text}"
    if path in ("/v1/push", "/v1/contact") and again.json() != first.json():
        return f"{path}: answered {first.text}, then {again.text}"
    doubled = written(served) - before
    return f"{path}: there are {dict(doubled)} more" if doubled and path not in AGAIN else ""


def test_request_that_comes_twice_does_nothing_twice(served: Served) -> None:
    assert [told for method, path in STORIES if (told := fault(served, method, path))] == []
