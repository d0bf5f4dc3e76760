"""Theme, fonts and icons as a person meets them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QGuiApplication, QIcon, QPalette, QRawFont
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTabBar,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from izanau_desktop.look import fonts, icons
from izanau_desktop.look.theme import Theme
from izanau_desktop.look.tokens import DARK, LIGHT
from izanau_desktop.preferences import Preferences
from izanau_desktop.widgets.plain import label


@pytest.fixture
def theme(qapp: QApplication, preferences: Preferences, tmp_path: Path) -> Iterator[Theme]:
    font, look = qapp.font(), qapp.palette()
    made = Theme(qapp, preferences, tmp_path)
    made.use_language("en")
    yield made
    made.setParent(None)
    preferences.changed.disconnect()
    qapp.setStyleSheet("")
    qapp.setPalette(look)
    qapp.setFont(font)


def window_colour() -> str:
    return QGuiApplication.palette().color(QPalette.ColorRole.Window).name().upper()


def test_a_forced_theme_changes_at_once(theme: Theme, preferences: Preferences) -> None:
    assert window_colour() == LIGHT.window
    preferences.theme = "dark"
    assert window_colour() == DARK.window


def test_system_theme_is_taken_when_nothing_is_forced(theme: Theme, preferences: Preferences) -> None:
    preferences.theme = "system"
    dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    assert theme.tokens is (DARK if dark else LIGHT)


def test_larger_type_reaches_every_widget(theme: Theme, preferences: Preferences, qtbot: QtBot) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    before = field.fontInfo().pixelSize()
    preferences.scale = 1.5
    field.ensurePolished()
    assert field.fontInfo().pixelSize() == round(before * 1.5)


def shown(qtbot: QtBot) -> list[QWidget]:
    """A page with a widget of each kind."""
    page = QWidget()
    qtbot.addWidget(page)
    layout = QVBoxLayout(page)
    made = [QLineEdit(), QPushButton("Save"), QComboBox(), QCheckBox("Mine"), QPlainTextEdit(), label("Jobs", "title")]
    for one in made:
        layout.addWidget(one)
    with qtbot.waitExposed(page):
        page.show()
    return made


def looks(widgets: list[QWidget]) -> list[tuple[int, int, str]]:
    return [
        (one.fontInfo().pixelSize(), one.sizeHint().height(), one.palette().text().color().name()) for one in widgets
    ]


def test_page_looks_as_a_new_one_whatever_was_chosen_before(
    theme: Theme, preferences: Preferences, qtbot: QtBot
) -> None:
    page = shown(qtbot)
    for accessor, value in [("scale", 1.5), ("theme", "dark"), ("scale", 1.0), ("theme", "light"), ("scale", 1.25)]:
        setattr(preferences, accessor, value)
        qtbot.waitUntil(lambda: looks(page) == looks(shown(qtbot)))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", [QPushButton, QLineEdit, QComboBox, QCheckBox, QPlainTextEdit, QTabBar])
def test_focus_paints_a_ring_of_two_pixels(
    theme: Theme, preferences: Preferences, qtbot: QtBot, scheme: str, kind: type[QWidget]
) -> None:
    preferences.theme = scheme
    page = QWidget()
    qtbot.addWidget(page)
    widget = kind()
    QVBoxLayout(page).addWidget(widget)
    if isinstance(widget, QTabBar):
        widget.addTab("")
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(widget.hasFocus)
    picture, middle = widget.grab().toImage(), widget.height() // 2
    ring = [picture.pixelColor(x, middle).name().upper() for x in range(3)]
    accent = theme.tokens.accent
    assert ring[:2] == [accent, accent]
    assert ring[2] != accent


SAMPLES = {"Latin": "María Żółć", "Vietnamese": "Nguyễn Thị Ấy", "Japanese": "髙橋さくらアｱ東京々〆", "Korean": "김민준뷁",
           "Thai": "สมชายใจดี", "Chinese": "王小明张伟", "Cyrillic": "Жанна", "Greek": "Ωμέγα", "Burmese": "ခင်မာ အောင်မြင့်", "Arabic": "يوسف السيد"}  # fmt: skip
DEMO_NAMES = Path(__file__).parents[3] / "izanau_site" / "demo" / "names.tsv"


@pytest.mark.parametrize("weight", ["Regular", "Bold"])
@pytest.mark.parametrize("script", SAMPLES)
def test_shipped_fonts_draw_names_of_every_script(qapp: QApplication, script: str, weight: str) -> None:
    assert undrawn(SAMPLES[script], weight) == []


@pytest.mark.parametrize("weight", ["Regular", "Bold"])
def test_shipped_fonts_draw_every_name_of_the_demo(qapp: QApplication, weight: str) -> None:
    told = DEMO_NAMES.read_text(encoding="utf-8")
    assert len(told) > 5000
    assert undrawn(told, weight) == []


def undrawn(text: str, weight: str) -> list[str]:
    """The signs that none of the shipped fonts of this weight, which the program names, has a glyph for."""
    files = sorted(fonts.FOLDER.glob(f"*-{weight}.[ot]tf"))
    shipped = [QRawFont(str(file), 14) for file in files]
    assert {font.familyName() for font in shipped} == set(fonts.families("en"))
    # Not supportsCharacter: it denies what it is asked as a string beyond the first script.
    signs = sorted(set(text) - set("\t\n"))
    return [sign for sign in signs if not any(font.glyphIndexesForString(sign)[0] for font in shipped)]


def test_japanese_font_comes_before_any_other_with_han(qapp: QApplication) -> None:
    fonts.load()
    assert fonts.families("ja").index(fonts.JAPANESE) < 2
    assert fonts.body("ja").families()[:2] == [fonts.LATIN, fonts.JAPANESE]


def test_tabular_figures_are_equally_wide(qapp: QApplication) -> None:
    fonts.load()
    metrics = QFontMetricsF(fonts.tabular(fonts.body("en")))
    assert metrics.horizontalAdvance("1111") == pytest.approx(metrics.horizontalAdvance("0000"))


def test_an_icon_follows_the_theme_when_painted(theme: Theme, preferences: Preferences) -> None:
    shown = icons.icon("check", "accent")
    assert darkest(shown) == LIGHT.accent
    preferences.theme = "dark"
    assert darkest(shown) == DARK.accent


def test_an_icon_is_sharp_at_twice_the_scale(theme: Theme) -> None:
    drawn = icons.icon("check").pixmap(QSize(18, 18), 2.0)
    assert drawn.size() == QSize(36, 36)


def darkest(icon: QIcon) -> str:
    """The colour of the pixels that are fully covered."""
    picture = icon.pixmap(QSize(64, 64)).toImage()
    colours = [picture.pixelColor(x, y) for x in range(picture.width()) for y in range(picture.height())]
    solid = {colour.name().upper() for colour in colours if colour.alpha() == 255}
    assert len(solid) == 1
    return solid.pop()


def test_weights_of_type_are_told_apart(qapp: QApplication) -> None:
    strong = fonts.sized(fonts.body("en"), 14, QFont.Weight.DemiBold)
    assert strong.weight() == QFont.Weight.DemiBold
    assert strong.pixelSize() == 14


def test_every_icon_that_is_shipped_is_named() -> None:
    root = Path(icons.__file__).parents[1]
    sources = "\n".join(file.read_text(encoding="utf-8") for file in root.rglob("*.py"))
    assert [file.stem for file in icons.FOLDER.glob("*.svg") if f'"{file.stem}"' not in sources] == []
