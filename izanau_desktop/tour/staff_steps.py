"""What support staff of the story do: a request, the record behind it, the correction, the answer."""

from __future__ import annotations

from . import person
from .seat import Seat, holding, starting


def open_request(seat: Seat, words: str) -> None:
    """Open the request that holds these words."""
    seat.go("Requests")
    seat.hands.pick("Requests", holding("My profile or data"), seat.window())
    seat.see(holding(words))


def open_record(seat: Seat) -> None:
    """Open the person's profile after giving a reason."""
    seat.go("Records")
    seat.write("Find a record", person.NAME)
    seat.see(starting(person.NAME), "list item")
    seat.hands.focus(seat.see("Records found", "list"))
    seat.hands.key("Home", "Return")
    seat.see("Why do you open this record?")
    seat.press("Open the record", "push button")
    seat.see("Choose a reason.")
    seat.hands.check("To answer a request", within=seat.window())
    seat.write("In words", "The owner says that the birthday is wrong.")
    seat.press("Open the record", "push button")
    seat.see("Looks and edits", "label")


def mend_birthday(seat: Seat) -> None:
    """Correct the birthday, with a reason and an explanation."""
    seat.press("Mend…", "push button")
    seat.see("Mend one field")
    seat.hands.choose("Field", "Birthday", seat.window())
    seat.write("New value", person.BIRTHDAY)
    seat.hands.check("The owner asked for it", within=seat.window())
    seat.write("Explanation for the owner", "As you asked; we compared it with your message.")
    seat.press("Mend and tell the owner", "push button")


def open_and_mend(seat: Seat) -> None:
    """Open the record, then correct it."""
    open_record(seat)
    mend_birthday(seat)


def answer(seat: Seat, text: str) -> None:
    """Answer the request."""
    seat.write("Your answer", text)
    seat.press("Answer", "push button")
