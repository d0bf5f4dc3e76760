"""Tables as the bytes of a file that a spreadsheet opens as text and nothing else: CSV for Excel in Japan, and XLSX."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Final

_BEGINS: Final = tuple("=+-@\t\r＝＋－＠")
"""What a spreadsheet takes for a formula at the start of a cell (OWASP, CSV injection), the wide forms too."""
_CELL: Final = 32_767
"""Characters of a cell at most, as Excel has it."""
_WIDTHS: Final = (12, 48)

Table = Sequence[Sequence[str]]


def as_csv(heads: Sequence[str], rows: Table) -> bytes:
    """UTF-8 with the mark by which Excel knows it (else Japanese is garbled there), CRLF, every cell quoted."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows([_tame(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def as_xlsx(heads: Sequence[str], rows: Table) -> bytes:
    """A sheet whose cells are texts; made in memory, so that no temporary file is left behind."""
    import xlsxwriter  # it takes long to import, and is needed only now

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"created": datetime(2000, 1, 1)})  # noqa: DTZ001 - no moment: what is recorded, is recorded at the site
    sheet = book.add_worksheet()
    sheet.freeze_panes(1, 1)
    bold = book.add_format({"bold": True})
    for column, head in enumerate(heads):
        cells = [head, *(row[column] for row in rows)]
        least, most = _WIDTHS
        sheet.set_column(column, column, min(most, max(least, *(len(cell) for cell in cells))))
        for line, cell in enumerate(cells):
            sheet.write_string(line, column, cell[:_CELL], None if line else bold)
    book.close()
    return out.getvalue()


def _tame(cell: str) -> str:
    """A cell that begins like a formula becomes text by an apostrophe before it."""
    return f"'{cell}" if cell.startswith(_BEGINS) else cell


WRITERS: Final[Mapping[str, Callable[[Sequence[str], Table], bytes]]] = {"csv": as_csv, "xlsx": as_xlsx}
"""By the codes of the table `export_format`."""
