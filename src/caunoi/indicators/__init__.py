"""What the programme counts, how a count is made, and what of it may be shown.

Knows no Django, no database and no other package than lib: facts go in, exact results and controlled tables come out.
Its hardest rule: a number that could point at a person is not shown, nor can it be worked out from what is shown.
"""
