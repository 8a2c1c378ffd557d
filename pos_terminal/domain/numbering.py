"""Sale numbers: the register, the epoch of its database, and a number that never returns."""


def numbered(register_id: str, epoch: str, number: int) -> str:
    """The transaction id of a sale."""
    return f"{register_id}-{epoch}-{number:06d}"


def renumbered(transaction_id: str, epoch: str, number: int) -> str:
    """The id of the same register's sale under another epoch and number."""
    return numbered(transaction_id.rsplit("-", 2)[0], epoch, number)
