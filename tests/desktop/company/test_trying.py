"""A prepared message tried on somebody while it is written: what it says to them, in which language, and what is no placeholder."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from izanau_desktop.cache.reads.samples import samples
from izanau_desktop.company.company import CompanyPage
from izanau_desktop.company.templates import Writing
from izanau_protocol.visibility import blind
from tests.desktop.company.scene import Scene, ago, applicant, job


@pytest.fixture
def form(scene: Scene, qtbot: QtBot) -> Iterator[Writing]:
    """The form of a new prepared message, of a company to which somebody applied."""
    applicant(scene, job(scene, title={"en": "Tester", "ja": "テスター"}), 1)
    made = CompanyPage(scene.desk, scene.background, scene.commands, "en")
    qtbot.addWidget(made)
    made.resize(900, 800)
    with qtbot.waitExposed(made):
        made.show()
    made.templates.write(None)
    form = made.templates.writing
    qtbot.waitUntil(lambda: form.trying.who.count() == 3)
    yield form
    made.toast.dismiss()


def write(form: Writing, use: str, **texts: str) -> None:
    form.use.setCurrentIndex(form.use.findData(use))
    for tag, edit in form.texts.items():
        edit.setPlainText(texts.get(tag, ""))


def choose(form: Writing, place: int) -> None:
    form.trying.who.setCurrentIndex(place)
    form.trying.who.activated.emit(place)


def read(form: Writing, tag: str) -> str:
    return form.trying.parts[tag].words


def test_message_reads_as_it_will_to_somebody_made_up(form: Writing) -> None:
    write(form, "acknowledge", en="Dear {name}: {job}, {stage}", ja="{name} 様 {job} {stage}")
    assert read(form, "en") == "Dear Hanako Mihon: Tester, New"
    assert read(form, "ja") == "見本 花子 様 テスター 新規"
    assert "only the site knows it" in form.trying.told.words


def test_message_reads_as_it_will_to_an_applicant(form: Writing, scene: Scene) -> None:
    (one,) = (each for each in samples(scene.desk.cache) if each.application)
    choose(form, 2)
    write(form, "advance", en="{name} comes to {stage}")
    assert read(form, "en") == f"{one.known['en']['name']} comes to Screening"
    assert read(form, "ja") == "Nothing is written in this language."
    assert form.trying.told.words == "Everybody gets the text in English, since there is no other one."


def test_text_that_is_got_is_the_one_in_the_language_read_best(form: Writing) -> None:
    write(form, "reject", en="Hello", ja="こんにちは")
    assert "who reads English: gets the text in English" in form.trying.told.words
    choose(form, 1)
    assert "who reads Japanese: gets the text in Japanese" in form.trying.told.words


@pytest.mark.parametrize(("typed", "told"), [("Dear {nome}", "Is {name} meant?"), ("{salary}", "leave the braces out")])
def test_what_is_no_placeholder_is_said_beneath_its_text(form: Writing, typed: str, told: str) -> None:
    write(form, "reject", en="Dear {name}", ja=typed)
    assert not form.strange["en"].isVisible()
    assert form.strange["ja"].isVisible()
    assert told in form.strange["ja"].text()
    assert form.texts["ja"].accessibleDescription() == form.strange["ja"].text()
    write(form, "reject", ja="{ name } {job}")
    assert not form.strange["ja"].isVisible()


def test_who_withdraws_is_tried_on_no_more(form: Writing, scene: Scene, qtbot: QtBot) -> None:
    choose(form, 2)
    (one,) = (each for each in samples(scene.desk.cache) if each.application)
    found = scene.desk.cache.get("application", one.application)
    assert found is not None
    scene.put(found.scope, "application", one.application, {**found.body, "withdrawn": True}, 2)
    scene.background.changed.emit(frozenset({"application"}), None)
    qtbot.waitUntil(lambda: form.trying.who.count() == 2)
    assert form.trying.who.currentIndex() == 0


def test_preview_names_nobody_whom_blind_review_hides(scene: Scene) -> None:
    one = applicant(scene, job(scene, blind=True), 1)
    (hidden,) = (each for each in samples(scene.desk.cache) if each.application)
    assert (hidden.name, hidden.code) == ("", blind.code(one))
    assert hidden.known["en"]["name"] == "applicant"


def test_preview_asks_nothing_of_people_while_the_lease_is_over(scene: Scene) -> None:
    applicant(scene, job(scene), 1)
    scene.desk.cache.set_note(last_sync=ago(24 * 90))
    assert [one.application for one in samples(scene.desk.cache)] == ["", ""]
