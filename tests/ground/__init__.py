"""Tests of what the project stands on: the build, the checks, the guards, the locks."""
