"""The door for staff: sign in and out, enrol by invitation. Sign-up, e-mail and reset by mail do not exist.

Its hardest rule: an answer never tells whether a handle exists.
"""
