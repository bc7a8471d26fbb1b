"""Who may do what: users, roles and the one rule table in code, grants as data, throttles.

It must not know what a contact, a member or a referral is: packages above tell it how a thing relates to who acts.
Its hardest rule: what no rule allows is refused, and the refusal is recorded.
"""
