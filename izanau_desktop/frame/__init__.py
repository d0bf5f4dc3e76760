"""The parts of the window's frame: navigation, sync state, menus, command palette, page of keys."""
