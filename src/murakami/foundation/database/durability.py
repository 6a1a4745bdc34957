"""The refusal shared by both databases when a connection would not keep what was acknowledged."""

from django.core.exceptions import ImproperlyConfigured


class NotDurable(ImproperlyConfigured):
    """A connection would acknowledge what a power failure could take back; names what was found and the mend."""
