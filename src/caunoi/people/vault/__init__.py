"""The vault: sealing and opening values, keys of staff and of organisations, the process that holds keys while people work.

A thin layer over `cryptography`, with a database of its own for keys. Only `people` imports it. What seals, splits and
holds keys (`suite`, `shares`, `keeper`, `wire`) knows no Django and no table. Its hardest rule: whoever has every file of
the installation, but no passphrase, reads nothing (docs/adr/0008-vault.md).
"""
