"""The site as one value: settings, store, limits and the services that a request may use."""

from __future__ import annotations

import msgspec

from izanau_site.accounts.limits import Limits
from izanau_site.settings import Settings
from izanau_site.store import Store


class Site(msgspec.Struct, frozen=True):
    """What every request gets; made once a process."""

    settings: Settings
    store: Store
    limits: Limits
