"""The record of who did what: append-only, in canonical bytes that never change their form.

It knows no model of any other package and holds no value, name or text of a person: ids, verbs and reasons only.
Its hardest rule: an entry is never changed or removed; the database itself refuses.
"""
