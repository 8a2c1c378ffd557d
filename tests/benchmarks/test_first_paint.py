from pathlib import Path

from tests.benchmarks.start import started
from tests.benchmarks.stores import prepared_store

SLOW = {
    "PIL", "argon2", "asyncio", "babel", "escpos", "httpcore", "httpx", "jinja2", "pydantic", "qrcode", "sqlalchemy",
    "sqlmodel", "typer", "yaml",
}  # fmt: skip


def test_the_first_screen_is_painted_before_anything_slow_is_loaded(tmp_path: Path) -> None:
    _, said = started("--config", str(prepared_store(tmp_path)), "run")

    packages = said["packages"]
    assert isinstance(packages, list)
    assert "pos_terminal" in packages
    assert set(packages) & SLOW == set()
