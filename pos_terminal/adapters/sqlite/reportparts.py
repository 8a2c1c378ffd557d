"""What each report is made of: for every entry of the journal, what it brings to which row.

A report sums these by row, and the entries behind a row are the same parts of it alone: so they always agree. As on a
shift's report, a snapshot counts for what it changed: a return for what came back, a void for what the sale had been.
"""

from collections.abc import Mapping

from pos_terminal.domain.movement import MovementKind
from pos_terminal.domain.rights import Action
from pos_terminal.domain.sales_report import ReportName

_TOTAL = "{0}.total_lines - {0}.total_discount + {0}.tax_total"
_NOW, _BEFORE = _TOTAL.format("n"), _TOTAL.format("b")

TOLD = f"""WITH told AS (SELECT n.seq, n.kind, n.version, n.business_day AS day, n.modified_time_us AS at_us,
    n.pos_employee_id AS seller, n.operator_name AS seller_name, b.seq AS before, n.tax_rows, b.tax_rows AS rows_before,
    IIF(n.kind = 'voided', 0, {_NOW}) AS total, COALESCE({_BEFORE}, 0) AS total_before, {_NOW} AS face,
    IIF(n.kind = 'voided', 0, n.total_discount) - COALESCE(b.total_discount, 0) AS discount,
    IIF(n.kind = 'voided', 0, n.tax_total + n.tax_included) - COALESCE(b.tax_total + b.tax_included, 0) AS tax
    FROM snapshot AS n LEFT JOIN snapshot AS b ON b.transaction_id = n.transaction_id AND b.version = n.version - 1
        AND b.kind IN ('closed', 'returned')
    WHERE n.business_day BETWEEN :first AND :last AND n.currency = :currency AND n.kind <> 'open'),
counted AS (SELECT * FROM told WHERE kind <> 'voided' OR before IS NOT NULL),
sided AS (SELECT seq, seq AS of, 1 AS sign FROM counted WHERE kind <> 'voided'
    UNION ALL SELECT seq, before, -1 FROM counted WHERE before IS NOT NULL)"""  # noqa: S608 - made of constants
"""What was told of sales in the period, with what it changed; each snapshot with the sign it counts with."""

_NONE = "NULL, NULL"
"""The transaction and the moment, where the journal's entry has them."""


def _sold(key: str, label: str) -> str:
    return f"""SELECT {key}, {label}, c.seq, {_NONE}, c.kind = 'closed', IIF(c.kind = 'closed', c.total, 0),
    IIF(c.kind = 'returned', c.total_before - c.total, 0), IIF(c.kind = 'voided', c.total_before, 0),
    c.total - c.total_before, c.discount, c.tax FROM counted AS c"""  # noqa: S608


def _tally(kind: str, amount: str, such: str) -> str:
    return f"SELECT {kind}, {kind}, t.seq, {_NONE}, 1, {amount} FROM told AS t WHERE {such}"  # noqa: S608


# A keyed identifier is forgotten once the platform has it; its type is not (`documents`).
_MEMBER = """COALESCE((SELECT IIF(p.user_id_type = 'SessionM_ID', 'member', 'keyed') FROM snapshot_payment AS p
    WHERE p.seq = c.seq AND p.user_id_type IS NOT NULL LIMIT 1), 'none')"""
_GOODS = "s.sign * l.extended, s.sign * l.discount, s.sign * (l.extended - l.discount)"
_LINES = "FROM sided AS s CROSS JOIN snapshot_line AS l ON l.seq = s.of"
_CATEGORY = """(SELECT i.category_id FROM catalog_code AS c CROSS JOIN catalog_item AS i ON i."row" = c."row"
    WHERE c.edition = (SELECT edition FROM catalog_in_force) AND c.code = l.item_id AND c.kind = 4)"""
_NAMED = """(SELECT k.name FROM catalog_category AS k
    WHERE k.edition = (SELECT edition FROM catalog_in_force) AND k.category_id = g.category)"""

_TAKEN = f"""SELECT p.type, p.type, c.seq, {_NONE}, 1, p.taken - p.change, 0, p.taken - p.change, COALESCE(p.tip, 0)
    FROM counted AS c CROSS JOIN snapshot_payment AS p ON p.seq = c.seq WHERE c.kind = 'closed'
    UNION ALL SELECT r.type, r.type, c.seq, {_NONE}, 0, 0, r.given, -r.given, -COALESCE(r.tip, 0)
    FROM counted AS c CROSS JOIN snapshot_refund AS r ON r.seq = c.seq"""  # noqa: S608

# The fields of a tax as `values.tax_rows_text` writes them: code, name, rate.
_TAXED = """json_extract(x.value, '$[0][0]') || ' ' || json_extract(x.value, '$[0][2]'),
    json_extract(x.value, '$[0][1]'), {0}.seq, NULL, NULL,
    {1} * json_extract(x.value, '$[1]'), {1} * json_extract(x.value, '$[2]')"""
_TAXES = f"""SELECT {_TAXED.format("c", 1)} FROM counted AS c CROSS JOIN json_each(c.tax_rows) AS x
    WHERE c.kind <> 'voided'
    UNION ALL SELECT {_TAXED.format("c", -1)} FROM counted AS c CROSS JOIN json_each(c.rows_before) AS x
    WHERE c.before IS NOT NULL"""  # noqa: S608

