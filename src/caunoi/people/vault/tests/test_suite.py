"""Sealing against published vectors, and against every byte that could be changed or moved."""

from uuid import UUID

import pytest
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from hypothesis import given
from hypothesis import strategies as st
from shamir_mnemonic import combine_mnemonics

from caunoi.people.vault import shares, suite
from caunoi.people.vault.suite import Cost, Damaged, Place

CHEAP = Cost(8, 1, 1)
KEY = bytes(range(32))
HERE = Place(UUID(int=1), "phone", UUID(int=2))
ELSEWHERE = [
    Place(UUID(int=9), "phone", UUID(int=2)), Place(UUID(int=1), "called", UUID(int=2)),
    Place(UUID(int=1), "phone", UUID(int=9)), Place(UUID(int=1), "phone", UUID(int=2), schema=2),
]  # fmt: skip
texts = st.text(max_size=300).filter(lambda text: not any("\ud800" <= sign <= "\udfff" for sign in text))


# --- published vectors: the primitives are those that they are said to be ---
def test_aes_256_gcm_as_in_the_gcm_specification():
    """McGrew and Viega, test case 16."""
    key = bytes.fromhex("feffe9928665731c6d6a8f9467308308" * 2)
    plain = bytes.fromhex(
        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
        "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39"
    )
    bound = bytes.fromhex("feedfacedeadbeeffeedfacedeadbeefabaddad2")
    sealed = (
        "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
        "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f66276fc6ece0f4e1768cddf8853bb2d551b"
    )
    assert AESGCM(key).encrypt(bytes.fromhex("cafebabefacedbaddecaf888"), plain, bound).hex() == sealed


def test_hpke_as_in_rfc_9180():
    """Appendix A.1.1.1, first encryption: the same key agreement and key schedule, with the shorter cipher."""
    from cryptography.hazmat.bindings._rust import openssl

    private = X25519PrivateKey.from_private_bytes(
        bytes.fromhex("4612c550263fc8ad58375df3f557aac531d26850903e55a9f23f21d8534e8ac8")
    )
    sealed = bytes.fromhex(
        "37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431"
        "f938558b5d72f1a23810b4be2ab4f84331acc02fc97babc53a52ae8218a355a96d8770ac83d07bea87e13c512a"
    )
    kind = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_128_GCM)
    plain = openssl.hpke._decrypt_with_aad(kind, sealed, private, info=b"Ode on a Grecian Urn", aad=b"Count-0")
    assert plain == b"Beauty is truth, truth beauty"


def test_argon2id_as_in_rfc_9106():
    stretched = Argon2id(
        salt=b"\x02" * 16, length=32, iterations=3, lanes=4, memory_cost=32, ad=b"\x04" * 12, secret=b"\x03" * 8
    ).derive(b"\x01" * 32)
    assert stretched.hex() == "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"


def test_shares_as_in_slip_39():
    """Published vector "basic sharing 2-of-3 (128 bits)"."""
    sheets = [
        "shadow pistol academic always adequate wildlife fancy gross oasis cylinder mustang wrist rescue view short "
        "owner flip making coding armed",
        "shadow pistol academic acid actress prayer class unknown daughter sweater depict flip twice unkind craft "
        "early superior advocate guest smoking",
    ]
    assert combine_mnemonics(sheets, b"TREZOR").hex() == "b43ceb7e57a0ea8766221624d01b0864"


# --- our form ---
def test_a_blob_is_suite_nonce_and_a_padded_text_bound_to_its_place():
    blob = suite.seal(KEY, "0900", HERE)
    framed = AESGCM(KEY).decrypt(blob[1:13], blob[13:], b"\x01" + f"{HERE.subject}|phone|{HERE.row}|1".encode())
    assert blob[:1] == b"\x01" and framed == b"\x00\x040900" + b"\0" * 58


@given(texts)
def test_what_is_sealed_opens(text):
    blob = suite.seal(KEY, text, HERE)
    assert suite.open_sealed(KEY, blob, HERE) == text and len(blob) % 64 == 29


def test_the_length_tells_no_name():
    assert len({len(suite.seal(KEY, name, HERE)) for name in ("Hà", "Nguyễn Thị Phương Thảo", "")}) == 1


def test_too_long_is_not_sealed():
    with pytest.raises(ValueError, match="bytes"):
        suite.seal(KEY, "x" * (suite.LONGEST + 1), HERE)


@pytest.mark.parametrize("place", ELSEWHERE)
def test_another_person_kind_row_or_form_does_not_open(place):
    with pytest.raises(Damaged):
        suite.open_sealed(KEY, suite.seal(KEY, "Lan", HERE), place)


