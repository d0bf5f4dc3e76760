"""The line of events in virtual time: what each line that ends is followed by, and what is told of it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import cast

import pytest

from izanau_desktop.sync.listener import Listener
from izanau_desktop.sync.site import Site
from izanau_protocol import ambient, wire
from izanau_protocol.problems import Refused, problem
from tests.desktop.sync.heard import SECONDS

NEWS = '{"scope":"jobs"}'


class Heard:
    """A listener that hears these lines one after the other, and waits in virtual time; it is stopped after the last."""

    def __init__(self, rule: ambient.Rule, *lines: Callable[[Heard], Iterator[str]]) -> None:
        self.rule, self.lines = rule, [*lines]
        self.causes, self.live, self.polls, self.waits = list[str](), list[bool](), list[bool](), list[float | None]()
        self.silence = 0.0
        self.listener = Listener(lambda: cast("Site", self), self.moved)

    def moved(self, cause: str) -> None:
        self.causes.append(cause)
        self.live.append(self.listener.live)

    def events(self, silence: float) -> Iterator[str]:
        self.silence = silence
        yield from self.lines.pop(0)(self)

    def hang_up(self) -> None: ...

    def close(self) -> None: ...

    def wait(self, seconds: float | None) -> None:
        """In the place of the event on which the listener waits."""
        self.waits.append(seconds)
        self.polls.append(self.listener.polls)
        self.rule.advance(seconds or 0.0)
        if not self.lines:
            self.listener.stop()

    def clear(self) -> None: ...

    def set(self) -> None: ...


def heard(monkeypatch: pytest.MonkeyPatch, *lines: Callable[[Heard], Iterator[str]]) -> Heard:
    """What a listener came to that heard these lines; all that chance decides is in the middle."""
    monkeypatch.setattr(ambient, "fraction", lambda: 0.5)
    with ambient.ruled(now=ambient.now()) as rule:
        found = Heard(rule, *lines)
        found.listener.again()  # as where the site is reached before there is a line
        monkeypatch.setattr(found.listener, "_go_on", cast("threading.Event", found))
        found.listener.start()
        found.listener._thread.join(SECONDS)
        assert not found.listener._thread.is_alive()
    return found


def cut(_: Heard) -> Iterator[str]:
    yield ""


def away(_: Heard) -> Iterator[str]:
    raise Refused(problem("offline"))


def silent(of: Heard) -> Iterator[str]:
    yield ""
    of.rule.advance(2.0 * wire.PING_SECONDS)


def news(_: Heard) -> Iterator[str]:
    yield from ("", NEWS, "", NEWS)


def test_line_that_was_sound_is_taken_up_soon_and_one_that_is_cut_later_each_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = heard(monkeypatch, cut, away, silent, cut)
    assert found.waits == [11.25, 22.5, 1.0, 11.25]
    assert found.polls == [True, True, False, True]
    assert found.silence == 2.0 * wire.PING_SECONDS, "what says nothing for longer is cut at this end too"


def test_what_the_site_says_is_told_once_and_a_line_that_begins_is_a_reason_to_look(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = heard(monkeypatch, news, away, cut)
    told = ["timer", "moved", "moved"], ["timer"], ["timer", "timer"], ["timer"]
    assert found.causes == [cause for causes in told for cause in causes]
    assert found.live == [True, True, True, False, False, False, True]


def test_listener_that_is_stopped_while_it_hears_tells_nothing_more(monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(of: Heard) -> Iterator[str]:
        of.listener.stop()
        yield NEWS

    def ended(of: Heard) -> Iterator[str]:
        of.listener.stop()
        raise Refused(problem("offline"))

    for line in (stopped, ended):
        assert heard(monkeypatch, line).causes == []
