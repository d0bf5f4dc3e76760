"""Staff see where a deletion has yet to arrive, by recipient, and nothing that names anybody."""

from __future__ import annotations

import re

import pytest
from pytestqt.qtbot import QtBot

from izanau_desktop.support.erasures import ErasuresPage
from izanau_desktop.sync.site import SiteTrouble
from izanau_desktop.widgets.plain import Chip, Paragraph
from izanau_protocol import wire
from izanau_protocol.problems import problem
from tests.desktop.company.scene import Scene, ago, identity

CLEARED = {"documents": 9}
GONE = wire.Erasure(
    identity("one"), ago(90), "", ago(18), "m•••@e•••.jp", CLEARED, [wire.Holding("Umi Games", 3, 1, ago(90), 1)]
)
IN_GRACE = wire.Erasure(identity("two"), ago(2), ago(-70), "", "", {}, [wire.Holding("support staff", 1, 1)])


def words(page: ErasuresPage) -> str:
    """All that the page says."""
    return "\n".join(
        [one.words for one in page.findChildren(Paragraph)] + [one.text() for one in page.findChildren(Chip)]
    )


def shown(scene: Scene, qtbot: QtBot) -> ErasuresPage:
    """The page, on screen."""
    made = ErasuresPage(scene.desk, scene.background, scene.commands, "en")
    qtbot.addWidget(made)
    made.resize(1000, 800)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_devices_are_counted_by_recipient(scene: Scene, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scene.desk, "erasures", lambda: (IN_GRACE, GONE))
    page = shown(scene, qtbot)
    qtbot.waitUntil(lambda: "Umi Games" in words(page))
    told = words(page)
    for counted in (
        r"1 of 3 device(\(s\)|s) have let go · 1 ended, left to its lease · waited for since",
        "1 device.* waited for",
    ):
        assert re.search(counted, told), "with the words of the program, or with the plural of a language"
    assert re.search(r"1 of 1 device(\(s\))? ha(s|ve) let go", told)
    assert "Arrived everywhere" in told
    assert "m•••@e•••.jp" in told


def test_page_says_that_the_site_is_away_and_asks_again(
    scene: Scene, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers: list[tuple[wire.Erasure, ...] | SiteTrouble] = [SiteTrouble(0, problem("offline"))]

    def erasures() -> tuple[wire.Erasure, ...]:
        if isinstance(answers[0], SiteTrouble):
            raise answers[0]
        return answers[0]

    monkeypatch.setattr(scene.desk, "erasures", erasures)
    page = shown(scene, qtbot)
    qtbot.waitUntil(lambda: bool(page.notice.text))
    answers[0] = ()
    page.notice.action.click()
    qtbot.waitUntil(lambda: not page.notice.text)
