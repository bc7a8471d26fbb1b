"""Contacts: whom peers met, what they talked about, what they handed over. Corrections keep the old version.

It knows nothing of referrals. Its hardest rule: a true contact is never refused because stock or a rule is in the way.
"""
