"""How everything looks: page frames, form fields, cards, tables, steps, QR codes, numbers and dates.

Knows no domain word: what a page says comes from the package whose page it is.
Hardest rule: nothing here calls a third party, and every page works without script, style or cookie.
"""
