"""The few pages that mails link to, plain HTML without scripts."""

from __future__ import annotations

import functools
from typing import Any

import jinja2
import nh3
from litestar import MediaType, Request, Response, get, post
from markdown_it import MarkdownIt

from izanau_protocol.problems import Refused
from izanau_site.accounts import confirm as confirming
from izanau_site.api.problems import language_of
from izanau_site.policy import versions
from izanau_site.site import Site

_WORDS = {
    "en": {
        "confirm": "Confirm your e-mail address",
        "press": "Press the button to confirm your e-mail address.",
        "button": "Confirm",
        "done": "Your e-mail address is confirmed. You can go on in the program.",
        "policy": "Privacy policy",
        "effective": "In force from",
    },
    "ja": {
        "confirm": "メールアドレスの確認",
        "press": "ボタンを押して、メールアドレスを確認してください。",
        "button": "確認する",
        "done": "メールアドレスを確認しました。プログラムに戻って続けてください。",
        "policy": "プライバシーポリシー",
        "effective": "施行日",
    },
}


@functools.cache
def _templates() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("izanau_site.pages", "templates"),
        undefined=jinja2.StrictUndefined,
        autoescape=True,
    )


def page(template: str, language: str, status: int = 200, **values: Any) -> Response[str]:
    """A page in a language."""
    text = _templates().get_template(template).render(language=language, words=_WORDS[language], **values)
    return Response(text, media_type=MediaType.HTML, status_code=status)


def _language(request: Request[Any, Any, Any], language: str) -> str:
    return language if language in _WORDS else language_of(request)


@get("/confirm", include_in_schema=False, sync_to_thread=True)
def ask(request: Request[Any, Any, Any], code: str = "") -> Response[str]:
    """What the link in the mail opens: it changes nothing, for programs that look at mails open links too."""
    return page("confirm.html", language_of(request), code=code[:64], done=False, wrong="")


@post("/confirm", include_in_schema=False, status_code=200, sync_to_thread=True)
def confirm(request: Request[Any, Any, Any], site: Site, address: str, code: str = "") -> Response[str]:
    """The button of that page."""
    language = language_of(request)
    try:
        confirming.confirm(site, code, address)
    except Refused as refused:
        first = refused.problems[0]
        wrong = f"{first.words(language)} {first.cure(language)}"
        return page("confirm.html", language, first.status, code="", done=False, wrong=wrong)
    return page("confirm.html", language, code="", done=True, wrong="")


@get("/policy", include_in_schema=False, sync_to_thread=True)
def show(request: Request[Any, Any, Any], site: Site, version: str = "", language: str = "") -> Response[str]:
    """The policy in force, or the version that is named."""
    chosen = _language(request, language)
    with site.store.transaction() as connection:
        found = versions.named(connection, version) if version else versions.current(connection)
    html = nh3.clean(MarkdownIt("commonmark").render(found.text.get(chosen, found.text["en"])))
    return page("policy.html", chosen, policy=found, html=html, operator=site.settings.operator)


HANDLERS = (ask, confirm, show)
