"""A browser that moves out: the procedure that is filed with an electronic signature, and the provider it signs at."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode

from django.test import Client
from pytest_django.fixtures import Settings

from murakami.demo.provider.people import BUILT_IN
from tests.adapters.digital_auth.outside import CARDS, CLIENT_KEY, go_through, real_provider
from tests.interfaces.portal.talk.browsing import Browser

SIGNER = BUILT_IN[1]  # 𠮷田 太郎
BACK = "/sign-in/card/signed/"
ANSWERS: dict[str, Any] = {
    "mover.name": {"family": "吉田", "given": "太郎", "family_kana": "ヨシダ", "given_kana": "タロウ"},
    "mover.born_on": {"year": "1992", "month": "7", "day": "3"},
    "mover.residence": {"postal_code": "9593907", "prefecture": "新潟県", "city": "村上市", "town": "府屋", "block": "232"},
    "mover.phone": "090-1234-5678",
    "mover.moves_to": {"postal_code": "9500078", "prefecture": "新潟県", "city": "新潟市中央区", "town": "万代島", "block": "1-1"},
    "mover.moves_on": {"year": "2027", "month": "3", "day": "28"},
}


@contextmanager
def signing_provider(settings: Settings, *, base: str = "http://testserver") -> Iterator[str]:
    """Set the software up for a provider that signs; yields its issuer."""
    with real_provider(redirect_uri=f"{base}{BACK}") as issuer:
        settings.CARD_PROVIDER = "murakami.adapters.digital_auth.provider"
        settings.OIDC_ISSUER, settings.OIDC_CLIENT_ID = issuer, "smart-murakami-demo"
        settings.OIDC_PRIVATE_KEY = CLIENT_KEY.as_pem(private=True).decode()
        settings.BASE_URL, settings.SIGNATURE_ANCHORS = base, CARDS.pem
        yield issuer


class Mover(Browser):
    """Somebody who moves out alone."""

    def __init__(self, client: Client) -> None:
        super().__init__(client)
        self.answers = dict(ANSWERS)

    def come_to_the_review(self) -> "Mover":
        """Write everything that has to be written."""
        response = self.client.post("/procedures/moving-out/begin/")
        self.key = response["Location"].strip("/").split("/")[1]
        assert self.post("people/", {"count-companion": "0"}).status_code == 302
        self.fill_all()
        return self

    def sign(self, **choice: str) -> Any:
        """Go to the provider, sign there, and come back; gives the answer to the return."""
        page = self.get("sign/").content.decode()
        reviewed = page.split('name="reviewed" value="')[1].split('"')[0]
        left = self.post("sign/", {"reviewed": reviewed})
        assert left.status_code == 302, left.content.decode()
        returned = go_through(left["Location"], **({"who": SIGNER.sub_seed} | choice))
        return self.client.get(f"{BACK}?{urlencode(returned)}")
