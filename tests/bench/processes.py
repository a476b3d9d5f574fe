"""A process for each measurement, so that none finds what another has left."""

import json
import os
import subprocess
import sys

CHILD = "import django; django.setup(); from tests.bench.work import main; main()"


def in_own_process(work, figures, **environment):
    """What one measurement found."""
    done = subprocess.run(
        [sys.executable, "-c", CHILD, work, str(figures)],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings", **environment},
        stdout=subprocess.PIPE,
        check=True,
    )
    return json.loads(done.stdout.splitlines()[-1])
