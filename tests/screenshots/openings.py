"""What opens the screens that are no place of the navigation: ways in, panels, cards, the palette; and what closes them again."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from msgspec.structs import replace
from PySide6.QtWidgets import QDialog, QWidget

from izanau_desktop.accounts import Accounts
from izanau_desktop.app import App
from izanau_desktop.cache import documents, trees
from izanau_desktop.cache.lease import Lease
from izanau_desktop.cache.reads import common
from izanau_desktop.company.applicants.fitting import FitCard
from izanau_desktop.company.applicants.labelling import Labelling
from izanau_desktop.company.applicants.page import ApplicantsPage
from izanau_desktop.company.applicants.rejecting import Reasons
from izanau_desktop.company.applicants.unblinding import Unblinding
from izanau_desktop.company.jobs.editor import JobEditor
from izanau_desktop.company.jobs.preview import JobPreview
from izanau_desktop.company.jobs.wording import Wording
from izanau_desktop.company.templates import TemplatesCard
from izanau_desktop.crash import redaction
from izanau_desktop.crash.notice import CrashNotice
from izanau_desktop.crash.report import Report
from izanau_desktop.demo.bar import DemoBar
from izanau_desktop.demo.chooser import ChooserPage
from izanau_desktop.demo.mailbox import Mailbox
from izanau_desktop.desk import Desk
from izanau_desktop.frame.finder import CommandFinder
from izanau_desktop.keychain import KeychainNotice
from izanau_desktop.lock.page import LockPage
from izanau_desktop.lock.veil import LeasePage
from izanau_desktop.seeker.apply import ApplyPanel
from izanau_desktop.seeker.jobs import JobsPage
from izanau_desktop.seeker.profile.card import ItemCard
from izanau_desktop.seeker.profile.page import ProfilePage
from izanau_desktop.seeker.profile.preview import Preview
from izanau_desktop.seeker.profile.section import SectionView
from izanau_desktop.seeker.register import RegisterPanel
from izanau_desktop.shared.composer import Composer
from izanau_desktop.shared.conflicts.case import CaseCard
from izanau_desktop.shared.email_card import EmailCard
from izanau_desktop.shared.logo import Logo
from izanau_desktop.shared.policy.page import PolicyPage
from izanau_desktop.shared.privacy.agreed import AgreedCard
from izanau_desktop.shared.privacy.card import PrivacyCard
from izanau_desktop.shared.privacy.erasing import ErasureCard
from izanau_desktop.shared.privacy.held import HeldCard, Shelf
from izanau_desktop.shared.privacy.page import PrivacyPage
from izanau_desktop.shared.privacy.purposes import PurposesCard
from izanau_desktop.shared.privacy.seen import SeenCard
from izanau_desktop.shared.settings import SettingsPage
from izanau_desktop.shared.sync_log import SyncLogPage
from izanau_desktop.start.first import FirstPage
from izanau_desktop.start.forgotten import ForgottenPage
from izanau_desktop.start.gate import Gate
from izanau_desktop.start.signin import SignInPage
from izanau_desktop.start.signup import ConfirmPage, SignUpPage
from izanau_desktop.start.site import SitePage
from izanau_desktop.start.trouble import TroublePage
from izanau_desktop.support.approving import ApproveCard
from izanau_desktop.support.erasing import EraseCard
from izanau_desktop.support.looking import LookCard
from izanau_desktop.support.mending import MendCard
from izanau_desktop.vault import SessionVault
from izanau_protocol import ambient, ids
from izanau_protocol.problems import Refused, problem
from tests.screenshots import boards, disputes, fitting, keychain, posts, pulling, reviewing, support, teamwork, veiled
from tests.screenshots.loop import settled, until, wait
from tests.screenshots.opening import Opening
from tests.screenshots.windows import SOMEBODY, run, the, window_of

MORE = {
    "en": "Log files are kept for 30 days, and then deleted.",
    "ja": "ログは30日間保存し、その後削除します。",
}
SUMMARY = {
    "en": "Log files are kept for 30 days instead of 90. The birthday is no longer collected.",
    "ja": "ログの保存期間を90日から30日に短縮しました。生年月日は取得しなくなりました。",
}
_passing: list[Desk] = []
"""Desks of the moment, which are shut with what shows them."""


# --- the ways in ---


def _site(app: App) -> None:
    app.first_screen()
    the(app, Gate)._site = ""
    the(app, FirstPage).look.emit()


def _first(app: App) -> None:
    app.first_screen()


def _way(name: str) -> Callable[[App], object]:
    def opening(app: App) -> None:
        app.first_screen()
        getattr(the(app, Gate), name)()
        until(lambda: app.background.wait(0))

    return opening


def _forgotten(app: App) -> None:
    _way("sign_in")(app)
    the(app, SignInPage).ui.email.setText(SOMEBODY)
    the(app, SignInPage).forgotten.emit()
    the(app, ForgottenPage).submit()
    until(lambda: the(app, ForgottenPage).ui.code.isVisible())


def _confirm(app: App) -> None:
    app.first_screen()
    desk = Desk(Accounts(app.folder), None, SessionVault(), app.site)
    desk.cache.set_note(account="somebody", email=SOMEBODY)
    desk.look_up()
    the(app, Gate)._confirm(desk)
    _passing.append(desk)


def _trouble(app: App) -> None:
    app._not_opened(app.start, Refused(problem("cache_damaged")))


# --- panels and cards ---


def _name(app: App) -> None:
    the(app, ProfilePage).contents.list.setCurrentRow(0)


def _language(app: App) -> None:
    page = the(app, ProfilePage)
    until(lambda: page.contents.list.currentRow() >= 0)
    page.open_section("languages")
    page.findChildren(ItemCard)[1].opened.emit(page.findChildren(ItemCard)[1])


def _email(app: App) -> None:
    """A change of the address that waits for its link, and a next one that is not right yet."""
    page, card = the(app, SettingsPage), the(app, EmailCard)
    until(lambda: app.background.wait(0))
    waits = {"new_email": "mai.nguyen@mail.example", "new_email_until": ambient.timestamp(hours=24)}
    card._show(replace(card.desk.account, **waits))
    card.line("email").setText("mai.nguyen")
    card.submit()
    wait(50)
    page.area.verticalScrollBar().setValue(card.pos().y())


def _email_kept(app: App) -> None:
    card = the(app, EmailCard)
    card._show(card.desk.account)
    card.line("email").clear()
    for row in card.rows.values():
        row.set_problem("")


def _preview(app: App) -> None:
    run("profile.preview")(app)
    the(app, Preview).see_as("applicants")


def _job(app: App) -> None:
    """The first job that one has not applied to."""
    page = the(app, JobsPage)
    until(lambda: page.list.jobs.model.rowCount() > 0)
    for row in page.list.jobs.model.rows:
        page.list.jobs.select(row.id)
        until(partial(lambda wanted: page.pane.detail is not None and page.pane.detail.job.id == wanted, row.id))
        if page._may_apply():
            return


def _logo(app: App) -> None:
    """A job of the company that has a logo, where it tells of the company."""
    page, desk = the(app, JobsPage), app.desk
    assert desk is not None
    company = next(one for one in desk.cache.list("company") if one.body.get("logo"))
    jobs = {one.id for one in desk.cache.list("job", company=company.id)}
    page.list.ask(replace(page.list.view, limit=len(desk.cache.list("job"))))
    until(lambda: any(row.id in jobs for row in page.list.jobs.model.rows))
    page.list.jobs.select(next(row.id for row in page.list.jobs.model.rows if row.id in jobs))
    until(lambda: any(one.isVisibleTo(page) for one in page.pane.findChildren(Logo)))
    settled(app)
    bar = page.pane.area.verticalScrollBar()
    until(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())


def _apply(app: App) -> None:
    _job(app)
    run("jobs.apply")(app)


def _ask(app: App) -> None:
    _job(app)
    run("jobs.ask")(app)


def _matter(kind: type[PrivacyCard]) -> Callable[[App], object]:
    """Leads to a matter of the privacy centre once all is read."""

    def opening(app: App) -> None:
        until(lambda: app.background.wait(0))
        wait(300)  # what one answer asks for in turn
        until(lambda: app.background.wait(0))
        the(app, PrivacyPage).lead(the(app, kind))

    return opening


def _held(app: App) -> None:
    _matter(HeldCard)(app)
    card = the(app, HeldCard)
    assert until(lambda: bool(card.findChildren(Shelf)), 30)
    assert settled(app)  # all shelves are there: none is laid anew under the press
    card.findChildren(Shelf)[0].open.click()
    assert settled(app)
    the(app, PrivacyPage).lead(the(app, HeldCard))


def _purposes(app: App) -> None:
    until(lambda: app.background.wait(0))
    tick = the(app, PurposesCard).ticks["jobs"]
    if not tick.box.isChecked():
        tick.box.click()
    _matter(PurposesCard)(app)


def _erase(app: App) -> None:
    _matter(ErasureCard)(app)
    the(app, ErasureCard).begin.click()


def _mailbox(app: App) -> None:
    the(app, DemoBar).mailbox.emit()
    until(lambda: bool(the(app, Mailbox)._mails), 3)


def _palette(app: App) -> None:
    window_of(app).show_palette()


def _keys(app: App) -> None:
    window_of(app).show_keys()


def _crash(app: App) -> None:
    try:
        raise ValueError
    except ValueError as error:
        told = redaction.told(error)
    text = f"izanau 0.1.0, Python 3.11.7, Linux 6.1\n2026-01-31T09:00:00.000Z 8f3k2m1x\nin thread MainThread\n{told}\n"
    CrashNotice(Report("8f3k2m1x", text), window_of(app), may_write=True).show()


def _locked(app: App) -> None:
    app.locks.lock()
    the(app, LockPage)


def _opened(app: App) -> None:
    app.locks._unlock()
    assert until(lambda: not app.locks.locked)


def _lease_over(app: App) -> None:
    app.locks._lease = Lease("locked", "2026-11-20T09:00:00Z", 3, "2026-11-17T09:00:00Z", "2026-12-01T09:00:00Z")
    app.locks.see = lambda _: None  # type: ignore[assignment] # a sync would renew it while the picture is taken
    app.work_at("applicants")


def _policy_changed(app: App) -> None:
    desk = app.desk
    assert desk is not None
    assert until(lambda: app.syncing is not None and app.syncing._last is not None)  # no sync says otherwise after it
    version: Any = common.policy(desk.cache)
    lines = {language: f"{words}\n\n{MORE[language]}\n" for language, words in version["text"].items()}
    later = {**version, "version": "2026-11-01", "effective": "2026-11-01", "text": lines, "changes": SUMMARY}
    later["items"] = {
        key: item for key, item in version["items"].items() if "profile.birthday" not in item.get("paths", ())
    }
    base = trees.spelled(later)
    stored = documents.Stored("jobs", "policy", ids.natural_id("policy", "2026-11-01"), 1, base)
    desk.cache.change(lambda connection: documents.put(connection, stored))
    desk.cache.set_note(policy="2026-11-01", policy_due="yes")
    window_of(app).set_agreement(common.agreed(desk.cache))
    app.background.changed.emit(frozenset({"policy"}), None)
    until(lambda: the(app, PolicyPage).agree.isVisible())


def _policy_agreed(app: App) -> None:
    desk = app.desk
    assert desk is not None
    desk.cache.set_note(policy=common.agreed(desk.cache).agreed, policy_due="")
    window_of(app).set_agreement(common.agreed(desk.cache))
    app.background.changed.emit(frozenset({"policy"}), None)


def _lease_held(app: App) -> None:
    del app.locks.see  # the method itself again
    app.locks._lease = None
    app.work_at("applicants")


# --- away again ---


def _unwritten(app: App) -> None:
    the(app, TemplatesCard).writing.cancel.click()


def _close_dialog(app: App) -> None:
    for one in window_of(app).findChildren(QDialog):
        one.reject()
    wait(20)


def _shut(app: App) -> None:
    app.first_screen()
    while _passing:
        _passing.pop().shut()


def _cancel(kind: type[QWidget]) -> Callable[[App], object]:
    def closing(app: App) -> None:
        the(app, kind).cancelled.emit()  # type: ignore[attr-defined] # every panel has this signal

    return closing


OPENINGS = (
    Opening("start", "first", "", FirstPage, _first),
    Opening("start", "site", "", SitePage, _site),
    Opening("start", "signin", "", SignInPage, _way("sign_in")),
    Opening("start", "signup", "", SignUpPage, _way("sign_up")),
    Opening("start", "confirm", "", ConfirmPage, _confirm, _shut),
    Opening("start", "forgotten", "", ForgottenPage, _forgotten),
    Opening("start", "trouble", "", TroublePage, _trouble),
    Opening("start", "keychain", "", KeychainNotice, keychain.at_start, keychain.over),
    Opening("start", "keychain-first", "", KeychainNotice, keychain.on_first_screen, keychain.over),
    Opening("demo", "chooser", "", ChooserPage, _first),
    Opening("seeker", "profile-name", "profile", SectionView, _name),
    Opening("seeker", "profile-language", "profile", ItemCard, _language),
    Opening("seeker", "preview", "profile", Preview, _preview, lambda app: the(app, Preview).closed.emit()),
    Opening("seeker", "register", "profile", RegisterPanel, run("profile.public"), lambda app: the(app, RegisterPanel).close_panel()),
    Opening("seeker", "job-logo", "jobs", Logo, _logo, lambda app: the(app, JobsPage).list.clear()),
    Opening("seeker", "apply", "jobs", ApplyPanel, _apply, _cancel(ApplyPanel)),
    Opening("seeker", "ask", "jobs", Composer, _ask, _cancel(Composer)),
    Opening("seeker", "privacy-seen", "privacy", SeenCard, _matter(SeenCard)),
    Opening("seeker", "privacy-agreed", "privacy", AgreedCard, _matter(AgreedCard)),
    Opening("seeker", "privacy-purposes", "privacy", PurposesCard, _purposes),
    Opening("seeker", "privacy-held", "privacy", Shelf, _held, lambda app: the(app, Shelf).open.click()),
    Opening("seeker", "privacy-erase", "privacy", ErasureCard, _erase, lambda app: the(app, ErasureCard).close_form()),
    Opening("seeker", "settings-email", "settings", EmailCard, _email, _email_kept),
    Opening("seeker", "conflicts-profile", "conflicts", CaseCard, disputes.of_seeker, disputes.away),
    Opening("seeker", "policy-changed", "policy", PolicyPage, _policy_changed, _policy_agreed),
    Opening("seeker", "palette", "applications", CommandFinder, _palette, _close_dialog),
    Opening("seeker", "keys", "applications", CommandFinder, _keys, _close_dialog),
    Opening("seeker", "mailbox", "applications", Mailbox, _mailbox, _close_dialog),
    Opening("seeker", "crash", "applications", CrashNotice, _crash, _close_dialog),
    Opening("company", "searching", "applicants", ApplicantsPage, pulling.searched, pulling.searched_no_more),
    Opening("company", "fetching", "sync_log", SyncLogPage, pulling.fetching, pulling.over),
    Opening("company", "indexing", "sync_log", SyncLogPage, pulling.indexing_behind, pulling.over),
    Opening("company", "paused", "sync_log", SyncLogPage, pulling.paused, pulling.over),
    Opening("company", "fit", "applicants", FitCard, fitting.of_every_kind, fitting.away),
    *reviewing.OPENINGS,
    Opening("company", "note", "applicants", Composer, run("applicants.note"), _cancel(Composer)),
    Opening("company", "message", "applicants", Composer, run("applicants.message"), _cancel(Composer)),
    Opening("company", "message-hint", "applicants", Composer, posts.asking, posts.asking_no_more),
    Opening("company", "reject", "applicants", Reasons, run("applicants.reject"), _cancel(Reasons)),
    Opening("company", "prepared", "company", TemplatesCard, lambda app: the(app, TemplatesCard).new.click(), _unwritten),
    Opening("company", "blind", "applicants", Unblinding, veiled.asked, veiled.known),
    Opening("company", "labels", "applicants", Labelling, run("applicants.labels"), _cancel(Labelling)),
    Opening("company", "job-preview", "jobs", JobPreview, run("jobs.preview"), lambda app: the(app, JobPreview).closed.emit()),
    Opening("company", "job-wording", "jobs", Wording, posts.hinted, posts.hinted_no_more),
    *teamwork.OPENINGS,
    *boards.OPENINGS,
    Opening("company", "job-both", "jobs", JobEditor, posts.in_both, posts.in_one),
    Opening("company", "job-template", "jobs", JobEditor, posts.templates, posts.templates_no_more),
    Opening("company", "conflicts-job", "conflicts", CaseCard, disputes.of_company, disputes.away),
    Opening("company", "lock", "applicants", LockPage, _locked, _opened),
    Opening("company", "lease", "applicants", LeasePage, _lease_over, _lease_held),
    Opening("company", "keys", "applicants", CommandFinder, _keys, _close_dialog),
    Opening("support", "approve", "tickets", ApproveCard, support.approve, _cancel(ApproveCard)),
    *support.OPENINGS,
    Opening("support", "look", "records", LookCard, support.look, _cancel(LookCard)),
    Opening("support", "mend", "records", MendCard, support.mend, _cancel(MendCard)),
    Opening("support", "erase", "records", EraseCard, support.erase_record, _cancel(EraseCard)),
    Opening("support", "keys", "tickets", CommandFinder, _keys, _close_dialog),
)  # fmt: skip
"""Every screen that is no place, with what it shows."""
