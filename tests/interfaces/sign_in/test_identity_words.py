"""What a clerk reads about how a resident was identified."""

import pytest

from murakami.interfaces.office.words import identity_words


@pytest.mark.parametrize(("filed_by", "words"), [
    ({"assurance": "card_auth", "revocation_checked": False}, "マイナンバーカード（失効未確認）"),
    ({"assurance": "card_auth"}, "マイナンバーカード（失効未確認）"),
    ({"assurance": "card_auth", "revocation_checked": "yes"}, "マイナンバーカード（失効未確認）"),
    ({"assurance": "card_auth", "revocation_checked": True}, "マイナンバーカード（失効確認済み）"),
    ({"assurance": "card_sign", "revocation_checked": True}, "マイナンバーカードの電子署名（失効未確認）"),
    ({"assurance": "account"}, "メールアドレスのみ"), ({"assurance": "none"}, "なし"), ({}, ""), ({"assurance": 5}, ""),
])
def test_identity__never_claims_a_check_that_was_not_made(filed_by: dict[str, object], words: str) -> None:
    assert identity_words(filed_by) == words
