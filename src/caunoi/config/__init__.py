"""Puts an installation together: settings by kind, addresses, the command `caunoi`.

Nobody imports it.
"""
