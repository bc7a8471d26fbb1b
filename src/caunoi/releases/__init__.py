"""The club's month: review, close by two people, seal and hand over.

It must not know the hub's tables. Its hardest rules: two signers; a release is never edited, only restated.
"""
