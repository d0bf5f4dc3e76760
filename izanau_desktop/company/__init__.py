"""The desk of a company: applicants, messages, jobs and the company's own page."""
