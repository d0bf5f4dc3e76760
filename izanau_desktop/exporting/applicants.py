"""Which columns a file of applicants has, and how it comes to be: recorded first, written after, never only in part."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from msgspec.structs import replace

from izanau_desktop.cache.reads import exports
from izanau_desktop.cache.reads.applicants import ListRow, View
from izanau_desktop.cache.reads.common import field, text_in
from izanau_desktop.cache.reads.exports import Applied
from izanau_desktop.exporting import files
from izanau_desktop.files import unusable
from izanau_desktop.folder import written_beside
from izanau_protocol import codes, visibility
from izanau_protocol.documents import MOST_ROWS
from izanau_protocol.fields import Words
from izanau_protocol.problems import Refused, problem
from izanau_protocol.reading import profile as reading
from izanau_protocol.rules import labels
from izanau_protocol.visibility import blind

if TYPE_CHECKING:
    from izanau_desktop.desk import Desk

DUTY: Final = Words(
    "Copies are yours to delete: the program cannot reach a file once it is written. Who exported what, when and how many is"
    " recorded at the site, and the applicants can see it. When one of them withdraws or deletes their account, you are told"
    " which row to delete.",
    "ファイルの削除は貴社の責任です。書き出したファイルには、このプログラムの操作は及びません。誰が・何を・いつ・何件書き出したかはサイトに"
    "記録され、応募者にも表示されます。応募者が辞退またはアカウントを削除したときは、削除すべき行をお知らせします。",
)
"""What is said before anything is written."""


class Column(NamedTuple):
    """A column of the file: how the record names it, its head, and what stands in it."""

    name: str
    head: Words
    value: Callable[[Applied, str], str]


class Written(NamedTuple):
    """A file that was written."""

    export: str
    """The id of its record."""
    rows: int


def write(desk: Desk, file: Path, form: str, language: str, view: View, wanted: Sequence[str] = ()) -> Written:
    """Write the applicants that a view lists into a file, once that is recorded; `wanted`: the columns of its table.
    Who withdrew is never among them, whatever the view shows.

    Raises Refused: `forbidden`, `lease_locked`, `too_many`, `file_unusable`, `disk_full`.
    """
    columns = columns_of(desk.account.role, wanted)
    rows = exports.applied(desk.cache, replace(view, withdrawn=False), MOST_ROWS)
    if len(rows) > MOST_ROWS:
        raise Refused(problem("too_many", "rows", count=len(rows), most=MOST_ROWS))
    heads = [column.head.of(language) for column in columns]
    table = [[column.value(row, language) for column in columns] for row in rows]
    try:
        with written_beside(file, files.WRITERS[form](heads, table)):
            record = desk.export(file.name, form, [column.name for column in columns], [row.id for row in rows])
    except OSError as fault:
        raise unusable(str(file), fault) from fault
    return Written(record, len(rows))


def columns_of(role: str, wanted: Sequence[str] = ()) -> tuple[Column, ...]:
    """The columns for a role: without the address where it may not see it. Raises Refused for who reads no applicants.

    `wanted`: these alone, in their order, behind the id, by which the company is told what to delete from its copies (PRV-63).
    Birthday and citizenship are never among them: nothing of a file hinders sorting by them (PRV-28).
    """
    scopes = {scope.split(":")[0] for scope in visibility.scopes_of(role, "", "of the company")}
    if "applicants" not in scopes:
        raise Refused(problem("forbidden"))
    seen = tuple(column for column in COLUMNS if column.name != "email" or "contacts" in scopes)
    known = {column.name: column for column in (*seen, *LISTED)}
    return tuple(known[name] for name in dict.fromkeys(("id", *wanted)) if name in known) if wanted else seen


def _of_profile(section: str) -> Callable[[Applied, str], str]:
    def value(row: Applied, language: str) -> str:
        seen = visibility.narrow("profile", row.profile, "applicants")
        told = (_line((one.title, one.subtitle)) for one in reading.cards(seen, section, language))
        return "; ".join(filter(None, told))

    return value


def _line(parts: Sequence[str]) -> str:
    return " · ".join(part.strip() for part in parts if part.strip())


def _name(row: Applied, language: str) -> str:
    return field(row.profile, "name.full") or blind.called(row.code).of(language)


def _stage(row: Applied, language: str) -> str:
    from izanau_protocol import rules

    stage = field(row.application, "stage") or "new"
    known = {one.id: one.words for one in rules.stages(row.job)} if row.job else {}
    return known[stage].of(language) if stage in known else codes.words("stage", stage, language)


COLUMNS: Final = (
    Column("id", Words("ID", "ID"), lambda row, _: row.id),
    Column("name", Words("Name", "氏名"), _name),
    Column("reading", Words("Reading", "フリガナ"), lambda row, _: field(row.profile, "name.reading")),
    Column("email", Words("E-mail address", "メールアドレス"), lambda row, _: row.email),
    Column("job", Words("Job", "求人"), lambda row, language: text_in(row.job.get("title"), language)[0]),
    Column("stage", Words("Stage", "選考段階"), _stage),
    Column(
        "reason",
        Words("Reason for rejection", "見送りの理由"),
        lambda row, language: row.reason.of(language) if row.reason is not None else "",
    ),
    Column("applied", Words("Applied", "応募日"), lambda row, _: field(row.application, "applied")[:10]),
    Column("residence", Words("Country of residence", "居住国"), _of_profile("residence")),
    Column("visa", Words("Visa", "在留資格"), _of_profile("visa")),
    Column("languages", Words("Languages", "語学"), _of_profile("languages")),
    Column("work", Words("Work experience", "職歴"), _of_profile("work")),
    Column("education", Words("Education", "学歴"), _of_profile("education")),
    Column("skills", Words("Skills", "スキル"), _of_profile("skills")),
    Column("message", Words("Message", "メッセージ"), lambda row, _: field(row.application, "message")),
)


def _word(table: str, code: str, language: str) -> str:
    return codes.words(table, code, language) if code else ""


def _listed(name: str, value: Callable[[ListRow, str], str]) -> Column:
    return Column(name, codes.table("applicant_column")[name], lambda row, language: value(row.row, language))


LISTED: Final = (
    _listed("headline", lambda row, _: row.headline),
    _listed("japanese", lambda row, language: reading.short_level(row.level, language)),
    _listed("years", lambda row, _: str(row.months // 12) if row.months >= 12 else ""),
    _listed("residence", lambda row, language: _word("countries", row.residence, language)),
    _listed("visa", lambda row, language: _word("residences", row.visa, language)),
    _listed("ends", lambda row, _: row.expires),
    _listed("fit", lambda row, language: _word("fit", row.fit, language)),
    Column("owner", codes.table("applicant_column")["owner"], lambda row, _: row.owner),
    Column(
        "labels", codes.table("applicant_column")["labels"], lambda row, _: "; ".join(labels.texts(row.application))
    ),
    _listed("since", lambda row, _: row.since[:10]),
)
"""The columns of the list of applicants that say less than those of a whole file, or are in none."""
