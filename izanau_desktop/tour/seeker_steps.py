"""What the job seeker of the story does, each step seen in the window and told by the command."""

from __future__ import annotations

from . import person
from .seat import Seat, holding, starting


def agree_and_sign_up(seat: Seat, email: str = person.EMAIL) -> None:
    """Read the policy, agree, and enter name, address and password."""
    seat.see("Privacy policy")
    seat.see(holding("(version"), "check box")
    seat.hands.check(starting("I have read the privacy policy"), within=seat.window())
    seat.write("Full name, as in your passport", person.NAME)
    seat.write("E-mail address", email)
    field = seat.see("Password", "text")
    seat.hands.focus(field)
    seat.hands.type(person.PASSWORD)
    seat.press("Sign up", "push button")
    seat.see("Confirm your e-mail address")


def confirm(seat: Seat, code: str) -> None:
    """Enter the code from the mail."""
    seat.write("Code from the mail", code)
    seat.press("Confirm", "push button")
    seat.see("Sections of the profile")


def fill_profile(seat: Seat) -> None:
    """Fill in all ten sections."""
    seat.go("Profile")
    for section, entries in person.SECTIONS:
        for entry in entries:
            fill_entry(seat, section, entry)


def fill_entry(seat: Seat, section: str, entry: tuple[tuple[str, str], ...]) -> None:
    """Fill in one entry of a section, and see that the section counts as begun."""
    seat.hands.pick("Sections of the profile", starting(section), seat.window())
    seat.see(section, "label")
    page = seat.see("Section")
    seat.hands.press(starting("Add" if len(entry) and _is_list(section) else "Edit"), within=page)
    for name, text in entry:
        seat.put(name, text)
    seat.press("Done")
    seat.gone("Done")
    seat.see(starting(f"{section}, done"), "list item")


def _is_list(section: str) -> bool:
    return section in ("Languages", "Academic background", "Work experience", "Skills")


def register(seat: Seat) -> None:
    """See what becomes public, and make it public."""
    seat.go("Profile")
    seat.hands.key("Ctrl+Shift+P")
    seat.see("Your profile is not public yet.")
    seat.see("What everyone sees", "label")
    seat.see("Measured and modelled 40 lakes.", "label")
    seat.press("Register publicly", "push button")


def apply(seat: Seat, job: str, company: str) -> None:
    """Find the job, read what the company will see, and apply."""
    seat.go("Jobs")
    seat.write("Find jobs", job)
    seat.see(starting(job), "label")
    seat.hands.pick("Jobs", starting(job), seat.window())
    seat.press("Apply", "push button")
    seat.see(holding(f"{company} will see: your e-mail address"))
    seat.press(starting("Apply: show"), "push button")


def ask(seat: Seat, job: str, text: str) -> None:
    """Ask the company of a job something, without applying."""
    seat.go("Jobs")
    seat.write("Find jobs", job)
    seat.see(starting(job), "label")
    seat.hands.pick("Jobs", starting(job), seat.window())
    seat.press("Ask the company", "push button")
    seat.see(holding("Your e-mail address is not shown"))
    seat.write("Question to the company", text)
    seat.press("Send", "push button")


def withdraw(seat: Seat) -> None:
    """Withdraw the application."""
    seat.go("My applications")
    seat.press("Withdraw", "push button")


def erase(seat: Seat, email: str) -> None:
    """Delete the account now, with the address and the password."""
    seat.go("Privacy")
    seat.press(starting("Delete everything"), "push button")
    seat.write("Type your e-mail address", email)
    seat.hands.focus(seat.see("Your password", "text"))
    seat.hands.type(person.PASSWORD)
    seat.hands.check(starting("Now, without"), within=seat.window())
    seat.press("Delete my account", "push button")
