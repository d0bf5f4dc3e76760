"""Believable data for the demo: companies, jobs, seekers and their applications, the same for the same seed."""
