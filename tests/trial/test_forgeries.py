"""S1: no forgery is accepted."""

import hmac
import random
from base64 import b64encode

import pytest

from aftersales.deliveries.signatures import hmac_base64

FORGERIES = 1_000_000
SECRET = "shpss_hush"
BODY = b'{"id":820982911946154508,"total_price":"254.98","note":"Gr\xc3\xb6\xc3\x9fe"}'


@pytest.mark.trial
def test_a_million_forgeries_are_refused() -> None:
    """Of a million mutated bodies and signatures not one is accepted."""
    chance = random.Random(1)
    signature = b64encode(hmac.digest(SECRET.encode(), BODY, "sha256"))
    accepted = 0
    for _ in range(FORGERIES):
        body, header = bytearray(BODY), bytearray(signature)
        target = body if chance.random() < 0.5 else header
        target[chance.randrange(len(target))] ^= 1 << chance.randrange(7)
        # A blank at the end is no change: white space around a signature means nothing.
        if header.strip() != signature or bytes(body) != BODY:
            accepted += hmac_base64(bytes(body), header.decode(), [SECRET])
    print(f"S1 forgeries accepted: {accepted} of {FORGERIES:,}")
    assert accepted == 0
