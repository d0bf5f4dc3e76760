"""The team of a company: its members with what each may see and do, and who was invited; its owner changes it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from izanau_desktop import offers
from izanau_desktop.background import Background
from izanau_desktop.cache.reads import team as reads
from izanau_desktop.cache.reads.common import text_in
from izanau_desktop.cache.reads.team import Member, Team
from izanau_desktop.commands import Commands
from izanau_desktop.company.team.cards import EndCard, InviteCard, RoleCard
from izanau_desktop.desk import Desk
from izanau_desktop.own_record import INVITATIONS, Items
from izanau_desktop.roles import MAY
from izanau_desktop.shared import moments
from izanau_desktop.shared.asking_card import AskingCard
from izanau_desktop.shared.column import ColumnPage
from izanau_desktop.shared.deeds import refusal
from izanau_desktop.shared.privacy.card import Fact
from izanau_desktop.translation import tr
from izanau_desktop.widgets.plain import Card, EmptyState, Paragraph, button, line
from izanau_desktop.widgets.toast import Toast
from izanau_protocol import codes, wire
from izanau_protocol.problems import Refused

KINDS = frozenset({"membership", "job", "account"})
"""What the page is read anew for."""


class TeamPage(ColumnPage):
    """Members from the cache, invitations from the site each time the page is shown: nothing of these is kept here."""

    def __init__(self, desk: Desk, background: Background, commands: Commands, language: str) -> None:
        super().__init__(tr("Team"), tr("Who works with your applicants, and what each of them sees."))
        self._desk, self._background, self._commands, self._language = desk, background, commands, language
        self._team = Team((), ())
        self._invited: tuple[wire.Invitation, ...] = ()
        self.invite, self.role, self.end = InviteCard(language), RoleCard(language), EndCard(language)
        self.invite.decided.connect(self._invite)
        self.role.decided.connect(self._set_role)
        self.end.decided.connect(self._end)
        for card in self._cards():
            card.cancelled.connect(self.put_away)
            card.hide()
            self.above(card)
        self.toast = Toast(self)
        self.notice.action.clicked.connect(self._ask)
        commands.register(*offers.bound(offers.TEAM, invite=(self._may_invite, self.begin_invitation)))
        background.changed.connect(self._changed)
        self._read()

    def showEvent(self, event: QShowEvent) -> None:
        """The invitations on screen are of now."""
        super().showEvent(event)
        self._ask()

    @property
    def members(self) -> tuple[Member, ...]:
        """The members shown."""
        return self._team.members

    @property
    def _owns(self) -> bool:
        return self._desk.account.role == "owner" and bool(self._desk.account.company)

    def _may_invite(self) -> bool:
        return self.isVisible() and self._owns

    def _cards(self) -> tuple[AskingCard, ...]:
        return self.invite, self.role, self.end

    # --- what is shown ---

    def _changed(self, kinds: frozenset[str], _origin: object) -> None:
        if kinds & KINDS:
            self._read()

    def _read(self) -> None:
        cache = self._desk.cache
        self._background.ask(lambda: reads.team(cache), self, self._show, self._failed, key="team")

    def _ask(self) -> None:
        desk = self._desk
        if self._owns:
            ask = partial(desk.asked, INVITATIONS.path, INVITATIONS.kind)
            self._background.ask(ask, self, self._show_invited, self._unanswered, key="invited")

    def _show_invited(self, found: Items[wire.Invitation]) -> None:
        self.notice.set("")
        self._invited = found.items
        self._lay()

    def _show(self, team: Team) -> None:
        self._team = team
        self._lay()

    def _lay(self) -> None:
        self.begin()
        if not self._desk.account.company:
            told = tr("Your membership of the company has ended. What this computer held of it is deleted.")
            self.parts.addWidget(EmptyState("user-round", tr("No company"), told))
            return
        members = Card(tr("Members"))
        if self._owns:
            members.head.addWidget(button(tr("Invite…"), "", "user-plus", self.begin_invitation))
        else:
            members.add(Paragraph(tr("Only an owner of the company changes the team."), "secondary"))
        for place, one in enumerate(self._team.members):
            members.add(*([line()] if place else []), self._member(one))
        self.parts.addWidget(members)
        if self._invited and self._owns:
            invited = Card(tr("Invited, not here yet"))
            for place, waiting in enumerate(self._invited):
                invited.add(*([line()] if place else []), self._invitation(waiting))
            self.parts.addWidget(invited)

    def _member(self, one: Member) -> Fact:
        role = codes.words("role", one.role, self._language)
        name = tr("{name} (you)").format(name=one.name) if one.me else one.name
        told = [tr("since {day}").format(day=moments.day(one.since, self._language))] if one.since else []
        if one.by is not None:
            told.append(tr("invited by {name}").format(name=one.by.name or tr("a former member")))
        if one.jobs:
            titles = tr(", ").join(text_in(self._team.title(job), self._language)[0] for job in one.jobs)
            told.append(tr("sees {jobs}").format(jobs=titles))
        may = MAY[one.role].of(self._language) if one.role in MAY else ""
        return Fact("user-round", f"{name} · {role}", may, " · ".join(told), deeds=self._deeds(one))

    def _deeds(self, one: Member) -> list[QWidget]:
        found: list[QWidget] = []
        owners = [member.id for member in self._team.members if member.role == "owner"]
        if owners == [one.id]:
            return found  # the last owner stays one: the site would refuse it
        if self._owns:
            role = button(tr("Change role…"), deed=partial(self.change_role_of, one))
            role.setAccessibleName(tr("Change the role of {name}").format(name=one.name))
            found.append(role)
        if self._owns or one.me:
            end = button(tr("Leave…") if one.me else tr("End membership…"), deed=partial(self.end_of, one))
            whom = tr("Leave the company") if one.me else tr("End the membership of {name}").format(name=one.name)
            end.setAccessibleName(whom)
            found.append(end)
        return found

    def _invitation(self, one: wire.Invitation) -> Fact:
        role = codes.words("role", one.role, self._language)
        until = tr("good until {time}").format(time=moments.full(one.expires, self._language))
        back = button(tr("Cancel the invitation"), deed=partial(self._withdraw, one))
        back.setAccessibleName(tr("Withdraw the invitation of {name}").format(name=one.name))
        return Fact("mail", f"{one.name} · {role}", one.email, until, deeds=[back])

    # --- asking in place ---

    def begin_invitation(self) -> None:
        """Ask whom to invite."""
        self._open(self.invite)
        self.invite.ask(self._team)

    def change_role_of(self, member: Member) -> None:
        """Ask for a member's role."""
        self._open(self.role)
        self.role.ask(member, self._team)

    def end_of(self, member: Member) -> None:
        """Say what the end of a membership means, and ask for it."""
        self._open(self.end)
        self.end.ask(member, self._team)

    def put_away(self) -> None:
        """Show no card."""
        for card in self._cards():
            card.hide()

    def _open(self, wanted: AskingCard) -> None:
        self.put_away()
        self.notice.set("")
        wanted.show()
        self.bring(wanted)

    def _invite(self, asked: wire.Invite) -> None:
        desk = self._desk

        def failed(error: Exception) -> None:
            if not isinstance(error, Refused) or not self.invite.refuse(error):
                self._failed(error)

        words = tr("Invited: {name}").format(name=asked.name)
        self._do(lambda: desk.invite(asked), words, failed)

    def _withdraw(self, one: wire.Invitation) -> None:
        desk = self._desk
        self._do(lambda: desk.withdraw_invitation(one.id), tr("The invitation is withdrawn"))

    def _set_role(self, membership: str, role: str, jobs: tuple[str, ...]) -> None:
        desk = self._desk
        self._do(lambda: desk.set_member_role(membership, role, jobs), tr("The role is changed"))

    def _end(self, membership: str, heir: str) -> None:
        desk = self._desk
        self._do(lambda: desk.end_membership(membership, heir), tr("The membership has ended"))

    def _do(self, work: Callable[[], object], told: str, failed: Callable[[Exception], None] | None = None) -> None:
        """Ask the site for something, and read what came of it."""
        desk = self._desk

        def run() -> frozenset[str]:
            work()
            desk.sync(at_once=False)
            return KINDS

        def done(_: object) -> None:
            self.put_away()
            self.toast.tell(told)
            self._commands.reconsider()
            self._ask()

        self._background.change(run, self, done, failed or self._failed)

    def _failed(self, error: Exception) -> None:
        self.notice.set(refusal(error, self._language), "danger")
        self.bring(self.notice)

    def _unanswered(self, error: Exception) -> None:
        words = tr("Invitations are told by the site alone. {why}").format(why=refusal(error, self._language))
        self.notice.set(words, "warn", tr("Ask again"))
