"""A till in a process of its own, to be killed or watched: sells, and prints each sale's number once it is stored.

Run as ``python -m tests.adapters.sqlite.selling DATABASE SALES``; for 0 sales it opens one and waits for its end.
"""

import sys
from pathlib import Path

from pos_terminal.adapters.sqlite.baskets import SqliteBaskets
from pos_terminal.adapters.sqlite.engine import open_database
from pos_terminal.adapters.sqlite.sales import SqliteSales
from tests.adapters.sqlite.ended import KEY, POLICY, Recorder, closed, rung_up


def main(path: str, sales_to_make: str) -> None:
    """Sell, step by step as the desk does."""
    with open_database(Path(path)) as database:
        connection = database.connect()
        sales = SqliteSales(connection, database.lock, KEY)
        baskets = SqliteBaskets(connection, database.lock, POLICY)
        recorder = Recorder(ids=lambda: sales.journal_head().seq + 1)
        left = baskets.load()
        if sales_to_make == "0":
            baskets.save(rung_up().take_change())
            sys.stdout.write("basket\n")
            sys.stdout.flush()
            sys.stdin.read()
        for _ in range(int(sales_to_make)):
            sale = left or rung_up("{}-{:06d}".format(*baskets.next_number()))
            left = None
            baskets.save(sale.take_change())
            sys.stdout.write(f"basket {sale.head.transaction_id}\n")
            sys.stdout.flush()
            transaction = closed(sale)
            sales.commit(recorder.record(transaction, sales.journal_head().hash))
            sys.stdout.write(f"sale {transaction.transaction_id}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
