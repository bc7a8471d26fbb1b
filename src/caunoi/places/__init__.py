"""Administrative units in time. A code alone names nothing: units changed under their codes, so the key is (code, valid from).

It knows nothing of who works where. Its hardest rule: reports can be read in the units of any date.
"""
