"""The site's settings: each with its default and meaning, from `IZANAU_SITE_*` or a TOML file."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Final, get_args, get_type_hints
from urllib.parse import urlsplit

import msgspec
import platformdirs
from limits import parse

from izanau_protocol import documents, wire

PREFIX: Final = "IZANAU_SITE_"
NO_OPERATOR: Final = "The operator of this site"
"""Who runs a site that does not say so."""
_DATABASES: Final = ("sqlite:///", "postgresql://", "postgresql+psycopg://")
_NO_FILE: Final = ("sqlite:///", "sqlite:///:memory:")


class Meaning(msgspec.Struct, frozen=True):
    """What a setting is for, in words."""

    words: str


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """All settings; a name in capitals after `IZANAU_SITE_` is its variable, the plain name its key in the TOML file."""

    data_dir: Annotated[Path, Meaning("folder of the database, the ledger and, with no SMTP, the outbox")] = Path()
    database: Annotated[str, Meaning("sqlite:///FILE (default: in the data folder) or postgresql+psycopg://…")] = ""
    ledger: Annotated[Path, Meaning("folder of the ledger; lies outside of what is backed up")] = Path()
    smtp: Annotated[
        str, Meaning("smtp://[user:password@]host:port; smtps:// for TLS from the start; empty: .eml files")
    ] = ""
    smtp_starttls: Annotated[bool, Meaning("whether to ask an smtp:// server for TLS when it offers it")] = True
    mail_from: Annotated[str, Meaning("sender of the mails")] = "no-reply@izanau.example"
    mail_name: Annotated[str, Meaning("name of the sender of the mails")] = "IZANAU"
    mail_bounces: Annotated[str, Meaning("address to which undeliverable mails come back; empty: mail_from")] = ""
    public_url: Annotated[
        str, Meaning("address that people reach the site by; empty: the one that serve listens on")
    ] = ""
    operator: Annotated[str, Meaning("who runs the site, as told in pages and mails")] = NO_OPERATOR
    operator_address: Annotated[
        str, Meaning("postal address of the operator, without which no newsletter and the like is sent")
    ] = ""
    operator_contact: Annotated[
        str, Meaning("address or URL for questions and complaints; empty: the contact page of the site")
    ] = ""
    min_version: Annotated[str, Meaning("oldest version of the desktop that may sync")] = "0.1.0"
    host: Annotated[str, Meaning("address to listen on")] = "127.0.0.1"
    port: Annotated[int, msgspec.Meta(ge=0, le=65_535), Meaning("port to listen on; 0 takes a free one")] = 8000
    workers: Annotated[int, msgspec.Meta(ge=1, le=1_000), Meaning("processes that answer requests")] = 1
    threads: Annotated[int, msgspec.Meta(ge=1, le=1_000), Meaning("requests that one process works on at once")] = 20
    work_inside: Annotated[bool, Meaning("whether serve does the background work itself")] = True
    work_seconds: Annotated[
        float, msgspec.Meta(gt=0, le=3_600), Meaning("seconds between two looks at the background work")
    ] = 0.5
    trusted_proxies: Annotated[str, Meaning("addresses whose X-Forwarded-For is believed, by commas")] = ""
    access_minutes: Annotated[int, msgspec.Meta(ge=1), Meaning("minutes that an access token is good for")] = 60
    refresh_days: Annotated[int, msgspec.Meta(ge=1), Meaning("days that an unused refresh token is good for")] = 400
    code_hours: Annotated[int, msgspec.Meta(ge=1), Meaning("hours that a code in a mail is good for")] = 24
    log_days: Annotated[int, msgspec.Meta(ge=1), Meaning("days that logs and used tokens are kept")] = 90
    application_days: Annotated[
        int,
        msgspec.Meta(ge=30, le=documents.MOST_KEPT),
        Meaning("days that applications are kept after they ended, where their company chose no other"),
    ] = 180
    signup_days: Annotated[int, msgspec.Meta(ge=1), Meaning("days that an account waits for its confirmation")] = 7
    invitation_days: Annotated[
        int, msgspec.Meta(ge=1, le=90), Meaning("days that an invitation to a company waits")
    ] = 7
    inactive_days: Annotated[
        int, msgspec.Meta(ge=90), Meaning("days without a device after which a seeker's account is erased")
    ] = 730
    erase_hours: Annotated[int, msgspec.Meta(ge=0), Meaning("hours of grace before an account is erased")] = 72
    lease_hours: Annotated[
        int,
        msgspec.Meta(ge=1, le=wire.LEASE_HOURS),
        Meaning("hours that a company's or staff's cache opens after a sync"),
    ] = wire.LEASE_HOURS
    limit_all: Annotated[str, Meaning("requests of one address")] = "6000/minute"
    limit_signup: Annotated[str, Meaning("sign-ups of one address")] = "200/hour"
    limit_signin: Annotated[str, Meaning("sign-ins for one e-mail address")] = "60/hour"
    limit_signin_from: Annotated[str, Meaning("sign-ins from one address")] = "600/hour"
    limit_code: Annotated[str, Meaning("codes tried from one address")] = "100/hour"
    limit_mail: Annotated[str, Meaning("mails asked for to one e-mail address")] = "10/hour"
    limit_invite: Annotated[str, Meaning("invitations by one company")] = "60/hour"
    limit_contact: Annotated[str, Meaning("contact forms from one address")] = "60/hour"


class SettingsFault(Exception):  # noqa: N818 - the name says what is wrong
    """A setting that cannot be read; the words name it and what would do."""


def load(file: Path | None = None, environment: Mapping[str, str] | None = None, **given: object) -> Settings:
    """Settings from what is given, else the environment, else the TOML file, else the defaults. Raises SettingsFault."""
    env = os.environ if environment is None else environment
    named = file or (Path(env[f"{PREFIX}SETTINGS"]) if env.get(f"{PREFIX}SETTINGS") else None)
    values: dict[str, Any] = _read(named) if named else {}
    for name in Settings.__struct_fields__:
        text = env.get(f"{PREFIX}{name.upper()}")
        if text is not None:
            values[name] = text
    values |= {name: value for name, value in given.items() if value is not None}
    try:
        found = msgspec.convert(values, Settings, strict=False, dec_hook=_path)
    except msgspec.ValidationError as fault:
        raise SettingsFault(f"a setting is wrong: {fault}") from fault
    return _settle(found)


def _settle(found: Settings) -> Settings:
    """Fill in what follows from other settings. Raises SettingsFault for texts that are none of their kind."""
    for name in Settings.__struct_fields__:
        if name.startswith("limit_"):
            _limit(name, getattr(found, name))
    _refuse_wrong_smtp(found.smtp)
    _refuse_wrong_database(found.database)
    folder = (
        found.data_dir if found.data_dir != Path() else Path(platformdirs.user_data_dir("izanau-site", appauthor=False))
    )
    folder = folder.expanduser().absolute()
    return msgspec.structs.replace(
        found,
        data_dir=folder,
        database=found.database or f"sqlite:///{(folder / 'site.db').as_posix()}",
        ledger=found.ledger if found.ledger != Path() else folder / "ledger",
        public_url=found.public_url.rstrip("/"),
    )


def _refuse_wrong_smtp(text: str) -> None:
    if not text:
        return
    words = "a setting is wrong: smtp is smtp://host:port or smtps://host:port, the port 1 to 65535"
    try:
        server = urlsplit(text)
        right = server.scheme in ("smtp", "smtps") and bool(server.hostname) and server.port != 0
    except ValueError as fault:  # a port that is none
        raise SettingsFault(words) from fault
    if not right:
        raise SettingsFault(words)


def _refuse_wrong_database(text: str) -> None:
    if text and not text.startswith(_DATABASES):
        raise SettingsFault("a setting is wrong: database is sqlite:///FILE or postgresql+psycopg://…")
    if text in _NO_FILE:
        raise SettingsFault("a setting is wrong: database names no file; one in memory cannot be shared by requests")


def _limit(name: str, text: str) -> None:
    try:
        parse(text)
    except ValueError as fault:
        raise SettingsFault(f"a setting is wrong: {name} is a number and a time, such as 60/hour: {fault}") from fault


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        raise SettingsFault(f"{file} cannot be read as TOML: {fault}") from fault


def _path(kind: type, value: object) -> object:
    if kind is Path and isinstance(value, str | Path):
        return Path(value)
    raise SettingsFault(f"{value!r} is no {kind.__name__}")


class Line(msgspec.Struct, frozen=True):
    """One setting as `izanau-site settings` lists it."""

    name: str
    variable: str
    default: str
    meaning: str


def lines() -> tuple[Line, ...]:
    """Every setting with its variable, default and meaning."""
    defaults = Settings()
    return tuple(
        Line(name, f"{PREFIX}{name.upper()}", _shown(getattr(defaults, name)), _meaning(hint))
        for name, hint in get_type_hints(Settings, include_extras=True).items()
    )


def _shown(value: object) -> str:
    if value == Path() or value == "":
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _meaning(hint: object) -> str:
    return next(part.words for part in get_args(hint) if isinstance(part, Meaning))
