"""Run in the environment of the zone that residents face: prepares conversations that only wait to be filed.

Prints JSON: {"cookie": name, "csrf": name, "talks": [{"key", "session", "reviewed"}]}.
"""

import json
import secrets
import sys
from datetime import timedelta
from importlib import import_module

import django

django.setup()

from benchmarks.families import ready_to_file, resident
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from murakami.domain.intake.models import Intake
from murakami.domain.intake.rules.ownership import Owner
from murakami.flows.conversation.reading import read_conversation
from murakami.foundation.accounts.models import Account
from murakami.foundation.accounts.sessions import enter
from murakami.foundation.accounts.vocabulary import Assurance

COUNT, OWNERS = int(sys.argv[1]), 8


def session_of(owner: Owner) -> str:
    """Open a session as a sign-in would; it has lain still for so long that the next page notes its use."""
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore()
    enter(request, account=Account.objects.get(pk=owner.account_id), assurance=Assurance.ACCOUNT, at=timezone.now() - timedelta(minutes=2))
    request.session.save()
    return str(request.session.session_key)


def copy_for(owner: Owner, pattern: Intake) -> str:
    """Begin the same conversation again for another owner."""
    pattern.pk = None
    pattern.key, pattern.subject_key = secrets.token_hex(16), secrets.token_hex(16)
    pattern.account_id, pattern.mailbox_key = owner.account_id, owner.mailbox_key or ""
    pattern.save()
    return pattern.key


at = timezone.now()
owners = [resident(at) for _ in range(OWNERS)]
sessions = [session_of(owner) for owner in owners]
pattern = Intake.objects.get(key=ready_to_file(owners[0], at))
talks = []
for number in range(COUNT):
    owner = owners[number % OWNERS]
    key = copy_for(owner, pattern)
    conversation = read_conversation(key=key, owner=owner, today=timezone.localdate(at))
    talks.append({"key": key, "session": sessions[number % OWNERS], "reviewed": conversation.reviewed})
print(json.dumps({"cookie": settings.SESSION_COOKIE_NAME, "csrf": settings.CSRF_COOKIE_NAME, "talks": talks}))
