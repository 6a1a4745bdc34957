"""The mail server, read from one address."""

from urllib.parse import parse_qs, unquote, urlsplit

from murakami.config.environment import SettingRefused


def mail_settings(url: str) -> dict[str, object]:
    """Turn `smtp://user:password@host:port?tls=1` or `smtps://…` into Django's EMAIL settings.

    Raises:
        SettingRefused: another scheme, or no host.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise SettingRefused(
            f"MURAKAMI_EMAIL_URL: {parts.scheme or url!r} is not smtp://host:port or smtps://host:port."
        )
    secure = parts.scheme == "smtps"
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if secure else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": secure,
        "EMAIL_USE_TLS": not secure and parse_qs(parts.query).get("tls") == ["1"],
        "EMAIL_TIMEOUT": 20,
    }
