"""The address of a site as people write it, made into the one that is asked; nothing secret goes over an open line."""

from __future__ import annotations

from ipaddress import ip_address
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

_HERE: Final = ("localhost",)
_PACKAGED: Final = Path(__file__).parent / "_resources" / "site.toml"


def site_address(written: str) -> str:
    """The address with its scheme and without a slash at its end; "izanau.example" is taken as https.

    Raises Refused (field `site`): `not_a_site` for what is no address of a site, `site_in_clear` for http to another
    computer (PRV-16: passwords and profiles would travel in the open).
    """
    from izanau_protocol.problems import Refused, problem  # not before the first paint: it brings msgspec

    text = written.strip()
    whole = text if "://" in text else f"https://{text}"
    try:
        parts = urlsplit(whole)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        raise Refused(problem("not_a_site", "site")) from None
    strange = parts.username or parts.query or parts.fragment or any(c.isspace() for c in whole)
    if parts.scheme not in ("http", "https") or not host or strange:
        raise Refused(problem("not_a_site", "site"))
    if parts.scheme == "http" and not _is_here(host):
        raise Refused(problem("site_in_clear", "site"))
    return whole.rstrip("/")


def packaged_site() -> str:
    """The address of the site that was set when the program was packaged, or empty: then it is asked once."""
    import tomllib

    return str(tomllib.loads(_PACKAGED.read_text(encoding="utf-8")).get("url", "")) if _PACKAGED.exists() else ""


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host in _HERE
