"""The build hook compiles forms and translations, only when they are stale, and clears what lost its source."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import hatch_build

ROOT = Path(__file__).resolve().parents[2]

FORM = """<?xml version="1.0" encoding="UTF-8"?>
<ui version="4.0"><class>Card</class><widget class="QWidget" name="Card"><layout class="QVBoxLayout" name="layout">
<item><widget class="QLabel" name="title"><property name="text"><string>Hello</string></property></widget></item>
</layout></widget></ui>
"""
WORDS = """<?xml version="1.0" encoding="utf-8"?><!DOCTYPE TS>
<TS version="2.1" language="ja"><context><name>Card</name><message><source>Hello</source>
<translation>こんにちは</translation></message></context></TS>
"""


@pytest.fixture
def source_tree(tmp_path: Path) -> Path:
    """A tree with one form, one translation and one icon."""
    for name, text in {
        "ui/seeker/card.ui": FORM,
        "resources/translations/izanau_ja.ts": WORDS,
        "resources/icons/x.svg": "<svg/>",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def made(root: Path) -> set[str]:
    """What lies below the package that the build fills."""
    return {path.relative_to(root).as_posix() for path in (root / "izanau_desktop").rglob("*") if path.is_file()}


def test_forms_and_resources_land_in_the_package(source_tree: Path) -> None:
    hatch_build.generate(source_tree)
    assert made(source_tree) == {
        "izanau_desktop/forms/__init__.py",
        "izanau_desktop/forms/seeker/__init__.py",
        "izanau_desktop/forms/seeker/card.py",
        "izanau_desktop/_resources/translations/izanau_ja.qm",
        "izanau_desktop/_resources/icons/x.svg",
    }
    assert "class Ui_Card" in (source_tree / "izanau_desktop/forms/seeker/card.py").read_text(encoding="utf-8")


def test_second_build_makes_only_what_is_stale(source_tree: Path) -> None:
    assert hatch_build.generate(source_tree) == 3
    assert hatch_build.generate(source_tree) == 0
    form = source_tree / "ui/seeker/card.ui"
    later = (source_tree / "izanau_desktop/forms/seeker/card.py").stat().st_mtime + 5
    os.utime(form, (later, later))
    assert hatch_build.generate(source_tree) == 1


def test_form_without_source_disappears(source_tree: Path) -> None:
    hatch_build.generate(source_tree)
    (source_tree / "ui/seeker/card.ui").unlink()
    (source_tree / "resources/icons/x.svg").unlink()
    hatch_build.generate(source_tree)
    assert made(source_tree) == {
        "izanau_desktop/forms/__init__.py",
        "izanau_desktop/_resources/translations/izanau_ja.qm",
    }


def test_broken_form_stops_the_build_by_name(source_tree: Path) -> None:
    (source_tree / "ui/seeker/card.ui").write_text(FORM[:200], encoding="utf-8")
    with pytest.raises(SystemExit, match=r"uic failed on .*card"):
        hatch_build.generate(source_tree)
    assert not (source_tree / "izanau_desktop/forms/seeker/card.py").exists()


def test_form_that_uic_warns_about_stops_the_build(source_tree: Path) -> None:
    odd = FORM.replace("<item>", "<item><widget class='QLabel' name='title'/></item><item>")
    (source_tree / "ui/seeker/card.ui").write_text(odd, encoding="utf-8")
    with pytest.raises(SystemExit, match="title"):
        hatch_build.generate(source_tree)


def test_forms_compile_under_a_plain_c_locale(source_tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    assert hatch_build.generate(source_tree) == 3


def test_every_form_lies_at_the_path_of_its_module() -> None:
    """At the path itself, or, where a module has several, in a folder of its name."""
    strays = []
    for form in sorted((ROOT / "ui").rglob("*.ui")):
        path = form.relative_to(ROOT / "ui").with_suffix("")
        module = path if (ROOT / "izanau_desktop" / path).with_suffix(".py").exists() else path.parent
        file = (ROOT / "izanau_desktop" / module).with_suffix(".py")
        if not file.exists() or f"izanau_desktop.forms.{'.'.join(module.parts)}" not in file.read_text(
            encoding="utf-8"
        ):
            strays.append(path.as_posix())
    assert strays == []
