"""A mail as it leaves: its words as text and as HTML, the operator below them, its purpose in the headers (PRV-46 to 49)."""

from __future__ import annotations

import functools
import re
from email.headerregistry import HeaderRegistry
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime, formataddr
from typing import Any, Final

import msgspec
from markupsafe import Markup
from sqlalchemy import Row

from izanau_protocol import ambient
from izanau_site.settings import NO_OPERATOR, Settings
from izanau_site.work import mails, markup

_LINE_BYTES: Final = 900
"""Longer lines than 998 bytes no server need take (RFC 5321, 4.5.3.1.6)."""
_ADDRESS: Final = r"[\w+-]+(\.[\w+-]+)*@[\w-]+(\.[\w-]+)*"
_PLAIN: Final = {"From": rf"\w+( \w+)* <{_ADDRESS}>", "To": _ADDRESS, "Message-ID": f"<{_ADDRESS}>"}
_PLAIN_WORDS: Final = r"(?!.*=\?)[ -~]+"
"""In any other header: words of ASCII in which nothing is encoded."""


class _Kinds(HeaderRegistry):
    """The library's kinds of headers, each made once: it makes a class each time that it is asked for one."""

    def __init__(self) -> None:
        super().__init__()
        self.of: Final = functools.cache(super().__getitem__)

    def __getitem__(self, name: str) -> Any:
        return self.of(name)


class _Policy(EmailPolicy):
    """Keeps a header as it is where the library's parser would make the same letters of it: parsing took most of a mail's time."""

    def header_store_parse(self, name: str, value: Any) -> tuple[str, Any]:
        """Raises ValueError where a value has several lines."""
        if type(value) is str and re.fullmatch(_PLAIN.get(name, _PLAIN_WORDS), value, re.ASCII):
            return name, value
        return super().header_store_parse(name, value)

    def header_fetch_parse(self, _name: str, value: Any) -> Any:
        """What is stored was looked at."""
        return value


POLICY: Final = _Policy(max_line_length=400, header_factory=_Kinds())
"""A link in a header stays on the line of its name: not every reader of List-Unsubscribe unfolds."""


class Reason(msgspec.Struct, frozen=True):
    """Why a person gets a mail for a purpose that they chose: when, in which words, and the link that ends it. `day` is
    empty where it is not kept."""

    day: str
    words: str
    link: str


class Words(msgspec.Struct, frozen=True):
    """What a mail says. `html` is made from the text where it is empty."""

    subject: str
    text: str
    html: str = ""


def missing(settings: Settings) -> tuple[str, ...]:
    """The settings without which no mail for a chosen purpose is sent: it has to name the operator, and ways to end it."""
    given = {
        "operator": settings.operator not in ("", NO_OPERATOR),
        "operator_address": bool(settings.operator_address.strip()),
        "public_url": bool(settings.public_url),
    }
    return tuple(name for name, there in given.items() if not there)


def contact_of(settings: Settings) -> str:
    """Where questions and complaints go."""
    return settings.operator_contact or (f"{settings.public_url}/contact" if settings.public_url else "")


def bounces_to(settings: Settings) -> str:
    """The sender on the envelope, to whom mails come back that cannot be delivered."""
    return settings.mail_bounces or settings.mail_from


def message_of(settings: Settings, row: Row[Any], words: Words, reason: Reason | None = None) -> EmailMessage:
    """The mail of a row of the outbox, tagged with its purpose; `reason` where that is one of the chosen ones."""
    message = EmailMessage(POLICY)
    message["From"] = formataddr((settings.mail_name, settings.mail_from))
    message["To"] = row.to
    message["Subject"] = words.subject
    message["Date"] = format_datetime(ambient.now())
    message["Message-ID"] = f"<{row.id}@{settings.mail_from.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message["X-Izanau-Purpose"] = row.purpose
    for name, value in msgspec.json.decode(row.headers, type=dict[str, str]).items():
        message[name] = value
    if reason is not None:
        _end_by_one_click(message, reason.link)
    foot = _foot(settings, row.language, reason)
    text = f"{words.text.rstrip()}\n\n-- \n{foot}"
    message.set_content(text, cte=_encoding(text))
    message.make_alternative(f"={row.id}=")  # the library would look for one that the text lacks, which takes longer
    html = _html(settings, row.language, words, foot)
    message.add_alternative(html, subtype="html", cte=_encoding(html))
    message["Content-Language"] = row.language
    return message


def _end_by_one_click(message: EmailMessage, link: str) -> None:
    """RFC 8058 asks for https; a link by http, as on a site that is tried out, is there for people only."""
    message["List-Unsubscribe"] = f"<{link}>"
    if link.startswith("https://"):
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"


def _foot(settings: Settings, language: str, reason: Reason | None) -> str:
    template = mails.templates().get_template(f"foot.{mails.language_of(language)}.txt")
    values = {"operator": settings.operator, "address": settings.operator_address.strip()}
    return template.render(reason=reason, contact=contact_of(settings), **values).rstrip() + "\n"


def _html(settings: Settings, language: str, words: Words, foot: str) -> str:
    own = (settings.public_url, contact_of(settings))
    body = words.html or markup.of_text(words.text, own)
    values = {"body": Markup(body), "foot": Markup(markup.of_text(foot, own))}  # noqa: S704 - made by `markup`, which escapes
    return mails.templates().get_template("frame.html").render(language=language, subject=words.subject, **values)


def _encoding(text: str) -> str:
    short = all(len(line.encode()) < _LINE_BYTES for line in text.splitlines())
    return "8bit" if short else "quoted-printable"
