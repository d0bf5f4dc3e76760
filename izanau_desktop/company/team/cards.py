"""What asks in place about the team: whom to invite, which role, and what it means when somebody leaves."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from izanau_desktop.cache.reads.common import text_in
from izanau_desktop.cache.reads.team import Member, Post, Team
from izanau_desktop.roles import LEAVES, MAY
from izanau_desktop.shared.asking_card import AskingCard
from izanau_desktop.translation import tr
from izanau_desktop.widgets.fieldrow import FieldRow
from izanau_desktop.widgets.plain import Paragraph, label
from izanau_desktop.widgets.radios import Radios
from izanau_desktop.widgets.tick import Tick
from izanau_protocol import codes, rules, wire
from izanau_protocol.problems import Problem, Refused, problem

PATHS = {"name": ("account", "name"), "email": ("account", "email")}
"""By which rules what is typed is read."""
LANGUAGES = {"en": "English", "ja": "日本語"}


class RolePart(QWidget):
    """One of the roles with what it may see and do; of a hiring manager the jobs too."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        names = {role: codes.words("role", role, language) for role in wire.TEAM_ROLES}
        self.roles = Radios(names, tr("Role"))
        self.roles.clicked.connect(self._told)
        self._may = Paragraph("", "secondary")
        self._which = label(tr("Jobs whose applicants they see"), "small")
        self._jobs = QVBoxLayout()
        self._jobs.setSpacing(2)
        self._ticks: dict[str, Tick] = {}
        column.addWidget(label(tr("Role"), "small"))
        for part in (self.roles, self._may, self._which):
            column.addWidget(part)
        column.addLayout(self._jobs)
        self.choose("", (), ())

    def choose(self, role: str, posts: Sequence[Post], jobs: Sequence[str]) -> None:
        """Begin with a role, these jobs to choose from, and those that are managed."""
        for tick in self._ticks.values():
            tick.hide()
            tick.deleteLater()
        self._ticks = {one.id: Tick(text_in(one.title, self._language)[0]) for one in posts}
        for job, tick in self._ticks.items():
            tick.box.setChecked(job in jobs)
            self._jobs.addWidget(tick)
        self.roles.choose(role)
        self._told()

    def role(self) -> str:
        """The role that is chosen, or empty."""
        return self.roles.chosen()

    def jobs(self) -> tuple[str, ...]:
        """The jobs of a hiring manager."""
        if self.role() != "hiring_manager":
            return ()
        return tuple(job for job, tick in self._ticks.items() if tick.box.isChecked())

    def _told(self) -> None:
        role = self.role()
        self._may.set_words(
            MAY[role].of(self._language) if role else tr("Choose a role to read what it may see and do.")
        )
        manages = role == "hiring_manager"
        self._which.setVisible(manages and bool(self._ticks))
        for tick in self._ticks.values():
            tick.setVisible(manages)


