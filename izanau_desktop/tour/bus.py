"""A D-Bus connection that asks many questions at once and survives objects that vanish meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from types import TracebackType
from typing import Any, NamedTuple, Self

from jeepney import DBusAddress, HeaderFields, MessageFlag, MessageType, new_method_call
from jeepney.io.blocking import open_dbus_connection

_BATCH = 200
_ANSWER_SECONDS = 30.0


class GoneError(LookupError):
    """The object asked does not exist (any more), or does not know the question."""


class Call(NamedTuple):
    """One question to one object of one program on the bus."""

    peer: str
    path: str
    interface: str
    member: str
    signature: str = ""
    body: tuple[Any, ...] = ()


def prop(peer: str, path: str, interface: str, name: str) -> Call:
    """Return the question for one property."""
    return Call(peer, path, "org.freedesktop.DBus.Properties", "Get", "ss", (interface, name))


class Bus:
    """A connection to the message bus at an address such as ``unix:path=…``."""

    def __init__(self, address: str) -> None:
        self._connection = open_dbus_connection(address, auth_timeout=_ANSWER_SECONDS)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def tell(self, call: Call) -> None:
        """Send a call whose answer nobody waits for (a pressed button may open a dialog that blocks it)."""
        message = _message(call)
        message.header.flags = MessageFlag.no_reply_expected
        self._connection.send(message)

    def ask(self, call: Call) -> Any:
        """Return the answer: one value, or a tuple if there are none or several; raise GoneError if there is none."""
        answer = self._ask_batch([call])[0]
        if isinstance(answer, GoneError):
            raise answer
        return answer

    def ask_many(self, calls: Sequence[Call]) -> list[Any]:
        """Return the answers in the order of the calls, with None for what vanished."""
        answers: list[Any] = []
        for start in range(0, len(calls), _BATCH):
            batch = self._ask_batch(calls[start : start + _BATCH])
            answers.extend(None if isinstance(answer, GoneError) else answer for answer in batch)
        return answers

    def _ask_batch(self, calls: Sequence[Call]) -> list[Any]:
        places: dict[int, int] = {}
        for place, call in enumerate(calls):
            serial = next(self._connection.outgoing_serial)
            places[serial] = place
            self._connection.send(_message(call), serial=serial)
        answers: list[Any] = [None] * len(calls)
        while places:
            message = self._connection.receive(timeout=_ANSWER_SECONDS)
            fields = message.header.fields
            place = places.pop(fields.get(HeaderFields.reply_serial, -1), -1)
            if place < 0:
                continue  # a signal, or the late answer to a question given up
            call = calls[place]
            if message.header.message_type is MessageType.error:
                name = fields.get(HeaderFields.error_name, "?")
                answers[place] = GoneError(f"{call.member} at {call.peer}{call.path}: {name} {message.body}")
            else:
                answers[place] = _plain(call, message.body)
        return answers


def _message(call: Call) -> Any:
    address = DBusAddress(call.path, bus_name=call.peer, interface=call.interface)
    return new_method_call(address, call.member, call.signature or None, call.body)


def _plain(call: Call, body: Any) -> Any:
    """Return a lone value by itself, and a property without its variant's signature."""
    if not isinstance(body, tuple) or len(body) != 1:
        return body
    return body[0][1] if call.member == "Get" else body[0]
