"""Driving real windows from outside: by accessible names and key events only, as a person with a screen reader would.

Nothing here imports anything of ``izanau_*`` beyond this package itself (by relative import), so that what it sees is
what any other program would see. Run by file path (``python …/tour/__main__.py``) not even ``izanau_desktop`` is
imported.
"""
