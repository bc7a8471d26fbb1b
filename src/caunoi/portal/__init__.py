"""Doors without an account: the answer to a slip at `/r/<code>/`, a person's own page at `/me/` and what staff print of it.

Its hardest rules: GET changes nothing, and a page shows no more than whoever holds the slip, or the card and a code,
may know already. What is printed for her stands in the record as a look.
"""
