"""Screens for staff and grants, on both kinds of installation.

Its hardest rule: an administrator handles accounts by handle and sees nobody who is served.
"""
