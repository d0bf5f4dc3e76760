"""Every text of the interface is there in Japanese, with its plural forms, marks and mnemonics."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TRANSLATIONS = ROOT / "resources" / "translations"
MARK = re.compile(r"\{[a-z_]+\}|%[0-9n]")


def sources() -> list[str]:
    """The files that hold texts, as `make translations` finds them."""
    found = [*(ROOT / "izanau_desktop").rglob("*.py"), *(ROOT / "ui").rglob("*.ui")]
    return sorted(str(file) for file in found if not {"forms", "tour"} & set(file.relative_to(ROOT).parts))


@pytest.fixture(scope="module")
def messages(tmp_path_factory: pytest.TempPathFactory) -> list[ET.Element]:
    """The Japanese file, brought up to date from the sources."""
    file = tmp_path_factory.mktemp("ts") / "izanau_ja.ts"
    file.write_bytes((TRANSLATIONS / "izanau_ja.ts").read_bytes())
    tool = Path(sys.executable).parent / "pyside6-lupdate"
    command = [str(tool), *sources(), "-ts", str(file), "-locations", "none", "-no-obsolete", "-silent"]
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    return ET.parse(file).getroot().findall(".//message")


def translated(message: ET.Element) -> list[str]:
    """The Japanese forms of a message."""
    translation = message.find("translation")
    assert translation is not None
    forms = translation.findall("numerusform")
    return [form.text or "" for form in forms] if forms else [translation.text or ""]


def test_every_text_has_a_japanese_translation(messages: list[ET.Element]) -> None:
    lacking = [message.findtext("source") for message in messages if not all(translated(message))]
    assert lacking == []
    assert len(messages) > 400


def test_no_translation_is_left_unfinished(messages: list[ET.Element]) -> None:
    kept = [message for file in TRANSLATIONS.glob("*.ts") for message in ET.parse(file).getroot().iter("message")]
    marked = [
        m.findtext("source") for m in (*kept, *messages) for told in m.iter("translation") if "type" in told.attrib
    ]
    assert marked == []


def test_no_text_escapes_the_search_for_texts(messages: list[ET.Element]) -> None:
    found = {message.findtext("source") for message in messages}
    calls = [node for file in sources() if file.endswith(".py") for node in ast.walk(ast.parse(Path(file).read_text()))]
    told = {
        call.args[0].value
        for call in calls
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "tr"
        if isinstance(call.args[0], ast.Constant)
    }
    assert len(told) > 400
    assert told - found == set()


def test_translations_keep_the_marks_of_their_texts(messages: list[ET.Element]) -> None:
    for message in messages:
        source = message.findtext("source") or ""
        for words in translated(message):
            assert sorted(set(MARK.findall(words))) == sorted(set(MARK.findall(source))), source


def test_plural_forms_are_there_in_english(messages: list[ET.Element]) -> None:
    english = ET.parse(TRANSLATIONS / "izanau_en.ts").getroot().findall(".//message")
    assert all(len(translated(message)) == 2 and all(translated(message)) for message in english)
    plural = {message.findtext("source") for message in messages if message.get("numerus")}
    assert {message.findtext("source") for message in english} == plural
