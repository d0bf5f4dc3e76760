"""The middle of the editor: one section of the profile as cards, one of them open at a time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from izanau_desktop.seeker.profile.card import ItemCard
from izanau_desktop.seeker.profile.grip import DropLine
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import Paragraph, button, label
from izanau_protocol import ambient, patch, position, rules
from izanau_protocol.reading import profile as reading

Body = dict[str, Any]
LISTS = ("languages", "education", "work", "skills")
NEWEST_FIRST = ("education", "work")


def hint(section: str) -> str:
    """One sentence on what belongs here."""
    return {
        "name": tr("Only the full name, as in your passport, is needed. Single names are fine."),
        "birthday": tr("As in your passport."),
        "citizenship": tr("One or more countries. Companies cannot filter or sort by it."),
        "residence": tr("Where you live now."),
        "prefecture": tr("Where in Japan you live now."),
        "visa": tr("Your status of residence in Japan. Never enter the number of your residence card."),
        "languages": tr("Companies can find you by language and level."),
        "education": tr("Schools and courses, newest first."),
        "work": tr("Positions, newest first. Overlaps are fine; type “now” for the current one."),
        "skills": tr("What you can do, and for how long. Licences belong here too."),
        "hobbies": tr("Optional. Leave out religion, politics, family and health."),
    }[section]


class SectionView(QWidget):
    """Shows and edits one section. `edited(patch)` is a merge patch of the profile; `removed(words)` offers an undo."""

    edited = Signal(object)
    kept = Signal(str, str)
    removed = Signal(str)
    reached = Signal(QPoint)
    """A card is dragged here: whoever scrolls brings the place into view."""
    unfolded = Signal(object)
    """A card was opened: whoever scrolls brings it into view."""

    def __init__(self, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.section, self._listed = "name", True
        self._language = language
        self._body: Body = {}
        self._drafts: dict[str, str] = {}
        self._pending: Body = {}
        """The item that is being made and lacks what it must have: `{item id: values}`."""
        self._cards: list[ItemCard] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(28, 24, 28, 28)
        self._layout.setSpacing(10)
        self._title = label("", "title")
        self._audience = label("", "small")
        self._hint = Paragraph("", "secondary")
        self._add = button(tr("Add"), icon="plus", deed=self.add)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._add)
        self._layout.addLayout(head)
        self._layout.addWidget(self._audience)
        self._layout.addWidget(self._hint)
        self._layout.addSpacing(6)
        self._line = DropLine(self)
        self._place = QVBoxLayout()
        self._place.setSpacing(10)
        self._layout.addLayout(self._place)
        self._layout.addStretch(1)

    def show_section(self, section: str, body: Body, drafts: Mapping[str, str], *, listed: bool = True) -> None:
        """Show a section of a body; what was open in another is settled first. `listed`: the policy in force lists it."""
        self._listed = listed
        if section != self.section:
            self.close_open()
            self._pending = {}
        self.section, self._body, self._drafts = section, body, dict(drafts)
        self._title.setText(reading.section_words(section, self._language))
        self._say_who_sees()
        self._hint.set_words(hint(section))
        self._add.setVisible(section in LISTS)
        self._add.setText(self._add_words())
        self._rebuild()

    def refresh(self, body: Body, drafts: Mapping[str, str]) -> None:
        """The body is another now; cards read anew, the open one stays open, and what reads as before is not touched.

        A card that is made anew while its button is being pressed would swallow that.
        """
        self._body, self._drafts = body, dict(drafts)
        self._say_who_sees()
        texts = {text.item: text for text in self._texts()}
        opened = any(card.is_open for card in self._cards)
        shown = [card.item for card in self._cards]
        if set(texts) == set(shown) and list(texts) != shown:
            self._lay_out(sorted(self._cards, key=lambda card: list(texts).index(card.item)))
        elif not opened and list(texts) != shown:
            self._rebuild()
            return
        for card in self._cards:
            if card.item in texts:
                card.show_text(texts[card.item])

    def _say_who_sees(self) -> None:
        if not self._listed:
            self._audience.setText(tr("Only you see this: the policy in force no longer lists it."))
            return
        self._audience.setText(
            tr("Everyone sees this: your profile is registered.")
            if self._body.get("registered") is True
            else tr("Everyone sees this once your profile is registered.")
        )

    def add(self) -> None:
        """Open a new entry, at the top where the newest stands first; it joins the profile once it has what it must have."""
        self.close_open()
        items = self._body.get(self.section, {})
        places = [items[item]["position"] for item in position.ordered(items)] if items else []
        if self.section in NEWEST_FIRST:
            place = position.between(None, places[0] if places else None)
        else:
            place = position.between(places[-1] if places else None, None)
        self._pending = {ambient.item_id(): {"position": place}}
        self._rebuild(open_item=next(iter(self._pending)))

    def settle(self) -> None:
        """Take what stands in the fields of the open card."""
        for card in self._cards:
            card.settle()

    def close_open(self) -> None:
        """Settle and close the open card."""
        for card in self._cards:
            card.close_form()

    def open_first(self) -> None:
        """Open the only card, or the first."""
        if self._cards:
            self._open(self._cards[0])
        elif self.section in LISTS:
            self.add()

    def _add_words(self) -> str:
        return {
            "languages": tr("Add a language"),
            "education": tr("Add a school"),
            "work": tr("Add work experience"),
            "skills": tr("Add a skill"),
        }.get(self.section, tr("Add"))

    def _whole(self) -> Body:
        """The body with the entry that is being made."""
        return patch.applied(self._body, {self.section: self._pending}) if self._pending else self._body

    def _texts(self) -> tuple[reading.CardText, ...]:
        texts = reading.cards(self._whole(), self.section, self._language)
        if texts or self.section in LISTS:
            return texts
        return (reading.CardText("", tr("Nothing entered yet")),)

    def _rebuild(self, open_item: str | None = None) -> None:
        focused = next((card.item for card in self._cards if card.hasFocus()), None)
        for card in self._cards:
            self._place.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._lay_out([self._card(text) for text in self._texts()])
        for card in self._cards:
            if open_item is not None and card.item == open_item:
                self._open(card)
            elif focused is not None and card.item == focused:
                card.setFocus()

    def _lay_out(self, cards: list[ItemCard]) -> None:
        """Put the cards below one another in this order; where there are several of a list, each can be dragged."""
        self._cards = cards
        for card in cards:
            self._place.removeWidget(card)
        for card in cards:
            self._place.addWidget(card)
            card.let_move(may=len(cards) > 1 and bool(card.item))

    def _card(self, text: reading.CardText) -> ItemCard:
        card = ItemCard(self.section, text, self)
        card.opened.connect(self._open)
        card.done.connect(self._done)
        card.another.connect(self._another)
        card.moved.connect(self._move)
        card.removed.connect(self._remove)
        card.changed.connect(self._changed)
        card.kept.connect(self._keep)
        card.lost.connect(self.removed)
        card.grip.dragged.connect(lambda pointer: self._drag(pointer))
        card.grip.dropped.connect(lambda pointer: self._drop(card, pointer))
        return card

    def _open(self, card: ItemCard) -> None:
        for other in self._cards:
            if other is not card:
                other.close_form()
        card.open(self._language, self._whole, self._drafts)
        if not card.isVisible():
            QTimer.singleShot(0, card, card.focus_first)  # rule: after the layout, once
        QTimer.singleShot(0, card, lambda: self.unfolded.emit(card))  # rule: after the layout, once

    def _done(self, card: ItemCard) -> None:
        card.close_form()
        if card.item in self._pending:
            self._pending = {}
            self._rebuild()
            self._add.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            card.setFocus(Qt.FocusReason.OtherFocusReason)

    def _another(self, card: ItemCard) -> None:
        card.close_form()
        if self.section in LISTS:
            self.add()

    def _changed(self, change: Body) -> None:
        new = patch.applied(self._whole(), change)
        for item in self._pending:
            inside = f"{self.section}.{item}"
            values = patch.value_at(new, (self.section, item))
            if any(one.field.startswith(inside) for one in rules.problems("profile", new)):
                self._pending = {item: values}
                return
        self._pending = {}
        self.edited.emit(patch.changes(self._body, new))

    def _keep(self, path: str, text: str) -> None:
        if text:
            self._drafts[path] = text
        else:
            self._drafts.pop(path, None)
        self.kept.emit(path, text)

    def _move(self, card: ItemCard, by: int) -> None:
        items = self._body.get(self.section, {})
        order = position.ordered(items)
        if card.item not in order:
            return
        place = order.index(card.item) + by
        if not 0 <= place < len(order):
            return
        rest = [item for item in order if item != card.item]
        self._put(card.item, rest[place] if place < len(rest) else None)

    def _put(self, item: str, before: str | None) -> None:
        """Put an entry before another, or last: one edit, and so one step of the undo."""
        change = position.moved(self._body.get(self.section, {}), item, before)
        if change:
            self.edited.emit({self.section: change})

    def _gap(self, pointer: QPoint) -> int:
        """Which gap between the cards is nearest: 0 is above the first."""
        y = self.mapFromGlobal(pointer).y()
        return sum(card.geometry().center().y() < y for card in self._cards)

    def _drag(self, pointer: QPoint) -> None:
        gap, cards = self._gap(pointer), self._cards
        spacing = self._place.spacing() // 2
        y = cards[gap].geometry().top() - spacing if gap < len(cards) else cards[-1].geometry().bottom() + spacing
        self._line.show_at(cards[0].x(), y, cards[0].width())
        self.reached.emit(self.mapFromGlobal(pointer))

    def _drop(self, card: ItemCard, pointer: QPoint) -> None:
        self._line.hide()
        following = [
            other.item for other in self._cards[self._gap(pointer) :] if other.item in self._body[self.section]
        ]
        if following[:1] != [card.item]:
            self._put(card.item, following[0] if following else None)
        card.setFocus(Qt.FocusReason.MouseFocusReason)

    def _remove(self, card: ItemCard) -> None:
        if card.item in self._pending:
            self._pending = {}
            card.close_form()
            self._rebuild()
            return
        words = card.accessibleName()
        card.close_form()
        self.edited.emit({self.section: {card.item: None}})
        self.removed.emit(words)
