"""The people of a company in its window: who is in the team and what each sees, and who did what when."""
