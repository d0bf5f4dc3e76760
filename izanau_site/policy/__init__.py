"""The versions of the privacy policy as data: texts in both languages and a manifest of what they list."""

from izanau_site.policy.folder import FIRST, PolicyFault, document_id, read_folder, text_hash

__all__ = ["FIRST", "PolicyFault", "document_id", "read_folder", "text_hash"]
