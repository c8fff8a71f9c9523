"""Golden values of metrics over several batches, from Keras 3 on TensorFlow.

Pinned: keras 3.15.1, tensorflow_cpu 2.21.0, numpy 2.4.6 (requirements.txt). Run: python reference/models_metrics.py
Writes into packages/models/src/metrics/golden/
  metrics.json          {name, options, result, batches: [{outputs, targets}]}: the result after all batches, and `results` after each
  further-metrics.json  the same, for metrics that Glassbox does not have yet

Keras's auc sums over 200 thresholds: -1e-7, then i / 199 for i = 1 to 198, then 1 + 1e-7, an output counting as 1 where it is above; ROC
by trapezoids, PR by Davis and Goadrich's interpolation. So it differs a little from the area by ranks, which is in exactArea. The last further case has an output that equals its threshold once both are float32, which does not count as above.
"""
import keras
import numpy as np
from sklearn.metrics import roc_auc_score

from models_golden import digits, pack, write_cases

rng = np.random.default_rng(5)
M = keras.metrics


def case(name, options, metric, batches, extra=None):
    results = []
    for outputs, targets in batches:
        metric.update_state(targets.astype(np.float32), outputs.astype(np.float32))
        results.append(digits(metric.result()))
    results = [result[0] if len(result) == 1 else result for result in results]
    packed = [{"outputs": pack(outputs), "targets": pack(targets)} for outputs, targets in batches]
    return {"name": name, "options": options, "result": results[-1], "results": results, **(extra or {}), "batches": packed}


def chances(*shape):
    return np.round(rng.uniform(size=shape), 6)


sizes = (7, 5, 2)
sparse = [(np.round(rng.dirichlet(np.ones(4), n), 6), rng.integers(0, 4, n)) for n in sizes]
hot = [(outputs, np.eye(4)[labels]) for outputs, labels in sparse]
binary = [(chances(n, 1), (rng.uniform(size=(n, 1)) > 0.4).astype(float)) for n in sizes]
several = [(chances(n, 3), (rng.uniform(size=(n, 3)) > 0.6).astype(float)) for n in sizes]
none = [(0.3 * chances(3, 1), np.zeros((3, 1)))]
ties = [(np.array([[0.5], [0.5], [0.3], [0.30001]]), np.array([[1.0], [0], [1], [0]]))]
numbers = [(np.round(rng.normal(size=(n, 2)), 6), np.round(rng.normal(size=(n, 2)), 6)) for n in sizes]
ranked = [(np.clip(np.round(targets * 0.25 + chances(40, 1) * 0.75, 6), 0, 1), targets)
          for targets in ((rng.uniform(size=(40, 1)) > 0.7).astype(float) for _ in range(3))]
exact = digits([roc_auc_score(np.concatenate([t for _, t in ranked]), np.concatenate([o for o, _ in ranked]))])[0]

write_cases("metrics/golden/metrics.json", [
    case("sparseCategoricalAccuracy", {}, M.SparseCategoricalAccuracy(), sparse),
    case("categoricalAccuracy", {}, M.CategoricalAccuracy(), hot),
    case("binaryAccuracy", {}, M.BinaryAccuracy(), binary),
    case("binaryAccuracy", {"threshold": 0.3}, M.BinaryAccuracy(threshold=0.3), binary),
    case("binaryAccuracy", {}, M.BinaryAccuracy(), several),
    case("binaryAccuracy", {}, M.BinaryAccuracy(), ties),
    case("topKAccuracy", {"k": 1}, M.SparseTopKCategoricalAccuracy(1), sparse),
    case("topKAccuracy", {"k": 2}, M.SparseTopKCategoricalAccuracy(2), sparse),
    case("topKAccuracy", {"k": 2}, M.TopKCategoricalAccuracy(2), hot),
    case("topKAccuracy", {"k": 5}, M.TopKCategoricalAccuracy(5), hot),
    case("precision", {}, M.Precision(), binary),
    case("precision", {"threshold": 0.7}, M.Precision(thresholds=0.7), several),
    case("precision", {}, M.Precision(), none),
    case("precision", {}, M.Precision(), ties),
    case("recall", {}, M.Recall(), several),
    case("recall", {"threshold": 0.6}, M.Recall(thresholds=0.6), binary),
    case("recall", {}, M.Recall(), none),
    case("f1", {"threshold": 0.5}, M.F1Score(average="micro", threshold=0.5), binary),
    case("f1", {"threshold": 0.4}, M.F1Score(average="micro", threshold=0.4), several),
    case("meanAbsoluteError", {}, M.MeanAbsoluteError(), numbers),
    case("meanSquaredError", {}, M.MeanSquaredError(), numbers),
    case("rootMeanSquaredError", {}, M.RootMeanSquaredError(), numbers),
])
write_cases("metrics/golden/further-metrics.json", [
    case("auc", {"curve": "ROC", "thresholds": 200}, M.AUC(), ranked, {"exactArea": exact}),
    case("auc", {"curve": "PR", "thresholds": 200}, M.AUC(curve="PR"), ranked),
    case("auc", {"curve": "ROC", "thresholds": 200}, M.AUC(), binary),
    case("f1", {"average": "macro", "threshold": 0.5}, M.F1Score(average="macro", threshold=0.5), several),
    case("f1", {"average": "weighted"}, M.F1Score(average="weighted"), hot),
    case("f1", {"average": None}, M.F1Score(), hot),
    case("precision", {"threshold": 0.3}, M.Precision(thresholds=0.3), ties),
])
