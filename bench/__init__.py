"""Figures: each module here measures one, against a control in the same run, prints it and writes it as JSON."""
