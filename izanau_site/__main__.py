"""`python -m izanau_site` is the command `izanau-site`."""

from izanau_site.cli import main

main()
