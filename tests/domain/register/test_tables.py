"""Files from which the register is loaded: as they are exported, and as they should never come."""

from datetime import date

import pytest

from murakami.domain.register.columns import JAPANESE
from murakami.domain.register.tables import FileUnreadable, WrongLine, read_table
from tests.domain.register.records import HANAKO

TODAY = date(2026, 11, 29)
LINE = "0000000001,00000001,妻,葛城,花子,カツラギ,ハナコ,1990-04-01,2,959-3907,府屋,232-1,,山北,0,,"
HEADER = ",".join(JAPANESE.values())
NUMBER = "123456789018"  # drawn: its check digit is right, nobody has it


def write(tmp_path, *lines, header=HEADER, encoding="utf-8"):
    path = tmp_path / "people.csv"
    path.write_bytes("\r\n".join([header, *lines, ""]).encode(encoding))
    return path


def read(path):
    return list(read_table(path, today=TODAY))


def changed(**values):
    cells = dict(zip(JAPANESE, LINE.split(","), strict=True)) | values
    return ",".join(cells.values())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
@pytest.mark.parametrize("header", [",".join(JAPANESE.values()), ",".join(JAPANESE), ",".join(f" {name} " for name in JAPANESE)])
def test_read__knows_encodings_and_both_names_of_a_column(tmp_path, encoding, header):
    (found,) = read(write(tmp_path, LINE, header=header, encoding=encoding))
    assert (found.family_name, found.postal_code, found.born_on, found.is_protected, found.died_on) == (
        "葛城", "9593907", date(1990, 4, 1), False, None)


def test_read__keeps_names_exactly(tmp_path):
    assert read(write(tmp_path, changed(family_name="葛\U000e0100城"))) == [HANAKO]


@pytest.mark.parametrize(("said", "day"), [
    ("平成2年4月1日", date(1990, 4, 1)), ("H2.4.1", date(1990, 4, 1)), ("昭和６４年１月７日", date(1989, 1, 7)),
    ("平成元年1月8日", date(1989, 1, 8)), ("19900401", date(1990, 4, 1)), ("1990/4/1", date(1990, 4, 1))])
def test_read__dates_of_every_kind(tmp_path, said, day):
    assert read(write(tmp_path, changed(born_on=said)))[0].born_on == day


@pytest.mark.parametrize(("field", "value"), [
    ("register_number", ""), ("register_number", "12a"), ("register_number", "1" * 16), ("household_number", ""),
    ("family_name", ""), ("family_name", "葛" * 201), ("relation", "妻\x07"), ("born_on", ""), ("born_on", "1990-02-30"),
    ("born_on", "平成32年1月1日"), ("born_on", "2-4-1"), ("born_on", "2026-11-30"), ("sex", ""), ("sex", "3"),
    ("postal_code", "95939"), ("is_protected", ""), ("is_protected", "たぶん"), ("died_on", "1980-01-01"),
    ("died_on", "2027-01-01"), ("left_on", "きのう")])
def test_read__names_line_and_field_of_what_is_wrong_and_repeats_no_value(tmp_path, field, value):
    first, wrong = read(write(tmp_path, LINE, changed(**{"register_number": "2"} | {field: value})))
    assert (first.register_number, wrong.number, [one.field for one in wrong.wrong]) == ("0000000001", 3, [field])
    assert len(value) < 4 or value not in wrong.wrong[0].mend


def test_read__a_line_too_short_too_long_twice_or_empty(tmp_path):
    found = read(write(tmp_path, LINE, "1,2,3", LINE + ",9", LINE, ",,,", ""))
    assert [one.number for one in found[1:]] == [3, 4, 5]
    assert all(isinstance(one, WrongLine) for one in found[1:])


@pytest.mark.parametrize("header", [
    "個人番号," + ",".join(JAPANESE), ",".join(JAPANESE) + ",My Number", ",".join(list(JAPANESE)[:-1]), "宛名番号," + ",".join(JAPANESE),
    "", "1,2,3"])
def test_read__refuses_a_header_with_a_number_and_one_that_lacks_or_repeats_a_column(tmp_path, header):
    with pytest.raises(FileUnreadable, match="1行目"):
        read(write(tmp_path, LINE, header=header))


@pytest.mark.parametrize("line", [
    changed(building=NUMBER), changed(given_name="１２３４ ５６７８ ９０１８"), changed(relation="1234-5678-9018"),
    changed(register_number=NUMBER), changed(household_number=NUMBER)])
def test_read__refuses_a_file_with_an_individual_number_in_any_column(tmp_path, line):
    with pytest.raises(FileUnreadable, match="個人番号") as refused:
        read(write(tmp_path, LINE, line))
    assert NUMBER not in str(refused.value)


def test_read__a_register_number_may_look_like_one_by_chance(tmp_path):
    lines = [changed(register_number=number) for number in (NUMBER, "123456789011", "123456789012")]
    assert len(read(write(tmp_path, *lines))) == 3


@pytest.mark.parametrize("data", [
    "\ufeff宛名番号".encode("utf-16"), b"\xff\xfe\x00", b"PK\x03\x04\xff\x80", b"", b"\x00" * 50, b'"' + b"a" * 200_000])
def test_read__refuses_what_is_no_such_file(tmp_path, data):
    path = tmp_path / "people.csv"
    path.write_bytes(data)
    with pytest.raises(FileUnreadable):
        read(path)


def test_read__refuses_quotes_that_do_not_close(tmp_path):
    with pytest.raises(FileUnreadable, match="CSV"):
        read(write(tmp_path, LINE, '"0000000002,' + "x" * 140_000))
