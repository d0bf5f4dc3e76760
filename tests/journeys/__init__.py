"""Whole stories, told through the started programs only; nothing here imports the programs' own code."""
