"""Reviewing applicants: the list with its filters, one applicant in full, and the deeds on an application."""
