"""Drawn bugs that change nothing that can be seen, each with the reason."""

EQUIVALENT: dict[str, str] = {
    "discount._allocated: True -> False": "there are as many shares as weights",
    "discount.shares: taken > first -> taken >= first": "of a rest of nothing every line bears nothing",
    "gtin._weighted: True -> False": "both lengths were compared before it was called",
    "gs1.element_strings: 1 -> 2": "only what stands before the first separator is taken",
    "money.allocate: 1 -> 2": "weights that are all the same share evenly, whatever they are",
    "money.allocate: True -> False": "each part is divided into a share and a remainder",
    "money.Money.of: value.adjusted() + currency.exponent -> value.adjusted() - currency.exponent": "a few digits more"
    " are written out before the amount is too large",
    "money.Money.of: value.adjusted() + currency.exponent > _LARGEST_DIGITS"
    " -> value.adjusted() + currency.exponent >= _LARGEST_DIGITS": "17 digits are too large an amount below, too",
    "reckoning.Reckoning.__init__: False -> True": "its first step shares out no discounts",
    "sale_hours.SaleHours.holds_at: self.opens < self.closes -> self.opens <= self.closes": "no span is empty",
    "splitting._quantities: part.amount.normalize() + 0 -> part.amount.normalize() - 0": "no part is a negative zero",
}
