"""What a company's computer keeps of people, for how long, and how it goes (policy 2.6, 6.1, 7.1)."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from tests.journeys.cachefile import Held
from tests.journeys.network import Network
from tests.journeys.window import Seat, holding
from tests.privacy import canaries
from tests.privacy.asking import ask
from tests.privacy.machine import Machine, close, everything_said, found_in, program_of
from tests.privacy.stage import Stage

PIN = "84620957"
DRAFT = "wombatlike handwriting"
FIELDS = ("family", "given", "school", "employer", "skill", "hobby")
SHOWN_OF_MAI = [canaries.canary(f"mai/{field}") for field in FIELDS]
"""What HR sees of the profile."""


class Crowd:
    """A company with one who applied, `mai`, and one who only asked something, `noa`."""

    def __init__(self, office: Stage) -> None:
        self.office = office
        self.owner, self.job = office.company("umi"), office.job("umi")
        self.mai, self.noa = office.seeker("mai"), office.seeker("noa")
        self.application = self.mai.apply_to(self.job, self.owner.company)
        self.noa.write_to(self.owner.company)

    @property
    def words(self) -> set[str]:
        """What was planted of both, as far as a company may see it at all."""
        found = {word for who in ("mai", "noa") for word in canaries.OWNED[who] if "@" not in word}
        return {one for one in found if one not in (self.mai.password, self.noa.password)} | {self.mai.email}


@pytest.fixture(scope="module")
def crowd(office: Stage) -> Crowd:
    return Crowd(office)


@pytest.fixture(scope="module")
def hr(office: Stage, crowd: Crowd) -> Machine:
    """A computer of HR on which everything was seen: synced, looked at in the window, a draft begun."""
    machine = Machine(office, "hr")
    machine.sign_in(crowd.owner)
    with machine.window() as seat:
        show_applicant(seat, crowd)
        begin_note(seat)
        close(seat)
    machine.izanau.done("applicant", "note", crowd.application, f"Remember {canaries.canary('mai/remark')}.")
    machine.izanau.done("sync")
    return machine


def show_applicant(seat: Seat, crowd: Crowd) -> None:
    """See the applicant with the address, in the window."""
    seat.see("Places", "list")
    seat.until(lambda: " - Izanau" in seat.window().name, "an open place")
    if not seat.window().name.startswith("Applicants - "):
        seat.go("Applicants")
    seat.until(lambda: seat.shows("Find applicants", "text"), "the list")
    if not seat.shows(holding(crowd.mai.email)):
        seat.write("Find applicants", canaries.canary("mai/family"))
        seat.until(lambda: seat.shows(holding(crowd.mai.email)) or seat.shows("Search all jobs"), "the applicant")
        if seat.shows("Search all jobs"):
            seat.press("Search all jobs")
    seat.see(holding(crowd.mai.email))


def begin_note(seat: Seat) -> None:
    """Type a note that is not saved."""
    seat.press("Note", "push button")
    seat.write("Note for your company", DRAFT)
    seat.hands.key("Escape")
    seat.gone("Save the note")


def all_bytes(machine: Machine) -> str:
    """Every byte of every file on a machine, as text."""
    return "\n".join(data.decode("latin-1") for data in machine.copied().values())


def held_words(held: Held, words: set[str]) -> dict[str, list[str]]:
    """Where each of these words is found."""
    return {one: held.where(one) for one in sorted(words) if held.where(one)}


# --- at rest ---


@pytest.mark.prv("PRV-53")
def test_copied_folder_without_keychain_tells_nothing(hr: Machine, crowd: Crowd) -> None:
    with_key = held_words(hr.held(), {crowd.mai.email, DRAFT, *SHOWN_OF_MAI})
    assert len(with_key) >= 8, "the cache holds what was seen"
    copied = hr.copied()
    secret_words = {*crowd.words, *canaries.OWNED["umi"], crowd.noa.email, DRAFT}
    assert {f: found for f, data in copied.items() if (found := found_in(secret_words, data.decode("latin-1")))} == {}
    filled = {file: data for file, data in copied.items() if data}
    assert [file for file, data in filled.items() if data.startswith(b"SQLite format 3\0")] == []
    assert any(file.endswith("cache.db") for file in filled)


@pytest.mark.prv("PRV-53")
def test_files_and_folders_are_their_owners_alone(hr: Machine) -> None:
    loose = {}
    for path in (hr.data, *hr.data.rglob("*")):
        mode = stat.S_IMODE(path.stat().st_mode)
        if path != hr.data and mode & 0o077 and not is_covered(path, hr.data):
            loose[str(path)] = oct(mode)
    assert loose == {}


def is_covered(path: Path, top: Path) -> bool:
    """Whether a folder above it is closed to others."""
    return any(not stat.S_IMODE(above.stat().st_mode) & 0o077 for above in path.parents if above.is_relative_to(top))


@pytest.mark.prv("PRV-53")
def test_without_keychain_nothing_is_written(office: Stage, crowd: Crowd) -> None:
    bare = Machine(office, "bare", {"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"})
    words = ("signin", "--site", office.site.url, "--email", crowd.owner.email, "--password-stdin")
    refused = bare.izanau(*words, stdin=crowd.owner.password)
    assert refused.exit == 7
    assert "keychain" in refused.stderr
    assert [file for file in bare.copied() if "cache." in file] == []
    once = bare.izanau(*words, "--session-only", stdin=crowd.owner.password)
    assert once.exit == 0, once.stderr
    assert [file for file, data in bare.copied().items() if data and "cache." in file] == []
    assert found_in({*crowd.words, *canaries.OWNED["umi"]}, all_bytes(bare)) == []


@pytest.mark.prv("PRV-53")
def test_session_only_window_leaves_nothing_and_asks_before_it_goes(office: Stage, crowd: Crowd) -> None:
    guest, begun = Machine(office, "guest"), canaries.canary("umi/unsent")
    with Network(office.site.url) as network, guest.window("--site", network.url) as seat:
        seat.see("Welcome to Izanau", "label")
        seat.press("I have an account", "push button")
        seat.write("E-mail address", crowd.owner.email)
        seat.hands.focus(seat.see("Password", "text"))
        seat.hands.type(crowd.owner.password)
        seat.hands.check(holding("keep nothing on this computer"))
        seat.press("Sign in", "push button")
        show_applicant(seat, crowd)
        network.cut()
        seat.press("Note", "push button")
        seat.write("Note for your company", begun)
        seat.press("Save the note", "push button")
        seat.see(holding(begun))
        assert found_in({*crowd.words, begun}, all_bytes(guest)) == []
        seat.hands.close_window()
        seat.see(holding("would be lost"))
        seat.press("Lose it", "push button")
        assert program_of(seat).ended() == 0
    files = guest.copied()
    assert [file for file in files if "cache." in file or file.endswith("accounts.json")] == []
    assert found_in({*crowd.words, *canaries.OWNED["umi"], "company"}, all_bytes(guest)) == []


# --- who has not applied ---


@pytest.mark.prv("PRV-31")
def test_address_of_who_has_not_applied_is_nowhere_on_hr_machines(hr: Machine, crowd: Crowd) -> None:
    with hr.window() as seat:
        show_applicant(seat, crowd)
        seat.go("Messages")
        seat.see(holding(canaries.canary("noa/message")))
        assert crowd.noa.email not in everything_said(seat)
        close(seat)
    held = hr.held()
    assert held.where(crowd.mai.email)
    assert held.where(canaries.canary("noa/message"))
    assert held.where(crowd.noa.email) == []


# --- the lease ---


@pytest.mark.prv("PRV-61")
def test_lease_locks_after_three_days_and_opens_with_a_sync(office: Stage, crowd: Crowd) -> None:
    machine = Machine(office, "lease")
    with Network(office.site.url) as network:
        machine.sign_in(crowd.owner, network.url)
        network.cut()
        machine.clock.advance(hours=71)
        assert machine.izanau("applicant", "list").exit == 0
        machine.izanau.done("applicant", "note", crowd.application, "Later.")
        machine.clock.advance(hours=2)
        asked = machine.izanau("applicant", "list")
        assert asked.exit == 8
        assert found_in(crowd.words, asked.stdout + asked.stderr) == []
        told = machine.izanau.done("status")
        assert (told["lease"]["state"], told["lease"]["waiting"]) == ("locked", 1)
        with machine.window() as seat:
            seat.see("These records are locked", "label", seconds=60)
            seat.see(holding("1 change of yours waits"))
            assert found_in(crowd.words, everything_said(seat)) == []
            network.open()
            seat.press("Sync now", "push button")
            show_applicant(seat, crowd)


@pytest.mark.prv("PRV-61")
def test_clock_set_back_locks(office: Stage, crowd: Crowd) -> None:
    machine = Machine(office, "back")
    machine.sign_in(crowd.owner)
    assert machine.izanau("applicant", "list").exit == 0
    machine.clock.advance(hours=-2)
    assert machine.izanau("applicant", "list").exit == 8
    machine.clock.advance(hours=2)
    assert machine.izanau("applicant", "list").exit == 8, "a clock that went back once is not believed any more"
    machine.izanau.done("sync")
    assert machine.izanau("applicant", "list").exit == 0


@pytest.mark.prv("PRV-61")
@pytest.mark.prv("PRV-62")
def test_fourteen_days_without_sync_leave_no_byte_of_anybody(office: Stage, crowd: Crowd) -> None:
    machine = Machine(office, "old")
    with Network(office.site.url) as network:
        machine.sign_in(crowd.owner, network.url)
        network.cut()
        machine.izanau.done("applicant", "stage", crowd.application, "screening")
        with machine.window() as seat:
            show_applicant(seat, crowd)
            begin_note(seat)
            before = held_words(machine.held(), {crowd.mai.email, DRAFT, *SHOWN_OF_MAI})
            assert len(before) >= 8
            machine.clock.advance(days=14, hours=1)
            # Nobody touched it either: the lock of an idle window may come before the lease is looked at.
            told = ("The records of people were removed from this computer", "Locked")
            seat.until(lambda: any(seat.shows(one, "label") for one in told), "the page is closed", seconds=60)
            seat.until(
                lambda: held_words(machine.held(), {*crowd.words, DRAFT}) == {}, "nothing left in a running window"
            )
            close(seat)
        assert held_words(machine.held(), {*crowd.words, DRAFT}) == {}
        assert machine.izanau.done("status")["lease"]["waiting"] == 0
        assert machine.izanau("applicant", "list").exit == 8
        assert [one["title"] for one in machine.izanau.done("job", "list")["items"]], "the company's own jobs stay"


@pytest.mark.prv("PRV-61")
def test_purge_comes_at_the_start_of_a_machine_that_was_off(office: Stage, crowd: Crowd) -> None:
    machine = Machine(office, "off")
    machine.sign_in(crowd.owner)
    assert machine.held().where(crowd.mai.email)
    machine.clock.advance(days=15)
    machine.izanau.done("status")
    assert held_words(machine.held(), crowd.words) == {}


# --- the lock ---


@pytest.mark.prv("PRV-54")
def test_idle_window_of_hr_locks_and_shows_nothing(office: Stage, crowd: Crowd) -> None:
    hr = Machine(office, "idle")
    hr.sign_in(crowd.owner)
    with hr.window() as seat:
        show_applicant(seat, crowd)
        seat.go("Settings")
        set_pin(seat)
        show_applicant(seat, crowd)
        hr.clock.advance(minutes=14)
        seat.window()
        hr.clock.advance(minutes=16)
        seat.see("Locked", "label", seconds=60)
        seat.until(
            lambda: found_in({*crowd.words, crowd.noa.email}, everything_said(seat)) == [], "nothing behind the lock"
        )
        seat.hands.key("Ctrl+K")
        seat.see("Find a command", "text")
        assert not seat.shows(holding("Advance"))
        seat.hands.key("Escape")
        unlock(seat, "11111111")
        seat.see(holding("not right"))
        unlock(seat, PIN)
        seat.see(holding(crowd.mai.email))
        seat.hands.key("Ctrl+L")
        seat.see("Locked", "label")
        close(seat)
    with hr.window() as seat:
        seat.see("Locked", "label")
        assert found_in(crowd.words, everything_said(seat)) == []
        seat.press("Use my password")
        seat.hands.focus(seat.see("Password of your account", "text"))
        seat.hands.type(crowd.owner.password)
        seat.press("Unlock", "push button")
        seat.see(holding(crowd.mai.email))
        close(seat)
    assert PIN not in json.dumps(hr.secrets(hr.owner()))


def set_pin(seat: Seat) -> None:
    """Set the PIN in the settings."""
    for name in ("New PIN, six characters or more", "The same again"):
        seat.hands.focus(seat.see(name, "text"))
        seat.hands.type(PIN)
    seat.press("Set the PIN", "push button")
    seat.see("The PIN is set.")


def unlock(seat: Seat, secret: str) -> None:
    """Type a PIN on the page of the lock."""
    seat.hands.focus(seat.see("PIN", "text"))
    seat.hands.type(secret)
    seat.press("Unlock", "push button")


@pytest.mark.prv("PRV-54")
@pytest.mark.prv("PRV-62")
def test_sign_out_leaves_no_file_no_key_and_no_word(office: Stage, crowd: Crowd) -> None:
    machine = Machine(office, "out")
    machine.sign_in(crowd.owner)
    owner = machine.owner()
    assert set(machine.secrets(owner)) == {"key", "access", "refresh"}
    with machine.window() as seat:
        show_applicant(seat, crowd)
        close(seat)
    machine.izanau.done("signout")
    assert machine.secrets(owner) == {}
    assert not (machine.data / owner).exists()
    assert found_in({*crowd.words, *canaries.OWNED["umi"]}, all_bytes(machine)) == []


@pytest.mark.prv("PRV-54")
def test_device_that_was_ended_from_elsewhere_wipes_itself(office: Stage, crowd: Crowd) -> None:
    machine, known = Machine(office, "lost"), devices_of(crowd)
    machine.sign_in(crowd.owner)
    owner = machine.owner()
    (lost,) = devices_of(crowd) - known
    assert crowd.owner.ask("DELETE", f"/v1/devices/{lost}").is_ok
    assert machine.izanau("sync").exit == 4
    assert machine.secrets(owner) == {}
    assert held_words(machine.held(), crowd.words) == {}


def devices_of(crowd: Crowd) -> set[str]:
    """The devices of the company's owner."""
    return {str(one["id"]) for one in crowd.owner.get("/v1/devices").json["items"]}


