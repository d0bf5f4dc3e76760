"""Proofs of docs/sync.md: what may go wrong goes wrong, by the number of a case."""
