"""`journal`: the chained record of every transaction, checked and handed out."""

from pathlib import Path
from typing import Annotated

import typer

from pos_terminal.app.journaling import FileToCheck, anchor_fault, check_file, export_journal, keys_beside
from pos_terminal.app.looking import read_only_journal
from pos_terminal.app.replayexport import export_sale
from pos_terminal.application.anchoring import Anchor, anchor_of, read_anchor
from pos_terminal.application.queueing import JournalGap, JournalHead
from pos_terminal.cli import journal_search
from pos_terminal.cli.failing import CommandFailed, WrongUsage
from pos_terminal.cli.options import Options, given
from pos_terminal.cli.printing import print_facts
from pos_terminal.cli.values import when
from pos_terminal.domain.errors import BadArgument
from pos_terminal.settings import SettingsUnusable

app = typer.Typer(name="journal", help="The tamper-evident journal.", no_args_is_help=True)
journal_search.register(app)
Json = Annotated[bool, typer.Option("--json", help="JSON instead of lines.")]
NOT_PROVEN = (
    "Nobody but the till can be shown to have written this file: without its key, entries that were changed and "
    "chained anew do not show. Give --keys."
)


@app.command()
def verify(
    context: typer.Context,
    file: Annotated[Path | None, typer.Option(help="An exported journal instead of this till's own.")] = None,
    keys: Annotated[Path | None, typer.Option(help="The keys.json that the file was sealed with.")] = None,
    anchor: Annotated[str, typer.Option(help="What a receipt says of its entry: '128 9F3A-71C2'.")] = "",
    json: Json = False,  # noqa: FBT002
) -> None:
    """Check every entry against the chain: of this till, or of an exported file."""
    wanted = _anchor(anchor)
    if file is None and keys is not None:
        raise WrongUsage("--keys is for a --file. This till's own journal is checked with its own keys.")
    if file is None:
        _verify_own(given(context), wanted, as_json=json)
    else:
        _verify_file(FileToCheck(file, keys or _own_keys(given(context)), wanted), as_json=json)


@app.command()
def export(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="Where to; JSON lines that prove themselves.")],
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,  # noqa: FBT002
    transaction: Annotated[str, typer.Option(help="One sale alone, step by step, for 'replay'.")] = "",
    json: Json = False,  # noqa: FBT002
) -> None:
    """Write every entry with its document into a file that anybody can check, or one sale to go through again."""
    if transaction:
        export_sale(given(context).settings(), transaction.strip(), file, replaces=force)
        print_facts({"file": str(file), "transaction_id": transaction.strip()}, as_json=json)
        return
    verdict = export_journal(given(context).settings(), file, replaces=force)
    facts: dict[str, object] = {"file": str(file), "entries": verdict.entries, "gaps": verdict.gaps}
    facts |= {"erased_documents": verdict.erased, "head": verdict.head, "intact": verdict.fault is None}
    if verdict.fault:
        facts |= {"broken_at": verdict.fault.seq, "what": verdict.fault.what}
    elif verdict.seq:
        facts["anchor"] = anchor_of(JournalHead(verdict.seq, verdict.head))
    print_facts(facts, as_json=json)
    if verdict.fault:
        raise CommandFailed(f"{file} is written, and the journal in it is not whole. {verdict.fault}")


def _verify_own(options: Options, anchor: Anchor | None, *, as_json: bool) -> None:
    settings = options.settings()
    with read_only_journal(settings) as sales:
        head, erased, fault = sales.journal_head(), sales.count_erased(), sales.verify_journal()
        gaps = [_gap(each, as_json=as_json) for each in sales.journal_gaps()]
    facts: dict[str, object] = {
        "entries": head.seq,
        "erased_documents": erased,
        "head": head.hash,
        "intact": fault is None,
    }
    if gaps:
        facts["gaps"] = gaps if as_json else "; ".join(map(str, gaps))
    at, what = (fault.seq, fault.what) if fault else (0, "")
    if anchor and not fault:
        at, what = anchor.seq, anchor_fault(settings, anchor)
        facts["intact"] = not what
    if what:
        facts |= {"broken_at": at, "what": what}
    print_facts(facts, as_json=as_json)
    if what:
        raise CommandFailed(f"The journal was changed at entry {at}: {what}")


def _gap(gap: JournalGap, *, as_json: bool) -> object:
    """Entries that a damaged file took along."""
    if as_json:
        return {"first": gap.first, "last": gap.last, "found": when(gap.found), "cause": gap.cause}
    return f"entries {gap.first} to {gap.last} are lost ({gap.cause})"


def _verify_file(wanted: FileToCheck, *, as_json: bool) -> None:
    verdict = check_file(wanted)
    fault = verdict.fault
    facts: dict[str, object] = {"entries": verdict.entries, "gaps": verdict.gaps, "erased_documents": verdict.erased}
    facts |= {"head": verdict.head, "intact": fault is None, "proven": verdict.is_proven and fault is None}
    if fault:
        facts |= {"broken_at": fault.seq, "line": fault.line, "what": fault.what}
    elif not verdict.is_proven:
        facts["not_proven"] = NOT_PROVEN
    print_facts(facts, as_json=as_json)
    if fault:
        raise CommandFailed(f"{wanted.path} is not as it was written. {fault}")


def _own_keys(options: Options) -> Path | None:
    """This till's keys; none on a machine that is no till."""
    try:
        return keys_beside(options.settings())
    except SettingsUnusable:
        if options.config is not None:
            raise
        return None


def _anchor(text: str) -> Anchor | None:
    try:
        return read_anchor(text) if text else None
    except BadArgument as error:
        raise WrongUsage(str(error)) from None
