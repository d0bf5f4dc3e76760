"""The words of what the site holds of a person: none of its codes stands there bare."""

from __future__ import annotations

from izanau_desktop.papers import own_words
from izanau_site.work import mails


def test_every_purpose_of_a_mail_is_told_in_words() -> None:
    assert [purpose for purpose in mails.LEAVING if purpose not in own_words.PURPOSES] == []
