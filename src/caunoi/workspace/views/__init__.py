"""Pages of a worker's day and of one person: load, form, one action, answer."""

NOT_RIGHT = 422
