"""A worker's day: what is due, whom she looks after, one person's thread. It joins packages that do not know each other.

It keeps no table. Its hardest rule: never more than one worker's caseload on a screen.
"""
