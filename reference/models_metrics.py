"""Golden values of metrics over several batches, from Keras 3 on TensorFlow.

Pinned: keras 3.15.1, tensorflow_cpu 2.21.0, numpy 2.4.6 (requirements.txt). Run: python reference/models_metrics.py
Writes into packages/models/src/metrics/golden/
  metrics.json          {name, options, result, batches: [{outputs, targets}]}: the result after all batches, and `results` after each
  further-metrics.json  the same, for the metrics that the notebook's network does not need, `perClass` holding the result of each class
  by-sklearn.json       the same, from scikit-learn 1.9 (and expectedCalibrationError by hand), which has what Keras lacks; no `results`

Keras's auc sums over 200 thresholds: -1e-7, then i / 199 for i = 1 to 198, then 1 + 1e-7, an output counting as 1 where it is above; ROC
by trapezoids, PR by Davis and Goadrich's interpolation. So it differs a little from the area by ranks, which is in exactArea. The last further case has an output that equals its threshold once both are float32, which does not count as above.
"""
import keras
import numpy as np
from sklearn import metrics as S
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

def per_class(name, options, metric, batches):
    """A metric of Keras that gives one number for each class."""
    made = case(name, options, metric, batches)
    return {**made, "perClass": made["result"], "result": None}


def curves():
    yield case("auc", {"numThresholds": 5}, M.AUC(num_thresholds=5), ranked)
    yield case("auc", {"curve": "PR", "numThresholds": 5}, M.AUC(num_thresholds=5, curve="PR"), ties)
    for curve in ("ROC", "PR"):
        yield case("auc", {"curve": curve, "multiLabel": True}, M.AUC(curve=curve, multi_label=True), several)
        yield case("auc", {"curve": curve}, M.AUC(curve=curve), several)
        yield case("auc", {"curve": curve}, M.AUC(curve=curve), none)
    yield case("sensitivityAtSpecificity", {"specificity": 0.6}, M.SensitivityAtSpecificity(0.6), ranked)
    yield case("specificityAtSensitivity", {"sensitivity": 0.7}, M.SpecificityAtSensitivity(0.7), ranked)
    yield case("precisionAtRecall", {"recall": 0.4}, M.PrecisionAtRecall(0.4), ranked)
    yield case("recallAtPrecision", {"precision": 0.6}, M.RecallAtPrecision(0.6), ranked)
    yield case("recallAtPrecision", {"precision": 0.95, "numThresholds": 10}, M.RecallAtPrecision(0.95, num_thresholds=10), ranked)
    yield case("sensitivityAtSpecificity", {"specificity": 0.8, "classId": 1}, M.SensitivityAtSpecificity(0.8, class_id=1), several)


def counts():
    yield case("truePositives", {}, M.TruePositives(), several)
    yield case("trueNegatives", {}, M.TrueNegatives(), several)
    yield case("falsePositives", {"threshold": 0.3}, M.FalsePositives(thresholds=0.3), several)
    yield case("falseNegatives", {}, M.FalseNegatives(), binary)
    yield case("precision", {"classId": 2}, M.Precision(class_id=2), several)
    yield case("recall", {"classId": 0}, M.Recall(class_id=0), several)
    yield case("fBeta", {"beta": 2, "average": "macro", "threshold": 0.4}, M.FBetaScore("macro", 2.0, 0.4), several)
    yield case("fBeta", {"beta": 0.5, "average": "micro", "threshold": "argmax"}, M.FBetaScore("micro", 0.5), hot)
    yield per_class("fBeta", {"beta": 2, "threshold": 0.5}, M.FBetaScore(None, 2.0, 0.5), several)
    yield case("topKCategoricalAccuracy", {"k": 2}, M.TopKCategoricalAccuracy(2), hot)
    yield case("sparseTopKCategoricalAccuracy", {"k": 3}, M.SparseTopKCategoricalAccuracy(3), sparse)


def overlaps():
    yield case("meanIoU", {}, M.MeanIoU(4, sparse_y_pred=False), sparse)
    yield case("meanIoU", {}, M.OneHotMeanIoU(4), hot)
    yield case("oneHotIoU", {"targetClassIds": [0, 2]}, M.OneHotIoU(4, [0, 2]), hot)
    yield case("binaryIoU", {}, M.BinaryIoU(), several)
    yield case("binaryIoU", {"targetClassIds": [1], "threshold": 0.3}, M.BinaryIoU([1], 0.3), binary)
    yield case("binaryIoU", {"threshold": 0.5}, M.BinaryIoU(threshold=0.5), ties)


def errors():
    positive = [(np.abs(outputs), np.abs(targets)) for outputs, targets in numbers]
    yield case("meanAbsolutePercentageError", {}, M.MeanAbsolutePercentageError(), numbers)
    yield case("meanSquaredLogarithmicError", {}, M.MeanSquaredLogarithmicError(), positive)
    yield case("logCosh", {}, M.LogCoshError(), numbers)
    yield case("cosineSimilarity", {}, M.CosineSimilarity(), numbers)
    yield case("r2Score", {}, M.R2Score(), numbers)
    yield case("r2Score", {"average": "varianceWeighted"}, M.R2Score("variance_weighted_average"), numbers)
    yield per_class("r2Score", {}, M.R2Score(None), numbers)
    yield case("poisson", {}, M.Poisson(), positive)
    signs = [(4 * outputs - 2, 2 * targets - 1) for outputs, targets in several]
    yield case("hinge", {}, M.Hinge(), several)
    yield case("hinge", {}, M.Hinge(), signs)
    yield case("squaredHinge", {}, M.SquaredHinge(), signs)
    yield case("categoricalHinge", {}, M.CategoricalHinge(), hot)


