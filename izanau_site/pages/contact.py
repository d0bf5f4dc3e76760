"""The contact form on the site: signed out, with a number and a date, and nothing but this site asked (policy 7.2)."""

from __future__ import annotations

from datetime import timedelta
from typing import Final
from urllib.parse import parse_qsl

from litestar import Response, get, post

from izanau_protocol import ambient, codes, documents, wire
from izanau_protocol.problems import Problem, Refused, problem
from izanau_protocol.reading.profile import day
from izanau_site import tickets
from izanau_site.api.body import no_texts
from izanau_site.pages.frame import PAGE, Asked, Reader, reader_of
from izanau_site.site import Site

FIELDS: Final = ("topic", "text", "email", "name")


@get("/contact", **PAGE)
def form(request: Asked, topic: str = "") -> Response[str]:
    """The empty form; a link may choose its topic."""
    chosen = topic if topic in codes.table("topic") else "other"
    return _form(reader_of(request), {"topic": chosen}, ())


@post("/contact", status_code=200, **PAGE)
def send(request: Asked, site: Site, address: str, body: bytes) -> Response[str]:
    """Open a ticket, or show the form again with what is wrong and all that was typed."""
    reader = reader_of(request)
    typed = _typed(body)
    try:
        spoilt = next(no_texts(typed), None)
        if spoilt is not None:
            raise Refused(problem("not_text", spoilt))
        asked = wire.ContactForm(**typed, language=reader.language)
        _identity, number = tickets.open_ticket(site, asked, address)
    except Refused as refused:
        return _form(reader, typed, refused.problems)
    until = ambient.today() + timedelta(days=tickets.ANSWER_DAYS)
    told = reader.said("contact_due", day=day(until.isoformat(), reader.language), days=tickets.ANSWER_DAYS)
    email = typed.get("email", "").strip()
    way = reader.said("contact_mail", email=email) if email else reader.said("contact_no_mail")
    number_words = reader.said("contact_done", number=number)
    robots = "noindex, noarchive"
    return reader.page("sent.html", robots=robots, number=number_words, due=told, way=way, text=typed["text"])


def _typed(body: bytes) -> dict[str, str]:
    """The fields of the form as it was sent, line ends as we keep them; what is no UTF-8 is refused by the rules."""
    sent = parse_qsl(body.decode("ascii", "replace"), keep_blank_values=True)
    return {"text": ""} | {name: value.replace("\r\n", "\n") for name, value in sent if name in FIELDS}


def _form(reader: Reader, typed: dict[str, str], wrong: tuple[Problem, ...]) -> Response[str]:
    language, specs = reader.language, documents.fields("ticket")
    told = [(one.field, one.with_cure(language)) for one in wrong]
    return reader.page(
        "contact.html",
        wrong[0].status if wrong else 200,
        robots="noindex, noarchive" if wrong else "noarchive",
        typed={name: typed.get(name, "") for name in FIELDS},
        labels={name: specs[name].spec.words.of(language) for name in FIELDS},
        most={name: specs[name].spec.most for name in FIELDS},
        topics=[(code, both.of(language)) for code, both in codes.table("topic").items()],
        wrong=told,
        at={field for field, _ in told},
    )


HANDLERS = (form, send)
