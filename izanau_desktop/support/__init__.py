"""The desk of support staff: requests of people, and their records, opened and mended with a reason."""
