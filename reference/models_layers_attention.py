"""Golden values of normalisation, attention and wrapper layers, from Keras 3 on TensorFlow.

Pinned: keras 3.15.1, tensorflow_cpu 2.21.0, numpy 2.4.6 (requirements.txt). Run: python reference/models_layers_attention.py
Writes packages/models/src/layers/golden/attention.json, in the form of models_layers.py. Attention takes one input as query, value and key.
"""
import keras

from models_golden import write_cases
from models_layers import case

L = keras.layers


class SelfAttention(keras.layers.Layer):
    """A layer of several inputs, given the same one for each; its weights are the inner layer's."""

    def __init__(self, inner, inputs, **options):
        super().__init__()
        self.inner, self.inputs_of, self.options = inner, inputs, options

    def build(self, shape):
        self.inner(self.inputs_of(keras.ops.zeros((1, *shape[1:]))))if self.inputs_of else self.inner.build(shape, shape)
        self.built = True

    def call(self, x, training=False):
        if self.inputs_of:
            return self.inner(self.inputs_of(x), training=training)
        return self.inner(x, x, training=training, **self.options)


def normalisations():
    for options, keras_options in [({}, {}), ({"center": False}, {"center": False}), ({"scale": False, "epsilon": 0.1}, {"scale": False, "epsilon": 0.1})]:
        yield case(f"layerNormalization {options}", "layerNormalization", options, (3, 4), L.LayerNormalization(**keras_options))
    yield case("layerNormalization of two axes", "layerNormalization", {"axis": [1, 3]}, (3, 2, 4), L.LayerNormalization(axis=[1, 3]))
    yield case("layerNormalization of the first axis", "layerNormalization", {"axis": 1}, (3, 4), L.LayerNormalization(axis=1))
    yield case("rmsNormalization", "rmsNormalization", {}, (3, 5), L.RMSNormalization())
    yield case("rmsNormalization with an epsilon", "rmsNormalization", {"epsilon": 0.2}, (4,), L.RMSNormalization(epsilon=0.2))
    yield case("groupNormalization", "groupNormalization", {"groups": 2}, (3, 2, 4), L.GroupNormalization(2))
    yield case("groupNormalization of each channel", "groupNormalization", {"groups": -1}, (3, 4), L.GroupNormalization(-1))
    yield case("groupNormalization without learning", "groupNormalization", {"groups": 3, "center": False, "scale": False}, (2, 6), L.GroupNormalization(3, center=False, scale=False))
    yield case("groupNormalization of features", "groupNormalization", {"groups": 2, "epsilon": 0.1}, (6,), L.GroupNormalization(2, epsilon=0.1))
    yield case("unitNormalization", "unitNormalization", {}, (3, 4), L.UnitNormalization())
    yield case("unitNormalization of two axes", "unitNormalization", {"axis": [1, 2]}, (3, 4), L.UnitNormalization(axis=[1, 2]))


def einsums():
    for equation, output, bias, shape, activation in [
        ("ab,bc->ac", 4, None, (3,), None), ("abc,cd->abd", [None, 4], "d", (3, 2), "tanh"), ("...x,xy->...y", 5, "y", (2, 3, 4), None),
        ("abc,cde->abde", [None, 2, 3], "de", (3, 4), "relu"), ("abc,bcd->ad", 3, "d", (2, 3), None),
    ]:
        options = {"equation": equation, "outputShape": output, **({"biasAxes": bias} if bias else {}), **({"activation": activation} if activation else {})}
        yield case(f"einsumDense {equation}", "einsumDense", options, shape, L.EinsumDense(equation, tuple(output) if isinstance(output, list) else output, activation=activation, bias_axes=bias))


def attentions():
    yield case("multiHeadAttention", "multiHeadAttention", {"numHeads": 2, "keyDim": 3}, (4, 5), SelfAttention(L.MultiHeadAttention(2, 3), None))
    yield case("multiHeadAttention with wide values", "multiHeadAttention", {"numHeads": 3, "keyDim": 2, "valueDim": 4}, (3, 4), SelfAttention(L.MultiHeadAttention(3, 2, 4), None))
    yield case("multiHeadAttention without biases", "multiHeadAttention", {"numHeads": 1, "keyDim": 2, "useBias": False}, (3, 4), SelfAttention(L.MultiHeadAttention(1, 2, use_bias=False), None))
    yield case("multiHeadAttention, causal", "multiHeadAttention", {"numHeads": 2, "keyDim": 2, "useCausalMask": True}, (5, 3), SelfAttention(L.MultiHeadAttention(2, 2), None, use_causal_mask=True))
    same = lambda x: [x, x]
    yield case("attention", "attention", {}, (4, 3), SelfAttention(L.Attention(), same))
    yield case("attention with a scale", "attention", {"useScale": True}, (4, 3), SelfAttention(L.Attention(use_scale=True), same))
    yield case("attention, concat", "attention", {"scoreMode": "concat"}, (4, 3), SelfAttention(L.Attention(score_mode="concat"), same))
    yield case("attention, concat with a scale", "attention", {"scoreMode": "concat", "useScale": True}, (3, 2), SelfAttention(L.Attention(score_mode="concat", use_scale=True), same))
    yield case("additiveAttention", "additiveAttention", {}, (4, 3), SelfAttention(L.AdditiveAttention(), same))
    yield case("additiveAttention without a scale", "additiveAttention", {"useScale": False}, (4, 3), SelfAttention(L.AdditiveAttention(use_scale=False), same))


def wrappers():
    for mode in ["concat", "sum", "mul", "ave"]:
        yield case(f"bidirectional lstm, {mode}", "bidirectional", {"inner": "lstm", "units": 3, "mergeMode": mode}, (4, 2), L.Bidirectional(L.LSTM(3), merge_mode=mode))
    yield case("bidirectional lstm of sequences", "bidirectional", {"inner": "lstm", "units": 2, "returnSequences": True}, (4, 3), L.Bidirectional(L.LSTM(2, return_sequences=True)))
    yield case("bidirectional gru", "bidirectional", {"inner": "gru", "units": 3}, (3, 2), L.Bidirectional(L.GRU(3)))
    yield case("bidirectional simpleRnn of sequences, sum", "bidirectional", {"inner": "simpleRnn", "units": 3, "returnSequences": True, "mergeMode": "sum"}, (3, 2), L.Bidirectional(L.SimpleRNN(3, return_sequences=True), merge_mode="sum"))
    yield case("timeDistributed dense", "timeDistributed", {"inner": "dense", "units": 3, "activation": "relu"}, (4, 2), L.TimeDistributed(L.Dense(3, activation="relu")))
    yield case("timeDistributed dense of sequences", "timeDistributed", {"inner": "dense", "units": 2, "activation": "tanh"}, (3, 2, 3), L.TimeDistributed(L.Dense(2, activation="tanh")))


if __name__ == "__main__":
    write_cases("layers/golden/attention.json", [*normalisations(), *einsums(), *attentions(), *wrappers()])
