"""Somebody who has signed in, without walking through the sign-in."""

from importlib import import_module

from django.conf import settings
from django.http import HttpRequest
from django.test import Client
from django.utils import timezone

from murakami.foundation.accounts.models import Account
from murakami.foundation.accounts.sessions import enter
from murakami.foundation.accounts.vocabulary import Assurance


def signed_in_client(account_id: int) -> Client:
    """Make a client whose session belongs to an account."""
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore()
    enter(request, account=Account.objects.get(pk=account_id), assurance=Assurance.ACCOUNT, at=timezone.now())
    request.session.save()
    client = Client(HTTP_HOST="localhost")
    client.cookies[settings.SESSION_COOKIE_NAME] = request.session.session_key
    return client
