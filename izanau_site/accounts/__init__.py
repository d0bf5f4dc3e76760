"""Accounts: who may come in, with what rights, on which devices."""
