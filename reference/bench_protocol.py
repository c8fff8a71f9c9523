"""How the Python peers talk with apps/bench: lines of JSON, one round for each line of standard input.

Imported by bench_torch.py and bench_keras.py; does nothing by itself.
"""
import json
import sys

import numpy as np

BATCH = 32
WARM_UP = 100 * BATCH


def say(**message):
    print(json.dumps(message), flush=True)


def load(folder, part, count):
    """Pixels in [0, 1] as [count, 28, 28], and labels."""
    images = np.fromfile(f"{folder}/{part}-images-idx3-ubyte", np.uint8)[16:16 + count * 784].reshape(-1, 28, 28)
    labels = np.fromfile(f"{folder}/{part}-labels-idx1-ubyte", np.uint8)[8:8 + count]
    return images / np.float32(255), labels.astype(np.int64)


def serve(versions, measure):
    """Says that all is warm, then answers every line with what `measure()` gives, in milliseconds."""
    say(ready=True, versions=versions)
    for _ in sys.stdin:
        try:
            say(value=measure())
        except Exception as error:
            say(failed=str(error).split("\n")[0])
