"""PyTorch's eager mode as a peer of apps/bench, which starts it; see bench_protocol.py.

Run: python reference/bench_torch.py '{"job": "epoch", "rows": 48000, "validationRows": 12000, "threads": 1, "folder": FOLDER}'
or {"job": "steps", "network": "cnn", "steps": 100, "batch": 128, "device": "cuda", ...} or {"job": "predict", "rows": 10000, ...}. FOLDER
holds MNIST's four IDX files. threads 0 leaves PyTorch's default. batch is 32 and device the processor where they are not said.

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



class LastOutput(nn.Module):
    """An LSTM that gives its output at the last step."""

    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(28, 64, batch_first=True)

    def forward(self, x):
        return self.lstm(x)[0][:, -1]


def two_hidden(units):
    return nn.Sequential(nn.Flatten(), nn.Linear(784, units), nn.ReLU(), nn.Linear(units, units), nn.ReLU(), nn.Dropout(0.2),
                         nn.Linear(units, 10))


NETWORKS = {
    "mlp": lambda: nn.Sequential(nn.Flatten(), nn.Linear(784, 128), nn.ReLU(), nn.Dropout(0.2), nn.Linear(128, 10)),
    "cnn": lambda: nn.Sequential(
        nn.Unflatten(1, (1, 28)), nn.Conv2d(1, 16, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(16, 32, 3), nn.ReLU(),
        nn.MaxPool2d(2), nn.Flatten(), nn.Linear(800, 10)),
    "lstm": lambda: nn.Sequential(LastOutput(), nn.Linear(64, 10)),
    "wide": lambda: two_hidden(512),
    "wider": lambda: two_hidden(2048),
}
device = torch.device(options.get("device", "cpu"))
batch_size = options.get("batch", BATCH)


def train(model, optimizer, x, y):
    model.train()
    loss_of = nn.CrossEntropyLoss()
    for batch in torch.randperm(len(x), device=device).split(batch_size):
        optimizer.zero_grad()
        loss_of(model(x[batch]), y[batch]).backward()
        optimizer.step()


def validate(model, x, y):
    """Mean loss and accuracy, in the batches of Keras's fit; read at the end, so that a device need not wait."""
    model.eval()
    loss, right = [], []
    with torch.no_grad():
        for images, labels in zip(x.split(BATCH), y.split(BATCH)):
            logits = model(images)
            loss.append(nn.functional.cross_entropy(logits, labels, reduction="sum"))
            right.append((logits.argmax(1) == labels).sum())
    return torch.stack(loss).sum().item() / len(x), torch.stack(right).sum().item() / len(x)


def predict(model, x):
    model.eval()
    with torch.no_grad():
        return model(x).softmax(1).cpu()


def settle():
    if device.type == "cuda":
        torch.cuda.synchronize()


def timed(work):
    settle()
    start = time.perf_counter()
    work()
    settle()
    return 1000 * (time.perf_counter() - start)


def blas():
    """The library that computes PyTorch's products, which decides its speed: one that is loaded, but not numpy's own, or that built in."""
    maps = Path("/proc/self/maps")
    loaded = [line for line in maps.read_text().splitlines() if "numpy" not in line] if maps.exists() else []
    found = re.search(r"/[^/\s]*(openblas|mkl_rt|libblas|atlas)[^/\s]*\.so", "\n".join(loaded))
    built_in = re.search(r"BLAS_INFO=(\w+)", torch.__config__.show())
    return found[1].removeprefix("lib") if found else built_in[1] if built_in else "unknown"


def describe():
    versions = {"torch": torch.__version__, "BLAS of torch": blas()}
    return versions if device.type == "cpu" else {**versions, "GPU of torch": torch.cuda.get_device_name()}


def main():
    if options["threads"]:
        torch.set_num_threads(options["threads"])
    if device.type == "cuda" and not torch.cuda.is_available():
        say(unavailable=f"torch {torch.__version__} finds no CUDA device")
        return
    torch.manual_seed(42)
    model = NETWORKS[options.get("network", "mlp")]().to(device)
    optimizer = torch.optim.Adam(model.parameters(), 0.001, eps=1e-7)
    job = options["job"]
    rows = options["steps"] * batch_size if job == "steps" else options["rows"]
    part = "t10k" if job == "predict" else "train"
    x, y = (torch.from_numpy(a).to(device) for a in load(options["folder"], part, rows + options.get("validationRows", 0)))

    def epoch():
        train(model, optimizer, x[:rows], y[:rows])
        validate(model, x[rows:], y[rows:])

    measures = {
        "epoch": lambda: timed(epoch),
        "steps": lambda: timed(lambda: train(model, optimizer, x, y)) / options["steps"],
        "predict": lambda: timed(lambda: predict(model, x)),
    }
    train(model, optimizer, x[:WARM_UP], y[:WARM_UP])
    serve(describe(), measures[job])


main()
