"""What is stated of speed: `python -m tests.bench [sqlite|postgresql] [imports|exports|pages]`.

Figures in and out beside the stock way, public pages beside a greeting and a bare page.

Each measurement runs in a process and a database of its own, one after the other, on the same
models and the same file. What counts are the ratios; it fails when one is not reached.
"""

import sys
import tempfile
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests import postgresql
from tests.bench import pages
from tests.bench.processes import in_own_process

MIB = 1024 * 1024
DATABASES = ("sqlite", "postgresql")


class Bench:
    """The measurements on one database, and what was not reached."""

    def __init__(self, database):
        self.database, self.missed = database, []

    @contextmanager
    def environment(self):
        """A database of its own, and a folder for the files of pages."""
        with ExitStack() as stack:
            home = stack.enter_context(tempfile.TemporaryDirectory(prefix="framsteg-bench-"))
            if self.database == "sqlite":
                address = f"sqlite:///{Path(home) / 'bench.sqlite3'}"
            else:
                address = stack.enter_context(postgresql.running())
            static = str(Path(home) / "static")
            yield {"DATABASE_URL": address, "SECRET_KEY": "x" * 50, "STATIC_ROOT": static}

    def measure(self, work, figures):
        """Seconds, peak memory in MiB and more, from a process of its own."""
        with self.environment() as environment:
            return in_own_process(work, figures, **environment)

    def say(self, words, found, wanted, *, most):
        """One line: what was found, and whether it is enough (or little enough)."""
        reached = found <= wanted if most else found >= wanted
        sign = "at most" if most else "at least"
        print(f"  {'ok ' if reached else 'NOT'} {words}: {found:.2f} ({sign} {wanted:g})")
        if not reached:
            self.missed.append(f"{self.database}: {words}")

    def imports(self):
        stock = self.measure("stock_import", 10_000)
        ours = self.measure("import", 10_000)
        floor = self.measure("floor", 10_000)
        print(f"10 000 figures, preview and confirmation, with history ({self.database})")
        print(f"  stock {stock['seconds']:.1f} s, ours {ours['seconds']:.2f} s {ours['parts']}")
        print(f"  reading the file and bulk_create of figures and history {floor['seconds']:.2f} s")
        self.say("times faster than stock", stock["seconds"] / ours["seconds"], 25, most=False)
        self.say("times the floor", ours["seconds"] / floor["seconds"], 3, most=True)
        peak = self.measure("import_memory", 10_000)["peak"]
        self.say("peak MiB", peak / MIB, 200, most=True)
        many = self.measure("import", 100_000)
        print(f"100 000 figures ({self.database}): {many['seconds']:.2f} s {many['parts']}")
        linear = many["seconds"] / ours["seconds"] / 10
        self.say("time per figure against 10 000", linear, 1.3, most=True)
        peak = self.measure("import_memory", 100_000)["peak"]
        self.say("peak MiB", peak / MIB, 400, most=True)
        self.say("seconds between two reports", many["silence"], 1, most=True)
        self.say("seconds the one transaction takes", many["held"], 3, most=True)
        self.say("writes of a file that changes nothing", many["writes"], 0, most=True)

    def exports(self):
        stock = self.measure("stock_export", 100_000)
        ours = self.measure("export", 100_000)
        few = self.measure("export", 10_000)
        print(f"100 000 figures as xlsx ({self.database})")
        print(f"  stock {stock['seconds']:.1f} s, ours {ours['seconds']:.2f} s")
        self.say("times faster than stock", stock["seconds"] / ours["seconds"], 10, most=False)
        growth = (ours["peak"] - few["peak"]) / MIB
        self.say("MiB more than for 10 000", growth, 10, most=True)
        csv = self.measure("export_csv", 100_000)
        self.say("csv: part of the time before the first line", csv["first"], 0.1, most=True)
        book = self.measure("workbook", 100_000)
        print(f"  update workbook {book['seconds']:.2f} s, {book['peak'] / MIB:.0f} MiB")

    def pages(self):
        with self.environment() as environment:
            pages.prepare(environment)
            found = pages.speeds(environment)
            page_sizes, sheet = pages.sizes(environment)
        print(f"The page of an indicator, one core ({self.database})")
        for name, answered in found.items():
            print(
                f"  {name}: {answered.per_second:.0f} a second, "
                f"half in {answered.wait(0.5):.1f} ms, 99 % in {answered.wait(0.99):.1f} ms"
            )
        rate = {name: answered.per_second for name, answered in found.items()}
        known = 0.3 if self.database == "sqlite" else 0.15
        self.say("kept, of a greeting", rate["kept"] / rate["greeting"], 0.6, most=False)
        self.say(
            "known already, of a greeting", rate["known"] / rate["greeting"], known, most=False
        )
        self.say("anew, of a bare page as large", rate["cold"] / rate["bare"], 1, most=False)
        print(f"{len(page_sizes)} pages, packed ({self.database})")
        largest = max(page_sizes, key=page_sizes.get)
        self.say(f"kB of {largest}", page_sizes[largest] / 1000, 60, most=True)
        self.say("kB of the stylesheet", sheet / 1000, 15, most=True)


PARTS = ("imports", "exports", "pages")


def main(chosen):
    missed = []
    for database in [each for each in chosen if each in DATABASES] or DATABASES:
        bench = Bench(database)
        for part in [each for each in chosen if each in PARTS] or PARTS:
            getattr(bench, part)()
        missed += bench.missed
    if missed:
        sys.exit("Not reached: " + "; ".join(missed))


if __name__ == "__main__":
    main(sys.argv[1:])
