"""Where the shop's catalog comes from, as settings say it."""

from pos_terminal.settings.checks import between, place, safe_url, time_of_day
from pos_terminal.settings.declaring import Section, section
from pos_terminal.settings.declaring import setting as _setting

WEB = ("https://", "http://")


def sources(value: tuple[str, ...]) -> str | None:
    """Addresses, files and folders, each once."""
    if len(set(value)) != len(value) or not all(each.strip() for each in value):
        return "takes each source once, and none that is empty"
    for each in value:
        fault = safe_url(each) if each.startswith(WEB) else place(each)
        if fault is not None:
            return f"has the source {each!r}, which {fault}"
    return None


def live(value: str) -> str | None:
    """When a new catalog goes live."""
    takes = "takes 'now', 'asked' (when somebody says so), or a time such as '05:00'"
    return None if value in {"now", "asked"} or time_of_day(value) is None else takes


@section
class CatalogSettings(Section):
    """Where catalogs come from, and when one goes live."""

    sources: tuple[str, ...] = _setting((), sources)
    check_minutes: int = _setting(15, between(0, 10_080))
    go_live: str = _setting("now", live)
    largest_mb: int = _setting(500, between(1, 4_000))
    stale_hours: int = _setting(24, between(0, 8_760))
    pictures: str = _setting("", place)
