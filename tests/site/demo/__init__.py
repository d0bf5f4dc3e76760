"""The demo data, tested."""
