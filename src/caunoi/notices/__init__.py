"""What somebody of the staff should look at: a row for her, and a word by mail if the installation has a mail host.

It must not know what it tells of: a kind, an id and a slip's number at most.
Its hardest rule: whoever sees a notice over her shoulder, or reads her mail, learns nothing.
"""
