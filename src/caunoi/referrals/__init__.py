"""Needs and referrals: from "she needs this" to an outcome that she confirms. One table of states, events and sources.

It knows nothing of contacts, cases or groups.
Its hardest rules: nothing is sent without a live consent, and a referral is not a service.
"""
