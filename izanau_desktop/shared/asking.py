"""The words under which a person writes to a company without having applied; they are recorded as consent."""

from __future__ import annotations

from typing import Final

from izanau_desktop.translation import tr

ASK: Final = "message"
"""The path that the unsent text to a company is kept under, as a draft of the company."""


def asking_words(company: str) -> str:
    """What the company will see of who asks."""
    return tr("{company} will see your name and this message. Your e-mail address is not shown.").format(
        company=company
    )
