"""The driver sees and moves a real window through names and keys alone, and leaves nothing behind."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from izanau_desktop import tour
from izanau_desktop.tour.bus import Bus, Call
from izanau_desktop.tour.display import desktop_session
from izanau_desktop.tour.program import Program
from izanau_desktop.tour.waiting import TooLateError, wait_until

pytestmark = pytest.mark.journey
SMALL = [sys.executable, str(Path(__file__).with_name("small_window.py"))]
MAIN = Path(tour.__file__).with_name("__main__.py")


@pytest.fixture
def small(desktop: dict[str, str], tmp_path: Path) -> Iterator[Program]:
    with Program.start(SMALL, desktop, tmp_path) as program:
        yield program


@pytest.mark.parametrize(
    "text",
    [
        "plain ASCII: 'a' \"B\" ~^`\\|",
        "Ñandú pingüino ½ €",
        "山田 太郎、ﾔﾏﾀﾞ 髙﨑",
        "ภาษาไทย Tiếng Việt 한국어",
        "😀𠮷 ｆｕｌｌ",
    ],
)
def test_typed_text_of_any_script_arrives(small: Program, text: str) -> None:
    field = small.fill("Name", text)
    assert small.find("text", "Name").path == field.path
    assert field.text() == text


def test_more_characters_than_keys_arrive_in_order(small: Program) -> None:
    text = "".join(chr(0x4E00 + number) for number in range(500)) + "\nend"
    assert small.fill("Note", text).text() == text
    again = text[::-1]
    assert small.fill("Note", again).text() == again


def test_a_chord_reaches_the_program_as_its_shortcut(small: Program) -> None:
    small.fill("Name", "kept")
    small.key("Ctrl+A", "Ctrl+C", "End", "Ctrl+V", "Shift+Left", "Backspace")
    assert small.find("text", "Name").text() == "keptkep"
    small.key("Ctrl+Q")
    assert small.ended() == 0


def test_an_option_is_chosen_by_its_label(small: Program) -> None:
    assert small.choose("Country", "Việt Nam").label() == "Country"
    assert small.find("combo box", "Country").name == "Việt Nam"
    with pytest.raises(AssertionError, match="not among the options"):
        small.choose("Country", "Atlantis")


def test_a_far_row_of_a_list_is_picked(small: Program) -> None:
    assert small.pick("Jobs", "溶接工").has("selected", "showing")
    small.find("label", "at 溶接工")
    assert small.pick("Jobs", "Job 0").has("selected", "showing")
    small.find("label", "at Job 0")


def test_a_row_of_a_table_is_picked_by_any_cell(small: Program) -> None:
    assert small.pick("Applicants", "Person 0").has("selected")
    small.pick("Applicants", re.compile("^Stage 2$"))
    selected = [node.name for node in small.find("table", "Applicants").walk() if "selected" in node.states]
    assert selected == ["Person 2", "Stage 2"]


def test_a_disabled_button_cannot_be_pressed(small: Program) -> None:
    with pytest.raises(AssertionError, match="disabled"):
        small.find("push button", "Send").press()
    small.check("Agree")
    small.press("Send")
    small.find("dialog", "確認")


def test_a_dialog_takes_the_keys_until_it_is_gone(small: Program) -> None:
    small.fill("Name", "山田")
    small.check("Agree")
    small.press("Send")
    dialog = small.find("dialog", "確認")
    small.fill("理由", "相談")
    small.key("Return")
    small.gone("dialog")
    small.find("label", "山田: 相談")
    assert not dialog.has("showing")
    small.type("!")
    assert "!" not in small.find("text", "Name").text()  # the focus is back on the button that was pressed


def test_menu_entries_are_pressed_by_name(small: Program) -> None:
    small.press("File")
    small.press("Quit")
    assert small.ended() == 0


def test_two_programs_each_get_their_own_keys(small: Program, desktop: dict[str, str], tmp_path: Path) -> None:
    with Program.start(SMALL, desktop, tmp_path / "other") as other:
        other.fill("Name", "二")
        small.fill("Name", "一")
        other.type("つ")
        assert (small.find("text", "Name").text(), other.find("text", "Name").text()) == ("一", "二つ")
        assert other.quit() == 0
    assert small.written() == "shown\n"


def test_what_is_not_there_is_told_with_the_screen(small: Program) -> None:
    with pytest.raises(TooLateError) as told:
        small.find("push button", "Nowhere", seconds=0)
    assert "push button 'Send' [disabled]" in str(told.value)
    assert "combo box 'Spain'" in str(told.value)


def test_a_picture_shows_the_window(small: Program, tmp_path: Path) -> None:
    small.fill("Name", "before")
    before = small.picture(tmp_path / "a" / "before.png")
    place = small.find("text", "Name").extents()
    header = before.read_bytes()[:24]
    assert header[:8] == b"\x89PNG\r\n\x1a\n"
    assert (int.from_bytes(header[16:20]), int.from_bytes(header[20:24])) == (1440, 960)
    assert place.width > 100
    small.fill("Name", "after 山田")
    assert small.picture(tmp_path / "after.png").read_bytes() != before.read_bytes()


def test_a_program_that_fails_to_start_is_told(desktop: dict[str, str], tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match=r"ended with 1 before it showed a window:\s+no such thing"):
        Program.start([sys.executable, "-c", "raise SystemExit('no such thing')"], desktop, tmp_path)


def test_a_secret_is_kept_by_the_real_keyring(desktop: dict[str, str]) -> None:
    code = (
        "import keyring; keyring.set_password('driver', 'one', '秘密'); "
        "print(type(keyring.get_keyring()).__module__, keyring.get_password('driver', 'one') == '秘密')"
    )
    done = subprocess.run([sys.executable, "-c", code], env=desktop, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["keyring.backends.SecretService", "True"]


@pytest.mark.parametrize("ending", ["well", "badly"])
def test_a_session_leaves_no_process(ending: str, tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DRIVER_TEST", str(tmp_path))
        try:
            with desktop_session() as env, Program.start(SMALL, env, tmp_path):
                assert len(processes_of(str(tmp_path))) >= 5
                if ending == "badly":
                    raise KeyboardInterrupt
        except KeyboardInterrupt:
            assert ending == "badly"
    assert processes_of(str(tmp_path)) == []


def test_a_keyring_that_fell_over_is_there_again_with_what_it_kept(tmp_path: Path) -> None:
    def asked(code: str, env: dict[str, str]) -> str:
        command = [sys.executable, "-c", f"import keyring; {code}"]
        return subprocess.run(command, env=env, capture_output=True, text=True, check=True).stdout.strip()

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DRIVER_TEST", str(tmp_path))
        with desktop_session() as env:
            asked("keyring.set_password('driver', 'one', 'kept')", env)
            with Bus(env["DBUS_SESSION_BUS_ADDRESS"]) as bus:
                daemon = ("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus")
                name = ("org.freedesktop.secrets",)
                os.kill(bus.ask(Call(*daemon, "GetConnectionUnixProcessID", "s", name)), signal.SIGABRT)
                wait_until(lambda: not bus.ask(Call(*daemon, "NameHasOwner", "s", name)), "the keyring gone")
            assert asked("print(keyring.get_password('driver', 'one'))", env) == "kept"
    wait_until(lambda: processes_of(str(tmp_path)) == [], "no process left")


def test_run_by_path_it_loads_nothing_of_the_project(small: Program, desktop: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", str(MAIN), "tree", str(small.pid)],
        env=desktop,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "combo box 'Spain'" in done.stdout
    modules = [line.rsplit("|", 1)[-1].strip() for line in done.stderr.splitlines()]
    assert "tour.bus" in modules
    assert [name for name in modules if name.startswith("izanau")] == []


def processes_of(mark: str) -> list[str]:
    """Return the programs, no longer waiting to be collected, that were started with a mark in their environment."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if (
                f"DRIVER_TEST={mark}".encode() in (process / "environ").read_bytes()
                and int(process.name) != os.getpid()
            ):
                found.append((process / "comm").read_text())
        except OSError:
            found += []  # ended while it was looked at
    return found
