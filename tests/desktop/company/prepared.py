"""Messages that a company prepared, as the site sent them, and an applicant whom they may go to."""

from __future__ import annotations

from typing import Any

from tests.desktop.company.scene import COMPANY, Scene, applicant, identity, job

TEXT = {"en": "Dear {name}, thank you. {company}", "ja": "{name} 様 ありがとうございました。"}


def prepare(scene: Scene, number: int = 0, **other: Any) -> str:
    """A prepared message as the site sent it."""
    body = {"company": COMPANY, "use": "reject", "name": f"Thanks {number}", "text": TEXT} | other
    return scene.put(f"company:{COMPANY}", "template", identity("template", number), body)


def written_to(scene: Scene, use: str, text: str) -> str:
    """An applicant of a company with a message for rejections and one for another use."""
    scene.desk.cache.set_note(applicants_job="*")
    prepare(scene)
    prepare(scene, 1, use=use, text={"en": text})
    return applicant(scene, job(scene, title={"en": "Tester"}), 1)
