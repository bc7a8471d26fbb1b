"""Organisations: clubs, providers, hosts, authorities. Who they are, not who works there.

Its hardest rule: a kind that may never hold an account (police, inspection, compulsory centres) exists here only so
that it can be named in a directory card or an agreement.
"""
