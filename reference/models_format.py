"""Reads a model that Glassbox saved in tfjs's LayersModel format into Keras 3 and predicts with it: a check by a foreign reader.

Pinned: keras 3.15.1, tensorflow_cpu 2.21.0, numpy 2.4.6 (requirements.txt). Writes no file of the repository.

Run: python reference/models_format.py FOLDER INPUTS.json [EXPECTED.json]
FOLDER holds model.json and the weight files that it names. INPUTS.json and EXPECTED.json are {"shape": [...], "data": [...]}, batch
first. Prints the outputs as such JSON; with EXPECTED.json instead the largest difference, relative to the larger of 1 and the expected value,
and ends with status 1 where that is above 1e-5 or not a number. Anything in the files that is not understood ends with a message.

Only the Python standard library reads the files: little-endian arrays one after the other, in the order of weightsManifest; entries of the
group `optimizer` are skipped. Keras gets the arrays by each layer's name and the weight's last name, as `dense_1/kernel`.
"""
import functools
import json
import sys
from math import prod
from pathlib import Path

import keras
import numpy as np

SIZES = {"float32": "<f4", "int32": "<i4"}


def read_weights(folder, manifest):
    weights = {}
    for group in manifest:
        content, offset = b"".join((folder / path).read_bytes() for path in group["paths"]), 0
        for entry in group["weights"]:
            if entry["dtype"] not in SIZES or "quantization" in entry:
                sys.exit(f"{entry['name']}: {entry['dtype']}, quantized or not, cannot be read")
            end = offset + 4 * prod(entry["shape"])
            if end > len(content):
                sys.exit(f"{entry['name']}: the weights end at byte {len(content)}, before {end}")
            if entry.get("group") != "optimizer":
                weights[entry["name"]] = np.frombuffer(content[offset:end], SIZES[entry["dtype"]]).reshape(entry["shape"])
            offset = end
        if offset != len(content):
            sys.exit(f"{len(content) - offset} bytes lie after the last weight")
    return weights


#: What Glassbox puts before the name of a layer or activation that tfjs lacks or means differently, so that tfjs refuses it.
OWN = "glassbox>"
ACTIVATIONS = ("activation", "recurrent_activation")


def own_activation(saved):
    """A name, or a class name with its options, as Keras 3 reads it."""
    if isinstance(saved, str):
        return saved.removeprefix(OWN)
    name = saved["class_name"].removeprefix(OWN)
    if hasattr(keras.layers, name):
        return getattr(keras.layers, name).from_config(saved["config"])
    return functools.partial(getattr(keras.activations, name), **saved["config"])


def keras_layer(entry):
    kind, config = entry["class_name"].removeprefix(OWN), dict(entry["config"])
    if config.pop("data_format", "channels_last") != "channels_last":
        sys.exit(f"{config['name']}: only channels_last can be read")
    if kind == "InputLayer":
        return keras.Input(tuple(config["batch_input_shape"][1:]), dtype=config["dtype"], name=config["name"])
    if kind.startswith("SpatialDropout"):
        config.pop("trainable")  # Keras 3 lets these layers go without
    if kind == "LeakyReLU":
        config.pop("alpha", None)  # tfjs's name of negative_slope
    for key in ACTIVATIONS:
        if key in config:
            config[key] = own_activation(config[key])
    return getattr(keras.layers, kind).from_config(config)


def build(topology):
    if topology["class_name"] != "Sequential":
        sys.exit(f"a {topology['class_name']} model cannot be read, only Sequential")
    return keras.Sequential([keras_layer(entry) for entry in topology["config"]["layers"]])


def assign(model, weights):
    unused = set(weights)
    for layer in model.layers:
        for weight in layer.weights:
            if "seed_generator" in weight.path:
                continue
            is_depthwise = isinstance(layer, (keras.layers.DepthwiseConv1D, keras.layers.DepthwiseConv2D))
            own = "depthwise_kernel" if is_depthwise and weight.name == "kernel" else weight.name  # the name that tfjs and Keras 2 have
            name = f"{layer.name}/{own}"
            if name not in weights:
                sys.exit(f"the file has no weight {name}; it has {', '.join(sorted(unused))}")
            weight.assign(weights[name])
            unused.discard(name)
    if unused:
        sys.exit(f"weights that no layer takes: {', '.join(sorted(unused))}")


def read_array(path):
    saved = json.loads(Path(path).read_text())
    return np.asarray(saved["data"], np.float32).reshape(saved["shape"])


def main():
    folder, inputs = Path(sys.argv[1]), read_array(sys.argv[2])
    saved = json.loads((folder / "model.json").read_text())
    if saved.get("format") != "layers-model":
        sys.exit(f"the format is {saved.get('format')}, not layers-model")
    model = build(saved["modelTopology"])
    assign(model, read_weights(folder, saved["weightsManifest"]))
    outputs = np.asarray(model(inputs, training=False))
    if len(sys.argv) < 4:
        return print(json.dumps({"shape": list(outputs.shape), "data": [float(f"{value:.9g}") for value in outputs.ravel()]}))
    expected = read_array(sys.argv[3])
    if expected.shape != outputs.shape:
        sys.exit(f"Keras gives the shape {outputs.shape}, but {expected.shape} was expected")
    error = np.max(np.abs(outputs - expected) / np.maximum(1, np.abs(expected)))
    print(f"{saved.get('generatedBy')}: {len(model.layers)} layers, {outputs.size} outputs, largest difference {error:.3g}")
    sys.exit(0 if error <= 1e-5 else 1)


main()
