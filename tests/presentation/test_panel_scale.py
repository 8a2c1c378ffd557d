import pytest

from pos_terminal.presentation.panel_scale import FINGER_MM, Panel

# Panels that tills have: their pixels, inches, and how much larger everything is drawn.
PANELS = {
    "1280x800 10.1": 1.0,
    "1024x768 15": 1.0,
    "1366x768 15.6": 1.0,
    "1920x1080 15.6": 1.0,
    "1920x1080 21.5": 1.0,
    "1920x1200 10.1": 1.5,
    "2560x1600 10.1": 2.0,
    "2560x1600 13.3": 1.52,
}


@pytest.mark.parametrize(("words", "scale"), PANELS.items())
def test_every_key_is_as_large_as_a_finger_on_the_panel(words: str, scale: float) -> None:
    panel = Panel.of(words)
    assert panel.scale == pytest.approx(scale, abs=0.01)
    assert panel.target_mm >= FINGER_MM
    assert panel.scale == 1 or panel.target_mm < FINGER_MM + 0.1


@pytest.mark.parametrize("words", ["1280x800 8", "1920x1080 7", "1024x600 7"])
def test_on_a_panel_that_is_too_small_every_screen_still_fits(words: str) -> None:
    panel = Panel.of(words)
    assert panel.target_mm < FINGER_MM
    assert panel.scale == 1 or (panel.across / panel.scale >= 1024 and panel.down / panel.scale >= 640)
