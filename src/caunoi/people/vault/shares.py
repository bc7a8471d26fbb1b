"""Recovery on paper: one secret as three sheets of words (SLIP-39), of which any two bring it back. Pure."""

from collections.abc import Sequence

from shamir_mnemonic import MnemonicError, combine_mnemonics, generate_mnemonics

SHEETS, NEEDED = 3, 2


class SharesError(Exception):
    """These words do not bring the secret back: a slip of the pen, the same sheet twice, or sheets of different sets."""


def split(secret: bytes) -> tuple[str, ...]:
    """Three sheets of words. One alone tells nothing."""
    return tuple(generate_mnemonics(1, [(NEEDED, SHEETS)], secret, iteration_exponent=0)[0])


def combine(sheets: Sequence[str]) -> bytes:
    """The secret from two sheets, however their words are spaced and cased."""
    written = [" ".join(sheet.casefold().split()) for sheet in sheets]
    try:
        return bytes(combine_mnemonics(written))
    except (MnemonicError, ValueError, KeyError, IndexError) as problem:
        raise SharesError from problem
