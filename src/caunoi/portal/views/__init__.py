"""Pages without an account: the answer to a slip, and a person's own page."""
