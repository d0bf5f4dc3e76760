"""The deeds of a company and of support staff."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from izanau_desktop.cache import Document, Edit, documents, trees, withheld
from izanau_desktop.cache.reads import views
from izanau_desktop.cache.reads.views import Kept
from izanau_desktop.tasking import Tasking
from izanau_protocol import ambient, canonical, codes, pictures, position, rules, wire
from izanau_protocol.canonical import Body
from izanau_protocol.fields import Words
from izanau_protocol.patch import applied, changes
from izanau_protocol.problems import Refused, problem
from izanau_protocol.rules import labels, mentions, over_problems, problems, rejecting
from izanau_protocol.rules.trees import items, line
from izanau_protocol.rules.view import may_change, may_share, stage_problems

_YOU: Final = Words("You", "あなた")
_COLLEAGUE: Final = Words("A colleague", "同僚")
_KEPT: Final = Words(
    " The message that was to go along is kept as a draft of a message to them.",
    "添えたメッセージは、応募者へのメッセージの下書きとして残っています。",
)
_NOTHING: Final = Words("", "")


class Office(Tasking):
    """What a company's members and staff can do beside what everyone can; all that others will see waits for an undo."""

    # --- the company ---

    def set_logo(self, data: bytes) -> str:
        """The picture that stands with the company's jobs from now on; empty takes it away. Raises Refused for no picture."""
        company = self.account.company
        edit = Edit("company", company, f"company:{company}", {"logo": pictures.name(data) if data else None})
        return self.cache.edit([edit], wire.HOLD_SECONDS, named=[data] if data else [])

    def create_job(self, body: Body) -> str:
        """A new job as a draft; its id."""
        identity = ambient.new_id()
        whole: Body = {"state": "draft", **body, "company": self.account.company}
        self.cache.edit([Edit("job", identity, f"company:{self.account.company}", whole)])
        return identity

    def publish(self, job: str) -> str:
        """Publish a job. Raises Refused with all that is wrong or missing, what the law requires to be stated included."""
        body = self._there("job", job).body
        if body.get("state") == "template":
            raise Refused(problem("template_not_published", "state"))
        lacking = (*problems("job", {**body, "state": "published"}), *over_problems(body, ambient.today()))
        if lacking:
            raise Refused(*lacking)
        return self._set_state(job, "published")

    def remove_job(self, job: str) -> str:
        """Remove a draft or a template. Raises Refused for what people could read: it is closed."""
        found = self._there("job", job)
        if (found.body.get("state") or "draft") not in ("draft", "template"):
            raise Refused(problem("forbidden"))
        return self.cache.edit([Edit("job", job, found.scope, None)], wire.HOLD_SECONDS, deed="removed")

    def close(self, job: str) -> str:
        """Take no more applications."""
        return self._set_state(job, "closed")

    def move(self, application: str, stage: str, reason: str = "", message: str = "", since: str = "") -> str:
        """Move an application to a stage; a message to the applicant goes out with it, or neither does.

        Raises Refused `moved_already` where a colleague moved it there, or it stands there: a message is a draft then;
        and `moved_meanwhile` where a colleague moved it from the stage `since` to another one.
        """
        found = self._there("application", application)
        now = line(found.body, "stage")
        if since not in ("", now) and now != stage and (mover := self._mover(found, now)):
            raise Refused(problem("moved_meanwhile", "stage", by=mover, stage=self._stage_name(found, now)))
        by: str | Words = self._mover(found, stage)
        made = "" if by else self._move(found, stage, reason, message)
        if made or not (by or message):
            return made
        if message:
            self.cache.change(lambda connection: withheld.keep(connection, application, message))
        by = by or self._mover(self._there("application", application), stage) or _YOU
        raise Refused(problem("moved_already", "stage", by=by, kept=_KEPT if message else _NOTHING))

    def _stage_name(self, found: Document, stage: str) -> Words:
        post = self.cache.get("job", line(found.body, "job"))
        named = {row.id: row.words for row in rules.stages(post.body if post is not None else {})}
        return named.get(stage) or codes.table("stage").get(stage, Words(stage, stage))

    def change_reason(self, application: str, reason: str) -> str:
        """Another reason for a rejection, which stays one."""
        found = self._there("application", application)
        return self._move(found, str(found.body.get("stage", "")), reason)

    def _move(self, found: Document, stage: str, reason: str, message: str = "") -> str:
        edits = moved(found, self.account.company, stage, reason, message)
        return self.cache.edit(edits, wire.HOLD_SECONDS, deed="stage", needs=self.pushes_with(reason))

    def _mover(self, found: Document, stage: str) -> str | Words:
        """The colleague who moved an application to this stage, where it stands since; empty where none did."""
        last = next((step for _, step in [*items(found.body, "trail")][::-1]), {})
        by = line(last, "by")
        if found.body.get("stage") != stage or line(last, "stage") != stage or by in ("", self.membership):
            return ""
        member = self.cache.get("membership", by)
        return (line(member.body, "name") if member else "") or _COLLEAGUE

    def add_reason(self, name: Mapping[str, str]) -> str:
        """One more reason for rejection, in one language or several; its id. Raises Refused with what is wrong."""
        identity = ambient.item_id()
        self._keep_reasons(rejecting.added(self._own_company(), identity, self._reason(identity, name)))
        return identity

    def rename_reason(self, reason: str, name: Mapping[str, str]) -> str:
        """Other words for a reason in these languages, also where it was given before. Raises Refused as for a new one."""
        company = self._own_company()
        whole = self._reason(reason, {**rejecting.names(company, reason), **name})
        return self._keep_reasons(rejecting.renamed(company, reason, whole))

    def retire_reason(self, reason: str, *, away: bool = True) -> str:
        """Offer a reason no more, or again. Raises Refused `last_reason` where no other is left."""
        left = [row.id for row in rejecting.offered(self._own_company())]
        if away and left == [reason]:
            raise Refused(problem("last_reason"))
        return self._keep_reasons(rejecting.retired(self._own_company(), reason, away=away))

    def move_reason(self, reason: str, by: int) -> str:
        """Let a reason stand earlier (`by` below zero) or later."""
        return self._keep_reasons(rejecting.moved(self._own_company(), reason, by))

    def pushes_with(self, reason: str) -> list[str]:
        """What a rejection has to wait for: the company's list, where the site does not have the reason yet."""
        company = self.account.company
        with self.cache.file.read() as connection:
            base = trees.tree(documents.stored(connection, f"company:{company}", "company", company).base)
        is_there = not reason or rejecting.is_known(base or {}, reason)
        return [] if is_there else self._pushes_of("company", company)

    def _own_company(self) -> Body:
        return self._there("company", self.account.company).body

    def _reason(self, reason: str, name: Mapping[str, str]) -> dict[str, str]:
        """The words of a reason as they are kept. Raises Refused where there are none, or another has them."""
        found = {tag: told for tag, text in name.items() if (told := labels.cleaned(text))}
        if not found:
            raise Refused(problem("required", "name"))
        for tag, text in found.items():
            same = rejecting.find(rejecting.reasons(self._own_company()), text)
            if same is not None and same.id != reason:
                raise Refused(problem("duplicate", f"name@{tag}", value=text))
        return found

    def _keep_reasons(self, reasons: Body) -> str:
        company, before = self.account.company, self._own_company()
        edit = Edit("company", company, f"company:{company}", changes(before, {**before, "reasons": reasons}))
        return self.cache.edit([edit], group=f"reasons:{company}")  # the page's undo would take the whole list away

    def create_template(self, body: Body) -> str:
        """A new prepared message; its id. Raises Refused with what is wrong, what is missing included."""
        whole: Body = {**body, "company": self.account.company}
        lacking = problems("template", whole)
        if lacking:
            raise Refused(*lacking)
        identity = ambient.new_id()
        self.cache.edit([Edit("template", identity, f"company:{self.account.company}", whole)])
        return identity

    def change_template(self, template: str, body: Body, shown: Body | None = None) -> str:
        """A prepared message is to be like this. Raises Refused as for a new one.

        `shown`: how it was when somebody began to change it. What they left as it was stays as it is by now.
        """
        found = self._there("template", template)
        whose = {"company": self.account.company}
        edit = changes(found.body if shown is None else {**shown, **whose}, {**body, **whose})
        whole = applied(found.body, edit)
        lacking = problems("template", whole)
        if lacking:
            raise Refused(*lacking)
        return self.cache.edit([Edit("template", template, found.scope, edit)])

    def drop_template(self, template: str) -> str:
        """Take a prepared message away, undoable like other deeds."""
        found = self._there("template", template)
        return self.cache.edit([Edit("template", template, found.scope, None)], wire.HOLD_SECONDS, deed="template")

    def share_view(self, kept: Kept, view: str = "") -> str:
        """Share a view of the applicants with the company, or have a shared one be as this; the outbox id.

        Raises Refused with what is wrong, `view_taken`, and `forbidden` for whom it is not to do.
        """
        found = self._shared_view(view) if view else None
        if found is None and not may_share(self.account.role):
            raise Refused(problem("forbidden"))
        name = self._free_name(kept.name, view)
        whole: Body = {**views.body_of(kept), "name": name, "company": self.account.company}
        posts = (one.body for one in self.cache.list("job", company=self.account.company))
        lacking = [*problems("view", whole), *stage_problems(whole, posts)]
        if lacking:
            raise Refused(*lacking)
        if found is None:
            edit = Edit("view", ambient.new_id(), f"applicants:{self.account.company}", whole)
        else:
            before = {name: value for name, value in found.body.items() if name in views.ASKED}
            edit = Edit("view", view, found.scope, changes(before, whole))
        return self.cache.edit([edit], wire.HOLD_SECONDS, deed="view")

    def rename_view(self, view: str, name: str) -> str:
        """Another name for a shared view; the outbox id. Raises Refused as for a new one."""
        found = self._shared_view(view)
        patch: Body = {"name": self._free_name(name, view)}
        refused = views.rename_problems({**found.body, **patch})
        if refused:
            raise Refused(*refused)
        edit = Edit("view", view, found.scope, patch)
        return self.cache.edit([edit], wire.HOLD_SECONDS, deed="view")

    def drop_view(self, view: str) -> str:
        """Take a shared view away from the company, undoable like other deeds. Raises Refused `forbidden`."""
        found = self._shared_view(view)
        return self.cache.edit([Edit("view", view, found.scope, None)], wire.HOLD_SECONDS, deed="view_gone")

    def _shared_view(self, view: str) -> Document:
        found = self._there("view", view)
        if not may_change(self.account.role, self.membership, views.maker(found.body, self.membership)):
            raise Refused(problem("forbidden"))
        return found

    def _free_name(self, name: str, view: str) -> str:
        """The name of a shared view as it is written. Raises Refused where another one is called so."""
        cleaned = views.cleaned(name)
        if any(one.id != view and views.same(one, cleaned) for one in views.shared(self.cache)):
            raise Refused(problem("view_taken", "name"))
        return cleaned

    def take(self, application: str) -> str:
        """Take an application, so that no two colleagues read the same."""
        return self.give(application, self.membership)

    def give(self, application: str, member: str) -> str:
        """Give an application to a colleague, by their membership; empty for nobody. Raises Refused `not_a_member`."""
        found = self._there("application", application)
        if member and member != self.membership and not self._sees(member, str(found.body.get("job", ""))):
            raise Refused(problem("not_a_member", "owner"))
        edit = Edit("application", application, found.scope, {"owner": member or None})
        return self.cache.edit([edit], wire.HOLD_SECONDS, deed="take")

    def label(self, application: str, add: Sequence[str], remove: Sequence[str] = ()) -> str:
        """Put labels on an application and take others off; what stands there already, or does not, stays so."""
        found = self._there("application", application)
        patch: Body = {"labels": labels.changed(found.body, add, remove)}
        edit = Edit("application", application, found.scope, patch)
        return self.cache.edit([edit], wire.HOLD_SECONDS, deed="label")

    def unblind(self, application: str) -> str:
        """Make known who a person under blind review is. It goes at once and is noted: who saw a name cannot forget it."""
        found = self._there("application", application)
        if found.body.get("unblinded"):
            return ""
        item: Body = {"position": position.between(None, None)}
        edit = Edit("application", application, found.scope, {"unblinded": {ambient.item_id(): item}})
        return self.cache.edit([edit], deed="unblind")

    def note(self, application: str, text: str) -> str:
        """Note something on an application; the note's id. Colleagues whom the text names behind an `@` are mentioned."""
        scope = self._there("application", application).scope
        identity = ambient.new_id()
        team = self.cache.list("membership", company=self.account.company)
        named = mentions.mentioned(text, {one.id: str(one.body.get("name", "")) for one in team})
        body: Body = {"application": application, "text": text} | ({"mentions": list(named)} if named else {})
        self.cache.edit([Edit("note", identity, scope, body)], wire.HOLD_SECONDS, deed="note")
        return identity

    def export(self, file: str, form: str, fields: list[str], rows: list[str]) -> str:
        """Record a file of applicants that is about to be written, offline too; the record's id."""
        identity = ambient.new_id()
        body: Body = {"file": file, "format": form, "count": len(rows), "fields": fields, "rows": rows}
        whole = {name: value for name, value in body.items() if value != []}
        scope = f"applicants:{self.account.company}"
        self.cache.edit([Edit("export", identity, scope, whole)], deed="export")
        return identity

    def copies_deleted(self, export: str, *keys: str) -> str:
        """Say that these rows were deleted from every copy of a file."""
        found = self._there("export", export)
        patch: Body = {"left": dict.fromkeys(keys)}
        return self.cache.edit([Edit("export", export, found.scope, patch)], wire.HOLD_SECONDS, deed="copies")

    # --- support staff ---

    def mend(self, kind: str, id: str, path: str, old: object, new: object, reason: str, text: str) -> str:  # noqa: A002 - the name that documents have
        """Correct a field of someone's record; the owner gets a notice. The mend's id."""
        identity = ambient.new_id()
        body: Body = {"document": kind, "about": id, "path": path, "reason": reason, "text": text}
        sides = {"old": old, "new": new}
        body |= {name: canonical.encode_value(value) for name, value in sides.items() if value is not None}
        self.cache.edit([Edit("mend", identity, self._own, body)], wire.HOLD_SECONDS, deed="mend")
        return identity

    def answer(self, ticket: str, text: str, *, state: str = "answered") -> str:
        """Answer a ticket."""
        found = self._there("ticket", ticket)
        answers = found.body.get("answers")
        held = answers if isinstance(answers, Mapping) else {}
        last = [position.position_of(held[key]) for key in position.ordered(held)][-1:]
        item: Body = {"text": text, "position": position.between(last[0] if last else None, None)}
        patch: Body = {"state": state, "answers": {ambient.item_id(): item}}
        return self.cache.edit([Edit("ticket", ticket, "staff", patch)], wire.HOLD_SECONDS, deed="answer")

    def close_ticket(self, ticket: str) -> str:
        """Close a ticket."""
        self._there("ticket", ticket)
        edit = Edit("ticket", ticket, "staff", {"state": "closed"})
        return self.cache.edit([edit], wire.HOLD_SECONDS, deed="answer")


def moved(application: Document, company: str, stage: str, reason: str = "", message: str = "") -> list[Edit]:
    """The edits that move an application to a stage, and write to the applicant where there is a message."""
    edits = [Edit("application", application.id, application.scope, {"stage": stage, "reason": reason or None})]
    if message:
        body: Body = {"application": application.id, "text": message, "sender": "company"}
        body |= {"company": company, "seeker": str(application.body["seeker"])}
        edits.append(Edit("message", ambient.new_id(), f"applicants:{company}", body))
    return edits
