"""Why a computer could not prove to be the site: which problem an error of TLS stands for."""

from __future__ import annotations

import ssl
from typing import Final

_EXPIRED, _MISNAMED, _UNTRUSTED = "site_expired", "site_misnamed", "site_untrusted"
_CODES: Final = {
    # OpenSSL: x509_vfy.h
    9: _EXPIRED,  # not valid yet
    10: _EXPIRED,
    62: _MISNAMED,
    64: _MISNAMED,
    # macOS: SecBase.h
    -67818: _EXPIRED,
    -67602: _MISNAMED,
    # Windows: winerror.h
    0x800B0101: _EXPIRED,
    0x800B010F: _MISNAMED,
}


def code_of(error: BaseException) -> str:
    """The code of the problem; the certificate's own fault, where an error beneath names one."""
    beneath: BaseException | None = error
    while beneath is not None:
        if isinstance(beneath, ssl.SSLCertVerificationError):
            return _CODES.get(beneath.verify_code, _UNTRUSTED)
        beneath = beneath.__cause__ or beneath.__context__
    return _UNTRUSTED
