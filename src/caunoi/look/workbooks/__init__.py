"""Workbooks as people send them: read in a process of their own, understood, and given back with what to mend.

Knows no domain word and no table of the database; whoever imports says which columns there are and what a row means.
Hardest rule: nothing that somebody uploaded is opened in the process that serves pages (reading.py, ../child.py).
"""