def flipped(blob):
    """Every blob with one byte changed in each of eight bits, and every shorter one."""
    for number in range(len(blob)):
        for bit in range(8):
            yield blob[:number] + bytes([blob[number] ^ (1 << bit)]) + blob[number + 1 :]
    yield from (blob[:number] for number in range(len(blob)))
    yield blob + b"\0"


def test_every_changed_bit_of_a_value_is_refused():
    for bad in flipped(suite.seal(KEY, "Lan", HERE)):
        with pytest.raises(Damaged):
            suite.open_sealed(KEY, bad, HERE)


def test_every_changed_bit_of_a_wrap_is_refused():
    private, public = suite.new_pair()
    for bad in flipped(suite.wrap(KEY, public, "x")):
        with pytest.raises(Damaged):
            suite.unwrap(bad, X25519PrivateKey.from_private_bytes(private), "x")


def test_every_changed_byte_of_a_locked_key_is_refused():
    blob = suite.lock_with_passphrase(KEY, "meo vang", "a", CHEAP)
    for number in range(len(blob)):
        bad = blob[:number] + bytes([blob[number] ^ 1]) + blob[number + 1 :]
        with pytest.raises(Damaged):
            suite.open_with_passphrase(bad, "meo vang", "a")
    for end in range(len(blob)):
        with pytest.raises(Damaged):
            suite.open_with_passphrase(blob[:end], "meo vang", "a")


def test_another_key_and_another_use_of_a_wrap_do_not_open():
    (private, public), (other, _public) = suite.new_pair(), suite.new_pair()
    wrapped = suite.wrap(KEY, public, "epoch 1")
    assert suite.unwrap(wrapped, X25519PrivateKey.from_private_bytes(private), "epoch 1") == KEY
    for key, info in ((private, "epoch 2"), (other, "epoch 1")):
        with pytest.raises(Damaged):
            suite.unwrap(wrapped, X25519PrivateKey.from_private_bytes(key), info)


@given(texts, texts)
def test_only_its_own_words_open_a_key(words, others):
    blob = suite.lock_with_passphrase(KEY, words, "a", CHEAP)
    assert suite.open_with_passphrase(blob, words, "a") == KEY
    for wrong, bound in ((others + "x", "a"), (words, "b")):
        if (wrong, bound) != (words, "a"):
            with pytest.raises(Damaged):
                suite.open_with_passphrase(blob, wrong, bound)


def test_a_blob_that_asks_for_an_hour_of_work_is_refused_at_once():
    head = suite.COST.pack(2**31, 255, 1) + bytes(16)
    with pytest.raises(Damaged):
        suite.open_with_passphrase(suite.SUITE + head + suite.SUITE + bytes(76), "x", "a")


def test_the_cost_of_real_passphrases():
    blob = suite.lock_with_passphrase(KEY, "x", "a")
    assert suite.COST.unpack_from(blob, 1) == (65_536, 3, 1)


def nonces(count):
    return {suite.seal(KEY, "", HERE)[1:13] for _number in range(count)}


def test_no_nonce_comes_twice():
    assert len(nonces(20_000)) == 20_000


@pytest.mark.long
def test_no_nonce_comes_twice_in_a_million():
    assert len(nonces(1_000_000)) == 1_000_000


def test_a_voucher_is_for_one_statement_by_one_key():
    (mine, _public), (other, _other_public) = suite.new_pair(), suite.new_pair()
    said = suite.voucher(mine, "holder 1")
    assert suite.is_vouched(mine, "holder 1", said)
    assert not suite.is_vouched(mine, "holder 2", said) and not suite.is_vouched(other, "holder 1", said)


# --- paper ---
@given(st.binary(min_size=32, max_size=32), st.permutations([0, 1, 2]))
def test_any_two_sheets_bring_it_back_and_one_does_not(secret, order):
    sheets = shares.split(secret)
    assert shares.combine([sheets[order[0]], sheets[order[1]]]) == secret
    for too_few in ([], [sheets[order[2]]], [sheets[order[2]]] * 2):
        with pytest.raises(shares.SharesError):
            shares.combine(too_few)


def test_sheets_of_two_sets_and_a_wrong_word_are_refused():
    one, other = shares.split(KEY), shares.split(KEY)
    words = one[0].split()
    words[7], words[9] = words[9], words[7]
    for bad in ([one[0], other[1]], [" ".join(words), one[1]], [one[0], "không có từ nào"]):
        with pytest.raises(shares.SharesError):
            shares.combine(bad)
