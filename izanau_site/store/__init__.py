"""The site's store: tables, documents, feeds, ledger. Services ask it; no other part writes SQL over documents."""

from __future__ import annotations

from izanau_site.store.documents import Change, Document
from izanau_site.store.ledger import Ledger
from izanau_site.store.store import Store

__all__ = ["Change", "Document", "Ledger", "Store"]
