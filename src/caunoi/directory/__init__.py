"""Services on offer and their public pages: what, where, when, at what cost, which papers are asked for.

It knows nothing of who is referred.
Its hardest rules: nothing is kept about a visitor, and a shelter never shows an address.
"""
