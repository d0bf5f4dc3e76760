"""The pages of docs/ say what the tables say."""

from __future__ import annotations

from izanau_protocol import documents, visibility
from izanau_protocol.visibility import table
from tools import pages


def test_the_pages_are_as_the_tables_say() -> None:
    assert pages.main(["--check"]) == 0


def test_profile_page_tells_items_and_true_bounds() -> None:
    rows = {line.split("`")[1]: line.split(" | ") for line in pages.profile().splitlines() if line.startswith("| `")}
    assert rows["birthday"][-2:] == ["item", "Birthday |"]
    assert (rows["birthday"][3], rows["name.full"][3]) == ("", "at most 120")
    assert rows["registered"][-2] == "no"


def test_every_field_of_every_kind_has_a_row() -> None:
    assert table.unlisted() == ()


def test_every_row_names_a_field_that_exists() -> None:
    assert [row for row in visibility.ROWS if row.path not in documents.fields(row.kind)] == []


def test_no_field_has_a_name_that_documents_have_around_them() -> None:
    names = {path.rsplit(".", 1)[-1] for kind in documents.KINDS for path in documents.fields(kind)}
    assert not names & {"id", "kind", "seq", "pending"}


def test_birthday_and_citizenship_are_never_searched() -> None:
    for path in ("birthday", "citizenship"):
        row = visibility.row("profile", path)
        assert row is not None
        assert not row.searched


def test_the_email_address_is_seen_by_contacts_only() -> None:
    row = visibility.row("contact", "email")
    assert row is not None
    assert row.sees == {"contacts"}
    assert not any("email" in path for path in documents.fields("profile"))
