"""Clubs and groups: who leads them, who belongs how closely, what they do together, what peers and leads were taught.

It knows nothing of contacts or referrals. Its hardest rule: core, network, regular and attending are different numbers,
each a fact with a day, and a meeting is a count unless somebody wants her card in it.
"""
