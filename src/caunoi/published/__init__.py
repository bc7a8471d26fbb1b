"""What a hub holds: received releases with exact cells that no view reads, and tables controlled once per audience.

It must not know people, contacts or referrals. Its hardest rule: nothing is summed after control.
"""
