"""Where the bundle starts: the same as the command `izanau`, which opens the window when nothing else is asked."""

import runpy
import sys

from izanau_desktop.cli import main

if __name__ == "__main__":
    if sys.argv[1:3] == ["-P", "-m"]:  # so the program starts parts of itself; the bundle takes the place of Python
        del sys.argv[:3]
        runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
    else:
        main()
