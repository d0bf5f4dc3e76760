"""What a person does at the first screen, before there is an account on the computer."""

from __future__ import annotations

from .seat import Seat, holding


def want_to_sign_up(seat: Seat) -> None:
    """Choose to sign up."""
    seat.see("Welcome to Izanau", "label")
    seat.press("Sign up", "push button")


def look_around(seat: Seat) -> None:
    """Choose to look without an account."""
    seat.see("Welcome to Izanau", "label")
    seat.press("Just look: jobs", "push button")
    seat.see("Places", "list")


def sign_in(seat: Seat, email: str, password: str) -> None:
    """Sign in with an account that is there."""
    seat.see("Welcome to Izanau", "label")
    seat.press("I have an account", "push button")
    seat.write("E-mail address", email)
    seat.hands.focus(seat.see("Password", "text"))
    seat.hands.type(password)
    seat.press("Sign in", "push button")
    seat.see("Places", "list")


def contact(seat: Seat, email: str, text: str) -> None:
    """Write to support without an account."""
    seat.go("Contact us")
    seat.hands.choose("Topic", "My profile or data", seat.window())
    seat.write("E-mail address for the answer", email)
    seat.write("What is it about?", text)
    seat.press("Send", "push button")
    seat.see(holding("Your request has the number"))
