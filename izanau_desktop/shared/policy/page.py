"""The policy in force as a page of every window; where it changed since one agreed, what changed, and agreeing anew (PRV-08–11)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from izanau_desktop.background import Background
from izanau_desktop.commands import Commands
from izanau_desktop.desk import Desk
from izanau_desktop.membership import PolicyVersion
from izanau_desktop.shared import moments
from izanau_desktop.shared.column import ColumnPage
from izanau_desktop.shared.deeds import refusal
from izanau_desktop.shared.policy.agreeing import Agreeing
from izanau_desktop.shared.policy.changes import ChangesCard
from izanau_desktop.shared.policy.reading import Shown, read
from izanau_desktop.shared.policy.text import PolicyText
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import Card, Paragraph, button, label
from izanau_desktop.widgets.radios import Radios
from izanau_protocol.reading.profile import section_words

KINDS = frozenset({"policy", "consent", "profile"})


class PolicyPage(ColumnPage):
    """Shows the policy. Nothing here is agreed to by reading it: that is the box and the button, and only where it is due."""

    def __init__(
        self,
        desk: Desk | None,
        background: Background,
        commands: Commands,
        language: str,
        url: str = "",
    ) -> None:
        super().__init__(tr("Privacy policy"))
        self._desk, self._background, self._commands, self._language, self._url = (
            desk,
            background,
            commands,
            language,
            url,
        )
        self._shown: Shown | None = None
        self.changes = ChangesCard()
        self.unlisted = UnlistedCard(self._weigh, language)
        self.text = PolicyText(language)
        self.agreeing = Agreeing()
        self.agreeing.toggled.connect(lambda _: self._weigh())
        self.why = label("", "small")
        self.agree = button(tr("A&gree"), "primary", deed=self.submit)
        self._foot = self._lay_foot()
        for part in (self.changes, self.unlisted, self.text, self.agreeing, self.why, self._foot):
            part.hide()
            self.parts.addWidget(part)
        self.setFocusProxy(self.text)
        background.changed.connect(self._changed)

    def _lay_foot(self) -> QWidget:
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.agree)
        row.addStretch(1)
        return foot

    def showEvent(self, event: QShowEvent) -> None:
        """Read anew: the site may have said of another version since."""
        super().showEvent(event)
        self._load()

    def submit(self) -> None:
        """Agree, if the box is ticked and it is said what becomes of what is no longer listed."""
        shown, desk, language = self._shown, self._desk, self._language
        if shown is None or desk is None or not self.agree.isEnabled():
            return
        self.agree.setEnabled(False)
        keep = self.unlisted.chosen() == "here"
        version = PolicyVersion(shown.version, shown.hash)

        def work() -> frozenset[str]:
            desk.agree(version, language)
            desk.let_go(shown.unlisted, language, keep=keep)
            return KINDS | {"outbox"}

        self._background.change(work, self, lambda _: self._agreed(), self._failed)

    def _agreed(self) -> None:
        self._commands.run("app.sync")
        self._load()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _changed(self, kinds: frozenset[str], _origin: object) -> None:
        if self.isVisible() and kinds & KINDS:
            self._load()

    def _load(self) -> None:
        desk, url, language = self._desk, self._url, self._language
        if not url and (desk is None or not desk.site_url):
            self.notice.set(
                tr("Each site has its own policy. It is shown here as soon as a site was chosen."), "accent"
            )
            return
        self._background.ask(lambda: read(desk, url, language), self, self._show, self._failed, key="policy-page")

    def _show(self, found: Shown) -> None:
        before, self._shown = self._shown, found
        due = found.agreement.due
        day = moments.day(found.effective, self._language)
        since = tr("Version {version}, in force since {day}").format(version=found.version, day=day)
        self.intro.set_words("\n".join(filter(None, (since, found.operator, _source(found)))))
        self.intro.show()
        self._say(found)
        self.changes.show_changes(found.summary if found.passages else "", found.passages)
        self.unlisted.show_items(found.unlisted)
        if before is None or before.text != found.text:
            self.text.show_text(found.text)
            self.agreeing.withdraw()
        self.text.show()
        self.agreeing.name_version(found.version)
        for part in (self.agreeing, self._foot):
            part.setVisible(due)
        self._weigh()

    def _say(self, found: Shown) -> None:
        if found.agreement.first:
            told = tr(
                "Please read the policy and agree to it. Until you do, what you do waits on this computer. Reading,"
                " exporting, deleting and writing to us work all the same."
            )
            self.notice.set(told, "warn")
        elif found.agreement.due:
            told = tr(
                "The policy changed. Until you agree, what you do waits on this computer. Reading, exporting, withdrawing,"
                " deleting and writing to us work all the same."
            )
            self.notice.set(told, "warn")
        elif found.agreement.agreed:
            at = moments.full(found.agreement.since, self._language)
            told = tr("You agreed to version {version} on {time}.")
            self.notice.set(told.format(version=found.agreement.agreed, time=at), "ok")
        else:
            self.notice.set("")

    def _weigh(self) -> None:
        shown = self._shown
        due = shown is not None and shown.agreement.due
        lacks_choice = self.unlisted.asks() and not self.unlisted.chosen()
        ready = due and self.agreeing.given() and not lacks_choice
        self.agree.setEnabled(ready)
        if lacks_choice:
            why = tr("To agree, first choose above what becomes of what is no longer listed.")
        else:
            why = tr("To agree, read the policy and tick the box above.")
        self.why.setText(why)
        self.why.setVisible(due and not ready)
        self.agree.setAccessibleDescription("" if ready else why)

    def _failed(self, error: Exception) -> None:
        self.notice.set(refusal(error, self._language), "danger")
        self._weigh()


def _source(found: Shown) -> str:
    """Where the text is from, and which language of it prevails, in words of the reader around the source's own title."""
    told = tr("Source: {source}. The English text prevails; the Japanese one is a translation by this site.")
    return told.format(source=found.source) if found.source else ""


class UnlistedCard(Card):
    """Asks what becomes of items that the site still holds and the new version no longer lists. At first nothing is chosen."""

    def __init__(self, chosen: Callable[[], object], language: str) -> None:
        super().__init__(tr("No longer listed"))
        self._language = language
        self._what = Paragraph("")
        choices: Mapping[str, str] = {
            "delete": tr("Delete it at the site"),
            "here": tr("Delete it at the site, and keep it for my papers on this computer"),
        }
        self.choice = Radios(choices, tr("What becomes of it"))
        self.choice.clicked.connect(chosen)
        self.add(self._what, self.choice)

    def show_items(self, items: tuple[str, ...]) -> None:
        """Name the items; without any there is nothing to ask."""
        names = tr(", ").join(section_words(one, self._language) for one in items)
        told = tr(
            "The new version no longer lists: {items}. Since then nobody but you sees it. What should become of it?"
        )
        self._what.set_words(told.format(items=names))
        self.setVisible(bool(items))

    def asks(self) -> bool:
        """Whether there is something to choose about."""
        return not self.isHidden()

    def chosen(self) -> str:
        """`delete`, `here`, or nothing yet."""
        return self.choice.chosen()
