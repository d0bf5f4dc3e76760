"""A restored site with three desktops."""

from __future__ import annotations

import pytest

from tests.faults import proofs, restored

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


def test_nothing_is_lost_with_a_restored_site() -> None:
    proofs.reach("restored")


def test_what_was_done_with_what_a_restored_site_lacks_waits_for_it() -> None:
    proofs.reach("brought_back")


def test_sign_in_since_the_backup_loses_no_deed() -> None:
    proofs.reach("signed_in_since")


def test_nobody_is_mailed_twice_of_what_was_done_before_a_restore() -> None:
    backup, before, after = restored.told(1)
    assert before >= backup + 2
    assert after == backup
