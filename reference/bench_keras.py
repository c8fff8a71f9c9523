"""Keras 3 on TensorFlow, `fit`, as a peer of apps/bench, which starts it; see bench_protocol.py.

Run: python reference/bench_keras.py '{"job": "epoch", "rows": 48000, "validationRows": 12000, "threads": 1, "folder": FOLDER}'
FOLDER holds MNIST's four IDX files. threads 0 leaves TensorFlow's default.
"""
import json
import os
import sys
import time

from bench_protocol import BATCH, WARM_UP, load, say, serve

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")

try:
    import keras
    import tensorflow as tf
except ImportError as error:
    say(unavailable=f"{sys.executable}: {error}")
    sys.exit()


def notebook_model():
    model = keras.Sequential([
        keras.layers.Input((28, 28)),
        keras.layers.Flatten(),
        keras.layers.Dense(128, activation="relu"),
        keras.layers.Dropout(0.2),
        keras.layers.Dense(10, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def main(options):
    if options["threads"]:
        tf.config.threading.set_intra_op_parallelism_threads(options["threads"])
        tf.config.threading.set_inter_op_parallelism_threads(options["threads"])
    keras.utils.set_random_seed(42)
    model = notebook_model()
    size = options["rows"] + options["validationRows"]
    x, y = load(options["folder"], "train", size)

    def fit(count, share):
        start = time.perf_counter()
        model.fit(x[:count], y[:count], batch_size=BATCH, epochs=1, validation_split=share, verbose=0)
        return 1000 * (time.perf_counter() - start)

    fit(min(size, WARM_UP), 0.2)
    serve({"keras": keras.__version__, "tensorflow": tf.__version__}, lambda: fit(size, options["validationRows"] / size))


main(json.loads(sys.argv[1]))
