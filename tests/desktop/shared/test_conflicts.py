"""The page of conflicts: by document, side by side, settled by mouse and by key, taken back, and kept over a sync."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from izanau_desktop.shared.conflicts.case import CaseCard
from izanau_desktop.shared.conflicts.page import ConflictsPage
from izanau_protocol import canonical, ids, patch
from izanau_protocol.problems import Refused, problem
from tests.desktop.company import scene as companies
from tests.desktop.company.scene import COMPANY, Scene, ago, identity
from tests.desktop.seeker.scene import SeekerScene

Open = Callable[..., ConflictsPage]
TEXT = "I climb in the mountains of Nagano.\nI cook.\nI play shogi."


@pytest.fixture
def opened(qtbot: QtBot) -> Iterator[Open]:
    """Shows the page of a scene, once as many conflicts as wanted are on it."""
    pages: list[ConflictsPage] = []

    def run(scene: Scene, count: int, width: int = 1200) -> ConflictsPage:
        page = ConflictsPage(scene.desk, scene.background, scene.commands, "en")
        qtbot.addWidget(page)
        pages.append(page)
        page.resize(width, 900)
        page.activateWindow()
        with qtbot.waitExposed(page):
            page.show()
        qtbot.waitUntil(lambda: len(page.cards) == count and all(one.isVisible() for one in page.cards))
        return page

    yield run
    for page in pages:
        page.toast.dismiss()


def clash(scene: Scene, kind: str, about: str, path: str, sides: tuple[Any, Any, Any], **more: Any) -> str:
    """A conflict as another device found it: base, mine, theirs; the document holds theirs. Its id."""
    own, account = f"account:{scene.desk.account.id}", scene.desk.account.id
    told: dict[str, Any] = {"document": kind, "about": about, "path": path, "device": "Linux", "at": ago(3), **more}
    values = zip(("base", "mine", "theirs"), sides, strict=True)
    told |= {name: canonical.encode_value(value) for name, value in values if value is not None}
    found = scene.desk.cache.get(kind, about)
    if found is not None and path != ".":
        body = patch.with_value(found.body, tuple(path.split(".")), sides[2])
        scene.put(found.scope, kind, about, body)
    return scene.put(own, "conflict", ids.conflict_id(about, path, account), told)


def two(scene: SeekerScene) -> tuple[str, str]:
    """A country and a text in dispute."""
    country = clash(scene, "profile", scene.profile, "residence", ("VN", "JP", "KR"))
    sides = (TEXT, TEXT.replace("shogi", "shogi and go"), TEXT.replace("climb", "climb and ski"))
    return country, clash(scene, "profile", scene.profile, "hobbies.en", sides)


def value(scene: Scene, kind: str, about: str, path: str) -> object:
    found = scene.desk.cache.get(kind, about)
    return patch.value_at(found.body if found else None, tuple(path.split(".")))


def card(page: ConflictsPage, conflict: str) -> CaseCard:
    return next(one for one in page.cards if one.case.row.id == conflict)


def press(page: ConflictsPage, name: str) -> None:
    """The button of that name for assistive technology."""
    every = page.findChildren(QPushButton)
    (found,) = [one for one in every if name in (one.accessibleName(), one.text()) and not one.isHidden()]
    found.click()


def test_conflict_stands_under_its_document_with_three_sides(scene: SeekerScene, opened: Open) -> None:
    country, text = two(scene)
    page = opened(scene, 2)
    (view,) = page._views.values()
    assert view.name.text() == "Your profile"
    assert [one.title.text() for one in page.cards] == ["Country of residence", "Hobbies (English)"]
    sides = card(page, country).sides
    assert [one.text.words for one in (sides.base, sides.mine, sides.theirs)] == ["Vietnam", "Japan", "South Korea"]
    assert sides.mine.whose.text().startswith("Linux")
    assert sides.theirs.whose.text() == "You, on another device"
    assert card(page, text).sides.mine.text.accessibleName().endswith("I play shogi[added:  and go].")


def test_marks_of_a_change_are_more_than_a_colour(scene: SeekerScene, opened: Open) -> None:
    sides = (TEXT, TEXT.replace("shogi", "go"), TEXT.replace("climb", "ski"))
    clash(scene, "profile", scene.profile, "hobbies.en", sides)
    page = opened(scene, 1)
    shown = page.cards[0].sides.mine.text.text()
    assert "line-through" in shown
    assert "underline" in shown
    assert "[removed: shogi][added: go]" in page.cards[0].accessibleDescription()


@pytest.mark.parametrize(("deed", "code"), [("Take mine", "JP"), ("Take theirs", "KR")])
def test_button_takes_its_side(scene: SeekerScene, opened: Open, qtbot: QtBot, deed: str, code: str) -> None:
    clash(scene, "profile", scene.profile, "residence", ("VN", "JP", "KR"))
    page = opened(scene, 1)
    press(page, f"{deed}: Country of residence")
    qtbot.waitUntil(page.empty.isVisible)
    assert value(scene, "profile", scene.profile, "residence") == code


def test_both_shows_first_what_will_be_read(scene: SeekerScene, opened: Open, qtbot: QtBot) -> None:
    country, text = two(scene)
    page = opened(scene, 2)
    assert card(page, country).together.isHidden()
    assert card(page, country).both.isHidden()
    whole = "I climb and ski in the mountains of Nagano.\nI cook.\nI play shogi and go."
    assert card(page, text)._both_text.words == whole
    press(page, "Keep both: Hobbies (English)")
    qtbot.waitUntil(lambda: len(page.cards) == 1)
    assert value(scene, "profile", scene.profile, "hobbies.en") == whole


def test_undo_opens_the_conflict_again(scene: SeekerScene, opened: Open, qtbot: QtBot) -> None:
    clash(scene, "profile", scene.profile, "residence", ("VN", "JP", "KR"))
    page = opened(scene, 1)
    press(page, "Take mine: Country of residence")
    qtbot.waitUntil(page.toast.can_undo)
    assert [row.state for row in scene.outbox()] == ["held"]
    qtbot.waitUntil(page.empty.isVisible)
    assert scene.commands.run("conflicts.undo")
    qtbot.waitUntil(lambda: len(page.cards) == 1)
    assert scene.outbox() == ()
    assert value(scene, "profile", scene.profile, "residence") == "KR"
    assert not scene.commands.run("conflicts.undo")


def test_whole_document_is_settled_and_taken_back_in_one_step(scene: SeekerScene, opened: Open, qtbot: QtBot) -> None:
    two(scene)
    page = opened(scene, 2)
    press(page, "Take all of mine: Your profile")
    qtbot.waitUntil(page.empty.isVisible)
    assert value(scene, "profile", scene.profile, "residence") == "JP"
    assert len(scene.outbox()) == 1
    assert scene.commands.run("conflicts.undo")
    qtbot.waitUntil(lambda: len(page.cards) == 2)
    assert value(scene, "profile", scene.profile, "residence") == "KR"


def test_each_settled_conflict_is_taken_back_after_the_other(scene: SeekerScene, opened: Open, qtbot: QtBot) -> None:
    two(scene)
    page = opened(scene, 2)
    for left, field in ((1, "Country of residence"), (0, "Hobbies (English)")):
        press(page, f"Take mine: {field}")
        qtbot.waitUntil(lambda left=left: len(page.cards) == left and page.toast.can_undo())  # type: ignore[misc]  # bound here
    for left in (1, 2):
        assert scene.commands.run("conflicts.undo")
        qtbot.waitUntil(lambda left=left: len(page.cards) == left)  # type: ignore[misc]  # bound here
    assert scene.outbox() == ()


def test_letters_walk_and_decide(scene: SeekerScene, opened: Open, qtbot: QtBot) -> None:
    country, text = two(scene)
    page = opened(scene, 2)
    page.setFocus(Qt.FocusReason.OtherFocusReason)
    qtbot.waitUntil(lambda: page.focusWidget() == card(page, country))
    assert scene.commands.run("conflicts.next")
    qtbot.waitUntil(lambda: page.focusWidget() == card(page, text))
    assert scene.commands.run("conflicts.both")
    qtbot.waitUntil(lambda: len(page.cards) == 1)
    qtbot.waitUntil(lambda: page.focusWidget() == card(page, country))
    assert not scene.commands.run("conflicts.both")
    assert scene.commands.run("conflicts.theirs")
    qtbot.waitUntil(page.empty.isVisible)


def test_new_text_is_written_in_the_field_of_its_kind(scene: SeekerScene, opened: Open, qtbot: QtBot) -> None:
    clash(scene, "profile", scene.profile, "birthday", ("1990-01-01", "1990-02-02", "1990-03-03"))
    page = opened(scene, 1)
    press(page, "Write something else: Birthday")
    writing = page.cards[0].writing
    assert writing is not None
    assert writing.field.text() == "1990-02-02"
    writing.field.show_text("never")
    QTest.keyClick(writing.field.editor, Qt.Key.Key_Return)
    qtbot.waitUntil(writing.field.problem.isVisible)
    assert writing.field.problem.isVisible()
    assert "1990-02-02" not in writing.field.problem.text()
    writing.field.show_text("4 Apr 1990")
    press(page, "Use this")
    qtbot.waitUntil(page.empty.isVisible)
    assert value(scene, "profile", scene.profile, "birthday") == "1990-04-04"


def test_rule_of_the_document_is_said_beside_the_field(scene: SeekerScene, opened: Open, qtbot: QtBot) -> None:
    entry = {"company": "Umi", "title": "Tester", "start": "2019-04", "end": "2020-03", "position": "V1abc"}
    found = scene.desk.cache.get("profile", scene.profile)
    assert found is not None
    scene.put(scene.own, "profile", scene.profile, {**found.body, "work": {"aaaaaaaaaa": entry}})
    clash(scene, "profile", scene.profile, "work.aaaaaaaaaa.end", ("2020-03", "2020-05", "2020-06"))
    page = opened(scene, 1)
    press(page, "Write something else: " + page.cards[0].case.name)
    writing = page.cards[0].writing
    assert writing is not None
    writing.field.show_text("2018-01")
    writing.finish()
    qtbot.waitUntil(writing.field.problem.isVisible)
    assert len(page.cards) == 1


def test_what_is_being_written_stays_over_a_sync_and_a_restart(scene: SeekerScene, opened: Open, qtbot: QtBot) -> None:
    country, text = two(scene)
    page = opened(scene, 2)
    card(page, text).begin_writing()
    writing = card(page, text).writing
    assert writing is not None
    writing.field.editor.setPlainText("I climb, and")  # type: ignore[attr-defined]  # a long text's editor
    writing.field.settle()
    qtbot.waitUntil(lambda: bool(scene.desk.cache.drafts("conflict", text)))
    scene.desk.cache.resolve(country, "theirs")
    scene.background.changed.emit(frozenset({"conflict"}), None)
    qtbot.waitUntil(lambda: len(page.cards) == 1)
    assert card(page, text).writing is writing
    assert writing.field.text() == "I climb, and"
    scene.commands.remove(*(one.id for one in scene.commands if one.page == "conflicts"))
    again = opened(scene, 1)
    reopened = card(again, text).writing
    assert reopened is not None
    assert reopened.field.text() == "I climb, and"


def test_letters_decide_nothing_while_an_answer_is_being_written(
    scene: SeekerScene, opened: Open, qtbot: QtBot
) -> None:
    country, text = two(scene)
    page = opened(scene, 2)
    assert scene.commands.run("conflicts.next")
    card(page, text).begin_writing()
    writing = card(page, text).writing
    assert writing is not None
    assert page.current is card(page, text)
    for name in ("mine", "theirs", "both", "write", "all_mine", "all_theirs"):
        assert not scene.commands.run(f"conflicts.{name}"), name
    assert scene.commands.run("conflicts.previous")
    assert page.current is card(page, country)
    assert not scene.commands.run("conflicts.all_theirs")
    assert scene.commands.run("conflicts.theirs")
    qtbot.waitUntil(lambda: len(page.cards) == 1)
    writing.cancel.click()
    assert scene.commands.run("conflicts.theirs")


def written(page: ConflictsPage, conflict: str, words: str) -> None:
    """An answer is typed and used by keyboard; then the focus goes, as the editor does."""
    card(page, conflict).begin_writing()
    writing = card(page, conflict).writing
    assert writing is not None
    writing.field.editor.setPlainText(words)  # type: ignore[attr-defined]  # a long text's editor
    QTest.keyClick(writing, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    QApplication.sendEvent(writing.field.editor, QFocusEvent(QEvent.Type.FocusOut))


def test_answer_that_was_used_leaves_nothing_behind(scene: SeekerScene, opened: Open, qtbot: QtBot) -> None:
    _, text = two(scene)
    page = opened(scene, 2)
    written(page, text, "I climb, and")
    qtbot.waitUntil(lambda: len(page.cards) == 1)
    scene.background.wait()
    assert scene.desk.cache.drafts("conflict", text) == ()


def test_answer_that_is_taken_back_is_there_to_be_written_on(scene: SeekerScene, opened: Open, qtbot: QtBot) -> None:
    _, text = two(scene)
    page = opened(scene, 2)
    written(page, text, "I climb, and")
    qtbot.waitUntil(lambda: len(page.cards) == 1 and page.toast.can_undo())
    scene.background.wait()
    assert scene.commands.run("conflicts.undo")
    qtbot.waitUntil(lambda: len(page.cards) == 2)
    again = card(page, text).writing
    assert again is not None
    assert again.field.text() == "I climb, and"


def test_narrow_page_puts_the_sides_below_one_another(scene: SeekerScene, opened: Open, qtbot: QtBot) -> None:
    clash(scene, "profile", scene.profile, "residence", ("VN", "JP", "KR"))
    page = opened(scene, 1)
    sides = page.cards[0].sides
    assert sides.is_wide
    assert sides.mine.text.x() > sides.base.text.x()
    page.resize(480, 900)
    qtbot.waitUntil(lambda: not sides.is_wide)
    qtbot.waitUntil(lambda: sides.mine.text.y() > sides.base.text.y())
    assert sides.mine.text.x() == sides.base.text.x()


def test_entry_that_was_removed_elsewhere_reads_in_words(scene: SeekerScene, opened: Open, qtbot: QtBot) -> None:
    entry = {"company": "Umi", "title": "Tester", "start": "2019-04", "position": "V1abc"}
    mine = {**entry, "title": "Leader"}
    clash(scene, "profile", scene.profile, "work.aaaaaaaaaa", (entry, mine, None))
    page = opened(scene, 1)
    assert page.cards[0].title.text() == "Work experience (Leader)"
    assert page.cards[0].sides.theirs.text.words == "(removed)"
    assert page.cards[0].write.isHidden()
    press(page, "Take mine: Work experience (Leader)")
    qtbot.waitUntil(page.empty.isVisible)
    assert value(scene, "profile", scene.profile, "work.aaaaaaaaaa") == mine


def test_job_names_the_colleague_and_who_reads_it(tmp_path: Any, opened: Open, qtbot: QtBot) -> None:
    scene = companies.company(tmp_path)
    post, scope = companies.job(scene, title={"en": "Tester"}), f"company:{COMPANY}"
    scene.put(scope, "membership", identity("member"), {"company": COMPANY, "name": "Sato Ken", "role": "recruiter"})
    told = {"side": "colleague", "member": identity("member"), "when": ago(2)}
    clash(scene, "job", post, "pay.least", (280_000, 300_000, 320_000), **told)
    page = opened(scene, 1)
    (view,) = page._views.values()
    assert view.name.text() == "Job: Tester"
    assert not view._eye.isHidden()
    assert view._all.isHidden()
    assert page.cards[0].sides.theirs.whose.text().startswith("Sato Ken\n")
    scene.close()


def test_page_without_conflicts_says_so(scene: SeekerScene, opened: Open, qtbot: QtBot) -> None:
    page = opened(scene, 0)
    qtbot.waitUntil(page.empty.isVisible)
    assert not scene.commands.run("conflicts.mine")


def test_full_disk_is_said_where_a_text_cannot_be_kept(
    scene: SeekerScene, opened: Open, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, text = two(scene)
    page = opened(scene, 2)

    def full(_draft: object) -> None:
        raise Refused(problem("disk_full"))

    monkeypatch.setattr(scene.desk.cache, "keep_draft", full)
    card(page, text).begin_writing()
    writing = card(page, text).writing
    assert writing is not None
    writing.field.editor.setPlainText("I climb, and")  # type: ignore[attr-defined]  # a long text's editor
    writing.field.settle()
    qtbot.waitUntil(lambda: "no room left" in page.notice.text)
