"""An SMTP server for tests of mails."""

from __future__ import annotations

from typing import Any


class Sink:
    """An SMTP server that keeps what it gets; refuses as often as told, and some for good."""

    def __init__(self) -> None:
        self.got: list[bytes] = []
        self.refusals = 0
        self.tried = 0
        self.gone = ""
        self.sender = ""

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, to: str, _options: Any) -> str:  # noqa: N802 - aiosmtpd's name
        """One receiver."""
        self.tried += 1
        self.sender = envelope.mail_from
        if to == self.gone:
            return "550 5.1.1 no such mailbox"
        envelope.rcpt_tos.append(to)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        """One mail."""
        if self.refusals:
            self.refusals -= 1
            return "451 try later"
        self.got.append(envelope.content)
        return "250 OK"
