"""The privacy centre: all that concerns one's own data, each matter a card that says what it is and offers the deed."""
