"""The jobs page: search and filters, one job in full, and the deeds: apply, save, ask the company."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QWidget

from izanau_desktop import offers
from izanau_desktop.background import Background
from izanau_desktop.cache import Cache, Draft
from izanau_desktop.cache.reads import seeker as reads
from izanau_desktop.commands import Commands
from izanau_desktop.desk import Desk
from izanau_desktop.seeker import listing
from izanau_desktop.seeker.apply import Applying, ApplyPanel
from izanau_desktop.seeker.apply import read as read_applying
from izanau_desktop.seeker.jobdetail import JobPane
from izanau_desktop.seeker.joblist import JobList
from izanau_desktop.seeker.listing import View
from izanau_desktop.seeker.profile.page import ProfilePage
from izanau_desktop.shared import job_words
from izanau_desktop.shared.asking import ASK, asking_words
from izanau_desktop.shared.deeds import Done, deed, refusal, take_back
from izanau_desktop.shared.links import open_place
from izanau_desktop.translation import tr
from izanau_desktop.widgets.splitter import Splitter
from izanau_desktop.widgets.stops import hand_on
from izanau_desktop.widgets.toast import Toast
from izanau_protocol import rules

KINDS = frozenset({"job", "company", "application", "saved"})
LEAST = 420
"""Pixels that the job keeps in a small window: the list shrinks to its own least width first."""
AGAIN = ("", "withdrawn", "rejected")
"""Where one may apply, or apply once more."""


class JobsPage(QWidget):
    """Jobs for a seeker and, without an account, for anyone."""

    def __init__(self, desk: Desk, background: Background, commands: Commands, language: str) -> None:
        super().__init__()
        self._desk, self._background, self._commands, self._language = desk, background, commands, language
        self.setAccessibleName(tr("Jobs"))
        self.toast = Toast(self)
        self.list = JobList(language)
        self._register(commands)
        self.pane, self.panel = JobPane(commands, language), ApplyPanel(language)
        right = QWidget()
        self.pane.setMinimumWidth(LEAST)  # beside what applying needs
        self._stack = QStackedLayout(right)
        self._stack.addWidget(self.pane)
        self._stack.addWidget(self.panel)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(Splitter("jobs", self.list, right, sizes=(430, 720)))
        self._connect()
        hand_on(self, self.list)
        background.changed.connect(self._changed)
        self._load_list(View())

    def _connect(self) -> None:
        self.toast.gone.connect(self._commands.reconsider)
        self.list.asked.connect(self._load_list)
        self.list.chosen.connect(self._choose)
        self.list.opened.connect(lambda _: self.pane.focus())
        self.pane.asked.connect(self._ask)
        self.pane.kept.connect(self._keep_question)
        self.pane.notice.action.clicked.connect(lambda: self._commands.run("app.signup"))
        panel = self.panel
        panel.applied.connect(self._apply)
        panel.cancelled.connect(self._back)
        panel.kept.connect(self._keep_message)
        panel.section.connect(self._fill_in)
        panel.confirm.connect(self._confirm)
        panel.resend.connect(self._resend)

    def _register(self, commands: Commands) -> None:
        here, step = self.isVisible, self.list.jobs.step
        deeds = offers.bound(
            offers.JOBS,
            next=(here, lambda: step(1)),
            previous=(here, lambda: step(-1)),
            apply=(self._may_apply, self._begin),
            save=(self._has_job, self._save),
            ask=(self._has_job, self._write),
            filter=(here, self.list.show_filters),
        )
        worded = (replace(one, words=self._save_words) if one.id == "jobs.save" else one for one in deeds)
        commands.register(*worded, self.toast.command("jobs", offers.SEEKERS))

    # --- what is shown ---

    def _changed(self, kinds: frozenset[str], _origin: object) -> None:
        if kinds & KINDS:
            self._load_list(self.list.view)
            self._reload()
        if kinds & {"profile", "account"} and self._stack.currentWidget() is self.panel:
            self._load_panel()

    def _reload(self) -> None:
        if self.pane.detail is not None:
            self._load_job(self.pane.detail.job.id)

    def _load_list(self, view: View) -> None:
        cache = self._desk.cache
        self._background.ask(lambda: listing.read(cache, view), self, self.list.show_listing, self._failed, key="list")

    def _choose(self, job: str) -> None:
        if job:
            if self._stack.currentWidget() is self.panel:
                self.panel.leave()
            self._load_job(job)
        else:
            self._show_job((None, ""))

    def _load_job(self, job: str) -> None:
        cache = self._desk.cache
        self._background.ask(lambda: _read_job(cache, job), self, self._show_job, self._failed, key="job")

    def _show_job(self, found: tuple[reads.JobDetail | None, str]) -> None:
        self.pane.show_job(*found)
        self._commands.reconsider()

    # --- what may be done ---

    def _has_job(self) -> bool:
        return self.isVisible() and self.pane.detail is not None and self._stack.currentWidget() is self.pane

    def _may_apply(self) -> bool:
        detail = self.pane.detail if self._has_job() else None
        return detail is not None and detail.row.state == "published" and detail.row.status in AGAIN

    def _save_words(self) -> str:
        detail = self.pane.detail if self._has_job() else None
        return tr("&Saved: take off the list") if detail is not None and detail.row.saved else tr("&Save")

    def _sign_up_first(self, deed_: str) -> bool:
        """Without an account: say what is needed; says whether it was."""
        if self._desk.account.id:
            return False
        self.pane.notice.set(deed_, "accent", tr("Sign up"))
        self.pane.notice.action.setFocus()
        return True

    # --- the deeds ---

    def _save(self) -> None:
        detail, cache = self.pane.detail, self._desk.cache
        if detail is None:
            return
        job, saved = detail.job.id, not detail.row.saved

        def done(_done: Done) -> None:
            if saved:
                self.toast.tell(tr("Saved, on this computer only"), lambda: self._set_saved(job, saved=False))
            else:
                self.toast.tell(tr("Taken off the list"), lambda: self._set_saved(job, saved=True))
            self._commands.reconsider()

        self._background.change(deed(lambda: reads.save(cache, job, saved=saved), "saved"), self, done, self._failed)

    def _set_saved(self, job: str, *, saved: bool) -> None:
        cache = self._desk.cache
        self._background.change(deed(lambda: reads.save(cache, job, saved=saved), "saved"), self, None, self._failed)

    def _begin(self) -> None:
        if not self._sign_up_first(tr("To apply, sign up first. What you wrote in your profile comes along.")):
            self._load_panel()

    def _load_panel(self) -> None:
        detail, cache = self.pane.detail, self._desk.cache
        account = self._desk.account
        if detail is not None:
            job = detail.job.id
            self._background.ask(
                lambda: read_applying(cache, account, job), self, self._open_panel, self._failed, key="panel"
            )

    def _open_panel(self, applying: Applying | None) -> None:
        if applying is None:
            return
        opening = self._stack.currentWidget() is not self.panel
        if opening:
            self.toast.dismiss()  # it would lie over the deed
        self.panel.show_applying(applying)
        self._stack.setCurrentWidget(self.panel)
        if opening:
            self.panel.begin()
        self._commands.reconsider()

    def _back(self) -> None:
        self._stack.setCurrentWidget(self.pane)
        self.pane.focus()
        self._commands.reconsider()

    def _apply(self, words: str, message: str) -> None:
        detail, desk, language = self.pane.detail, self._desk, self._language
        if detail is None:
            return
        job = detail.job.id

        def work() -> Done:
            made = desk.apply(job, words, language, message)
            desk.cache.keep_draft(Draft("job", job, "application", ""))
            return Done(frozenset({"application"}), made=made)

        def done(told: Done) -> None:
            self._back()
            company = job_words.employer(detail.row, language)
            self._tell(tr("Applied to {company}").format(company=company), "application", told.made)

        self._background.change(work, self, done, self._panel_failed)

    def _write(self) -> None:
        if self._sign_up_first(tr("To ask a company, sign up first. Your e-mail address is not shown to it.")):
            return
        cache, profile = self._desk.cache, self._desk.account.profile
        self._background.ask(lambda: _missing(cache, profile), self, self._write_or_say, self._failed, key="missing")

    def _write_or_say(self, missing: tuple[str, ...]) -> None:
        if not self._desk.account.confirmed:
            self.pane.notice.set(tr("Confirm your e-mail address first: press Apply to enter the code."), "warn")
        elif missing:
            self.pane.notice.set(tr("Fill in your profile first: press Apply to see what is missing."), "warn")
        else:
            self.pane.notice.set("")
            self.pane.ask()

    def _ask(self, text: str) -> None:
        detail, desk, language = self.pane.detail, self._desk, self._language
        if detail is None:
            return
        company, words = detail.row.company, asking_words(job_words.employer(detail.row, language))

        def work() -> Done:
            made = desk.send_message(text, company=company, words=words, language=language)
            desk.cache.keep_draft(Draft("company", company, ASK, ""))
            return Done(frozenset({"message"}), made=made)

        def refused(error: Exception) -> None:
            self.pane.composer.show_draft(text)
            self._failed(error)

        done = tr("Question goes out in ten seconds")
        self._background.change(work, self, lambda told: self._tell(done, "message", told.made, text), refused)

    def _tell(self, words: str, kind: str, made: str, text: str = "") -> None:
        desk = self._desk

        def back() -> Done:
            return Done(frozenset({kind}), "yes" if take_back(desk, kind, made) else "")

        def undone(done: Done) -> None:
            self.toast.tell(tr("Taken back") if done.outbox else tr("Too late: it was sent already."))
            if done.outbox and text:
                self.pane.composer.show_draft(text)
                self._keep_question(text)

        self.toast.tell(words, lambda: self._background.change(back, self, undone, self._failed))
        self._commands.reconsider()

    def _fill_in(self, section: str) -> None:
        self.panel.leave()
        page = open_place(self, self._commands, "profile")
        if isinstance(page, ProfilePage):
            page.open_section(section)

    def _confirm(self, code: str) -> None:
        desk = self._desk

        def work() -> None:
            desk.confirm(code)
            desk.sync()

        self._background.ask(work, self, lambda _: self._confirmed(), self._code_failed, key="confirm")

    def _confirmed(self) -> None:
        self._background.changed.emit(frozenset({"account"}), self)
        self.panel.notice.set(tr("Your e-mail address is confirmed."), "ok")
        self.panel.message.setFocus()

    def _resend(self) -> None:
        told = tr("A new code is on its way.")
        self._background.ask(
            self._desk.resend, self, lambda _: self.panel.notice.set(told, "ok"), self._panel_failed, key="resend"
        )

    def _keep_question(self, text: str) -> None:
        if self.pane.detail is not None:
            self._keep(Draft("company", self.pane.detail.row.company, ASK, text))

    def _keep_message(self, text: str) -> None:
        if self.pane.detail is not None:
            self._keep(Draft("job", self.pane.detail.job.id, "application", text))

    def _keep(self, draft: Draft) -> None:
        cache = self._desk.cache
        self._background.change(lambda: cache.keep_draft(draft), self, origin=self)

    def _code_failed(self, error: Exception) -> None:
        self.panel.code_row.set_problem(refusal(error, self._language))

    def _panel_failed(self, error: Exception) -> None:
        self.panel.notice.set(refusal(error, self._language), "danger")

    def _failed(self, error: Exception) -> None:
        self.pane.notice.set(refusal(error, self._language), "danger")


def _read_job(cache: Cache, job: str) -> tuple[reads.JobDetail | None, str]:
    """A job, and the question to its company that was not sent."""
    detail = reads.job(cache, job)
    drafts = cache.drafts("company", detail.row.company) if detail is not None else ()
    return detail, next((draft.text for draft in drafts if draft.path == ASK), "")


def _missing(cache: Cache, profile: str) -> tuple[str, ...]:
    found = cache.get("profile", profile)
    return rules.missing(found.body if found else {})
