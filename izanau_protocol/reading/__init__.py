"""How documents read: their values as plain words in a language, the same in windows, commands, papers and pages."""
