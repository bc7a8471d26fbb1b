"""The door by which files of figures come in on a hub: who has sent, take a file, publish with what has come.

It shows completeness and no figure; pages of figures are in `reports`, which reaches nothing of what this door writes.
"""
