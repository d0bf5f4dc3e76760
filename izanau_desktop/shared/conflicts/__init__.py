"""The page of conflicts: what was there, mine, theirs, field by field; one is taken, or both, or something new is written."""
