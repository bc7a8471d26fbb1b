class CannotDo(Exception):
    """The act is not possible as asked; the text says why and what to do. Nothing was changed."""


class TooManyTries(CannotDo):
    """Guesses: the door shows that one waits, and says no more."""
