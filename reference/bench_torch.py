"""PyTorch's eager mode as a peer of apps/bench, which starts it; see bench_protocol.py.

Run: python reference/bench_torch.py '{"job": "epoch", "rows": 48000, "validationRows": 12000, "threads": 1, "folder": FOLDER}'
or {"job": "steps", "network": "cnn", "steps": 100, ...}. FOLDER holds MNIST's four IDX files. threads 0 leaves PyTorch's default.

All samples lie in one tensor and batches are taken by index: faster than a DataLoader, whose work for each sample costs more than the
step here.
"""
import json
import os
import re
import sys
import time
from pathlib import Path

from bench_protocol import BATCH, WARM_UP, load, say, serve

options = json.loads(sys.argv[1])
if options["threads"]:
    # PyTorch's own setting does not reach OpenBLAS.
    os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = str(options["threads"])

try:
    import torch
    from torch import nn
except ImportError as error:
    say(unavailable=f"{sys.executable}: {error}")
    sys.exit()

NETWORKS = {
    "mlp": lambda: nn.Sequential(nn.Flatten(), nn.Linear(784, 128), nn.ReLU(), nn.Dropout(0.2), nn.Linear(128, 10)),
    "cnn": lambda: nn.Sequential(
        nn.Unflatten(1, (1, 28)), nn.Conv2d(1, 16, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(16, 32, 3), nn.ReLU(),
        nn.MaxPool2d(2), nn.Flatten(), nn.Linear(800, 10)),
}


def train(model, optimizer, x, y):
    model.train()
    loss_of = nn.CrossEntropyLoss()
    for batch in torch.randperm(len(x)).split(BATCH):
        optimizer.zero_grad()
        loss_of(model(x[batch]), y[batch]).backward()
        optimizer.step()


def validate(model, x, y):
    """Mean loss and accuracy, in the batches of Keras's fit."""
    model.eval()
    loss, right = 0.0, 0
    with torch.no_grad():
        for images, labels in zip(x.split(BATCH), y.split(BATCH)):
            logits = model(images)
            loss += nn.functional.cross_entropy(logits, labels, reduction="sum").item()
            right += (logits.argmax(1) == labels).sum().item()
    return loss / len(x), right / len(x)


def timed(work):
    start = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - start)


def blas():
    """The library that computes PyTorch's products, which decides its speed; known on Linux only."""
    maps = Path("/proc/self/maps")
    found = re.search(r"/[^/\s]*(openblas|mkl_rt|libblas|atlas)[^/\s]*\.so", maps.read_text() if maps.exists() else "")
    return found[1].removeprefix("lib") if found else "unknown"


def main():
    if options["threads"]:
        torch.set_num_threads(options["threads"])
    torch.manual_seed(42)
    model = NETWORKS[options.get("network", "mlp")]()
    optimizer = torch.optim.Adam(model.parameters(), 0.001, eps=1e-7)
    rows = options["rows"] if options["job"] == "epoch" else options["steps"] * BATCH
    x, y = (torch.from_numpy(part) for part in load(options["folder"], "train", rows + options.get("validationRows", 0)))

    def epoch():
        train(model, optimizer, x[:rows], y[:rows])
        validate(model, x[rows:], y[rows:])

    def steps():
        train(model, optimizer, x, y)

    train(model, optimizer, x[:WARM_UP], y[:WARM_UP])
    versions = {"torch": torch.__version__, "BLAS of torch": blas()}
    serve(versions, (lambda: timed(epoch)) if options["job"] == "epoch" else lambda: timed(steps) / options["steps"])


main()
