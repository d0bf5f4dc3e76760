"""profile: showing and editing one's profile by paths, registering it, reading and writing files; offline, without an account too."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from izanau_desktop.command import asking, consents, given, paths, whole
from izanau_desktop.command.given import FILE, TEXT
from izanau_desktop.command.program import noun
from izanau_desktop.command.session import Session, session
from izanau_desktop.command.telling import document
from izanau_protocol.canonical import Body
from izanau_protocol.fields import Words
from izanau_protocol.problems import Refused, problem

if TYPE_CHECKING:
    from izanau_desktop.desk import Desk

_AUDIENCE = {"public": "public", "company": "public", "applied": "applicants"}


@noun("show")
def profile() -> None:
    """Your profile."""


@profile.command()
@click.option("--as", "audience", type=click.Choice([*_AUDIENCE]), help="As others see it.")
def show(audience: str | None) -> None:
    """Show it; `--as` shows what everyone, a company, or one that you applied to sees."""
    from izanau_desktop.cache.reads import common
    from izanau_protocol import visibility

    now = session()
    desk = _own(now)
    tree = _shown(desk)
    if audience:
        around = {name: tree[name] for name in ("id", "kind", "seq", "pending")}
        tree = {**around, **visibility.narrow("profile", _body(desk), _AUDIENCE[audience], common.manifest(desk.cache))}
        if audience == "applied":
            tree["email"] = desk.account.email
    now.tell.document(tree, _words(tree, now.language))


@profile.command("set")
@click.argument("path", default="")
@click.argument("value", type=TEXT, default="")
@click.option("--file", "file", type=FILE, help="A JSON profile: the sections that it names become what it says.")
@click.pass_context
def set_(context: click.Context, path: str, value: str, file: str | None) -> None:
    """Set the value of PATH (docs/profile.md has them all)."""
    now = session()
    if file is not None:
        if path:
            raise click.UsageError("give PATH and VALUE, or --file")
        tree = given.tree(file)
        desk = _own(now)
        wanted, papers = whole.patch_of(_body(desk), tree, now.language)
        _edit(desk, wanted, papers)
    else:
        lacks_value = context.get_parameter_source("value") is click.core.ParameterSource.DEFAULT
        if (not path or lacks_value) and not given.may_ask():
            raise click.UsageError("PATH and VALUE, or --file, are missing")
        path = given.asked(path, "PATH", asking.question("PATH", now.language))
        value = given.asked("", "VALUE", asking.question("VALUE", now.language)) if lacks_value else value
        desk = _own(now)
        if path.startswith(paths.PAPERS):
            _edit(desk, {}, paths.paper(path, value))
        else:
            _edit(desk, paths.set_value(_body(desk), path, value, now.language))
    now.tell.document(_shown(desk), "")


@profile.command()
@click.argument("path")
def unset(path: str) -> None:
    """Remove the value, section or item at PATH."""
    now = session()
    desk = _own(now)
    if path.startswith(paths.PAPERS):
        _edit(desk, {}, paths.paper(path, None))
    else:
        _edit(desk, paths.unset(_body(desk), path, now.language))
    now.tell.document(_shown(desk), "")


@profile.command()
@click.argument("path")
@click.argument("value", type=TEXT)
def add(path: str, value: str) -> None:
    """Add an item (as JSON) to the section at PATH, or a member to a set; prints the new item's id."""
    now = session()
    desk = _own(now)
    identity, wanted = paths.add(_body(desk), path, value, now.language)
    _edit(desk, wanted)
    now.tell.document({"id": identity, "pending": True}, identity)


@profile.command()
@click.argument("path")
@click.argument("value", type=TEXT)
def remove(path: str, value: str) -> None:
    """Remove a member from the set at PATH, or the item of that id."""
    now = session()
    desk = _own(now)
    _edit(desk, paths.remove(_body(desk), path, value))
    now.tell.document(_shown(desk), "")


@profile.command()
@click.argument("path")
@click.option("--before", metavar="ID", help="The item that it goes before; without it, to the end.")
def move(path: str, before: str | None) -> None:
    """Move the item at PATH (`work.ID`)."""
    now = session()
    desk = _own(now)
    _edit(desk, paths.move(_body(desk), path, before))
    now.tell.document(_shown(desk), "")


