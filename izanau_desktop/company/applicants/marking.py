"""The deeds on the marks of an application: taking it, giving it to a colleague, its labels, each undone from the toast; and
making known who a person under blind review is, which nothing undoes."""

from __future__ import annotations

from collections.abc import Callable

from izanau_desktop.background import Background
from izanau_desktop.cache.reads.marks import in_use
from izanau_desktop.company.applicants.detail import ApplicantDetail
from izanau_desktop.company.applicants.reading import Opened
from izanau_desktop.company.words import called
from izanau_desktop.desk import Desk
from izanau_desktop.offers import Deed
from izanau_desktop.shared.deeds import Done, deed
from izanau_desktop.translation import tr

Told = Callable[[str, Done, str], None]


class Marking:
    """What the person does is told to `told(words, done, application)`; `may(path)` says whether the application that is open allows it."""

    def __init__(
        self,
        desk: Desk,
        background: Background,
        may: Callable[[str, str], bool],
        told: Told,
        failed: Callable[[Exception], None],
        began: Callable[[], object],
        language: str,
    ) -> None:
        """`began` hears that a deed is under way."""
        self._desk, self._background, self._may, self._told, self._failed = desk, background, may, told, failed
        self._began, self._language = began, language
        self._detail: ApplicantDetail | None = None

    def attach(self, detail: ApplicantDetail) -> None:
        """Work on what this shows."""
        self._detail = detail
        detail.given.connect(self.give)
        detail.panels.labelled.connect(self._label)
        detail.panels.unblinded.connect(self._unblind)

    def deeds(self) -> dict[str, Deed]:
        """What the page offers, by the last part of its command."""
        return {
            "take": (self._may_take, lambda: self.give(self._desk.membership)),
            "give": (self._may_give, lambda: self._shown().show_colleagues()),
            "labels": (lambda: self._may("application", "labels"), self._ask_labels),
            "unblind": (self._may_unblind, lambda: self._shown().panels.open_unblinding()),
        }

    def give(self, member: str) -> None:
        """Give the application that is open to a colleague, or to nobody."""
        opened, desk = self._opened(), self._desk
        now = opened.marks.owner.member if opened is not None and opened.marks.owner is not None else ""
        if opened is None or member == now:
            return
        name = next((one.name for one in opened.marks.team if one.member == member), "")
        if member == desk.membership:
            words = tr("{applicant}: yours now")
        else:
            words = tr("{applicant}: given to {member}") if member else tr("{applicant}: nobody’s now")
        row = opened.applicant.row
        self._shown().focus()
        self._do(row.id, words.format(applicant=self._called(opened), member=name), lambda: desk.give(row.id, member))

    def _ask_labels(self) -> None:
        """Open the labels at once, since what is typed next is a label and no deed; those in use come later: that reads all
        applicants."""
        cache, panels = self._desk.cache, self._shown().panels
        panels.open_labels()
        self._background.ask(lambda: in_use(cache), panels, panels.labels.offer, self._failed, key="labels")

    def _label(self, add: str, remove: str) -> None:
        opened, desk = self._opened(), self._desk
        if opened is None:
            return
        row = opened.applicant.row
        words = tr("{applicant}: label {label} put on") if add else tr("{applicant}: label {label} taken off")
        told = words.format(applicant=self._called(opened), label=add or remove)
        self._do(row.id, told, lambda: desk.label(row.id, [add] if add else [], [remove] if remove else []))

    def _unblind(self) -> None:
        opened, desk = self._opened(), self._desk
        if opened is not None:
            application, shown = opened.applicant.row.id, self._shown()
            shown.focus()
            self._background.change(deed(lambda: desk.unblind(application), "application"), shown, None, self._failed)
            self._began()

    def _called(self, opened: Opened) -> str:
        return called(opened.applicant.row.name, opened.applicant.row.code, self._language)

    def _do(self, application: str, words: str, work: Callable[[], object]) -> None:
        owner = self._shown()
        self._background.change(
            deed(work, "application"), owner, lambda done: self._told(words, done, application), self._failed
        )
        self._began()

    def _may_take(self) -> bool:
        if not self._may_give():
            return False
        opened = self._opened()
        return opened is not None and not opened.marks.mine

    def _may_unblind(self) -> bool:
        if not self._may("application", "unblinded"):
            return False
        opened = self._opened()
        return opened is not None and bool(opened.applicant.row.code)

    def _may_give(self) -> bool:
        return self._may("application", "owner")

    def _opened(self) -> Opened | None:
        return self._shown().opened

    def _shown(self) -> ApplicantDetail:
        assert self._detail is not None
        return self._detail
