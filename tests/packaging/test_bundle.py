import pytest

from pos_terminal.bundle import bundled


@pytest.mark.parametrize("folder", ["resources", "receipts"])
def test_what_travels_with_the_program_is_found(folder: str) -> None:
    assert any(bundled(folder).iterdir())


def test_a_missing_file_is_named_as_a_fault_of_the_installation() -> None:
    with pytest.raises(FileNotFoundError, match=r"nothing\.json is missing: this installation is incomplete"):
        bundled("resources", "nothing.json")
