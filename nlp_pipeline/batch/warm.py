"""What all workers need and none changes, loaded by the server process that they are forked from: they share it."""

import gc
import os
from importlib.metadata import entry_points

# there is a worker a core already; read when numpy is imported
for library in ("OMP", "OPENBLAS", "MKL"):
    os.environ.setdefault(f"{library}_NUM_THREADS", "1")

from nlp_pipeline.gazetteer import load_gazetteer  # noqa: E402

# as spaCy does for the first pipeline of a process
for component in entry_points(group="spacy_factories"):
    component.load()
load_gazetteer()
# a collection in a worker would write to these pages, and so copy them
gc.freeze()
