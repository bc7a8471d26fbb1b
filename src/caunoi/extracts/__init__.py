"""Operational rows as flat pseudonymous facts for indicators: one file per package it reads.

Its hardest rule: no identifying or sealed field can pass.
"""
