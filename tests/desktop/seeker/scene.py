"""A job seeker's desk with a real cache in a folder, filled as a sync would, and no site anywhere."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from izanau_protocol import ids
from izanau_site.demo import offers, people
from tests.desktop.company.scene import Body, Scene, ago, identity

EMAIL = "seeker@mail.example"


class SeekerScene(Scene):
    """The desk of a person with an account, a profile, and the public jobs."""

    def __init__(self, folder: Path, *, confirmed: bool = True, profile: Mapping[str, Any] | None = None) -> None:
        super().__init__(folder, "seeker", "seeker")
        account = identity("account")
        self.own = f"account:{account}"
        told = {"email": EMAIL, "name": "Ana Prova", "group": "seeker", "role": "seeker", "confirmed": confirmed}
        self.put(self.own, "account", account, told)
        body = people.People(random.Random(7), dt.date(2026, 11, 1)).one(7) if profile is None else dict(profile)
        body.pop("registered", None)
        self.put(self.own, "profile", ids.profile_id(account), body)
        self.desk.look_up()
        self.profile = ids.profile_id(account)


def company(scene: Scene, number: int = 1) -> str:
    """A company as everyone sees it; its id."""
    return scene.put("jobs", "company", identity("company", number), offers.company(number))


def job(scene: Scene, number: int = 20, **other: Any) -> str:
    """A published job of company 1; the higher its number, the older it is."""
    body: Body = offers.Offers(random.Random(number), dt.datetime(2026, 11, 1, tzinfo=dt.UTC)).one(
        number, identity("company", 1)
    )
    body |= {"published": ago(number), **other}
    return scene.put("jobs", "job", identity("job", number), {k: v for k, v in body.items() if v is not None})


def application(scene: SeekerScene, post: str, status: str = "in_review", **other: Any) -> str:
    """An application that the site knows; its id."""
    identifier = ids.application_id(post, scene.profile, 1)
    history = {
        "h1": {"status": "applied", "at": ago(90), "position": "V"},
        "h2": {"status": status, "at": ago(30), "position": "b"},
    }
    body: Body = {
        "job": post,
        "seeker": scene.profile,
        "company": identity("company", 1),
        "attempt": 1,
        "consent": identity("consent"),
        "source": "search",
        "applied": ago(90),
        "status": status,
        "history": history,
    }
    return scene.put(scene.own, "application", identifier, body | other)


def message(scene: SeekerScene, number: int, text: str, sender: str = "company", **other: Any) -> str:
    """A message of the thread with company 1; its id."""
    body: Body = {
        "company": identity("company", 1),
        "seeker": scene.profile,
        "sender": sender,
        "text": text,
        "at": ago(50 - number),
    }
    return scene.put(scene.own, "message", identity("message", number), body | other)
