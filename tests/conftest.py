"""Tests across packages use the same named cast as the tests beside the code."""

from caunoi.conftest import *  # noqa: F403  # fixtures are found by name
