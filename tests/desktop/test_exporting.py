"""A file of applicants holds texts only, and no more than the role may see; its record cannot be taken back."""

from __future__ import annotations

import csv
import io
import zipfile

import pytest

from izanau_desktop.cache import Cache, Edit
from izanau_desktop.exporting import applicants, files
from izanau_protocol import ambient
from izanau_protocol.problems import Refused

HEADS = ["Name", "Message"]
FORMULAS = ["=1+1", "+81 3 0000", "-2", "@SUM(A1)", "\t=1", "＝１＋１"]


@pytest.mark.parametrize("cell", FORMULAS)
def test_cell_that_begins_like_a_formula_is_text(cell: str) -> None:
    told = files.as_csv(HEADS, [["山田", cell]]).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(told)))[1] == ["山田", f"'{cell}"]
    with zipfile.ZipFile(io.BytesIO(files.as_xlsx(HEADS, [["山田", cell]]))) as book:
        assert "<f>" not in book.read("xl/worksheets/sheet1.xml").decode()
        assert cell.strip() in book.read("xl/sharedStrings.xml").decode()


def test_csv_begins_with_the_mark_that_excel_knows_japanese_by() -> None:
    data = files.as_csv(HEADS, [["山田", 'She said "yes",\nthen left']])
    assert data.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in data
    assert list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))[1][1] == 'She said "yes",\nthen left'


@pytest.mark.parametrize(("role", "sees"), [("owner", True), ("recruiter", True), ("reviewer", False)])
def test_address_stands_only_in_the_files_of_who_may_see_it(role: str, *, sees: bool) -> None:
    names = [column.name for column in applicants.columns_of(role)]
    assert ("email" in names) == sees
    assert not {"birthday", "citizenship"} & set(names)


@pytest.mark.parametrize("role", ["hiring_manager", "interviewer", "seeker", "agent"])
def test_who_reads_no_applicants_of_the_company_exports_none(role: str) -> None:
    with pytest.raises(Refused, match="forbidden"):
        applicants.columns_of(role)


def test_record_of_a_file_is_not_taken_back() -> None:
    cache = Cache(None)
    try:
        cache.set_note(account=ambient.new_id(), group="company", role="owner", company=ambient.new_id())
        scope = f"applicants:{cache.note('company')}"
        body = {"file": "a.csv", "format": "csv", "count": 0}
        waiting = cache.edit([Edit("export", ambient.new_id(), scope, body)], deed="export")
        assert cache.drop(waiting) == ()
        assert len(cache.list("export")) == 1
    finally:
        cache.close()
