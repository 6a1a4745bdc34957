"""How the second factor's secrets lie in the database: sealed with a key made from the installation's own."""

import base64

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac


class SealedSecrets(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """Seals what allauth stores, so that a copy of the database alone opens no account."""

    def encrypt(self, text: str) -> str:
        """Seal a secret for storage."""
        return _sealer().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open a sealed secret, also one sealed under an earlier key of the installation."""
        return _sealer().decrypt(encrypted_text.encode()).decode()


def _sealer() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_fernet_key(key)) for key in keys])


def _fernet_key(secret: str | bytes) -> bytes:
    derived = salted_hmac("accounts.second_factor", "fernet", secret=secret, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(derived)
