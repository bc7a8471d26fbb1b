"""Forms of needs, referrals and slips, by what they are about."""
