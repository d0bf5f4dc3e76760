"""The board: the applicants of one job as cards, a column for each stage of its selection."""