class InviteCard(AskingCard):
    """`decided(Invite)` has the site mail the code."""

    decided = Signal(object)

    def __init__(self, language: str) -> None:
        super().__init__(
            tr("Invite somebody"),
            tr("They get a mail with a code that is good once, for a week, and set a password of their own."),
            tr("Invite"),
        )
        self._language = language
        self.rows = {
            "name": FieldRow(tr("Full name"), QLineEdit(), required=True),
            "email": FieldRow(tr("E-mail address"), QLineEdit(), required=True),
        }
        self.part = RolePart(language)
        self.mail = Radios(LANGUAGES, tr("Language of the mail"))
        self.problem = label("", "problem")
        self.problem.hide()
        self.add(*self.rows.values(), self.part, self.problem, label(tr("Language of the mail"), "small"), self.mail)
        self.add(self.foot())

    def line(self, name: str) -> QLineEdit:
        """The field of a name."""
        field = self.rows[name].field
        assert isinstance(field, QLineEdit)
        return field

    def ask(self, team: Team) -> None:
        """Begin anew."""
        for name, row in self.rows.items():
            self.line(name).clear()
            row.set_problem("")
        self._say("")
        self.part.choose("", team.posts, ())
        self.mail.choose("ja" if self._language == "ja" else "en")
        self.line("name").setFocus(Qt.FocusReason.OtherFocusReason)

    def finish(self) -> None:
        """Invite, or say what is wrong beside its field."""
        values = {name: self._value(name) for name in self.rows}
        role = self.part.role()
        self._say("" if role else self._words(problem("required", "role")))
        wrong = next((name for name, value in values.items() if not value), "")
        if wrong:
            self.line(wrong).setFocus(Qt.FocusReason.OtherFocusReason)
        elif not role:
            self.part.roles.focus()
        else:
            asked = wire.Invite(values["email"], values["name"], role, self.part.jobs(), self.mail.chosen())
            self.decided.emit(asked)

    def refuse(self, refused: Refused) -> bool:
        """Show what the site refused beside its fields; says whether all of it has one."""
        for one in refused.problems:
            if one.field in self.rows:
                self.rows[one.field].set_problem(self._words(one))
                self.line(one.field).setFocus(Qt.FocusReason.OtherFocusReason)
        return all(one.field in self.rows for one in refused.problems)

    def _value(self, name: str) -> str:
        """What was typed, or nothing, with the problem beside it."""
        typed, value, told = self.line(name).text().strip(), "", ""
        try:
            if not typed:
                raise Refused(problem("required", name))
            value = str(rules.parse(*PATHS[name], typed, self._language))
        except Refused as refused:
            told = self._words(refused.problems[0])
        self.rows[name].set_problem(told)
        return value

    def _say(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.setVisible(bool(words))

    def _words(self, one: Problem) -> str:
        return one.with_cure(self._language)


class RoleCard(AskingCard):
    """`decided(membership, role, jobs)`."""

    decided = Signal(str, str, tuple)

    def __init__(self, language: str) -> None:
        super().__init__(tr("Role"), "", tr("Give this role"))
        self._member = ""
        self.part = RolePart(language)
        self.handed = Paragraph("")
        self.add(self.part, self.handed, self.foot())
        self.part.roles.clicked.connect(self._told)

    def ask(self, member: Member, team: Team) -> None:
        """Begin with what the member is."""
        self._member, self._me, self._was = member.id, member.me, member.role
        self.set_title(tr("Role of {name}").format(name=member.name))
        self.part.choose(member.role if member.role in wire.TEAM_ROLES else "", team.posts, member.jobs)
        self._told()
        self.part.roles.focus()

    def finish(self) -> None:
        """Give the role."""
        if self.part.role():
            self.decided.emit(self._member, self.part.role(), self.part.jobs())

    def _told(self) -> None:
        """What ownership means, before it is handed over or given up."""
        role, words = self.part.role(), ""
        if role == "owner" and self._was != "owner":
            words = tr(
                "They can then change everything, this team and your own role too. A company may have several owners."
            )
        elif self._me and self._was == "owner" and role != "owner":
            words = tr("You give up being an owner: only another owner can make you one again.")
        self.handed.set_words(words)
        self.handed.setVisible(bool(words))


class EndCard(AskingCard):
    """`decided(membership, heir)`: what it means stands there before it happens."""

    decided = Signal(str, str)

    def __init__(self, language: str) -> None:
        super().__init__(tr("End a membership"), "", tr("End the membership"), "danger")
        self._language, self._member = language, ""
        self._means = Paragraph("")
        self.heirs = QComboBox()
        self._row = FieldRow(tr("Who gets their jobs and open tasks"), self.heirs)
        self.add(self._means, self._row, self.foot())

    def ask(self, member: Member, team: Team) -> None:
        """Say what it means for this member."""
        self._member = member.id
        self.set_title(
            tr("Leave the company") if member.me else tr("End the membership of {name}").format(name=member.name)
        )
        mine = tr(
            "You will see nothing of this company any more, and what this computer holds of it is deleted. What you wrote"
            " stays, as by a former member. This cannot be taken back. Your account stays, and you can delete it."
        )
        self._means.set_words(mine if member.me else LEAVES.of(self._language).format(name=member.name))
        self.heirs.clear()
        self.heirs.addItem(tr("Nobody"), "")
        for one in team.members:
            if one.id != member.id:
                self.heirs.addItem(one.name, one.id)
        # Whoever is no owner ends but their own; of these a recruiter alone says who goes on with what was theirs.
        may_say = not member.me or member.role in ("owner", "recruiter")
        self._row.setVisible(bool(member.jobs or member.tasks) and may_say)
        self.deed.setFocus(Qt.FocusReason.OtherFocusReason)

    def finish(self) -> None:
        """End it."""
        self.decided.emit(self._member, str(self.heirs.currentData() or ""))
