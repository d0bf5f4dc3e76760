"""Forms of Designer whose fields are of no document: names for assistive technology, and problems under their fields."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt

from izanau_desktop.look.style import wear


def name_fields(form: Any, *names: str) -> None:
    """Give each field the words of its label (`name` and `name_label`) as its accessible name."""
    for name in names:
        getattr(form, name).setAccessibleName(getattr(form, f"{name}_label").text().replace("&", ""))
        getattr(form, f"{name}_problem").hide()


def say(form: Any, name: str, words: str) -> None:
    """Say what is wrong under a field (`name_problem`) and go there; no words take it away."""
    field, place = getattr(form, name), getattr(form, f"{name}_problem")
    place.setText(words)
    place.setVisible(bool(words))
    wear(field, wrong="true" if words else "false")
    field.setAccessibleDescription(words)
    if words:
        field.setFocus(Qt.FocusReason.OtherFocusReason)
