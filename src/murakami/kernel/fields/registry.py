"""All field types by the name that packs give them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from murakami.kernel.fields.address import AddressField
from murakami.kernel.fields.bank_account import BankAccountField
from murakami.kernel.fields.base import AnyFieldType
from murakami.kernel.fields.choosing import ChoiceField, ChoicesField, ConsentField, YesNoField
from murakami.kernel.fields.corporate_number_field import CorporateNumberField
from murakami.kernel.fields.date_field import DateField
from murakami.kernel.fields.email import EmailField
from murakami.kernel.fields.file import FileField
from murakami.kernel.fields.numbers import AmountYenField, IntegerField
from murakami.kernel.fields.person_name import PersonNameField
from murakami.kernel.fields.phone import PhoneField
from murakami.kernel.fields.text import LongTextField, TextField


class UnknownFieldType(LookupError):
    """A pack names a field type that does not exist."""

    def __init__(self, name: str) -> None:
        super().__init__(f"no field type {name!r}; there are: {', '.join(FIELD_TYPES)}")
        self.name = name


_TYPES: Final[tuple[AnyFieldType, ...]] = (
    PersonNameField(),
    DateField(),
    AddressField(),
    PhoneField(),
    TextField(),
    LongTextField(),
    ChoiceField(),
    ChoicesField(),
    YesNoField(),
    ConsentField(),
    IntegerField(),
    AmountYenField(),
    EmailField(),
    BankAccountField(),
    CorporateNumberField(),
    FileField(),
)
FIELD_TYPES: Final[Mapping[str, AnyFieldType]] = MappingProxyType({type_.name: type_ for type_ in _TYPES})


def field_type(name: str) -> AnyFieldType:
    """Take a field type by its name.

    Raises:
        UnknownFieldType: there is none of that name.
    """
    try:
        return FIELD_TYPES[name]
    except KeyError:
        raise UnknownFieldType(name) from None
