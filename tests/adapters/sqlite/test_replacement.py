"""What takes the place of a till's files does so whole, and goes on where it was cut short."""

from pathlib import Path

import pytest

from pos_terminal.adapters.sqlite.replacement import READY_NAME, Replacement


@pytest.mark.parametrize("left", [{"a", "b"}, {"b"}, set(), None])
def test_a_folder_takes_the_place_of_all_that_was_in_the_one_of_its_name_wherever_it_was_cut_short(
    tmp_path: Path, left: set[str] | None
) -> None:
    ready, copies = tmp_path / READY_NAME, tmp_path / "copies"
    (ready / "copies").mkdir(parents=True)
    (ready / "copies" / "new").write_text("new")
    if left is not None:
        copies.mkdir()
        for each in left:
            (copies / each).write_text("old")

    Replacement(tmp_path / "terminal.db").finish()

    assert [each.name for each in copies.iterdir()] == ["new"]
    assert not ready.exists()
