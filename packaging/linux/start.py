"""Where the bundle starts: the same as the command `izanau`, which opens the window when nothing else is asked."""

from izanau_desktop.cli import main

if __name__ == "__main__":
    main()
