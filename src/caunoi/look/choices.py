"""Fixed values of the look."""

# An everyday news page: quick to load and unremarkable in a list of visited pages. `exit_url` in a context replaces it.
EXIT_URL = "https://vnexpress.net/"

# Tones of a chip; colour never carries the meaning alone.
TONES = ("neutral", "active", "waiting", "good", "attention")
