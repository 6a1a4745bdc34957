"""The fictitious firms and their people who have a business account. No such 法人番号 is given out (登記所 9999)."""

from dataclasses import dataclass
from typing import Final

ENTRY, PRIME, MEMBER = "1", "2", "3"
_KINDS: Final = {ENTRY: "gBizIDエントリー", PRIME: "gBizIDプライム", MEMBER: "gBizIDメンバー"}


@dataclass(frozen=True, slots=True)
class FictitiousFirm:
    """A firm; without a corporate number it is a sole proprietor, known by the account of its owner."""

    name: str
    corporate_number: str
    address1: str
    representative: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of a firm; `parent` is whose account made a member's."""

    sub_seed: str
    firm: FictitiousFirm
    kind: str
    family: str
    given: str
    department: str = ""
    parent: str = ""

    @property
    def label(self) -> str:
        """What the page says of them."""
        return f"{self.firm.name}　{_KINDS[self.kind]}"

    @property
    def name(self) -> str:
        """The name as one text."""
        return f"{self.family}　{self.given}"

    def claims(self) -> dict[str, str]:
        """What the provider tells, each scope its part."""
        company = bool(self.firm.corporate_number)
        return {
            "account_type": self.kind, "corp_type": "1" if company else "2", "name": self.firm.name,
            **({"corporate_number": self.firm.corporate_number} if company else {}),
            **({"parent_id": self.parent} if self.parent else {}),
            "prefecture_name": "新潟県", "address1": "村上市", "address2": self.firm.address1,
            "rep_last_nm": self.firm.representative[0], "rep_first_nm": self.firm.representative[1],
            "user_last_nm": self.family, "user_first_nm": self.given,
            **({"user_department": self.department} if self.department else {}),
            "email": f"{self.sub_seed}@example.jp",
        }


CARE: Final = FictitiousFirm("居宅介護支援事業所いわふね", "7999901000001", "岩船三日市8番3号", ("佐藤", "和子"))
BUILDER: Final = FictitiousFirm("株式会社むらかみ建築", "6999901000002", "三之町1番1号", ("板垣", "誠"))
TEA: Final = FictitiousFirm("山田茶舗", "", "塩町4番5号", ("山田", "太郎"))
PEOPLE: Final = (
    Person("care-prime", CARE, PRIME, "佐藤", "和子"),
    Person("care-1", CARE, MEMBER, "鈴木", "一郎", "居宅支援課", "care-prime"),
    Person("care-2", CARE, MEMBER, "葛\U000e0100西", "みどり", "居宅支援課", "care-prime"),
    Person("builder-prime", BUILDER, PRIME, "板垣", "誠"),
    Person("builder-1", BUILDER, MEMBER, "大滝", "さくら", "総務部", "builder-prime"),
    Person("tea-prime", TEA, PRIME, "山田", "太郎"),
    Person("tea-entry", FictitiousFirm("審査前商店", "5999901000003", "小国町2番2号", ("本間", "次郎")), ENTRY, "本間", "次郎"),
)
