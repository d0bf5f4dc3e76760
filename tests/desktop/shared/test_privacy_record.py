"""What the privacy centre tells from the record: agreements, purposes, and what the site is asked; each with its deeds."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from izanau_desktop import own_record
from izanau_desktop.shared.privacy.agreed import AgreedCard
from izanau_desktop.shared.privacy.devices import DevicesCard
from izanau_desktop.shared.privacy.disclosed import DisclosedCard
from izanau_desktop.shared.privacy.held import HeldCard
from izanau_desktop.shared.privacy.kept import KeptCard
from izanau_desktop.shared.privacy.purposes import PurposesCard
from izanau_desktop.shared.privacy.removal import RemovalCard
from izanau_desktop.shared.privacy.seen import SeenCard
from tests.desktop.company.scene import ago, identity
from tests.desktop.seeker.scene import EMAIL, SeekerScene, application, job
from tests.desktop.shared.centre import card, keep, opened, press, register, told

# --- agreements and purposes ---


def test_agreement_stands_with_its_words_and_version(scene: SeekerScene, qtbot: QtBot) -> None:
    body = {"deed": "apply", "words": "Alpha will see: your e-mail address", "version": "2019-04-10", "at": ago(30)}
    scene.put(scene.own, "consent", identity("consent"), {**body, "recipient": identity("company", 1)})
    page = opened(scene, qtbot)
    qtbot.waitUntil(lambda: "Alpha will see: your e-mail address" in told(page))
    assert "policy of 2019-04-10" in told(page)


def test_purpose_chosen_is_recorded_with_its_words(scene: SeekerScene, qtbot: QtBot) -> None:
    page = opened(scene, qtbot)
    shown = card(page, PurposesCard)
    assert isinstance(shown, PurposesCard)
    tick = shown.ticks["newsletter"]
    assert not any(one.box.isChecked() for one in shown.ticks.values())
    tick.box.click()
    qtbot.waitUntil(lambda: bool(scene.outbox()))
    parts = {kind: patch for kind, _, patch in scene.patches()}
    assert parts["account"] == {"purposes": {"newsletter": True}}
    assert (parts["consent"]["words"], parts["consent"]["purpose"]) == (tick.words, "newsletter")
    qtbot.waitUntil(lambda: tick.box.accessibleDescription() == "not sent yet")


@pytest.mark.parametrize(
    ("deed", "more", "patch"),
    [
        ("purpose", {"purpose": "newsletter"}, ("account", {"purposes": {"newsletter": None}})),
        ("register", {}, ("profile", {"registered": None})),
        ("message", {"recipient": identity("company", 1)}, ("consent", {"ended": True})),
        ("apply", {"recipient": identity("company", 1)}, ("application", {"withdrawn": True})),
    ],
)
def test_agreement_taken_back_ends_what_stands_on_it(
    scene: SeekerScene, qtbot: QtBot, deed: str, more: dict[str, str], patch: tuple[str, dict[str, Any]]
) -> None:
    about = {"about": application(scene, job(scene))} if deed == "apply" else {}
    register(scene)
    account = scene.desk.cache.get("account", scene.desk.account.id)
    assert account is not None
    scene.put(scene.own, "account", account.id, {**account.body, "purposes": {"newsletter": True}}, seq=2)
    body = {"deed": deed, "words": "Yes", "version": "2019-04-10", "at": ago(30), **more, **about}
    scene.put(scene.own, "consent", identity("consent"), body)
    page = opened(scene, qtbot)
    shown = card(page, AgreedCard)
    qtbot.waitUntil(lambda: "policy of 2019-04-10" in told(shown))
    press(shown, "Take back")
    qtbot.waitUntil(page.toast.isVisible)
    assert (patch[0], scene.own, patch[1]) in scene.patches()
    page.toast.dismiss()


def test_agreement_taken_back_can_be_undone(scene: SeekerScene, qtbot: QtBot) -> None:
    body = {"deed": "message", "words": "Yes", "at": ago(30), "recipient": identity("company", 1)}
    scene.put(scene.own, "consent", identity("consent"), body)
    page = opened(scene, qtbot)
    shown = card(page, AgreedCard)
    qtbot.waitUntil(lambda: "Yes" in told(shown))
    press(shown, "Take back")
    qtbot.waitUntil(page.toast.can_undo)
    assert scene.outbox()
    page.toast.undo()
    qtbot.waitUntil(lambda: page.toast.text == "Taken back")
    assert not scene.outbox()
    page.toast.dismiss()


def test_receipt_is_saved_with_the_words(scene: SeekerScene, qtbot: QtBot, tmp_path: Path) -> None:
    body = {"deed": "message", "words": "Alpha will see my name", "version": "2019-04-10", "at": ago(30)}
    scene.put(scene.own, "consent", identity("consent"), body)
    shown = card(opened(scene, qtbot), AgreedCard)
    assert isinstance(shown, AgreedCard)
    file = tmp_path / "receipt.json"
    shown.write_receipt(identity("consent"), file)
    qtbot.waitUntil(lambda: "is written" in shown.notice.text)
    receipt = json.loads(file.read_text(encoding="utf-8"))
    assert receipt["pii_processing"]["purposes"][0]["words_shown"] == "Alpha will see my name"
    shown.write_receipt(identity("consent"), tmp_path / "nowhere" / "receipt.json")
    qtbot.waitUntil(lambda: "there is no such file or folder" in shown.notice.text)


def test_purposes_stand_as_they_were_chosen(scene: SeekerScene, qtbot: QtBot) -> None:
    scene.desk.purpose("updates", "Remind me", "en", chosen=True)
    shown = card(opened(scene, qtbot), PurposesCard)
    assert isinstance(shown, PurposesCard)
    qtbot.waitUntil(lambda: shown.ticks["updates"].box.isChecked())
    assert [name for name, tick in shown.ticks.items() if tick.box.isChecked()] == ["updates"]
    qtbot.waitUntil(lambda: shown.ticks["jobs"].box.accessibleDescription() == "never chosen")


def test_what_goes_by_itself_says_its_day(scene: SeekerScene, qtbot: QtBot) -> None:
    rule = {"rule": "applications", "what": {"en": "An application"}, "words": {"en": "180 days after the end."}}
    due = {**rule, "what": {"en": "Your application"}, "due": "2027-03-01T00:00:00.000Z"}
    keep(scene, own_record.RETENTION, {"items": [rule, due]})
    shown = card(opened(scene, qtbot), KeptCard)
    qtbot.waitUntil(lambda: "goes on 1 Mar 2027" in told(shown))
    assert told(shown).index("Your application") < told(shown).index("An application")


def test_criteria_of_job_mails_are_saved_as_typed(scene: SeekerScene, qtbot: QtBot) -> None:
    scene.desk.purpose("jobs", "Mail me", "en", chosen=True)
    shown = card(opened(scene, qtbot), PurposesCard)
    assert isinstance(shown, PurposesCard)
    qtbot.waitUntil(shown.criteria.isVisible)
    words = shown.criteria.editing.field("criteria.words")
    assert words is not None
    QTest.keyClicks(words.editor, "ramen")
    words.settle()
    qtbot.waitUntil(lambda: ("account", scene.own, {"criteria": {"words": "ramen"}}) in scene.patches())


# --- what the site is asked ---


def test_looks_of_one_day_stand_in_one_line(scene: SeekerScene, qtbot: QtBot) -> None:
    company = {"group": "company", "company": identity("company", 1), "name": "Alpha"}
    page = {"deed": "page", "who": company, "what": "application"}
    look = {"at": "2026-11-02T09:00:00Z", "deed": "look", "who": {"group": "staff"}, "what": "profile"}
    looks = [{"at": f"2026-11-03T0{hour}:00:00Z", **page} for hour in (3, 2, 1)]
    keep(scene, own_record.SEEN, {"items": [*looks, {**look, "reason": "ticket", "text": "Asked by mail"}], "next": ""})
    shown = card(opened(scene, qtbot), SeenCard)
    qtbot.waitUntil(lambda: "was shown your application" in told(shown))
    assert told(shown).count("Alpha") == 1
    assert "3 times" in told(shown)
    assert "To answer a request · Asked by mail" in told(shown)


def test_address_given_names_words_and_way_back(scene: SeekerScene, qtbot: QtBot) -> None:
    one = application(scene, job(scene))
    scene.put(scene.own, "consent", identity("consent"), {"deed": "apply", "words": "Alpha will see: your address"})
    told_by_site = {
        "at": ago(90),
        "company": identity("company", 1),
        "company_name": "Alpha",
        "job": "",
        "job_title": {},
    }
    keep(
        scene, own_record.DISCLOSURES, {"items": [{**told_by_site, "application": one, "consent": identity("consent")}]}
    )
    page = opened(scene, qtbot)
    shown = card(page, DisclosedCard)
    qtbot.waitUntil(lambda: "Alpha will see: your address" in told(shown))
    press(shown, "Withdraw from Alpha")
    qtbot.waitUntil(lambda: ("application", scene.own, {"withdrawn": True}) in scene.patches())
    qtbot.waitUntil(lambda: "no longer sees your e-mail address" in page.toast.text)
    page.toast.dismiss()


def test_all_that_is_held_opens_group_by_group(scene: SeekerScene, qtbot: QtBot) -> None:
    lists = "consents applications messages contacts tickets mends conflicts memberships mails devices codes pushes"
    nothing: dict[str, Any] = {name: [] for name in (*lists.split(), "access", "disclosures", "policies")}
    account = {"email": EMAIL, "name": "Ana Prova", "confirmed": True, "language": "ja"}
    ticket = {"number": 7, "topic": "other", "text": "Hello there"}
    value = {"made_at": ago(20), "operator": {}, "account": account, "profile": {"residence": "ES"}, "purposes": {}}
    mailed = {"purpose": "newsletter", "at": ago(30), "about": "a" * 32, "subject": "News in December"}
    file = {"at": ago(9), "company": identity("company", 1), "company_name": "Alpha", "application": identity("a")}
    more = {
        "mailed": [mailed],
        "links": [{"purpose": "newsletter", "made": ago(30)}],
        "exports": [{**file, "format": "csv", "fields": ["name", "email"], "cause": "withdrawn", "left_at": ago(1)}],
        "changes": [{"at": ago(8), "id": identity("p"), "what": "profile", "paths": ["name.full", "hobbies.en"]}],
        "last_seen": ago(900),
    }
    keep(scene, own_record.HOLDINGS, {**nothing, **value, **more, "tickets": [ticket]})
    shown = card(opened(scene, qtbot), HeldCard)
    qtbot.waitUntil(lambda: "Requests to support · 1" in told(shown))
    assert "Hello there" not in told(shown)
    press(shown, "Show: Requests to support")
    qtbot.waitUntil(lambda: "What is it about?: Hello there" in told(shown))
    press(shown, "Show: Profile")
    qtbot.waitUntil(lambda: "Country of residence: Spain" in told(shown))
    press(shown, "Show: Account")
    qtbot.waitUntil(lambda: "Language of mails: Japanese" in told(shown))
    press(shown, "Show: Files into which companies wrote your application")
    qtbot.waitUntil(lambda: "Columns: Name, E-mail address" in told(shown))
    press(shown, "Show: Which fields changed")
    qtbot.waitUntil(lambda: "Fields: Name: Full name, Hobbies" in told(shown))
    press(shown, "Show: Mails for purposes that you chose")
    qtbot.waitUntil(lambda: "Subject: News in December" in told(shown))
    qtbot.waitUntil(lambda: "Links in mails that end a purpose · 1" in told(shown))
    qtbot.waitUntil(lambda: "Devices that are forgotten · 1" in told(shown))


def says(part: QWidget, words: str) -> bool:
    return words in told(part)


def test_no_code_stands_among_what_is_held(scene: SeekerScene, qtbot: QtBot) -> None:
    lists = "consents applications messages contacts tickets mends conflicts memberships mails devices codes pushes"
    nothing: dict[str, Any] = {name: [] for name in (*lists.split(), "access", "disclosures", "policies")}
    value = {"made_at": ago(20), "operator": {}, "account": {}, "profile": {}, "purposes": {}}
    agreed = {"deed": "purpose", "purpose": "jobs", "language": "en", "method": "sign-up", "ended_by": "unsubscribe"}
    field = {"document": "profile", "about": identity("p"), "path": "visa.status"}
    mend = {**field, "old": '"student"', "new": '"engineer_humanities"', "reason": "error", "text": "Card seen"}
    clash = {**field, "base": "", "mine": '"student"', "theirs": '"designated"', "settled": "mine"}
    more = {
        "consents": [agreed],
        "mends": [mend],
        "conflicts": [clash],
        "codes": [{"purpose": "new_address", "expires": ago(1)}],
        "acts": [{"at": ago(1), "deed": "page", "device": "d", "scope": scene.own}],
    }
    keep(scene, own_record.HOLDINGS, {**nothing, **value, **more})
    shown = card(opened(scene, qtbot), HeldCard)
    for name in ("What you agreed to", "Corrections by support", "Conflicts of changes", "Codes that were mailed"):
        qtbot.waitUntil(partial(says, shown, f"{name} · 1"))
        press(shown, f"Show: {name}")
    press(shown, "Show: What your own devices read and did")
    words: tuple[str, ...] = (
        "Language shown: English",
        "Method: when signing up",
        "Ended by: by the link in a mail",
        "job information",
    )
    words += ("Kind of record: Profile", "Field: Visa availability: Status of residence", "Old value: Student")
    words += ("Settled as: mine was taken", "For: changing the address", "Place: Your own record")
    for one in words:
        qtbot.waitUntil(partial(says, shown, one))


def test_export_out_of_reach_writes_nothing_and_says_why(scene: SeekerScene, qtbot: QtBot, tmp_path: Path) -> None:
    shown = card(opened(scene, qtbot), HeldCard)
    assert isinstance(shown, HeldCard)
    shown.write(tmp_path / "all.zip")
    assert not shown.export.isEnabled()
    qtbot.waitUntil(lambda: shown.export.isEnabled() and "out of reach" in shown.notice.text)
    assert list(tmp_path.glob("*.zip*")) == []


def test_removal_names_who_is_waited_for(scene: SeekerScene, qtbot: QtBot) -> None:
    held = {"recipient": "Alpha", "devices": 3, "reached": 1, "last": ago(50), "ended": 1}
    keep(scene, own_record.REMOVALS, {"items": [held, {"recipient": "me", "devices": 1, "reached": 1}]})
    shown = card(opened(scene, qtbot), RemovalCard)
    qtbot.waitUntil(lambda: "still to come" in told(shown))
    assert "Alpha" in told(shown)
    assert "My own devices" not in told(shown)


def test_devices_told_last_stand_there_offline(scene: SeekerScene, qtbot: QtBot) -> None:
    device = {"id": "d", "name": "Old laptop", "client": "izanau/0.1.0", "created": ago(900), "seen": ago(50)}
    keep(scene, own_record.DEVICES, {"items": [{**device, "current": False}]})
    shown = card(opened(scene, qtbot), DevicesCard)
    qtbot.waitUntil(lambda: "out of reach" in told(shown))
    assert "Old laptop" in told(shown)
    assert "As the site told it on" in told(shown)


def test_devices_never_told_offer_to_ask_again(scene: SeekerScene, qtbot: QtBot) -> None:
    shown = card(opened(scene, qtbot), DevicesCard)
    assert isinstance(shown, DevicesCard)
    qtbot.waitUntil(lambda: shown.notice.action.text() == "Ask again")
    assert "out of reach" in shown.notice.text
