"""Golden values of layers: output and gradients of Σ output * cotangent, from Keras 3 on TensorFlow (versions in requirements.txt).

Run: python reference/models_layers.py
Writes packages/models/src/layers/golden/layers.json

Each case has the layer's name and options as Glassbox writes them, an input, weights in Keras's order, a cotangent, and what Keras
makes of them. Numbers have nine significant digits.
"""
import json
from pathlib import Path

import keras
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(11)


def pack(array):
    array = np.asarray(array, np.float32)
    return {"shape": list(array.shape), "data": [float(f"{v:.9g}") for v in array.ravel()]}


def case(name, layer, options, shape, make, training=False, tokens=None):
    x = rng.integers(0, tokens, (3, *shape)).astype(np.float32) if tokens else rng.normal(size=(3, *shape)).astype(np.float32)
    layer_object = make()
    layer_object.build((None, *shape))
    layer_object.set_weights([rng.normal(scale=0.6, size=w.shape).astype(np.float32) ** (2 if "variance" in w.path else 1) for w in layer_object.weights])
    weights = [w.numpy() for w in layer_object.weights]
    trainable = [w for w in layer_object.weights if w.trainable]
    with tf.GradientTape() as tape:
        inputs = tf.constant(x)
        tape.watch(inputs)
        output = layer_object(inputs, training=training)
        cotangent = rng.normal(size=output.shape).astype(np.float32)
        total = tf.reduce_sum(output * cotangent)
    sources = trainable if tokens else [inputs, *trainable]
    gradients = [tf.convert_to_tensor(g).numpy() for g in tape.gradient(total, [getattr(s, "value", s) for s in sources])]
    return {
        "name": name, "layer": layer, "options": options, "training": training,
        "input": pack(x), "weights": [pack(w) for w in weights], "cotangent": pack(cotangent), "output": pack(output),
        **({} if tokens else {"inputGradient": pack(gradients[0])}),
        "weightGradients": [pack(g) for g in (gradients if tokens else gradients[1:])],
        **({"updatedWeights": [pack(w.numpy()) for w in layer_object.weights]} if training else {}),
    }


L = keras.layers
cases = [case(f"dense {a}", "dense", {"units": 4, "activation": a, "useBias": b}, (5,), lambda a=a, b=b: L.Dense(4, activation=a, use_bias=b))
         for a, b in [("relu", True), ("tanh", False), ("softmax", True)]]
cases.append(case("dense on sequences", "dense", {"units": 3}, (4, 2), lambda: L.Dense(3)))
for padding, strides, dilation, kernel in [("valid", 1, 1, (3, 3)), ("same", 1, 1, (3, 2)), ("same", 2, 1, (3, 3)), ("valid", 2, 1, (2, 3)), ("same", 1, 2, (3, 3)), ("valid", 1, 2, (2, 2)), ("same", 2, 1, (5, 5))]:
    options = {"filters": 3, "kernelSize": list(kernel), "strides": strides, "padding": padding, "dilations": dilation}
    cases.append(case(f"conv2d {padding} {kernel} stride {strides} dilation {dilation}", "conv2d", options, (6, 5, 2),
                      lambda k=kernel, s=strides, p=padding, d=dilation: L.Conv2D(3, k, strides=s, padding=p, dilation_rate=d)))
for name, kind in [("maxPooling2d", L.MaxPooling2D), ("averagePooling2d", L.AveragePooling2D)]:
    for padding, pool, strides in [("valid", 2, 2), ("same", 2, 2), ("same", 3, 2), ("valid", 3, 1), ("same", 3, 1)]:
        options = {"poolSize": pool, "strides": strides, "padding": padding}
        cases.append(case(f"{name} {padding} {pool} stride {strides}", name, options, (5, 6, 2),
                          lambda c=kind, p=padding, n=pool, s=strides: c(n, strides=s, padding=p)))
cases.append(case("globalAveragePooling2d", "globalAveragePooling2d", {}, (4, 3, 2), lambda: L.GlobalAveragePooling2D()))
cases.append(case("flatten", "flatten", {}, (3, 2, 2), lambda: L.Flatten()))
for training in (True, False):
    for scale, center in [(True, True), (False, True), (True, False)]:
        options = {"scale": scale, "center": center, "momentum": 0.9, "epsilon": 0.001}
        cases.append(case(f"batchNormalization scale {scale} center {center} training {training}", "batchNormalization", options, (4, 3),
                          lambda s=scale, c=center: L.BatchNormalization(scale=s, center=c, momentum=0.9), training=training))
cases.append(case("embedding", "embedding", {"inputDim": 4, "outputDim": 3}, (5,), lambda: L.Embedding(4, 3), tokens=4))
for sequences in (False, True):
    common = {"units": 3, "returnSequences": sequences}
    cases.append(case(f"simpleRnn sequences {sequences}", "simpleRnn", common, (4, 2), lambda q=sequences: L.SimpleRNN(3, return_sequences=q)))
    cases.append(case(f"lstm sequences {sequences}", "lstm", common, (4, 2), lambda q=sequences: L.LSTM(3, return_sequences=q)))
    for reset in (True, False):
        cases.append(case(f"gru sequences {sequences} resetAfter {reset}", "gru", {**common, "resetAfter": reset}, (4, 2),
                          lambda q=sequences, r=reset: L.GRU(3, return_sequences=q, reset_after=r)))
cases.append(case("lstm backwards", "lstm", {"units": 2, "goBackwards": True, "returnSequences": True}, (4, 2), lambda: L.LSTM(2, go_backwards=True, return_sequences=True)))

path = Path(__file__).parent.parent / "packages/models/src/layers/golden/layers.json"
path.parent.mkdir(exist_ok=True)
path.write_text("[\n" + ",\n".join(json.dumps(c) for c in cases) + "\n]\n")