@profile.command()
@click.option("--public", is_flag=True, help="Yes: everyone may see it.")
def register(*, public: bool) -> None:
    """Register the profile publicly; shows exactly what becomes public."""
    from izanau_desktop.cache.reads import common
    from izanau_protocol import visibility

    now = session()
    desk = now.of("seeker")
    seen = visibility.narrow("profile", _body(desk), "public", common.manifest(desk.cache))
    now.tell.error(Words("This becomes public:", "次の内容が公開されます:").of(now.language))
    now.tell.error(_words(seen, now.language, by_id=False))  # however quiet the command is to be
    words = consents.register(now.language)
    if not public and not given.agreed(words):
        raise Refused(problem("consent_required"))
    desk.register(words, now.language)
    now.tell.document({**_shown(desk), "public": seen}, words)


@profile.command()
def unregister() -> None:
    """Take the profile off the public pages."""
    now = session()
    desk = now.of("seeker")
    desk.unregister()
    now.tell.document(_shown(desk), "")


@profile.command()
def confirm() -> None:
    """Say that all of it is right as of today; the site keeps the day."""
    now = session()
    desk = now.of("seeker")
    desk.confirm_profile()
    now.tell.document(_shown(desk), "")


@profile.command("import")
@click.argument("file", type=FILE)
@click.option("--dry-run", is_flag=True, help="Only say what it would take.")
def import_(file: str, *, dry_run: bool) -> None:
    """Take what a resume (JSON Resume) says; tells value by value what was taken, and what not and why."""
    from izanau_desktop.papers import json_resume

    now = session()
    tree = given.tree(file)
    desk = _own(now)
    if isinstance(tree.get("name"), dict):
        now.tell.say(
            Words(
                "This is no JSON Resume but a profile of this program: `izanau profile set --file {file}` reads it.",
                "JSON Resumeではなく、このプログラムのプロフィールです: `izanau profile set --file {file}` で読み込めます。",
            ),
            file=file,
        )
    found = json_resume.read(tree, _body(desk), now.language)
    if not dry_run:
        _edit(desk, found.profile, found.papers)
    taken = [{"path": one.path, "value": one.value, "source": one.source} for one in found.taken]
    left = [{"source": one.source, "value": one.value, "why": one.why} for one in found.left]
    lines = [f"+ {one['path']}: {one['value']}" for one in taken]
    lines += [f"- {one['source']}: {one['value']} ({one['why']})" for one in left]
    now.tell.document({"taken": taken, "left": left}, "\n".join(" ".join(line.split()) for line in lines))


@profile.command()
@click.option("--format", "form", type=click.Choice(["json", "json-resume"]), default="json", show_default=True)
@click.option("-o", "--output", type=FILE, default="", help="The file; without it, standard output.")
def export(form: str, output: str) -> None:
    """Write the profile to a file."""
    from izanau_desktop.papers import json_resume

    now = session()
    desk = _own(now)
    body, papers = _body(desk), desk.papers()
    if form == "json":
        tree = whole.export(body, papers)
    else:
        tree = json_resume.exported(body, papers, desk.account.email, now.language)
    data = json.dumps(tree, ensure_ascii=False, indent=2).encode() + b"\n"
    given.write(output, data)
    if output not in ("", "-"):
        now.tell.document({"file": output, "bytes": len(data)}, output)


def _own(now: Session) -> Desk:
    """The desk whose profile is meant. Raises Refused `forbidden` for those who have none."""
    desk = now.desk_or_draft()
    if desk.account.group not in ("", "seeker"):
        raise Refused(problem("forbidden"))
    return desk


def _body(desk: Desk) -> Body:
    found = desk.cache.get("profile", desk.account.profile)
    return found.body if found else {}


def _shown(desk: Desk) -> dict[str, Any]:
    found = desk.cache.get("profile", desk.account.profile)
    papers = desk.papers()
    if found is None:
        tree = document("profile", desk.account.profile, {})
    else:
        tree = document("profile", found.id, found.body, seq=found.seq, pending=found.pending)
    return {**tree, "papers": papers} if papers else tree


def _edit(desk: Desk, wanted: Body, papers: Body | None = None) -> None:
    """Both at once or neither: papers have no rules that could refuse them once they were read.

    Raises Refused `not_in_policy` for what the policy in force does not list: it would only lie here and wait.
    """
    desk.refuse_unlisted(wanted)
    if wanted:
        desk.edit_profile(wanted)
    if papers:
        desk.edit_papers(papers)


def _words(tree: Body, language: str, *, by_id: bool = True) -> str:
    """The profile as one reads it, with what is for papers only, and the address where it is seen."""
    from izanau_desktop.command import reading

    lines = [*reading.profile(tree, language, by_id=by_id)]
    papers = tree.get("papers")
    if isinstance(papers, dict):
        from izanau_desktop.command.telling import fields

        lines += ["papers", *(f"  {line}" for line in fields(papers))]
    if tree.get("email"):
        lines.append(str(tree["email"]))
    return "\n".join(lines)
