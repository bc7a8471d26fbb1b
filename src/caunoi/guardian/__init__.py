"""The door of the data guardian: requests by number, the record, breaches, demands, what is kept and for how long.

It sees nobody: no person, no card, nothing sealed, and nothing here is typed in words, so that no name can stand in it.
Its hardest rule: no page of it tells who anything is about.
"""
