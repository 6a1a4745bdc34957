"""`murakami register` as somebody types it."""

import stat
from datetime import date

import pytest
from typer.testing import CliRunner

from murakami.cli.register import app
from murakami.domain.register.models import Resident
from murakami.domain.register.operations import import_residents
from murakami.foundation.spool.models import Message
from tests.domain.register.records import HANAKO, record
from tests.domain.register.test_tables import LINE, NUMBER, changed, write

pytestmark = pytest.mark.django_db
BAD = changed(register_number="2", born_on="1990-02-30")


def run(*words):
    result = CliRunner().invoke(app, ["load", *map(str, words)])
    return result.exit_code, result.output


def counts(said):
    return [int(line.split("\t")[1]) for line in said.splitlines() if "\t" in line]


def test_load__writes_all_and_the_same_file_again_changes_nothing(tmp_path):
    path = write(tmp_path, changed(family_name="葛\U000e0100城"), changed(register_number="2"))
    import_residents([HANAKO, record(9)])
    code, said = run(path)
    assert (code, counts(said)) == (0, [1, 0, 1, 0])
    assert counts(run(path)[1]) == [0, 0, 2, 0]
    assert Message.objects.filter(topic="cases.protection_look").count() == 2


def test_load__of_somebody_dead_says_that_they_live_here_no_more(tmp_path):
    run(write(tmp_path, changed(died_on="令和8年11月1日")))
    kept = Resident.objects.get()
    assert (kept.died_on, kept.left_on) == (date(2026, 11, 1), date(2026, 11, 1))


def test_dry_run__shows_the_same_counts_and_writes_nothing(tmp_path):
    import_residents([HANAKO, record(9)])
    path = write(tmp_path, LINE, changed(register_number="2"))
    code, said = run(path, "--dry-run", "--whole")
    assert (code, counts(said), Resident.objects.count(), Resident.objects.filter(left_on=None).count()) == (0, [1, 1, 0, 1], 2, 2)
    assert counts(run(path, "--whole")[1]) == [1, 1, 0, 1]


def test_whole__marks_who_is_missing_as_left_deletes_nobody_and_takes_back_who_returns(tmp_path):
    import_residents([HANAKO, record(9)])
    run(write(tmp_path, LINE), "--whole")
    assert dict(Resident.objects.values_list("register_number", "left_on"))["0000000001"] is None
    assert Resident.objects.get(register_number="0000000009").left_on is not None
    run(write(tmp_path, LINE, changed(register_number="0000000009")), "--whole")
    assert not Resident.objects.exclude(left_on=None).exists()


def test_wrong_line__is_named_and_nothing_is_written(tmp_path):
    code, said = run(write(tmp_path, LINE, BAD))
    assert (code, Resident.objects.count()) == (1, 0)
    assert "3行目\t生年月日（born_on）" in said and "1990-02-30" not in said


def test_skip_wrong__writes_the_others_and_keeps_the_wrong_ones_for_their_owner_alone(tmp_path):
    path = write(tmp_path, LINE, BAD, changed(register_number="3", building="=1+1", sex="x"))
    assert run(path, "--skip-wrong")[0] == 0
    aside = tmp_path / "people.csv.wrong.csv"
    kept = aside.read_text(encoding="utf-8-sig").splitlines()
    assert (len(kept), stat.S_IMODE(aside.stat().st_mode), Resident.objects.count()) == (3, 0o600, 1)
    assert ",3,生年月日：" in kept[1] and "'=1+1" in kept[2]
    Resident.objects.all().delete()
    assert (run(path, "--skip-wrong")[0], Resident.objects.count()) == (1, 0)  # never over a file that is there


def test_skip_wrong__is_refused_for_a_whole_file(tmp_path):
    import_residents([record(2)])
    assert run(write(tmp_path, LINE, BAD), "--skip-wrong", "--whole")[0] == 1
    assert Resident.objects.get().left_on is None


def test_individual_number__refuses_the_file_also_where_wrong_lines_are_skipped(tmp_path):
    code, said = run(write(tmp_path, LINE, BAD, changed(register_number="3", building=NUMBER)), "--skip-wrong")
    assert (code, Resident.objects.count(), NUMBER in said) == (1, 0, False)
    assert not (tmp_path / "people.csv.wrong.csv").exists()


def test_load__is_for_core_alone(tmp_path, settings):
    settings.ZONE = "edge"
    assert run(write(tmp_path, LINE))[0] == 2


def test_help__names_every_column():
    said = CliRunner().invoke(app, ["load", "--help"], env={"COLUMNS": "500"}).output
    assert all(name in said.replace("\n", "") for name in ("宛名番号", "register_number", "died_on", "--whole", "--dry-run"))
