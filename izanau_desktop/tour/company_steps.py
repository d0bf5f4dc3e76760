"""What HR of the story does with an applicant."""

from __future__ import annotations

import re

from . import person
from .seat import Seat, holding


def find_applicant(seat: Seat) -> None:
    """Find the applicant by name and open the application."""
    seat.go("Applicants")
    seat.write("Find applicants", person.NAME)
    other = "Search all jobs"
    seat.until(lambda: seat.shows(person.NAME, "label") or seat.shows(other), f"{person.NAME}, or where else to look")
    if seat.shows(other):
        seat.press(other)
    seat.see(person.NAME, "label")


def read_whole(seat: Seat, email: str) -> None:
    """Read the whole profile and the e-mail address."""
    for words in (
        "Norrvatten AB",
        "Uppsala University",
        "Japanese N2",
        holding("Student"),
        "Ice skating on lakes, choir.",
    ):
        seat.see(words, "label")
    seat.see(holding(email), "label")


def note(seat: Seat, text: str) -> None:
    """Add a note for the company."""
    seat.press("Note", "push button")
    seat.write("Note for your company", text)
    seat.press("Save the note", "push button")


def advance(seat: Seat) -> None:
    """Move the application on to the next stage."""
    seat.press("Advance", "push button")


def application(seat: Seat) -> dict[str, object]:
    """Return the applicant's application as the command tells it, or an empty one."""
    found = [one for one in seat.items("applicant", "list", "--limit", "1000") if one["name"] == person.NAME]
    return dict(seat.izanau("applicant", "show", found[0]["id"])) if found else {}


def sees_nobody(seat: Seat) -> None:
    """See that nobody of that name is an applicant."""
    seat.go("Applicants")
    seat.write("Find applicants", person.NAME)
    seat.see(re.compile("^(Nobody fits this|No applicants yet)"), "label")


def reads_without_address(seat: Seat, words: str, email: str) -> None:
    """Read a question of somebody who has not applied; the address is nowhere on screen."""
    seat.see(holding(words))
    seat.gone(holding(email))


def answer(seat: Seat, text: str) -> None:
    """Answer whoever asks in the conversation that is open."""
    seat.write(f"Message to {person.NAME}", text)
    seat.press("Send", "push button")