# --- purging ---


@pytest.mark.prv("PRV-62")
def test_erased_person_leaves_no_byte_where_they_were_worked_on(office: Stage, crowd: Crowd) -> None:
    kim = office.seeker("kim")
    application = kim.apply_to(crowd.job, crowd.owner.company)
    machine = Machine(office, "purge")
    izanau = machine.sign_in(crowd.owner)
    remark = canaries.canary("kim/remark")
    izanau.done("applicant", "note", application, f"Remember {remark}.")
    izanau.done("applicant", "stage", application, "screening")
    izanau.done("message", "send", application, f"Please call about {canaries.canary('kim/call')}.")
    izanau.done("sync")
    izanau.done("applicant", "note", application, f"Unsent {canaries.canary('kim/unsent')}.")
    words = {one for one in canaries.OWNED["kim"] if one != kim.password and not one.endswith("device")}
    before = held_words(machine.held(), words)
    assert {kim.email, remark, canaries.canary("kim/unsent"), canaries.canary("kim/hobby")} <= set(before)
    assert any("search" in place for place in before[canaries.canary("kim/family")])
    assert kim.erase().is_ok
    izanau("sync")
    assert held_words(machine.held(), words) == {}


# --- what is too old ---


@pytest.mark.prv("PRV-21")
def test_program_that_is_too_old_is_told_so_and_reads_within_the_lease(office: Stage, crowd: Crowd) -> None:
    machine = Machine(office, "aged")
    machine.sign_in(crowd.owner)
    with office.site.restarted(min_version="99.0.0"):
        agent = {"User-Agent": "izanau/0.1.0 (Linux)"}
        assert ask("GET", f"{office.site.url}/v1/jobs", headers=agent).status == 426
        refused = machine.izanau("sync")
        assert refused.exit == 1
        assert "99.0.0" in refused.stderr
        assert crowd.mai.email in str(machine.izanau.done("applicant", "list", "--limit", "50"))
        with machine.window() as seat:
            show_applicant(seat, crowd)
            seat.see(holding("too old"))
            close(seat)
        machine.clock.advance(hours=73)
        assert machine.izanau("applicant", "list").exit == 8
    machine.izanau.done("sync")
