-- Receipts are looked for by day, by what they came to, by the last digits of their number and by their code, and a till
-- keeps hundreds of thousands. The last digits are few enough that a page of what they find is found at once. A
-- return that is the first word about its transaction is of goods that came back without a receipt.
CREATE INDEX snapshot_of_day ON snapshot (business_day, seq) WHERE kind = 'closed' OR (kind = 'returned' AND version = 1);

CREATE INDEX snapshot_of_total ON snapshot (total_lines - total_discount + tax_total, seq) WHERE kind = 'closed' OR (kind = 'returned' AND version = 1);

CREATE INDEX snapshot_of_digits ON snapshot (substr(transaction_id, -3), seq) WHERE kind = 'closed' OR (kind = 'returned' AND version = 1);

CREATE INDEX snapshot_of_code ON snapshot (guest_receipt_code, seq) WHERE guest_receipt_code IS NOT NULL;

CREATE INDEX payment_of_code ON snapshot_payment (receipt_code, seq) WHERE receipt_code IS NOT NULL;
