"""Members of staff as forms offer them: by sign-in name, with their unit."""

from collections.abc import Iterable, Mapping

from murakami.foundation.accounts.models import Account
from murakami.foundation.accounts.queries import StaffLine


def staff_by_login(lines: Iterable[StaffLine], units: Mapping[str, str]) -> dict[str, str]:
    """Name everybody who has a place, with their units."""
    places: dict[str, tuple[str, list[str]]] = {}
    for line in lines:
        if line.unit:
            places.setdefault(line.login_name, (line.name, []))[1].append(units.get(line.unit, line.unit))
    return {login: f"{name}（{'・'.join(dict.fromkeys(held))}）" for login, (name, held) in places.items()}


def account_ids(logins: Iterable[str]) -> frozenset[int]:
    """Find the accounts of sign-in names. SQL: 1, none for no names."""
    wanted = set(logins)
    return frozenset(Account.objects.filter(login_name__in=wanted).values_list("pk", flat=True)) if wanted else frozenset()
