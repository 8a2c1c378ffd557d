"""The tracer that records, kills and fails at system calls; part of the tools that the test command installs."""

import shutil
import sys

import pytest


def find_strace() -> str:
    """Where it is. Fails the test where it should be and is not, and skips it where there is none to be had."""
    found = shutil.which("strace")
    if sys.platform == "linux" and found is None:
        pytest.fail("strace is missing: run `python3 packaging/bootstrap.py test` as root, or install strace")
    if found is None:
        pytest.skip("strace exists on Linux only")
    return found
