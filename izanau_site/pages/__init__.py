"""The plain pages of the site: HTML without a script, in English and Japanese, readable without an account."""

from __future__ import annotations

from typing import Final

from izanau_site.pages import certificate, confirm, contact, jobs, notices, people, policy, robots, unsubscribe

HANDLERS: Final = tuple(
    handler
    for module in (jobs, people, policy, contact, confirm, unsubscribe, certificate, notices, robots)
    for handler in module.HANDLERS
)
