"""What every provider's settings must be; a refusal names the setting and the mend."""

from ipaddress import ip_address
from urllib.parse import urlsplit


class ConfigurationRefused(ValueError):
    """The settings of a provider cannot work; names the setting and the mend."""


def check_issuer(setting: str, issuer: str) -> None:
    """Refuse a provider that is not reached by https (or on this machine). Raises ConfigurationRefused."""
    address = urlsplit(issuer)
    if address.query or address.fragment or not address.hostname or not _is_safe(address.scheme, address.hostname):
        raise ConfigurationRefused(f"{setting}: write the provider's https address, without ? or #.")


def check_client_id(setting: str, client_id: str) -> None:
    """Refuse an identifier that no provider gives. Raises ConfigurationRefused."""
    if not 0 < len(client_id) <= 255:
        raise ConfigurationRefused(f"{setting}: write the identifier the provider gave, up to 255 letters.")


def _is_safe(scheme: str, host: str) -> bool:
    return scheme == "https" or (scheme == "http" and _is_this_machine(host))


def _is_this_machine(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
