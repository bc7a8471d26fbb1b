"""Cầu Nối: a person who asks for help reaches the service she needs, safely, and the programme can prove it.

One package per domain word; `pyproject.toml` holds the order in which they may import each other.
"""
