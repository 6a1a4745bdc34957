"""The gate lets writers through one by one, in the order in which they came."""

import threading

import pytest

from murakami.foundation.database.gate import WriteGate, WriteGateTimeout, gate_for


def _queue(gate: WriteGate, passed: list[int], number: int) -> threading.Thread:
    """Start a writer and return once it stands in the queue."""
    before = gate.waiting

    def write() -> None:
        gate.enter(timeout=10)
        passed.append(number)
        gate.leave()

    thread = threading.Thread(target=write)
    thread.start()
    while gate.waiting == before and thread.is_alive():
        threading.Event().wait(0.001)
    return thread


def test_leave__lets_the_longest_waiting_through_first() -> None:
    gate, passed = WriteGate(), list[int]()
    gate.enter(timeout=1)
    writers = [_queue(gate, passed, number) for number in range(20)]
    gate.leave()
    for writer in writers:
        writer.join(10)
    assert passed == list(range(20))
    assert gate.waiting == 0


def test_enter__lets_its_holder_in_again_and_must_be_left_as_often() -> None:
    gate, passed = WriteGate(), list[int]()
    gate.enter(timeout=1)
    gate.enter(timeout=1)
    writer = _queue(gate, passed, 1)
    gate.leave()
    assert gate.waiting == 1
    gate.leave()
    writer.join(10)
    assert passed == [1]


def test_enter__gives_up_after_its_timeout_and_keeps_nobody_waiting_behind_it() -> None:
    gate, passed, refused = WriteGate(), list[int](), list[Exception]()
    gate.enter(timeout=1)

    def give_up() -> None:
        try:
            gate.enter(timeout=0.01)
        except WriteGateTimeout as error:
            refused.append(error)

    impatient = threading.Thread(target=give_up)
    impatient.start()
    impatient.join(10)
    assert len(refused) == 1
    patient = _queue(gate, passed, 2)
    gate.leave()
    patient.join(10)
    assert passed == [2]


def test_enter__never_lets_two_writers_in_together() -> None:
    gate, inside, most = WriteGate(), [0], [0]

    def write() -> None:
        for _ in range(200):
            gate.enter(timeout=10)
            inside[0] += 1
            most[0] = max(most[0], inside[0])
            inside[0] -= 1
            gate.leave()

    writers = [threading.Thread(target=write) for _ in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(30)
    assert most[0] == 1
    assert not any(writer.is_alive() for writer in writers)


def test_leave__refuses_who_has_not_entered() -> None:
    with pytest.raises(RuntimeError, match="had not entered"):
        WriteGate().leave()


def test_gate_for__is_one_per_file() -> None:
    assert gate_for("/a.sqlite3") is gate_for("/a.sqlite3")
    assert gate_for("/a.sqlite3") is not gate_for("/b.sqlite3")
