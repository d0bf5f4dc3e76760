"""What a desktop says to others: to its site alone, over a line that is proven, and of its own stumbling nothing (3.1, 6.1)."""

from __future__ import annotations

import datetime as dt
import os
import re
import signal
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.journeys.network import Network
from tests.journeys.window import Seat, holding
from tests.privacy import canaries
from tests.privacy.machine import Machine, close, found_in, program_of
from tests.privacy.person import Person
from tests.privacy.stage import Stage

TRAP = Path(__file__).parent / "trap"
AGENT = re.compile(r"izanau/\d+\.\d+\.\d+ \((Linux|Windows|Darwin)\)")
"""Version and system, nothing else."""
LOCAL = re.compile(r"socket\.(connect|sendto) (b?'|'\\x00|''|None)")
"""A socket of this machine's own: the screen, the buses."""


def trapped(office: Stage, name: str, **more: str) -> Machine:
    """A machine whose programs note whom they speak to."""
    path = os.pathsep.join(filter(None, (str(TRAP), office.env.get("PYTHONPATH", ""))))
    heard = office.folder / f"heard-{name}"
    heard.touch()
    return Machine(office, name, {"PYTHONPATH": path, "TRAP_HEARD": str(heard), **more})


def spoken_to(machine: Machine) -> set[str]:
    """Whom its programs asked for, beyond this machine's own sockets."""
    lines = Path(machine.env["TRAP_HEARD"]).read_text("utf-8").splitlines()
    return {line for line in lines if not LOCAL.match(line)}


class Bait:
    """A listener that nobody should ever come to."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._socket.settimeout(0.1)
        self.port = self._socket.getsockname()[1]
        self.came: list[bytes] = []
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self) -> None:
        while not self._end.is_set():
            try:
                line, _ = self._socket.accept()
            except TimeoutError:
                continue
            with line:
                self.came.append(self.met(line))

    def met(self, line: socket.socket) -> bytes:
        """Whoever came; what they said."""
        line.settimeout(5)
        return line.recv(1000)

    def close(self) -> None:
        """Listen no longer."""
        self._end.set()
        self._thread.join()
        self._socket.close()


class Impostor(Bait):
    """Speaks TLS with a certificate that it made itself; keeps what it was told through that."""

    def __init__(self, folder: Path) -> None:
        self._tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._tls.load_cert_chain(self_signed(folder))
        self.told: list[bytes] = []
        super().__init__()

    def met(self, line: socket.socket) -> bytes:
        """Shake hands, if they want to."""
        line.settimeout(5)
        try:
            with self._tls.wrap_socket(line, server_side=True) as secure:
                self.told.append(secure.recv(4000))
        except OSError:
            return b"refused"
        return b"accepted"


@contextmanager
def serving(one: Bait) -> Iterator[Bait]:
    try:
        yield one
    finally:
        one.close()


def self_signed(folder: Path) -> Path:
    """A certificate for 127.0.0.1 that nobody vouches for, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=30))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    encoding, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    file = folder / "impostor.pem"
    file.write_bytes(
        key.private_bytes(encoding, serialization.PrivateFormat.PKCS8, plain) + made.public_bytes(encoding)
    )
    return file


@pytest.mark.prv("PRV-16")
def test_site_that_proves_nothing_is_told_nothing(office: Stage) -> None:
    umi = office.company("umi")
    loosened = {"PYTHONHTTPSVERIFY": "0", "CURL_CA_BUNDLE": "", "REQUESTS_CA_BUNDLE": "", "SSL_CERT_FILE": os.devnull}
    machine = Machine(office, "tls", loosened)
    with serving(Impostor(office.folder)) as met:
        assert isinstance(met, Impostor)
        for more in ((), ("--session-only",)):
            site = f"https://localhost:{met.port}"
            words = ("signin", "--site", site, "--email", umi.email, "--password-stdin", *more)
            refused = machine.izanau(*words, stdin=umi.password)
            assert refused.exit == 1
            assert "cannot prove to be the site" in refused.stderr
    assert met.came
    assert (set(met.came), met.told) == ({b"refused"}, [])


@pytest.mark.prv("PRV-16")
def test_open_line_to_another_computer_is_refused_before_any_byte(office: Stage) -> None:
    umi = office.company("umi")
    machine = trapped(office, "clear")
    words = ("--email", umi.email, "--password-stdin")
    refused = machine.izanau("signin", "--site", "http://site.example", *words, stdin=umi.password)
    assert refused.exit != 0
    assert "https" in refused.stderr
    assert spoken_to(machine) == set()
    options = machine.izanau("signin", "--help").stdout
    assert not re.search("insecure|verify|certificate", options, re.IGNORECASE)


