"""The copy of the resident records."""

from django.db import models


class Resident(models.Model):
    """One person of the resident records, as the last import brought them."""

    register_number = models.CharField(max_length=15, unique=True)  # 宛名番号
    household_number = models.CharField(max_length=15, db_index=True)
    relation = models.CharField(max_length=20)  # 続柄, as the record says it

    family_name = models.CharField(max_length=200)
    given_name = models.CharField(max_length=200)
    family_kana = models.CharField(max_length=200)
    given_kana = models.CharField(max_length=200)
    name_key = models.CharField(max_length=400, db_index=True)  # folded for comparison, never shown

    born_on = models.DateField(db_index=True)
    sex = models.CharField(max_length=1)  # ISO/IEC 5218
    postal_code = models.CharField(max_length=7)
    town = models.CharField(max_length=100)
    block = models.CharField(max_length=100)
    building = models.CharField(max_length=200, blank=True)
    district = models.CharField(max_length=20, db_index=True)  # one of the city's five 地域

    is_protected = models.BooleanField(default=False)  # DV等支援措置: the address is masked
    left_on = models.DateField(null=True, blank=True)  # moved away or died

    class Meta:
        indexes = [models.Index(fields=["born_on", "name_key"], name="register_match")]

    def __str__(self) -> str:
        return self.register_number
