from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
from workshop.machine import DRAWING, Need, provide, provide_venv
from workshop.say import Stop

GL = Need("libGL.so.1", "libgl1")
STRACE = Need("strace", "strace")


@dataclass
class FakeMachine:
    """A system with some packages, whose package tool may be ours to run, and may fail."""

    is_linux: bool = True
    installs_packages: bool = True
    installing_works: bool = True
    packages: set[str] = field(default_factory=set)
    installed: list[str] = field(default_factory=list)

    def has(self, need: Need) -> bool:
        return need.package in self.packages

    def install(self, packages: Sequence[str]) -> bool:
        self.installed.extend(packages)
        if self.installing_works:
            self.packages.update(packages)
        return self.installing_works


def test_only_what_is_missing_is_installed() -> None:
    machine = FakeMachine(packages={"libgl1"})

    provide((GL, STRACE), machine)

    assert machine.installed == ["strace"]


def test_nothing_is_installed_where_nothing_is_missing() -> None:
    machine = FakeMachine(packages={need.package for need in DRAWING})

    provide(DRAWING, machine)

    assert machine.installed == []


def test_someone_who_may_not_install_is_told_the_exact_command() -> None:
    machine = FakeMachine(installs_packages=False)

    with pytest.raises(Stop, match=r"lacks libGL\.so\.1, strace: .*`sudo apt-get install libgl1 strace`"):
        provide((GL, STRACE), machine)

    assert machine.installed == []


def test_what_could_not_be_installed_is_named() -> None:
    with pytest.raises(Stop, match=r"lacks strace"):
        provide((STRACE,), FakeMachine(installing_works=False))


def test_other_systems_are_not_asked_for_linux_libraries() -> None:
    provide((GL, STRACE), FakeMachine(is_linux=False, installs_packages=False))


def test_the_missing_part_of_python_is_installed_for_this_very_python() -> None:
    machine = FakeMachine()

    provide_venv((3, 12), machine)

    assert machine.installed == ["python3.12-venv"]


@pytest.mark.parametrize("machine", [FakeMachine(installs_packages=False), FakeMachine(installing_works=False)])
def test_the_missing_part_of_python_is_named_where_it_cannot_be_installed(machine: FakeMachine) -> None:
    with pytest.raises(Stop, match=r"python3\.13-venv"):
        provide_venv((3, 13), machine)
