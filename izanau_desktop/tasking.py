"""The deeds on a company's tasks: written, given, done, put off; each can be taken back before it is sent."""

from __future__ import annotations

from izanau_desktop.cache import Edit
from izanau_desktop.standing import Standing
from izanau_protocol import ambient, wire
from izanau_protocol.canonical import Body
from izanau_protocol.problems import Refused, problem
from izanau_protocol.rules import problems
from izanau_protocol.rules.team import sees_applicants


class Tasking(Standing):
    """What a company's members do with tasks."""

    def add_task(self, body: Body) -> str:
        """A new task (text; due, owner, application or job, where it has them); its id. Raises Refused with what is wrong: a
        hiring manager's is about one of their jobs or applicants, or about nothing and their own."""
        whole: Body = {name: value for name, value in body.items() if value}
        applied = self._there("application", str(whole["application"])) if whole.get("application") else None
        if applied is not None:
            whole = {**whole, "job": str(applied.body.get("job", ""))}
        job = str(whole.get("job", ""))
        self._check(whole, job)
        scope = applied.scope if applied is not None else self._scope_of_tasks(job, str(whole.get("owner", "")))
        identity = ambient.new_id()
        self.cache.edit([Edit("task", identity, scope, whole)], wire.HOLD_SECONDS, deed="task")
        return identity

    def change_task(self, task: str, patch: Body) -> str:
        """Another text, day, or owner of a task; None removes. Raises Refused with what is wrong."""
        found = self._there("task", task)
        if found.scope == self._own and patch.get("owner", self.membership) != self.membership:
            raise Refused(problem("read_only_field", "owner"))
        whole: Body = {name: value for name, value in {**found.body, **patch}.items() if value is not None}
        self._check(whole if "owner" in patch else {**whole, "owner": ""}, str(found.body.get("job", "")))
        return self._change(task, patch)

    def finish_task(self, task: str) -> str:
        """Say that a task is done."""
        return self._change(task, {"done": True})

    def reopen_task(self, task: str) -> str:
        """Say that it is not done after all."""
        return self._change(task, {"done": None})

    def snooze_task(self, task: str, until: str) -> str:
        """Put a task out of sight until a day; with no day it is back at once. Raises Refused for what is no day."""
        return self.change_task(task, {"snoozed": until or None})

    def drop_task(self, task: str) -> str:
        """Delete a task."""
        found = self._there("task", task)
        return self.cache.edit([Edit("task", task, found.scope, None)], wire.HOLD_SECONDS, deed="task")

    def _change(self, task: str, patch: Body) -> str:
        found = self._there("task", task)
        return self.cache.edit([Edit("task", task, found.scope, patch)], wire.HOLD_SECONDS, deed="task")

    def _check(self, whole: Body, job: str) -> None:
        lacking = problems("task", {name: value for name, value in whole.items() if value})
        if lacking:
            raise Refused(*lacking)
        owner = str(whole.get("owner", ""))
        if owner and owner != self.membership and not self._sees(owner, job):
            raise Refused(problem("not_a_member", "owner"))

    def _scope_of_tasks(self, job: str, owner: str) -> str:
        """Where a task about a job, or about nothing, is pushed: hiring managers see what is about their jobs, and their own."""
        if self.account.role != "hiring_manager":
            return f"applicants:{self.account.company}"
        if not job and owner != self.membership:
            raise Refused(problem("not_a_member", "owner"))
        return f"job:{job}" if job else self._own

    def _sees(self, member: str, job: str) -> bool:
        """Whether somebody works here, and sees who applied for a job; without one, who applied at all."""
        known, post = self.cache.get("membership", member), self.cache.get("job", job) if job else None
        if known is None or known.body.get("ended"):
            return False
        return sees_applicants(known.body, post.body if post is not None else {}) or (bool(job) and post is None)
