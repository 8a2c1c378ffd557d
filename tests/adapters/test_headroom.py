import errno
import os
from pathlib import Path

import pytest

from pos_terminal.adapters.headroom import DiskReserve, free_bytes
from pos_terminal.domain.errors import DiskLow

SMALL = 2_000_000


def test_the_reserve_is_really_on_the_disk_and_its_owners_alone(tmp_path: Path) -> None:
    reserve = DiskReserve(tmp_path, SMALL)
    assert not reserve.is_kept()

    assert reserve.keep()
    assert reserve.keep()

    (file,) = tmp_path.iterdir()
    assert reserve.is_kept()
    assert file.stat().st_size == SMALL
    assert os.name == "nt" or file.stat().st_blocks * 512 >= SMALL
    assert os.name == "nt" or file.stat().st_mode & 0o777 == 0o600


def test_where_the_file_system_sets_nothing_aside_it_is_written(tmp_path: Path) -> None:
    assert DiskReserve(tmp_path, SMALL, lambda *_: False).keep()
    (file,) = tmp_path.iterdir()
    assert len(set(file.read_bytes())) == 256


def test_a_file_with_a_hole_is_no_reserve(tmp_path: Path) -> None:
    reserve = DiskReserve(tmp_path, SMALL)
    reserve.keep()
    (file,) = tmp_path.iterdir()
    file.write_bytes(b"")
    os.truncate(file, SMALL)
    assert os.name == "nt" or not reserve.is_kept()
    assert reserve.keep()
    assert reserve.is_kept()


def test_it_is_given_up_once_and_then_no_new_sale_opens_until_it_is_back(tmp_path: Path) -> None:
    reserve = DiskReserve(tmp_path, SMALL)
    reserve.keep()
    reserve.refuse_new_sale()

    assert reserve.give_up()
    assert not reserve.give_up()

    assert list(tmp_path.iterdir()) == []
    with pytest.raises(DiskLow, match=r"a new sale wants 4 MB\. Free some space first"):
        reserve.refuse_new_sale()
    assert reserve.keep()
    reserve.refuse_new_sale()


def test_below_the_mark_no_new_sale_opens_and_nothing_is_set_aside(tmp_path: Path) -> None:
    reserve = DiskReserve(tmp_path, 1 << 60)
    with pytest.raises(DiskLow, match="The disk is almost full") as refused:
        reserve.refuse_new_sale()
    assert refused.value.code == "disk_low"
    assert not reserve.keep()
    assert not reserve.give_up()
    assert list(tmp_path.iterdir()) == []


def test_without_a_reserve_a_new_sale_wants_the_room_of_both_and_all_name_the_same_mark(tmp_path: Path) -> None:
    size = free_bytes(tmp_path) * 2 // 3
    reserve = DiskReserve(tmp_path, size)
    with pytest.raises(DiskLow) as refused:
        reserve.refuse_new_sale()
    mark = f"{2 * size // 1_000_000:,} MB"
    assert f"a new sale wants {mark}" in refused.value.sentence
    assert f"Below {mark} no new sale" in reserve.shortage()
    assert reserve.standing().endswith(f"no new sale below {mark}")


def test_while_the_reserve_is_being_made_its_room_is_not_wanted_twice(tmp_path: Path) -> None:
    meanwhile: list[str] = []

    def set_aside(*_: int) -> bool:
        meanwhile.append(reserve.standing())
        raise OSError(errno.EIO, "it is not made after all")

    reserve = DiskReserve(tmp_path, SMALL, set_aside)
    assert not reserve.keep()
    assert meanwhile[0].endswith("no new sale below 2 MB")
    assert reserve.standing().endswith("no new sale below 4 MB")


def test_a_reserve_that_half_fits_leaves_nothing_behind(tmp_path: Path) -> None:
    def full(descriptor: int, _: int) -> bool:
        os.write(descriptor, b"some of it")
        raise OSError(errno.ENOSPC, "No space left on device")

    assert not DiskReserve(tmp_path, SMALL, full).keep()
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_process_left_half_made_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "disk-reserve.new").write_bytes(b"half")
    assert DiskReserve(tmp_path, SMALL).keep()
    assert [path.name for path in tmp_path.iterdir()] == ["disk-reserve"]


def test_a_shop_that_keeps_nothing_is_refused_nothing(tmp_path: Path) -> None:
    reserve = DiskReserve(tmp_path, 0)
    reserve.refuse_new_sale()
    assert reserve.keep()
    assert not reserve.give_up()
    assert list(tmp_path.iterdir()) == []
    assert reserve.standing() == "nothing kept in reserve"


def test_how_it_stands_is_told(tmp_path: Path) -> None:
    reserve = DiskReserve(tmp_path, SMALL)
    assert reserve.standing().startswith("reserve of 2 MB not kept")
    reserve.keep()
    assert reserve.standing() == "reserve of 2 MB kept; no new sale below 2 MB"


def test_room_that_runs_short_is_told_before_a_sale_is_refused(tmp_path: Path) -> None:
    plenty, short = DiskReserve(tmp_path, SMALL), DiskReserve(tmp_path, free_bytes(tmp_path) // 4)
    assert plenty.shortage() == ""
    assert short.shortage().startswith("Only ")
    short.refuse_new_sale()
    plenty.keep()
    plenty.give_up()
    assert "no new sale can be opened" in plenty.shortage()


def test_a_folder_that_is_gone_refuses_nothing_by_itself(tmp_path: Path) -> None:
    assert free_bytes(tmp_path / "gone") > 1 << 60
    assert 0 < free_bytes(tmp_path) < 1 << 60