@pytest.mark.prv("PRV-38")
def test_whole_use_of_a_window_speaks_to_its_site_alone(office: Stage) -> None:
    mai, umi = office.seeker("mai"), office.company("umi")
    machine = trapped(office, "alone")
    with serving(Bait()) as bait, Network(office.site.url) as network:
        far = f"http://127.0.0.1:{bait.port}"
        bad = f'Look <img src="{far}/a.png"> ![x]({far}/b.png) <link rel="stylesheet" href="{far}/c.css"> <b>bold</b>'
        title = canaries.canary("umi/job")
        office.job("umi", title={"en": title}, duties={"en": bad})
        machine.sign_in(mai, network.url)
        with machine.window() as seat:
            seat.see("Places", "list")
            seat.go("Jobs")
            seat.write("Find jobs", title)
            seat.see(holding("<img src="))
            for place in ("Profile", "My applications", "Messages", "Notices", "Contact us", "Settings"):
                seat.go(place)
            seat.hands.key("F5")
            close(seat)
        machine.izanau.done("message", "send", "--company", umi.company, bad)
        machine.izanau.done("sync")
        machine.izanau.done("signout", "--discard")
        assert bait.came == []
        assert {f"socket.connect ('127.0.0.1', {network.port})"} == {
            line for line in spoken_to(machine) if line.startswith("socket.connect")
        }
        asked = {line for line in spoken_to(machine) if not line.startswith("socket.connect")}
        assert {line for line in asked if f"127.0.0.1', {network.port}" not in line} == set()
        assert set(network.hosts) == {f"127.0.0.1:{network.port}"}
        assert [one for one in set(network.agents) if not AGENT.fullmatch(one)] == []
        assert network.agents


@pytest.mark.prv("PRV-39")
def test_crash_is_shown_without_a_word_of_anybody_and_sent_nowhere(office: Stage) -> None:
    noa = office.seeker("noa")
    words = planted_in_errors(noa)
    machine = trapped(office, "crash", TRAP_WORDS=" ".join(words))
    with Network(office.site.url) as network:
        machine.sign_in(noa, network.url)
        with machine.window() as seat:
            seat.see("Places", "list")
            seat.go("Settings")
            os.kill(program_of(seat).pid, signal.SIGUSR1)
            seat.see("Something went wrong in this program", "label")
            seat.see(holding("Nothing was sent to anybody"))
            seat.press("Write to us with it", "push button")
            seat.until(lambda: seat.window().name.startswith("Contact us"), "the contact form")
            seat.until(lambda: "ValueError" in seat.see("What is it about?", "text").text(), "the report in the form")
            os.kill(program_of(seat).pid, signal.SIGUSR2)
            put_away(seat)
            close(seat)
        machine.izanau.done("sync")
        assert tickets_of(noa) == []
        reports = reports_of(machine)
        assert len(reports) == 2
        assert all("ValueError" in one and "stumble" in one for one in reports)
        assert told_in_files(machine, words) == {}
        assert set(network.hosts) == {f"127.0.0.1:{network.port}"}
        machine.izanau.done("signout", "--discard")
    assert reports_of(machine) == []


@pytest.mark.prv("PRV-39")
def test_program_that_fell_over_tells_of_it_the_next_time(office: Stage) -> None:
    noa = office.seeker("noa")
    machine = trapped(office, "fallen")
    machine.sign_in(noa)
    with machine.window() as seat:
        seat.see("Places", "list")
        os.kill(program_of(seat).pid, signal.SIGSEGV)
        program_of(seat).ended()
    with machine.window() as seat:
        put_away(seat)
        close(seat)
    (report,) = reports_of(machine)
    assert "Segmentation fault" in report
    assert "izanau_desktop/" in report
    assert told_in_files(machine, planted_in_errors(noa)) == {}
    assert [file for file in machine.copied() if Path(file).name.startswith("core")] == []


def planted_in_errors(person: Person) -> list[str]:
    """What the errors quote; and the home folder, which every path of a trace would begin with."""
    words = [canaries.canary(f"{person.who}/{what}") for what in ("family", "hobby")]
    return [*words, person.email, person.session["access"], str(Path.home())]


def put_away(seat: Seat) -> None:
    """See the notice of a crash, and close it."""
    seat.see("Something went wrong in this program", "label")
    seat.press("Close", "push button")
    seat.hands.gone(None, "The report")


def reports_of(machine: Machine) -> list[str]:
    """The crash reports that are kept."""
    return [one.read_text("utf-8") for one in sorted((machine.data / "crashes").glob("*-*.txt"))]


def told_in_files(machine: Machine, words: list[str]) -> dict[str, list[str]]:
    """Which files of a machine hold which of these words."""
    files = {file: data.decode("latin-1") for file, data in machine.copied().items()}
    return {file: found for file, text in files.items() if (found := found_in(words, text))}


def tickets_of(person: Person) -> list[object]:
    """The requests of a person that the site has."""
    return [one for one in person.lines() if one.get("kind") == "ticket"]
