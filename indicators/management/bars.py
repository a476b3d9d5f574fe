"""A progress bar on a terminal; nothing where nobody watches."""

from time import monotonic

WIDTH = 30
PAUSE = 0.2  # seconds between two pictures


class Bar:
    """Called with a phase and how much of it is done; draws itself over and over on one line."""

    def __init__(self, out):
        self.out, self.drawn, self.phase = out, 0.0, None
        self.is_watched = out.isatty()

    def __call__(self, phase, done=0, total=0):
        if not self.is_watched or (phase == self.phase and monotonic() < self.drawn + PAUSE):
            return
        self.drawn, self.phase = monotonic(), phase
        full = WIDTH * done // total if total else 0
        picture = f"[{'█' * full}{'·' * (WIDTH - full)}] {done}/{total}" if total else "…"
        self.draw(f"{getattr(phase, 'label', phase)} {picture}")

    def draw(self, line):
        self.out.write(f"\r\x1b[K{line}", ending="")
        self.out.flush()

    def close(self):
        if self.is_watched and self.phase is not None:
            self.draw("")
