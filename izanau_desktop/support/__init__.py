"""The pages of support staff: the tickets and the records of others, opened with a reason."""
