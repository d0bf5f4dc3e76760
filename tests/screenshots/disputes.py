"""Conflicts of several kinds for the pictures: a long text, a code, a date, an entry that was removed; and a job's."""

from __future__ import annotations

from typing import Any

from izanau_desktop.app import App
from izanau_desktop.background import Background
from izanau_desktop.cache import documents, trees
from izanau_desktop.cache.connection import Connection
from izanau_desktop.desk import Desk
from izanau_protocol import ambient, canonical, ids

Sides = tuple[Any, Any, Any]
_DUTIES = (
    "You test our games on consoles and phones.\nYou write down what goes wrong, so that a developer can see it again.\n"
    "You speak with the team in Japanese every morning."
)
_DUTIES_MINE = _DUTIES.replace("consoles and phones", "consoles, phones and the web")
_DUTIES_THEIRS = _DUTIES.replace("every morning", "every Monday") + "\nOnce a month you show the team what you found."
_HOBBIES = "Hiking in the mountains of Nagano, shogi, and cooking for friends. I sing in a choir."
_HOBBIES_JA = "長野の山でのハイキング、将棋、友人のための料理。合唱団で歌っています。"


def of_seeker(app: App) -> None:
    """What a person changed on two machines."""
    desk, tag = _desk(app), app.preferences.language
    profile = desk.account.profile
    found = desk.cache.get("profile", profile)
    work: dict[str, Any] = dict(found.body.get("work") or {}) if found else {}  # type: ignore[call-overload]  # a map of items
    own: dict[str, Sides] = {
        "residence": ("VN", "JP", "KR"),
        "birthday": ("1996-04-02", "1996-04-20", "1996-02-04"),
        f"hobbies.{tag}": (
            (_HOBBIES_JA, _HOBBIES_JA.replace("将棋", "将棋と囲碁"), _HOBBIES_JA.replace("合唱団", "市の合唱団"))
            if tag == "ja"
            else (_HOBBIES, _HOBBIES.replace("shogi", "shogi and go"), _HOBBIES.replace("a choir", "the city's choir"))
        ),
    }
    for item, body in list(work.items())[:1]:
        own[f"work.{item}"] = (body, {**body, "title": "Lead tester"}, None)
    _put(app, "profile", profile, own, side="self", other="Windows")


def of_company(app: App) -> None:
    """What two colleagues wrote into one job."""
    desk = _desk(app)
    job = next(one for one in desk.cache.list("job") if one.scope.startswith("company:"))
    team = [one for one in desk.cache.list("membership") if one.body.get("member") != desk.account.id]
    sides: dict[str, Sides] = {
        "duties.en": (_DUTIES, _DUTIES_MINE, _DUTIES_THEIRS),
        "pay.least": (280_000, 300_000, 320_000),
        "skills": (["Python"], ["Python", "SQL"], ["Python", "Qt", "Japanese"]),
    }
    _put(app, "job", job.id, sides, side="colleague", member=team[0].id if team else "")


def away(app: App) -> None:
    """Take them out again."""
    desk = _desk(app)
    found = desk.cache.list("conflict")

    def work(connection: Connection) -> None:
        for one in found:
            documents.remove(connection, one.scope, "conflict", one.id)

    desk.cache.change(work)
    _tell(app)


def _put(app: App, kind: str, about: str, sides: dict[str, Sides], **more: str) -> None:
    away(app)
    desk = _desk(app)
    own = f"account:{desk.account.id}"

    def work(connection: Connection) -> None:
        for number, (path, (base, mine, theirs)) in enumerate(sides.items()):
            told = {"document": kind, "about": about, "path": path, "device": "Linux", **more}
            told |= {"at": ambient.timestamp(hours=-1 - number), "when": ambient.timestamp(hours=-2 - number)}
            values = {"base": base, "mine": mine, "theirs": theirs}
            told |= {name: canonical.encode_value(value) for name, value in values.items() if value is not None}
            body = trees.spelled({name: value for name, value in told.items() if value})
            identity = ids.conflict_id(about, path, desk.account.id)
            documents.put(connection, documents.Stored(own, "conflict", identity, 1, body))

    desk.cache.change(work)
    _tell(app)


def _tell(app: App) -> None:
    background: Background = app.background
    background.changed.emit(frozenset({"conflict"}), None)


def _desk(app: App) -> Desk:
    assert app.desk is not None
    return app.desk
