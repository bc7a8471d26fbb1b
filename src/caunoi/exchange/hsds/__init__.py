"""The directory for other programs, as Open Referral's HSDS 3.0 describes it: read only, without account or cookie.

It knows services and who offers them, and nothing of people, clubs' marks or agreements.
Its hardest rule: what the finder does not show is not told here either, and a shelter has no address.
"""
