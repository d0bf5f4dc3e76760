"""Read models: what each page shows, as frozen data, each list by an index and a page at a time."""
