"""Why the keeper does not do what it was asked, by a code that goes over the wire."""


class KeeperError(Exception):
    """The keeper does not do this. `code` names the reason."""

    code = "bad_request"


class LockedError(KeeperError):
    """No such open session: never unlocked, idle too long, locked, or the keeper began anew."""

    code = "locked"


class WrongPassphraseError(KeeperError):
    code = "wrong_passphrase"


class TooManyTriesError(KeeperError):
    code = "too_many_tries"


class WrongSharesError(KeeperError):
    code = "wrong_shares"


class WrongDigitsError(KeeperError):
    """Not the digits that were written on this slip."""

    code = "wrong_digits"


class ForgedError(KeeperError):
    """Somebody changed keys behind the keeper's back: a public key without the word of a key-holder."""

    code = "forged"


class GoneError(KeeperError):
    """The process does not answer."""

    code = "gone"


ERRORS: dict[str, type[KeeperError]] = {
    kind.code: kind
    for kind in (
        KeeperError, LockedError, WrongPassphraseError, TooManyTriesError, WrongSharesError, WrongDigitsError,
        ForgedError, GoneError,
    )
}  # fmt: skip
