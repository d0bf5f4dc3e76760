"""The words that a person agrees to before others see something of theirs; they are recorded with the consent."""

from __future__ import annotations

from izanau_protocol.fields import Words

_REGISTER = Words(
    "My profile becomes public: everyone can see the ten items that are filled in. I can take it off at any time.",
    "プロフィールを公開します。記入した10項目は誰でも見られます。いつでも非公開に戻せます。",
)
_APPLY = Words(
    "{company} will see my whole profile and my e-mail address {email}. I can withdraw at any time.",
    "{company}に、プロフィールのすべてとメールアドレス {email} が開示されます。いつでも辞退できます。",
)
_MESSAGE = Words(
    "{company} will see my name and what I write; the site passes it on, without my e-mail address.",
    "{company}に、氏名と本文が開示されます。サイトが仲介し、メールアドレスは伝わりません。",
)


def register(language: str) -> str:
    """Before a profile becomes public."""
    return _REGISTER.of(language)


def apply(language: str, company: str, email: str) -> str:
    """Before an application discloses profile and address."""
    return _APPLY.of(language).format(company=company, email=email)


def message(language: str, company: str) -> str:
    """Before the first message to a company."""
    return _MESSAGE.of(language).format(company=company)
