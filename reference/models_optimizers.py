"""Golden paths of optimizers: five parameters through 20 steps with given gradients, from Keras 3 (versions in requirements.txt).

Run: python reference/models_optimizers.py
Writes packages/models/src/optimizers/golden/optimizers.json

The gradient of parameter i at step t (both from 1) is sin(t (i + 1) / 3) * 0.5^(i - 1); parameters start at i / 10.
"""
import json
from pathlib import Path

import keras
import numpy as np

O = keras.optimizers
makers = [
    ("sgd", {}, lambda: O.SGD()),
    ("sgd", {"learningRate": 0.1, "momentum": 0.8}, lambda: O.SGD(0.1, 0.8)),
    ("sgd", {"momentum": 0.9, "nesterov": True}, lambda: O.SGD(momentum=0.9, nesterov=True)),
    ("rmsprop", {}, lambda: O.RMSprop()),
    ("rmsprop", {"learningRate": 0.01, "rho": 0.8, "momentum": 0.5}, lambda: O.RMSprop(0.01, 0.8, 0.5)),
    ("adagrad", {}, lambda: O.Adagrad()),
    ("adagrad", {"learningRate": 0.1, "initialAccumulator": 0.5}, lambda: O.Adagrad(0.1, 0.5)),
    ("adam", {}, lambda: O.Adam()),
    ("adam", {"learningRate": 0.05, "beta1": 0.8, "beta2": 0.95, "epsilon": 1e-3}, lambda: O.Adam(0.05, 0.8, 0.95, 1e-3)),
    ("adamW", {}, lambda: O.AdamW()),
    ("adamW", {"learningRate": 0.05, "weightDecay": 0.1}, lambda: O.AdamW(0.05, weight_decay=0.1)),
]
index = np.arange(1, 6)
cases = []
for name, options, make in makers:
    variable = keras.Variable((index / 10).astype(np.float32))
    optimizer = make()
    optimizer.build([variable])
    path = []
    for t in range(1, 21):
        gradient = (np.sin(t * (index + 1) / 3) * 0.5 ** (index - 1)).astype(np.float32)
        optimizer.apply([keras.ops.convert_to_tensor(gradient)], [variable])
        path.append([float(f"{v:.9g}") for v in variable.numpy()])
    cases.append({"name": name, "options": options, "path": path})
target = Path(__file__).parent.parent / "packages/models/src/optimizers/golden/optimizers.json"
target.parent.mkdir(exist_ok=True)
target.write_text("[\n" + ",\n".join(json.dumps(c) for c in cases) + "\n]\n")
