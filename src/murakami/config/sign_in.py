"""Settings of sign-in: the second factor of staff, passwords, sessions. Imported by `settings` as a whole."""

from murakami.config.zones import Zone, serves

__all__ = (
    "ACCOUNT_LOGIN_METHODS",
    "ACCOUNT_SIGNUP_FIELDS",
    "ACCOUNT_USER_MODEL_EMAIL_FIELD",
    "ACCOUNT_USER_MODEL_USERNAME_FIELD",
    "AUTH_PASSWORD_VALIDATORS",
    "MFA_ADAPTER",
    "MFA_RECOVERY_CODE_COUNT",
    "MFA_RECOVERY_CODE_DIGITS",
    "MFA_SUPPORTED_TYPES",
    "SESSION_COOKIE_AGE",
    "SESSION_EXPIRE_AT_BROWSER_CLOSE",
    "second_factor_apps",
    "second_factor_middleware",
)


def second_factor_apps(zone: Zone) -> list[str]:
    """List the apps that keep second factors: only where staff come in."""
    return ["allauth", "allauth.account", "allauth.mfa"] if serves(zone, "core") else []


def second_factor_middleware(zone: Zone) -> list[str]:
    """List the middleware that allauth insists on."""
    return ["allauth.account.middleware.AccountMiddleware"] if serves(zone, "core") else []


# allauth keeps second factors and nothing else: its own pages and sign-ins are not mounted (docs/adr/0007-sign-in.md)
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login_name"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*"]
MFA_ADAPTER = "murakami.foundation.accounts.sealing.SealedSecrets"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_RECOVERY_CODE_COUNT = 10
MFA_RECOVERY_CODE_DIGITS = 8

_PASSWORDS = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_PASSWORDS}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_PASSWORDS}.CommonPasswordValidator"},
    {"NAME": f"{_PASSWORDS}.NumericPasswordValidator"},
    {"NAME": "murakami.foundation.accounts.password_words.NoWordOfTheTown"},
]

# An anonymous visitor's work is found again by the session, so the cookie outlives the browser window; how long one
# stays signed in is decided in accounts/sessions.py.
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = False
