"""Looks after an installation: the clock, backup and restore, the doctor, upgrades.

It knows no table of the domain: what others want done by the clock, or after a restore, is named in the settings.
Its hardest rule: an acknowledged write is never lost, and no copy is ever written unencrypted for somebody to carry away.
"""
