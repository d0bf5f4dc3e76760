"""The company's own page: what everyone reads about it, edited in place by its owner."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from izanau_desktop import offers
from izanau_desktop.background import Background, after
from izanau_desktop.cache import Cache, Document
from izanau_desktop.commands import Commands
from izanau_desktop.company.logo import LogoRow
from izanau_desktop.company.reasons import ReasonsCard
from izanau_desktop.company.templates import TemplatesCard
from izanau_desktop.desk import Desk
from izanau_desktop.forms.company.company import Ui_CompanyForm
from izanau_desktop.shared.column import ColumnPage
from izanau_desktop.shared.deeds import deed, refusal
from izanau_desktop.shared.editing import Editing, read
from izanau_desktop.shared.logo import prepared
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import Card
from izanau_desktop.widgets.toast import Toast
from izanau_protocol import visibility


class CompanyPage(ColumnPage):
    """One form, saved as one types; members who may not write it read it."""

    def __init__(self, desk: Desk, background: Background, commands: Commands, language: str) -> None:
        super().__init__(tr("Company"), tr("Everyone who looks at your jobs reads this."))
        self._desk, self._background = desk, background
        self._language = language
        self.editing = Editing(desk, background, "company", language, self)
        self.editing.failed.connect(self._failed)
        form = QWidget()
        Ui_CompanyForm().setupUi(form)
        self.editing.bind(form)
        card = Card()
        card.setAccessibleName(tr("About the company"))
        self.logo = LogoRow()
        self.logo.chosen.connect(self._choose)
        self.logo.removed.connect(lambda: self._set(lambda: b""))
        card.add(self.logo, form)
        self.parts.addWidget(card)
        self.toast = Toast(self)
        for told in (self.toast.told, self.toast.gone):
            told.connect(commands.reconsider)
        self.templates = TemplatesCard(desk, background, self.toast, language)
        self.templates.opened.connect(lambda: after(0, self, self._bring_form))
        self.parts.addWidget(self.templates)
        self.reasons = ReasonsCard(desk, background, language)
        self.reasons.opened.connect(lambda: after(0, self, lambda: self.bring(self.reasons.writing.save)))
        self.parts.addWidget(self.reasons)
        self._owner = visibility.may_write("company", "name", desk.account.role)
        self.editing.set_enabled(enabled=self._owner)
        self.logo.set_enabled(enabled=self._owner)
        if not self._owner:
            self.notice.set(tr("Only the owner of the company account changes this page."))
        deeds = offers.bound(offers.OWN_PAGE, undo=(self._may_undo, self._undo), redo=(self._may, self._redo))
        commands.register(*deeds)
        background.changed.connect(self._changed)
        self._load()

    def _bring_form(self) -> None:
        """The end of the form of a prepared message, and before all its beginning."""
        for part in (self.templates.writing.cancel, self.templates.writing.name):
            self.bring(part)

    def _may(self) -> bool:
        return self.isVisible() and self._owner

    def _may_undo(self) -> bool:
        return self.isVisible() and (self._owner or self.toast.can_undo())

    def _changed(self, kinds: frozenset[str], origin: object) -> None:
        if "company" in kinds and origin is not self.editing:
            self._load()

    def _load(self) -> None:
        cache, company = self._desk.cache, self._desk.account.company
        self._background.ask(lambda: _read(cache, company), self, self._show, self._failed, key="company")

    def _show(self, found: tuple[Document | None, dict[str, str], bytes]) -> None:
        document, drafts, logo = found
        self.logo.show_logo(logo, named=bool(document and document.body.get("logo")))
        self.editing.show(self._desk.account.company, document.body if document else {}, drafts)

    def _choose(self, file: Path) -> None:
        self._set(lambda: prepared(file))

    def _set(self, picture: Callable[[], bytes]) -> None:
        """Another logo, or none; what is typed meanwhile stands as it is."""
        desk = self._desk
        self.notice.set("")
        self._background.change(deed(lambda: desk.set_logo(picture()), "company"), self, None, self._failed)

    def _undo(self) -> None:
        """What is told at the foot, or the last change of the page."""
        if self.toast.can_undo():
            self.toast.undo()
            return
        self.editing.settle()
        cache, group = self._desk.cache, f"company:{self.editing.id}"
        self._background.change(deed(lambda: cache.undo(group), "company"), self, None, self._failed)

    def _redo(self) -> None:
        cache, group = self._desk.cache, f"company:{self.editing.id}"
        self._background.change(deed(lambda: cache.redo(group), "company"), self, None, self._failed)

    def _failed(self, error: Exception) -> None:
        self.notice.set(refusal(error, self._language), "danger")


def _read(cache: Cache, company: str) -> tuple[Document | None, dict[str, str], bytes]:
    """The page, what is typed and not valid yet, and the logo."""
    document, drafts = read(cache, "company", company)
    return document, drafts, cache.file_of(str(document.body.get("logo", ""))) if document else b""
