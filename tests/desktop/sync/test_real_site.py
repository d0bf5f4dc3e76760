"""The main story between three desks and a started site: no double, real HTTP, a real cache each."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from izanau_desktop.cache.reads import common, company, seeker, support, syncs, talks
from izanau_desktop.cache.reads.applicants import View
from izanau_desktop.desk import Desk
from izanau_desktop.sync.listener import Listener
from izanau_desktop.sync.pauses import Pauses
from izanau_protocol import wire
from izanau_protocol.problems import Refused
from tests.desktop.sync.heard import Heard
from tests.journeys.network import Network
from tests.keychain import Kept

pytestmark = pytest.mark.slow  # starts programs

PASSWORD = "vermilion-otter-39-lamp"
WHOLE: dict[str, Any] = {
    "name": {"full": "Quetzalina Nguyen"},
    "birthday": "1995-04-30",
    "citizenship": ["VN"],
    "residence": "JP",
    "visa": {"status": "student"},
    "languages": {"abc": {"language": "vi", "native": True, "position": "V1abc"}},
    "work": {"def": {"company": "Kanarie Games", "title": "Tester", "start": "2018-01", "position": "V1abc"}},
}


class Running:
    """A started site and its folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {**os.environ, "IZANAU_SITE_DATA_DIR": str(folder), "IZANAU_SITE_PORT": "0"}
        self.command = [sys.executable, "-c", "import sys; from izanau_site.cli import main; sys.exit(main())"]
        self.process = subprocess.Popen(
            [*self.command, "serve"], env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        assert self.process.stdout is not None
        self.url = self.process.stdout.readline().split()[-1]

    def do(self, *words: str) -> str:
        """One of the site's own commands."""
        done = subprocess.run(
            [*self.command, *words], env=self.environment, input=PASSWORD, capture_output=True, text=True, check=True
        )
        return done.stdout.strip()

    def code(self, email: str) -> str:
        """The code in the mail to an address, as soon as it is there."""
        tick = threading.Event()
        for _ in range(300):
            for mail in self.folder.rglob("*.eml"):
                text = mail.read_text(encoding="utf-8")
                found = re.search(r"code=([A-Z0-9]+)", text)
                if f"To: {email}" in text and found:
                    return found[1]
            tick.wait(0.1)
        raise AssertionError("no mail came")


@pytest.fixture
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    found = Running(tmp_path_factory.mktemp("site"))
    yield found
    found.process.terminate()
    found.process.wait(20)
    if found.process.stdout:
        found.process.stdout.close()


@pytest.fixture
def desks(tmp_path: Path, running: Running) -> Iterator[tuple[Desk, Desk, Desk]]:
    """A job seeker with a whole profile, a company's owner, a member of staff."""
    url = running.url
    running.do("company", "add", "Acme", "--owner-email", "hr@example.com", "--owner-name", "Hana", "--password-stdin")
    running.do("staff", "add", "staff@example.com", "--name", "Sam", "--password-stdin")
    anna = Desk.draft(tmp_path / "anna", url, Kept())
    anna.edit_profile(WHOLE)
    version = anna.policy().version
    anna.sign_up(wire.SignUp("Quetzalina Nguyen", "anna@example.com", PASSWORD, version, "en", "izanau/0.1.0", "Linux"))
    anna.confirm(running.code("anna@example.com"))
    owner = Desk.sign_in(tmp_path / "hr", url, "hr@example.com", PASSWORD, Kept())
    staff = Desk.sign_in(tmp_path / "staff", url, "staff@example.com", PASSWORD, Kept())
    found = (anna, owner, staff)
    for desk in found:
        if desk is not anna:
            policy = desk.policy()
            desk.agree(policy, "en")
        synced(desk)
    yield found
    for desk in found:
        desk.shut()


def synced(*desks: Desk) -> None:
    for desk in desks:
        report = desk.sync()
        assert (report.problem, report.refused) == (None, 0), common.outbox_rows(desk.cache)


def bytes_of(desk: Desk) -> str:
    """All that a cache shows and holds, decrypted."""
    desk.cache.file.tidy()
    with desk.cache.file.read() as connection:
        names = ("document", "shown", "outbox", "part", "undo", "local", "facet", "search_content", "search_data")
        return "".join(str(connection.exec_driver_sql(f"SELECT * FROM {name}").all()) for name in names)


def job_body() -> dict[str, Any]:
    text = {"en": "As agreed", "ja": "応相談"}
    return {
        "title": {"en": "Game tester"},
        "category": "testing",
        "duties": text,
        "duties_range": text,
        "contract": {"type": "permanent"},
        "probation": {"stated": True, "months": 3, "terms": text},
        "place": {"prefecture": "JP-13", "city": "Shibuya"},
        "place_range": text,
        "hours": {"system": "fixed", "start": "09:00", "end": "18:00", "break_minutes": 60, "overtime": text},
        "holidays": text,
        "pay": {"unit": "month", "currency": "JPY", "least": 250000, "most": 350000},
        "insurance": ["health", "pension", "accident", "employment"],
        "employer_kind": "direct",
        "smoking": "indoor_ban",
        "positions": 1,
    }


def publish_a_job(anna: Desk, owner: Desk) -> str:
    job = owner.create_job(job_body())
    owner.publish(job)
    synced(owner, anna)
    assert [row.id for row in seeker.jobs(anna.cache, "tester").items] == [job]
    return job


def apply_and_be_seen(anna: Desk, owner: Desk, job: str) -> str:
    anna.register("Everyone will see these ten items.", "en")
    application = anna.apply(job, "Acme will see: your e-mail address", "en", "Hello!")
    synced(anna, owner)
    (row,) = company.applicants(owner.cache, View(job, "kanarie")).items
    assert (row.id, row.name, row.headline, row.stage) == (
        application, "Quetzalina Nguyen", "Tester · Kanarie Games", "new",
    )  # fmt: skip
    whole = company.applicant(owner.cache, application)
    assert whole is not None
    assert whole.email == "anna@example.com"
    assert whole.profile is not None
    assert whole.profile.body["birthday"] == "1995-04-30"
    return application


def move_and_talk(anna: Desk, owner: Desk, application: str) -> None:
    owner.note(application, "Quetzalina was friendly")
    owner.move(application, "interview")
    owner.send_message("When can you come?", application=application)
    synced(owner, anna)
    mine = seeker.application(anna.cache, application)
    assert mine is not None
    assert (mine.status, [event.status for event in mine.history]) == ("interview", ["applied", "interview"])
    (thread,) = seeker.conversations(anna.cache)
    assert (thread.name, thread.last, thread.unread) == ("Acme", "When can you come?", 1)
    anna.send_message("Tomorrow.", application=application)
    synced(anna, owner)
    assert [message.text for message in talks.conversation(owner.cache, anna.account.profile, application)] == [
        "When can you come?", "Tomorrow.",
    ]  # fmt: skip


def mend_and_be_told(anna: Desk, staff: Desk) -> None:
    ticket = anna.contact("My birthday is wrong", "profile")
    synced(anna, staff)
    (seen,) = support.tickets(staff.cache).items
    assert (seen.id, seen.number > 0, seen.text) == (ticket, True, "My birthday is wrong")
    record = staff.show_record("profile", anna.account.profile, "ticket", "asked for it")
    assert record.view["birthday"] == "1995-04-30"
    staff.mend("profile", anna.account.profile, "birthday", "1995-04-30", "1995-05-30", "owner_asked", "as you asked")
    staff.answer(ticket, "It is mended.")
    synced(staff, anna)
    assert anna.cache.get("profile", anna.account.profile).body["birthday"] == "1995-05-30"  # type: ignore[union-attr]  # pulled above
    (notice,) = common.mends(anna.cache).items
    assert (notice.path, notice.old, notice.new) == ("birthday", "1995-04-30", "1995-05-30")
    assert notice.author
    (answered,) = anna.cache.list("ticket")
    assert answered.body["state"] == "answered"


def withdraw(anna: Desk, owner: Desk, application: str) -> None:
    anna.withdraw(application)
    synced(anna, owner)
    assert "anna@example.com" not in bytes_of(owner)
    after = company.applicant(owner.cache, application)
    assert after is not None
    assert after.row.withdrawn


def leave(anna: Desk, owner: Desk) -> None:
    anna.erase(PASSWORD, now=True)
    synced(owner)
    left = bytes_of(owner)
    for word in ("Quetzalina", "quetzalina", "Kanarie", "kanarie"):
        assert word not in left
    assert company.applicants(owner.cache, View(withdrawn=True)).total == 0
    with pytest.raises(Refused):
        Desk.open(anna.accounts.folder, vault=anna.vault)


def test_the_main_story_between_three_desks(desks: tuple[Desk, Desk, Desk]) -> None:
    anna, owner, staff = desks
    job = publish_a_job(anna, owner)
    application = apply_and_be_seen(anna, owner, job)
    move_and_talk(anna, owner, application)
    mend_and_be_told(anna, staff)
    withdraw(anna, owner, application)
    leave(anna, owner)


def test_open_window_hears_what_another_device_did(desks: tuple[Desk, Desk, Desk]) -> None:
    anna, owner, _staff = desks
    came = threading.Event()

    def told(_report: Any) -> None:
        if anna.cache.list("job"):
            came.set()

    driver = anna.live(told)
    job = owner.create_job(job_body())
    owner.publish(job)
    synced(owner)
    assert came.wait(60)
    anna.edit_profile({"hobbies": {"en": "Chess"}})
    sent = threading.Event()
    for _ in range(600):
        if common.status(anna.cache).waiting == 0:
            sent.set()
            break
        came.clear()
        came.wait(0.1)
    assert sent.is_set()
    driver.stop()


class Beside:
    """A desk whose driver runs, and what another device of the same person does meanwhile."""

    def __init__(self, here: Desk, there: Desk) -> None:
        self.here, self.there, self._heard = here, there, Heard()
        self.driver = here.live(self._heard)

    @property
    def causes(self) -> set[str]:
        """Why it synced."""
        return {one.cause for one in syncs.read(self.here.cache)}

    @property
    def hears(self) -> bool:
        """Whether the line stands. A sync follows, or was to begin."""
        return self.driver._listener is not None and self.driver._listener.live

    @property
    def residence(self) -> object:
        """The profile's, as it is here."""
        found = self.here.cache.get("profile", self.here.account.profile)
        return found.body["residence"] if found else None

    def comes_to(self, wanted: Callable[[], bool]) -> bool:
        """Whether it is so in the end."""
        return self._heard.until(lambda _reports: wanted())

    def moves(self, residence: str) -> None:
        """The other device writes it, and sends it."""
        self.there.edit_profile({"residence": residence})
        synced(self.there)


@pytest.fixture
def there(desks: tuple[Desk, Desk, Desk], running: Running, tmp_path: Path) -> Iterator[Desk]:
    """A second device of the job seeker."""
    assert desks[0].account.id
    made = Desk.sign_in(tmp_path / "there", running.url, "anna@example.com", PASSWORD, Kept())
    synced(made)
    yield made
    made.shut()


def test_edit_elsewhere_arrives_by_the_line(desks: tuple[Desk, Desk, Desk], there: Desk) -> None:
    both = Beside(desks[0], there)
    assert both.comes_to(lambda: both.hears)
    both.moves("VN")
    assert both.comes_to(lambda: both.residence == "VN" and "moved" in both.causes)
    assert not both.driver.polls


def test_edit_elsewhere_arrives_at_growing_pauses_where_something_cuts_the_line(
    desks: tuple[Desk, Desk, Desk], there: Desk, running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits = list[float]()

    class Noted(Pauses):
        def next(self) -> float:
            waits.append(super().next())
            return waits[-1]

    monkeypatch.setattr("izanau_desktop.sync.listener.Pauses", Noted)
    monkeypatch.setattr("izanau_desktop.sync.driver.Listener", partial(Listener, first=0.05, most=0.4))
    with Network(running.url) as network:
        network.cuts = b"GET /v1/events"
        desks[0].site_url = network.url
        both = Beside(desks[0], there)
        assert both.comes_to(lambda: both.driver.polls and len(waits) > 4)
        both.moves("VN")
        assert both.comes_to(lambda: both.residence == "VN")
        assert "moved" not in both.causes
        assert 4 * waits[0] <= waits[4] <= 0.4
        network.cuts = b""
        for residence in ("KR", "TH", "ES"):  # a line that was being cut may still bring the first
            both.moves(residence)
            assert both.comes_to(lambda now=residence: both.residence == now)  # type: ignore[misc]  # bound at once
        assert both.comes_to(lambda: "moved" in both.causes)
        both.driver.stop()
