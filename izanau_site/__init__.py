"""The site: its API, its public pages and its database."""
