"""The subcommands of `izanau-site`, by what they are about."""
