"""Pages of a hub's door, by what they are about."""
