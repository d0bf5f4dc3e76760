"""The pages of job seekers."""
