"""Doors without an account: the answer to a slip at `/r/<code>/`.

Its hardest rules: GET changes nothing, and a page shows no more than whoever holds the slip knows already.
"""
