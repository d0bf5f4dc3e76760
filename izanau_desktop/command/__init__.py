"""The `izanau` command: one module a noun; nothing here imports Qt."""
