"""Pages of needs and referrals: load, form, one action, answer."""

PAGE = 50
NOT_RIGHT = 422
