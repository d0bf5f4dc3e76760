"""A real SMTP server that keeps every mail it is given, but for receivers that it was told to turn away."""

from __future__ import annotations

from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage
from types import TracebackType
from typing import Any, NamedTuple, Self

from aiosmtpd.smtp import SMTP

from izanau_desktop.tour.waiting import wait_until
from tests.journeys.serving import Serving


class Mail(NamedTuple):
    """One mail as it came: the envelope, and the message that was in it."""

    sender: str
    receivers: tuple[str, ...]
    message: EmailMessage

    @property
    def words(self) -> str:
        """The plain text of the message."""
        body = self.message.get_body(("plain",))
        return str(body.get_content()) if body else ""


class Sink:
    """A mail server on the loopback; `url` is its address as a setting takes it."""

    def __init__(self) -> None:
        self.mails: list[Mail] = []
        self.turned_away: dict[str, str] = {}
        """What is answered for an address instead of taking its mails: `451 later`, `550 5.1.1 gone`."""
        self.tried: list[str] = []
        """Every address that somebody wanted to send a mail to."""
        self._serving = Serving("mail sink")
        self._server = self._serving.carry_out(
            self._serving.loop.create_server(lambda: SMTP(self, loop=self._serving.loop), "127.0.0.1", 0)
        )
        self.port: int = self._server.sockets[0].getsockname()[1]
        self.url = f"smtp://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._serving.carry_out(self._end())
        self._serving.close()

    async def handle_RCPT(  # noqa: N802  # aiosmtpd's name
        self, server: SMTP, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        """Take a receiver, or not."""
        self.tried.append(address)
        answer = self.turned_away.get(address)
        if answer is None:
            envelope.rcpt_tos.append(address)
        return answer or "250 taken"

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Any) -> str:  # noqa: N802  # aiosmtpd's name
        """Keep a mail."""
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.mails.append(Mail(envelope.mail_from, tuple(envelope.rcpt_tos), message))
        return "250 kept"

    def to(self, address: str) -> list[Mail]:
        """Return the mails to an address so far, oldest first."""
        return [mail for mail in list(self.mails) if address in mail.receivers]

    def await_mail(self, address: str, wanted: Callable[[Mail], bool] = lambda mail: True) -> Mail:
        """Wait for a mail to an address that is as wanted, and return the newest."""

        def found() -> list[Mail]:
            return [mail for mail in self.to(address) if wanted(mail)]

        def complaint() -> str:
            came = [(mail.receivers, mail.message["Subject"]) for mail in list(self.mails)]
            return f"a mail to {address}; there came {came}"

        return wait_until(found, complaint)[-1]

    async def _end(self) -> None:
        self._server.close()
        await self._server.wait_closed()
