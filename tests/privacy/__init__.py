"""The privacy contract, row by row: through real processes, importing nothing of izanau_*; `faults/` breaks each row once."""
