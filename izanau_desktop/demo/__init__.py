"""The demo: a site of its own with believable data on this computer, and windows in any role."""
