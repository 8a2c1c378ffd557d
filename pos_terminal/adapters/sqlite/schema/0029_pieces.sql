-- A piece that has a serial number is looked for by it when it comes back: it is paid back once. Blanks and large letters
-- tell no number from another; the number is the sixth of what is special of a line.
CREATE INDEX snapshot_line_of_piece
    ON snapshot_line (lower(replace(json_extract(special, '$[5]'), ' ', '')), item_id, seq) WHERE json_valid(special);
