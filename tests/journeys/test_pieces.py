"""The servers around a story: a mail sink that keeps mails, and a line to the site that can be cut."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from email.message import EmailMessage
from smtplib import SMTP

import pytest

from tests.journeys.network import Network
from tests.journeys.serving import Serving
from tests.journeys.sink import Sink

pytestmark = pytest.mark.journey


@pytest.fixture
def echo() -> Iterator[str]:
    """Give the address of a server that sends back what it gets."""
    import asyncio

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while chunk := await reader.read(1000):
            writer.write(chunk)
        writer.close()

    async def end() -> None:
        server.close()
        await server.wait_closed()

    serving = Serving("echo")
    server = serving.carry_out(asyncio.start_server(answer, "127.0.0.1", 0))
    yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    serving.carry_out(end())
    serving.close()


def test_a_mail_is_kept_as_it_was_sent() -> None:
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = "確認コード", "site@izanau.example", "taro@example.com"
    mail.set_content("コードは 123456 です。")
    with Sink() as sink:
        with SMTP("127.0.0.1", sink.port) as client:
            client.send_message(mail)
        came = sink.await_mail("taro@example.com", lambda mail: "確認" in mail.message["Subject"])
        assert came.words.strip() == "コードは 123456 です。"
        assert came.sender == "site@izanau.example"
        assert sink.to("other@example.com") == []


def test_a_cut_line_carries_nothing_until_mended(echo: str) -> None:
    with Network(echo) as network:
        with socket.create_connection(("127.0.0.1", network.port)) as line:
            line.sendall(b"GET / HTTP/1.1\r\nHost: site.example:80\r\n\r\n")
            assert line.recv(1000).startswith(b"GET /")
            network.cut()
            assert line.recv(1000) == b""
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", network.port))
        network.open()
        with socket.create_connection(("127.0.0.1", network.port)) as line:
            line.sendall(b"again")
            assert line.recv(1000) == b"again"
        assert network.hosts == ["site.example:80"]
        assert network.lines == 2