def probabilistic():
    yield case("binaryCrossentropy", {}, M.BinaryCrossentropy(), several)
    yield case("binaryCrossentropy", {}, M.BinaryCrossentropy(), [(np.array([[0.0, 1]]), np.array([[1.0, 1]]))])
    yield case("categoricalCrossentropy", {}, M.CategoricalCrossentropy(), hot)
    yield case("sparseCategoricalCrossentropy", {}, M.SparseCategoricalCrossentropy(), sparse)
    yield case("sparseCategoricalCrossentropy", {}, M.SparseCategoricalCrossentropy(), [(np.array([[0, 0.5, 0.5, 0]]), np.array([0]))])
    yield case("klDivergence", {}, M.KLDivergence(), hot)


def together(name, options, of, batches, classes=False):
    """A function of all targets and outputs at once; `classes` asks for labels and the outputs' argmax or rounding."""
    outputs, targets = (np.concatenate([batch[i] for batch in batches]) for i in (0, 1))
    labels = targets if targets.ndim == 1 else targets[:, 0] if targets.shape[1] == 1 else targets.argmax(1)
    chosen = (outputs[:, 0] > 0.5).astype(int) if outputs.shape[1] == 1 else outputs.argmax(1)
    result = of(labels.astype(int), chosen) if classes else of(targets, outputs)
    values = digits(result)
    packed = [{"outputs": pack(o), "targets": pack(t)} for o, t in batches]
    return {"name": name, "options": options, "result": values[0] if len(values) == 1 else None,
            **({"perClass": values} if len(values) > 1 else {}), "batches": packed}


def calibration(bins):
    def of(targets, outputs):
        """Guo et al.: bins open below and closed above."""
        multi = outputs.shape[1] > 1
        confidence = outputs.max(1) if multi else outputs[:, 0]
        right = (outputs.argmax(1) == targets) if multi else targets[:, 0] == 1
        gap, edges = 0, np.linspace(0, 1, bins + 1)
        for low, high in zip(edges, edges[1:]):
            inside = (confidence > low) & (confidence <= high)
            if inside.any():
                gap += inside.mean() * abs(confidence[inside].mean() - right[inside].mean())
        return gap
    return of


def by_sklearn():
    for batches in (sparse, hot, binary):
        yield together("matthewsCorrelation", {}, S.matthews_corrcoef, batches, True)
        yield together("balancedAccuracy", {}, S.balanced_accuracy_score, batches, True)
        yield together("balancedAccuracy", {"adjusted": True}, lambda t, c: S.balanced_accuracy_score(t, c, adjusted=True), batches, True)
    for weights in ("none", "linear", "quadratic"):
        of = lambda t, c: S.cohen_kappa_score(t, c, weights=None if weights == "none" else weights)
        yield together("cohenKappa", {"weights": weights}, of, sparse, True)
    yield together("cohenKappa", {}, S.cohen_kappa_score, binary, True)
    for average in ("micro", "macro", "weighted"):
        for name, of in (("precision", S.precision_score), ("recall", S.recall_score), ("f1", S.f1_score)):
            yield together(name, {"average": average}, lambda t, c: of(t, c, average=average, labels=range(4), zero_division=0), sparse, True)
    yield together("precision", {}, lambda t, c: S.precision_score(t, c, average=None, labels=range(4), zero_division=0), sparse, True)
    yield together("fBeta", {"beta": 2, "average": "macro"}, lambda t, c: S.fbeta_score(t, c, beta=2, average="macro"), sparse, True)
    yield together("specificity", {}, lambda t, c: S.recall_score(t, c, pos_label=0), binary, True)
    flat = lambda of: lambda t, o: of(t.ravel(), o.ravel())
    for batches in (ranked, ties, several):
        yield together("auc", {"exact": True}, flat(S.roc_auc_score), batches)
        yield together("auc", {"exact": True, "curve": "PR"}, flat(S.average_precision_score), batches)
    yield together("auc", {"exact": True, "multiLabel": True}, S.roc_auc_score, several)
    yield together("auc", {"exact": True, "curve": "PR", "classId": 1}, lambda t, o: S.average_precision_score(t[:, 1], o[:, 1]), several)
    yield together("brierScore", {}, flat(S.brier_score_loss), binary)
    yield together("brierScore", {}, lambda t, o: ((o - np.eye(4)[t]) ** 2).sum(1).mean(), sparse)
    for bins in (15, 4):
        yield together("expectedCalibrationError", {"bins": bins}, calibration(bins), sparse)
        yield together("expectedCalibrationError", {"bins": bins}, calibration(bins), ranked)


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
    case("auc", {"curve": "ROC", "numThresholds": 200}, M.AUC(), ranked, {"exactArea": exact}),
    case("auc", {"curve": "PR", "numThresholds": 200}, M.AUC(curve="PR"), ranked),
    case("auc", {"curve": "ROC", "numThresholds": 200}, M.AUC(), binary),
    case("f1", {"average": "macro", "threshold": 0.5}, M.F1Score(average="macro", threshold=0.5), several),
    case("f1", {"average": "weighted", "threshold": "argmax"}, M.F1Score(average="weighted"), hot),
    per_class("f1", {"threshold": "argmax"}, M.F1Score(), hot),
    case("precision", {"threshold": 0.3}, M.Precision(thresholds=0.3), ties),
    *curves(),
    *counts(),
    *overlaps(),
    *errors(),
    *probabilistic(),
])
write_cases("metrics/golden/by-sklearn.json", list(by_sklearn()))
