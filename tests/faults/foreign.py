"""What proxies, firewalls and networks that ask for a sign-in answer in the site's place: nothing of it is the site's word."""

from __future__ import annotations

from typing import Final

_PAGE: Final = ("text/html", b"<html>please sign in to this network</html>")
_BODIES: Final = (
    _PAGE,
    ("application/json", b'{"code":"not_signed_in","message":"of a proxy"}'),
    ("application/json", b'{"code":410,"error":{"status":"gone"}}'),
)
ANSWERS: Final = (
    (200, *_PAGE),
    *((status, *body) for status in (302, 401, 403, 404, 407, 410, 426) for body in _BODIES),
)
"""Status, kind of content, body."""
