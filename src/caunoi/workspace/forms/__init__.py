"""Forms of a worker's day, by what they are about."""