_DISCOUNTS = f"""SELECT d.source || ' ' || d.display_name, d.display_name, s.seq, {_NONE}, s.sign, s.sign * d.amount
    FROM sided AS s CROSS JOIN snapshot_discount AS d ON d.seq = s.of"""  # noqa: S608

_MOVED = ", ".join(f"'{kind}'" for kind in MovementKind)
# Acts that something else of this report tells of, or that are no exception.
_ELSEWHERE = ", ".join(
    f"'{action}'"
    for action in (
        Action.SET_PRICE,
        Action.DISCOUNT,
        Action.VOID_OPEN,
        Action.VOID_PAID,
        Action.VOID_CLOSED,
        Action.RETURN_ITEMS,
        Action.RETURN_WITHOUT_RECEIPT,
        Action.NO_SALE,
        Action.CASH_IN,
        Action.CASH_OUT,
        Action.PICKUP,
        Action.CLOSE_SHIFT,
    )
)
_BOOKED = "j.business_day BETWEEN :first AND :last AND j.currency = :currency"
# What a price that was set is off the listed one, in whole smallest units; a price that was raised is below zero.
_OFF = """((json_extract(l.special, '$[0]') - l.unit_price) * l.quantity_e6 +
    500000 * IIF(json_extract(l.special, '$[0]') < l.unit_price, -1, 1)) / 1000000"""
_EXCEPTIONS = " UNION ALL ".join(
    (
        _tally("'returned'", "t.total_before - t.total", "t.kind = 'returned' AND t.before IS NOT NULL"),
        _tally("'returned_without_receipt'", "-t.total", "t.kind = 'returned' AND t.before IS NULL"),
        _tally("'voided'", "t.total_before", "t.kind = 'voided' AND t.before IS NOT NULL"),
        _tally("'given_up'", "t.face", "t.kind = 'voided' AND t.before IS NULL"),
        f"""SELECT 'price', 'price', c.seq, {_NONE}, 1, {_OFF} FROM counted AS c
        CROSS JOIN snapshot_line AS l ON l.seq = c.seq
        WHERE c.kind = 'closed' AND json_extract(l.special, '$[0]') IS NOT NULL""",  # noqa: S608
        f"SELECT j.kind, j.kind, j.seq, {_NONE}, 1, j.total FROM journal AS j WHERE j.kind IN ({_MOVED}) AND {_BOOKED}",  # noqa: S608
        f"""SELECT action, action, seq, {_NONE}, 1, 0 FROM (
        SELECT j.seq, json_extract(CAST(d.body AS TEXT), '$.action') AS action
        FROM journal AS j CROSS JOIN document AS d ON d.seq = j.seq WHERE j.kind = 'act' AND {_BOOKED}
        AND json_extract(CAST(d.body AS TEXT), '$.details.from_transaction_id') IS NULL)
        WHERE action NOT IN ({_ELSEWHERE})""",  # noqa: S608
    )
)
TRAINED = f"SELECT 'trained', 'trained', c.seq, {_NONE}, 1, c.total FROM counted AS c WHERE c.kind = 'closed'"  # noqa: S608
"""Of the training's own books: what was sold in them."""

_QUEUE = f"""SELECT d.state, d.state, t.seq, {_NONE}, 1, t.total - t.total_before
    FROM told AS t CROSS JOIN delivery AS d ON d.seq = t.seq
    UNION ALL SELECT 'hold_' || h.state, 'hold_' || h.state, NULL, h.transaction_id, h.created_us, 1, 0
    FROM offer_hold AS h WHERE h.state IN ('locking', 'locked', 'releasing', 'refused')
        AND h.created_us >= :begins AND h.created_us < :ends"""  # noqa: S608

PARTS: Mapping[ReportName, str] = {
    ReportName.SALES: _sold("c.day", "c.day"),
    ReportName.HOURS: _sold("store_hour(c.at_us)", "store_hour(c.at_us)"),
    ReportName.ITEMS: f"SELECT l.item_id, l.name, s.seq, {_NONE}, s.sign * l.quantity_e6, {_GOODS} {_LINES}",
    ReportName.CATEGORIES: f"""SELECT COALESCE(g.category, ''), COALESCE({_NAMED}, ''), g.seq, {_NONE}, gross, off, net
    FROM (SELECT {_CATEGORY} AS category, s.seq, s.sign * l.extended AS gross, s.sign * l.discount AS off,
        s.sign * (l.extended - l.discount) AS net {_LINES}) AS g""",  # noqa: S608
    ReportName.EMPLOYEES: _sold("c.seller", "c.seller_name"),
    ReportName.TENDERS: _TAKEN,
    ReportName.TAXES: _TAXES,
    ReportName.DISCOUNTS: _DISCOUNTS,
    ReportName.EXCEPTIONS: _EXCEPTIONS,
    ReportName.MEMBERS: _sold(_MEMBER, _MEMBER),
    ReportName.QUEUE: _QUEUE,
}
"""For each report its key, the row's label, the entry, what is known of one that is none, and the columns."""
