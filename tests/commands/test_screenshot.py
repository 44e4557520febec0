"""amtdesk screenshot: the window as it is drawn at each scale of Windows' settings."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image


@pytest.mark.parametrize(("scale", "size"), [("1.5", (1280, 720)), ("2", (1706, 960))])
def test_at_every_scale_the_window_is_drawn_anew_and_not_enlarged(
    scale: str, size: tuple[int, int], tmp_path: Path
) -> None:
    # 853 logical pixels are the narrowest window there is
    width = round(size[0] / float(scale))
    given = ["screenshot", "--demo", "--page", "heute", "--size", f"{width}x480", "--out", str(tmp_path / "heute.png")]
    environment = {**os.environ, "QT_SCALE_FACTOR": scale, "QT_QPA_PLATFORM": "offscreen"}
    subprocess.run([sys.executable, "-m", "amtdesk", *given], env=environment, check=True, timeout=100)
    with Image.open(tmp_path / "heute.png") as picture:
        assert abs(picture.width - size[0]) <= 2 and abs(picture.height - size[1]) <= 2
        drawn = picture.convert("L")
    # what is enlarged comes in squares of equal points
    small = drawn.resize((drawn.width // 2, drawn.height // 2), Image.Resampling.NEAREST)
    again = small.resize(drawn.size, Image.Resampling.NEAREST)
    differing = sum(one != other for one, other in zip(drawn.tobytes(), again.tobytes(), strict=True))
    assert differing > drawn.width * drawn.height // 100
