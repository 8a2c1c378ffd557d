"""Choosing an item's modifiers: groups with a least and a most, and the loose ones together."""

from dataclasses import dataclass

from pos_terminal.domain.item import Item, ModifierGroup
from pos_terminal.domain.money import Money
from pos_terminal.presentation.figures import amount_text
from pos_terminal.presentation.panels import Option, OptionGroup, OptionsPanel
from pos_terminal.presentation.plain import plain
from pos_terminal.wording import _, later

_LOOSE = later("Extras")


@dataclass(frozen=True, slots=True)
class OptionChoice:
    """What is chosen for one item; `line_id` empty: it is not rung up yet."""

    item: Item
    modifiers: tuple[Item, ...]
    chosen: tuple[str, ...]
    line_id: str = ""

    @classmethod
    def for_new(cls, item: Item, modifiers: list[Item]) -> "OptionChoice":
        """The defaults of its groups are chosen to begin with."""
        known = {each.item_id for each in modifiers}
        defaults = [each for group in item.modifier_groups for each in group.default_item_ids if each in known]
        return cls(item, tuple(modifiers), tuple(dict.fromkeys(defaults)))

    def toggled(self, item_id: str) -> "OptionChoice":
        """The choice after a tap: in a group of one the other choice goes; a full group takes no more."""
        if item_id in self.chosen:
            return OptionChoice(self.item, self.modifiers, _without(self.chosen, {item_id}), self.line_id)
        kept = self.chosen
        for group in self._groups():
            if item_id not in group.item_ids or group.maximum is None:
                continue
            taken = [each for each in self.chosen if each in group.item_ids]
            if len(taken) >= group.maximum:
                if group.maximum != 1:
                    return self
                kept = _without(kept, set(taken))
        return OptionChoice(self.item, self.modifiers, (*kept, item_id), self.line_id)

    def full_for(self, item_id: str) -> ModifierGroup | None:
        """The full group that keeps this one out; None: it can be chosen, or taken back."""
        if item_id in self.chosen:
            return None
        return next((each for each in self._groups() if item_id in each.item_ids and self._is_full(each)), None)

    @property
    def is_complete(self) -> bool:
        """Whether every group has at least its minimum."""
        return all(self._satisfied(group) for group in self._groups())

    def panel(self) -> OptionsPanel:
        """The choice as the screen draws it."""
        total = self.item.price
        for modifier in self.modifiers:
            if modifier.item_id in self.chosen:
                total += modifier.price
        return OptionsPanel(
            title=plain(self.item.name),
            groups=tuple(self._drawn(group) for group in self._groups()),
            confirm=_("Save options") if self.line_id else _("Add  {amount}", amount=amount_text(total)),
            can_confirm=self.is_complete,
        )

    def _groups(self) -> list[ModifierGroup]:
        known = {each.item_id for each in self.modifiers}
        groups = [group for group in self.item.modifier_groups if known.intersection(group.item_ids)]
        grouped = {item_id for group in groups for item_id in group.item_ids}
        loose = tuple(each.item_id for each in self.modifiers if each.item_id not in grouped)
        return [*groups, ModifierGroup(_(_LOOSE), loose)] if loose else groups

    def _is_full(self, group: ModifierGroup) -> bool:
        """Of a group of one the other choice goes, so that it is never full."""
        most = group.maximum
        return most is not None and most != 1 and len(set(self.chosen).intersection(group.item_ids)) >= most

    def _satisfied(self, group: ModifierGroup) -> bool:
        return len(set(self.chosen).intersection(group.item_ids)) >= group.minimum

    def _drawn(self, group: ModifierGroup) -> OptionGroup:
        by_id = {each.item_id: each for each in self.modifiers}
        options = tuple(
            Option(
                item_id,
                plain(by_id[item_id].name),
                _price(by_id[item_id].price),
                item_id in self.chosen,
                self.full_for(item_id) is None,
            )
            for item_id in group.item_ids
            if item_id in by_id
        )
        return OptionGroup(plain(group.name), _hint(group), options, self._satisfied(group))


def _without(chosen: tuple[str, ...], gone: set[str]) -> tuple[str, ...]:
    return tuple(each for each in chosen if each not in gone)


def _price(price: Money) -> str:
    if price.is_zero:
        return ""
    return f"+{amount_text(price)}" if price.minor > 0 else amount_text(price)


def _hint(group: ModifierGroup) -> str:
    least, most = group.minimum, group.maximum
    if least and most == least:
        return _("Choose {count}", count=least)
    if least:
        return (
            _("Choose at least {count}", count=least)
            if most is None
            else _("Choose {least} to {most}", least=least, most=most)
        )
    return _("Optional") if most is None else _("Up to {most}", most=most)
