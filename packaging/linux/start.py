"""Where the bundle starts: the same as the command `izanau`, which opens the window when nothing else is asked."""

import runpy
import sys

from izanau_desktop.cli import main

if __name__ == "__main__":
    if sys.argv[1:2] == ["-m"]:  # the program starts parts of itself as Python does, whose place the bundle takes
        del sys.argv[:2]
        runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
    else:
        main()
