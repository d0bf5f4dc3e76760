"""What an account asks for, and what applying does (policy 2.2, 2.3, 2.6)."""

from __future__ import annotations

import pytest

from tests.privacy.stage import Stage


@pytest.mark.prv("PRV-30")
def test_company_sees_the_address_from_application_to_withdrawal(place: Stage) -> None:
    mai, umi, next_door = place.seeker("mai"), place.company("umi"), place.company("kawa")
    job = place.job("umi")
    assert mai.email not in umi.everything()
    application = mai.apply_to(job, umi.company)
    assert umi.email not in mai.everything()
    assert mai.email in umi.everything()
    assert mai.email not in next_door.everything()
    for scope in (f"contacts:{umi.company}", umi.applicants, mai.own):
        assert next_door.get("/v1/feed", scope=scope).code == "not_yours"
    mai.withdraw(application)
    assert mai.email not in umi.everything()
