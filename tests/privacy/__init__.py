"""The rows of the privacy contract, each shown on the started programs; nothing here imports the programs' own code."""
