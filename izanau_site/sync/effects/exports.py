"""What follows a company's export of applicants: who was in the file is logged, and who left it is told to delete (PRV-63)."""

from __future__ import annotations

from typing import Any

from izanau_protocol import canonical, ids
from izanau_protocol.canonical import Body
from izanau_site.store import exports
from izanau_site.store.documents import Document
from izanau_site.sync.work import Step, Work, refuse


def export(work: Work, step: Step) -> Body:
    """The record of a file; later on it can only be said that rows were deleted from the copies of it."""
    body = dict(step.body)
    if step.creates:
        return _recorded(work, body)
    assert step.before is not None
    before: dict[str, Any] = step.before.body.get("left", {})
    after: dict[str, Any] = body.get("left", {})
    if any(not canonical.equal(item, before.get(key)) for key, item in after.items()):
        raise refuse("read_only_field", "left")
    cleared = body.get("cleared", {})
    for key in before.keys() - after.keys():
        told = {"cause": before[key]["cause"], "at": work.at, "by": work.member}
        cleared = exports.added(cleared, told)
    return body | ({"cleared": cleared} if cleared else {})


def _recorded(work: Work, body: dict[str, Any]) -> Body:
    """A file may have been written before somebody left and be told of after: then its deletion is owed at once."""
    rows: list[str] = body.get("rows", [])
    if not all(ids.is_id(row) for row in rows):
        raise refuse("not_an_id", "rows")
    if body.get("left"):
        raise refuse("read_only_field", "left")
    if body.get("count", 0) != len(rows):
        raise refuse("out_of_range", "count", value=str(body.get("count", 0)), least=len(rows), most=len(rows))
    # One that is gone and one that is another company's read alike: either may have been somebody who left.
    mine = {row: one for row in rows if (one := work.get("application", row)) and one.company == work.caller.company}
    left = {row: "withdrawn" if row in mine else "erased" for row in rows if row not in mine or _is_over(mine[row])}
    body |= {"company": work.caller.company, "author": work.member, "at": work.at}
    if mine:
        work.exports.append({"subjects": sorted(mine), "reason": str(body["format"]), "text": str(body["file"])})
    return exports.without(body, left, work.at)


def _is_over(application: Document) -> bool:
    return application.state == "withdrawn"
