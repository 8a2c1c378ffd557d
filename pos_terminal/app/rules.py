"""From the shop's settings to the rules and styles that services and adapters take."""

from collections.abc import Callable
from dataclasses import fields, replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from pos_terminal import __version__
from pos_terminal.adapters.sessionm.mapping import WireSettings, as_cut
from pos_terminal.app.premises import store_time
from pos_terminal.application.cashing import CashRules
from pos_terminal.application.checkout import CheckoutRules
from pos_terminal.application.discounting import DiscountRules
from pos_terminal.application.membercodes import MemberCodeRules
from pos_terminal.application.offering import OfferRules
from pos_terminal.application.offlineoffers import OfflineRules
from pos_terminal.application.reasons import Reasons
from pos_terminal.application.receiptless import ReceiptlessRules
from pos_terminal.application.selling_rules import SellingRules
from pos_terminal.application.telling import TellRules
from pos_terminal.bundle import bundled
from pos_terminal.domain.code_range import ranges
from pos_terminal.domain.explaining import ExplainRules
from pos_terminal.domain.floor import Area, floor_of
from pos_terminal.domain.foreign import rates
from pos_terminal.domain.measured_label import LABELS_BY_COUNTRY, LabelPattern
from pos_terminal.domain.member import KeyKind
from pos_terminal.domain.money import Money, RoundingMode
from pos_terminal.domain.offer import OfferFlow
from pos_terminal.domain.refunding import RefundRules
from pos_terminal.domain.returned import ReturnRules
from pos_terminal.domain.rights import NO_SHOPPERS, Action, Rights, Shoppers
from pos_terminal.domain.tax import TaxRounding
from pos_terminal.domain.tender import CASH, NUMBERED, TenderType, cash_rounding, tender_named
from pos_terminal.domain.totals import Kept, TaxPolicy
from pos_terminal.domain.transaction import ReceiptCodeRule
from pos_terminal.settings import KIOSK, Settings
from pos_terminal.wording import culture_in, language

if TYPE_CHECKING:
    from pos_terminal.adapters.escpos.encode import Paper
    from pos_terminal.adapters.layout.sale_receipt import ReceiptStyle
    from pos_terminal.application.guestbook import Guestbook


def tax_policy(settings: Settings) -> TaxPolicy:
    """How amounts are rounded."""
    tax, mode = settings.tax, RoundingMode(settings.money.rounding_mode)
    return TaxPolicy(settings.currency, TaxRounding(tax.rounding), mode, Kept(tax.kept))


def rights(settings: Settings) -> Rights:
    """Who may do what: each action is a setting by its name."""
    return Rights({action: getattr(settings.rights, action.value) for action in Action})


def shoppers(settings: Settings) -> Shoppers:
    """Who sells at a kiosk, and what they may do by themselves."""
    if settings.terminal.mode != KIOSK:
        return NO_SHOPPERS
    removes = {Action.REMOVE_LINE} if settings.kiosk.remove_line else set[Action]()
    return Shoppers(settings.terminal.service_employee_id, frozenset({Action.VOID_OPEN, *removes}))


def selling_rules(settings: Settings) -> SellingRules:
    """How things are rung up."""
    terminal = settings.terminal
    labels = label_patterns(settings)
    sale = settings.sale
    who = (terminal.register_id, settings.channels)
    return SellingRules(
        tax_policy(settings), *who, sale.merge_lines, labels, ranges(sale.card_prefixes), reasons(settings)
    )


def reasons(settings: Settings) -> Reasons:
    """The reasons that the shop lists."""
    listed = settings.reasons
    return Reasons({each.name: getattr(listed, each.name) for each in fields(listed)})


def discount_rules(settings: Settings) -> DiscountRules:
    """How far a discount is no question of rights."""
    return DiscountRules(Decimal(settings.sale.discount_limit_percent), reasons(settings))


def floor(settings: Settings) -> tuple[Area, ...]:
    """The shop's tables by area."""
    return floor_of(settings.sale.tables)


def tell_rules(settings: Settings) -> TellRules:
    """What is told of sales that are open."""
    platform = settings.platform
    return TellRules(platform.guest_check_code and platform.post_transaction_association, platform.open_updates)


def checkout_rules(settings: Settings) -> CheckoutRules:
    """How sales are paid and closed."""
    platform = settings.platform
    mode = RoundingMode(settings.money.rounding_mode)
    return CheckoutRules(
        tenders=tuple(
            TenderType(
                name,
                is_cash=name == CASH,
                wants_number=name in settings.sale.numbered_tenders,
                on_terminal=settings.card_terminal.driver != "none" and name in settings.card_terminal.tenders,
                takes_number=name in NUMBERED,
            )
            for name in settings.sale.tenders
        ),
        codes=ReceiptCodeRule(platform.post_transaction_association, platform.single_tender_code_on == "payment"),
        software_version=__version__,
        cash_rounding=cash_rounding(settings.money.cash_rounding, settings.currency, mode),
        member_on_all=platform.member_on == "all",
        reasons=reasons(settings),
        cards=ranges(settings.sale.card_prefixes),
        tip_channels=settings.sale.tip_channels,
        tip_percents=tuple(map(Decimal, settings.sale.tip_percents)),
        rates=rates(settings.money.foreign_cash, settings.currency),
        prints=settings.terminal.mode != KIOSK,
    )


def explain_rules(settings: Settings) -> ExplainRules:
    """What the figures of a sale follow."""
    mode = RoundingMode(settings.money.rounding_mode)
    return ExplainRules(tax_policy(settings), cash_rounding(settings.money.cash_rounding, settings.currency, mode))


