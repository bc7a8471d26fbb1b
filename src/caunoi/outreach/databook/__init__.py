"""A databook that comes as a workbook: its columns, what its rows mean, what enters and what goes back to be mended.

`importing.bring_in` is the way in for pages and the command line. Its hardest rule: a row enters, or comes back with a
sentence; nothing is guessed, changed or counted twice without a person's word.
"""
