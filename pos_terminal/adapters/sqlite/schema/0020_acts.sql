-- What was answered and approved of an open sale is looked up while it goes on.
CREATE INDEX act_of_sale ON journal (transaction_id) WHERE kind = 'act';
