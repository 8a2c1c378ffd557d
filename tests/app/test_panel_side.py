from pos_terminal.app.panel_side import panel_standing, scale_for


def test_qt_is_told_how_large_to_draw_unless_somebody_else_has_said_it() -> None:
    environment: dict[str, str] = {}
    scale_for("2560x1600 10.1", environment)
    assert 1.99 <= float(environment["QT_SCALE_FACTOR"]) <= 2.0
    scale_for("1920x1200 10.1", environment)
    assert float(environment["QT_SCALE_FACTOR"]) > 1.9


def test_doctor_says_how_large_a_key_is_and_whether_that_is_enough() -> None:
    told, is_enough = panel_standing("1280x800 10.1")
    assert is_enough
    assert "9.5 mm" in told
    told, is_enough = panel_standing("1280x800 8")
    assert not is_enough
    assert "a finger wants 9.5" in told
    assert panel_standing("")[1]
