"""Who sees what of a person now, worked out by the table of visibility from what this machine knows; and how that is said.

For the window and the command alike, so without Qt.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

import msgspec

from izanau_desktop.cache import Cache, Document
from izanau_desktop.cache import documents as stored
from izanau_desktop.cache.connection import Connection
from izanau_desktop.cache.reads import common
from izanau_desktop.cache.reads.common import field
from izanau_protocol import documents, visibility
from izanau_protocol.fields import Words

Body = Mapping[str, Any]
PUBLIC, COMPANY, COLLEAGUES, HELPED, STAFF = "public", "company", "colleagues", "helped", "staff"


class Sees(msgspec.Struct, frozen=True):
    """Someone who sees something of the person, or would."""

    who: str
    """public, company (one that the person applied or wrote to), colleagues, helped (people whom staff answer), staff."""
    company: str = ""
    name: str = ""
    name_ja: str = ""
    items: tuple[str, ...] = ()
    """The fields of the profile (or of the membership, of colleagues) that are filled in and seen."""
    email: bool = False
    applications: tuple[str, ...] = ()
    """Ids of the applications there that were not withdrawn."""
    withdrawn: int = 0
    messages: int = 0
    """Texts that the person wrote there and that are still seen."""
    since: str = ""
    hidden: str = ""
    """Why nothing is seen although it would be: paused, erasing, unregistered."""
    pending: bool = False
    """The site does not have the application yet: seen as soon as it is sent."""


class Owner(msgspec.Struct, frozen=True):
    """Whose record it is."""

    account: str
    profile: str
    group: str
    paused: bool
    erasing: bool

    @property
    def hidden(self) -> str:
        """Why others see nothing, or empty."""
        return "erasing" if self.erasing else "paused" if self.paused else ""


def read(cache: Cache, owner: Owner) -> tuple[Sees, ...]:
    """Everyone who sees something of the person, the public first."""
    if owner.group == "company":
        return (Sees(COLLEAGUES, items=("name", "role")), Sees(PUBLIC), Sees(STAFF))
    if owner.group == "staff":
        return (Sees(HELPED, items=("name",)), Sees(PUBLIC), Sees(STAFF))
    policy = common.policy(cache)
    items = policy.get("items") if policy else None
    manifest = visibility.manifest_of(items) if isinstance(items, dict) else None
    with cache.reading() as connection:
        found = stored.get(connection, "profile", owner.profile)
        body: Body = found.body if found else {}
        applications = stored.some(connection, "application", {})
        written = [one for one in stored.some(connection, "message", {}) if field(one.body, "sender") == "seeker"]
        at = {one.id: _company(connection, one) for one in applications}
        known = dict.fromkeys([*at.values(), *(field(one.body, "company") for one in written)])
        companies = stored.many(connection, "company", [one for one in known if one])
    left = {one.id for one in applications if one.body.get("withdrawn")}
    facts = visibility.Facts(
        owner=owner.account,
        paused=owner.paused,
        erased=owner.erasing,
        open_at=tuple({company for one, company in at.items() if one not in left}),
        known_at=tuple(set(at.values())),
        manifest=manifest,
    )
    views = visibility.audiences("profile", owner.profile, body, facts)
    seen = []
    for company in filter(None, known):
        mine = [one for one in applications if at[one.id] == company]
        told = [one for one in written if field(one.body, "company") == company]
        view = views.get(f"applicants:{company}", {})
        seen.append(_at_company(owner, companies.get(company), company, mine, told, left, view))
    return (_public(owner, body, manifest), *seen, Sees(STAFF))


def _company(connection: Connection, application: Document) -> str:
    named = field(application.body, "company")
    post = None if named else stored.get(connection, "job", field(application.body, "job"))
    return named or (field(post.body, "company") if post else "")


def _public(owner: Owner, body: Body, manifest: visibility.Manifest | None) -> Sees:
    hidden = owner.hidden or ("" if body.get("registered") else "unregistered")
    view = {} if hidden else visibility.narrow("profile", body, "public", manifest)
    return Sees(PUBLIC, items=_filled(view), hidden=hidden)


def _at_company(
    owner: Owner,
    company: Document | None,
    identity: str,
    applications: list[Document],
    written: list[Document],
    left: set[str],
    view: Body,
) -> Sees:
    about: Any = company.body if company else {}
    standing = [one for one in applications if one.id not in left]
    texts = [one for one in written if field(one.body, "application") not in left]
    times = [field(one.body, "applied") or field(one.body, "at") for one in (*standing, *texts)]
    hidden = owner.hidden
    return Sees(
        COMPANY,
        company=identity,
        name=field(about, "name"),
        name_ja=field(about, "name_ja"),
        items=_filled(view),
        email=bool(standing) and not hidden,
        applications=tuple(one.id for one in standing),
        withdrawn=len(applications) - len(standing),
        messages=0 if hidden else len(texts) + sum(1 for one in standing if one.body.get("message")),
        since=min(filter(None, times), default=""),
        hidden=hidden,
        pending=bool(standing) and all(not field(one.body, "applied") for one in standing),
    )


def _filled(view: Body) -> tuple[str, ...]:
    """The items of the policy that a view shows something of."""
    return tuple(name for name in documents.fields("profile") if "." not in name and view.get(name))


# --- in words ---

_WHO: Final = {
    PUBLIC: Words("Everyone", "すべての人"),
    COLLEAGUES: Words("Your colleagues at this company", "同じ企業のメンバー"),
    HELPED: Words("People whose requests you answer", "お問い合わせに回答した相手"),
    STAFF: Words("Support staff", "サポート担当"),
}
_HIDDEN: Final = {
    "paused": Words("Nothing, as long as your data is paused.", "一時停止中のため、何も見えません。"),
    "erasing": Words(
        "Nothing: your account is about to be deleted.", "アカウント削除の手続き中のため、何も見えません。"
    ),
    "unregistered": Words("Nothing: your profile is not public.", "プロフィールを公開していないため、何も見えません。"),
}
_NOTHING: Final = Words("Nothing about you.", "あなたについての情報は何も見えません。")
_PUBLIC: Final = Words("Your public profile: {items}.", "公開プロフィール：{items}。")
_PROFILE: Final = Words("Your profile: {items}.", "プロフィール：{items}。")
_EMAIL: Final = Words("Your e-mail address.", "メールアドレス。")
_MESSAGES: Final = Words("What you wrote to them, with your name.", "送った文章と氏名。")
_LEFT: Final = Words(
    "That you applied and withdrew; no longer your e-mail address or what you wrote with it.",
    "応募と辞退の事実のみ。メールアドレスと応募時の文章は見えなくなりました。",
)
_COLLEAGUES: Final = Words("Your name and your role.", "氏名と役割。")
_HELPED: Final = Words("Your name, beside what you answered or corrected.", "回答・訂正に添えられた氏名。")
_STAFF: Final = Words(
    "Your record, only when one of them opens it and says why. You see each look under “Who looked”.",
    "理由を記録して開いたときだけ、あなたの記録を見られます。閲覧は毎回「閲覧の記録」に残ります。",
)
_PENDING: Final = Words("As soon as your application is sent:", "応募が送信されると：")
_UNNAMED: Final = Words("A company", "企業")


def who(one: Sees, language: str) -> str:
    """Their name."""
    if one.who == COMPANY:
        return (one.name_ja if language == "ja" else "") or one.name or _UNNAMED.of(language)
    return _WHO[one.who].of(language)


def what(one: Sees, language: str) -> str:
    """What they see, in whole sentences, one a line."""
    if one.who == STAFF:
        return _STAFF.of(language)
    if one.hidden:
        return _HIDDEN[one.hidden].of(language)
    if one.who in (COLLEAGUES, HELPED):
        return (_COLLEAGUES if one.who == COLLEAGUES else _HELPED).of(language)
    return "\n".join(_seen(one, language)) or _NOTHING.of(language)


def _seen(one: Sees, language: str) -> Iterable[str]:
    if one.pending:
        yield _PENDING.of(language)
    if one.items:
        words = _PROFILE if one.applications else _PUBLIC
        yield words.of(language).format(items=items(one, language))
    if one.email:
        yield _EMAIL.of(language)
    if one.messages:
        yield _MESSAGES.of(language)
    if one.withdrawn and not one.applications:
        yield _LEFT.of(language)


def items(one: Sees, language: str) -> str:
    """The items of the profile that they see, by the words of the policy."""
    fields = documents.fields("profile")
    return ("、" if language == "ja" else ", ").join(fields[name].spec.words.of(language) for name in one.items)
