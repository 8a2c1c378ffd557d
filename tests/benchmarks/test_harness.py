from tests.benchmarks.harness import Figure, Goal, compared, figure

GOAL = Goal("a thing", 1.5, "ms")


def test_a_figure_is_the_median_of_one_ratio_a_round() -> None:
    made = figure(GOAL, [(2.0, 1.0), (30.0, 10.0), (1.0, 1.0)])

    assert (made.ratio, made.ours, made.limit) == (2.0, 2.0, 1.0)


def test_a_machine_that_slows_down_in_the_middle_bends_no_ratio() -> None:
    slowness = iter([1.0, 1.0, *[1.0] * 20, *[9.0] * 20])

    def ours() -> float:
        return 3.0 * next(slowness)

    def limit() -> float:
        return 2.0 * next(slowness)

    assert compared(GOAL, 20, ours, limit).ratio == 1.5


def test_both_sides_take_turns_and_neither_is_always_first() -> None:
    turns: list[str] = []

    def ours() -> float:
        turns.append("a")
        return 1.0

    def limit() -> float:
        turns.append("b")
        return 1.0

    compared(GOAL, 4, ours, limit)

    assert "".join(turns) == "ab" + "abbaabba"


def test_a_figure_beyond_its_goal_is_missed_only_past_the_slack() -> None:
    assert [_state(ratio) for ratio in (1.5, 1.6, 1.73)] == ["reached", "near", "missed"]


def _state(ratio: float) -> str:
    made = Figure("a thing", 1.5, (ratio,), ratio, 1.0, "ms")
    return "reached" if made.is_reached else ("missed" if made.is_missed else "near")
