"""The evidence of a run as one page for people and one file for programs."""

import json
from pathlib import Path

from pos_terminal.adapters.files.wholefile import whole_file
from pos_terminal.bundle import bundled
from pos_terminal.cli.certify.evidence import Told

PAGE, DATA = "certification.html", "certification.json"


def write_report(folder: Path, told: Told) -> Path:
    """Write both into a folder, in place of what an earlier run left; the page's path. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(told, ensure_ascii=False, indent=1)
    for name, content in ((PAGE, page(told)), (DATA, text)):
        with whole_file(folder / name, replaces=True) as file:
            file.write(content.encode())
    return folder / PAGE


def page(told: Told) -> str:
    """The page: one file that asks for nothing from elsewhere."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    loader = FileSystemLoader(bundled("resources", "certify"))
    pages = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return pages.get_template("report.html.j2").render(told)
