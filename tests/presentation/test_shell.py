from dataclasses import dataclass, field

from pos_terminal.presentation.places import Place, PlacePresenter
from pos_terminal.presentation.shell import Shell


@dataclass
class Stage:
    shown: list[Place] = field(default_factory=list)

    def show_place(self, place: Place) -> None:
        self.shown.append(place)


@dataclass
class Spot:
    entries: int = 0
    scans: list[str] = field(default_factory=list)

    def entered(self) -> None:
        self.entries += 1

    def scanned(self, code: str, /) -> None:
        self.scans.append(code)


@dataclass
class Building:
    spots: dict[Place, Spot] = field(default_factory=dict)
    built: list[Place] = field(default_factory=list)

    def build(self, place: Place) -> PlacePresenter:
        self.built.append(place)
        self.spots[place] = Spot()
        return self.spots[place]


def test_a_place_is_built_when_it_is_first_needed_and_once() -> None:
    building, stage = Building(), Stage()
    shell = Shell(stage, building.build)
    shell.go(Place.SIGN_ON)
    shell.go(Place.SALE)
    shell.go(Place.SIGN_ON)
    assert building.built == [Place.SIGN_ON, Place.SALE]
    assert stage.shown == [Place.SIGN_ON, Place.SALE, Place.SIGN_ON]
    assert building.spots[Place.SIGN_ON].entries == 2


def test_a_scan_goes_to_the_place_that_is_shown_and_to_no_other() -> None:
    building = Building()
    shell = Shell(Stage(), building.build)
    shell.scanned("lost")
    shell.prepare(Place.SALE)
    shell.go(Place.TENDER)
    shell.scanned("1")
    shell.go_and_scan(Place.SALE, "2")
    assert building.spots[Place.TENDER].scans == ["1"]
    assert building.spots[Place.SALE].scans == ["2"]
    assert shell.place is Place.SALE
