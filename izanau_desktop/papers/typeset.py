"""Papers as PDF: a template of ours and the data that it sets, which are never markup; fonts of ours, nothing of the net."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

RESOURCES: Final = Path(__file__).parents[1] / "_resources"


def pdf(template: str, data: Mapping[str, Any]) -> bytes:
    """The PDF that a template of `resources/papers/` makes of these data."""
    import typst  # 30 MB of compiler, needed only where a paper is made

    made = typst.compile(
        str(RESOURCES / "papers" / f"{template}.typ"),
        root=str(RESOURCES / "papers"),
        font_paths=[str(RESOURCES / "fonts")],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )
    assert isinstance(made, bytes)
    return made
