"""The people who are served: pseudonyms, members with cards, who looks after whom, what they agreed to.

It knows nothing of contacts, needs or referrals. Its hardest rule: no legal name, number, address or photo is ever needed,
and no field says why somebody is here.
"""