def cash_rules(settings: Settings) -> CashRules:
    """How cash moves beside the sales."""
    largest = Money.rounded(Decimal(settings.till.largest_movement), settings.currency)
    checkout = checkout_rules(settings)
    return CashRules(largest, checkout.cash_rounding, checkout.reasons)


def reason_over(settings: Settings) -> Money | None:
    """How far off a count of the drawer may be without a reason; None: as far as it likes."""
    text = settings.till.reason_over
    return Money.rounded(Decimal(text), settings.currency) if text else None


def return_rules(settings: Settings) -> ReturnRules:
    """How goods are taken back."""
    checkout = checkout_rules(settings)
    limit = _amount(settings.sale.refund_cash_limit, settings)
    refunds = RefundRules(checkout.tenders, checkout.cash_rounding, settings.sale.refund_tender == "any", limit)
    return ReturnRules(tax_policy(settings), refunds, as_cut, settings.platform.full_return == "void")


def receiptless_rules(settings: Settings) -> ReceiptlessRules:
    """What comes back without a receipt."""
    sale, checkout = settings.sale, checkout_rules(settings)
    named = [tender_named(checkout.tenders, each) for each in sale.return_tenders]
    tenders = tuple(each for each in named if each) or checkout.tenders
    tenders = tuple(each for each in tenders if not each.on_terminal) or tenders
    limit, most = (_amount(each, settings) for each in (sale.return_limit, sale.return_most))
    refunds = replace(return_rules(settings).refunds, tenders=tenders)
    return ReceiptlessRules(refunds, limit, most, sale.return_above_price)


def _amount(text: str, settings: Settings) -> Money | None:
    return Money.rounded(Decimal(text), settings.currency) if text else None


def offer_rules(settings: Settings) -> OfferRules:
    """How members' offers are claimed."""
    platform = settings.platform
    return OfferRules(OfferFlow(platform.offer_flow), platform.lock_when == "tender", float(platform.lock_max_age))


def offline_rules(settings: Settings) -> OfflineRules:
    """What may be claimed while nobody can be asked."""
    platform = settings.platform
    member, store = (
        Money.rounded(Decimal(each), settings.currency)
        for each in (platform.offline_most_member, platform.offline_most_store)
    )
    return OfflineRules(platform.offline_offers, member, store)


def member_rules(settings: Settings) -> KeyKind | None:
    """The identifier that attributes a sale while nobody can be asked (setting ``offline_member``); None: none."""
    kinds = {"Phone": KeyKind.PHONE, "Email": KeyKind.EMAIL, "External_ID": KeyKind.EXTERNAL_CUSTOMER_ID}
    return kinds.get(settings.platform.offline_member)


def code_rules(settings: Settings) -> MemberCodeRules:
    """Which codes are members' cards and offers."""
    return MemberCodeRules(ranges(settings.sale.card_prefixes), ranges(settings.sale.offer_prefixes))


def wire_settings(settings: Settings) -> WireSettings:
    """What was agreed with the platform's owner."""
    terminal, platform = settings.terminal, settings.platform
    return WireSettings(
        store_id=terminal.store_id,
        client_id=terminal.client_id,
        culture=terminal.culture,
        custom_data=frozenset(platform.custom_data),
        tips_in_amount=platform.tips_in_amount,
        subtotal_without_included_tax=platform.subtotal_without_included_tax,
        drops_discounts_of_voids=platform.void_discounts == "drop",
        zone=store_time(settings).zone,
    )


def spoken_culture(settings: Settings) -> Callable[[], str] | None:
    """At a kiosk, the culture of the shopper of the moment; None: the shop's."""
    if settings.terminal.mode != KIOSK:
        return None
    return lambda: culture_in(language(), settings.terminal.culture)


def receipt_style(
    settings: Settings, guests: "Guestbook | None" = None, *, is_training: bool = False
) -> "ReceiptStyle":
    """What the shop has on its receipts."""
    from pos_terminal.adapters.layout.sale_receipt import ReceiptStyle

    return ReceiptStyle(
        store_name=settings.store.name or settings.terminal.store_id,
        register=settings.terminal.register_id,
        culture=settings.terminal.culture,
        store_time=store_time(settings),
        receipt_url=settings.platform.receipt_url,
        header=settings.store.header,
        footer=settings.store.footer,
        guests=guests,
        member_name=settings.store.member_name,
        is_training=is_training,
        slip_tenders=settings.sale.slip_tenders,
        logo=settings.path(settings.store.logo).name if settings.store.logo else "",
        floor=floor(settings),
    )


def paper(settings: Settings) -> "Paper":
    """How the printer is to be spoken to."""
    from pos_terminal.adapters.escpos.encode import Paper

    printer = settings.printer
    profile = "" if printer.profile == "default" else printer.profile
    pictures = settings.path(settings.store.logo).parent if settings.store.logo else None
    return Paper(profile, printer.columns, receipt_fonts(), settings.data_dir / "cache", pictures)


def receipt_fonts() -> tuple[Path, ...]:
    """The bundled fonts for what a printer has no letters for, the one with equal widths first."""
    return tuple(sorted(bundled("resources", "fonts", "receipt").glob("*.tt[fc]"), key=_mono_first))


def _mono_first(font: Path) -> tuple[bool, str]:
    return ("Mono" not in font.name, font.name)


def label_patterns(settings: Settings) -> tuple[LabelPattern, ...]:
    """The shop's own labels first, then those of the country that is set, else of the culture's."""
    return (*map(LabelPattern.named, settings.sale.label_patterns), *country_labels(settings))


def country_labels(settings: Settings) -> tuple[LabelPattern, ...]:
    """The labels of the country that is set, else of the culture's."""
    country = settings.sale.scale_labels.upper() or settings.terminal.culture[-2:].upper()
    return LABELS_BY_COUNTRY.get(country, ())
