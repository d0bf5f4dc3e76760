"""How long what is kept: the rules as data, what they would erase, the notice before, and carrying them out (PRV-66)."""
