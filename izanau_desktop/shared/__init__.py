"""What every role shows: pages and views that belong to no role alone."""
