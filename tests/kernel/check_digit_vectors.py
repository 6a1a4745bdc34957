"""Official numbers with right and wrong check digits. The individual numbers are the published dummies."""

INDIVIDUAL_NUMBERS = {
    "621498320257": True,
    "621498320258": False,
    "123456789018": True,
    "000000000019": True,
}
CORPORATE_NUMBERS = {"7000020152129": True, "8000020152129": False}
