"""Golden values of feature scaling, from scikit-learn (version in requirements.txt).

Run: python reference/normalization.py
Writes packages/datasets/src/normalization/golden/scalers.json
"""
import json
from pathlib import Path

import numpy as np
from sklearn.preprocessing import MinMaxScaler, StandardScaler

data = np.random.default_rng(7).normal(loc=[0, 100, -3], scale=[1, 25, 0.01], size=(12, 3))
data = np.column_stack([data, np.full(12, 4.0)])  # the last feature never varies
data = data.astype(np.float32).astype(np.float64)  # what a batch holds, so that the comparison is exact to rounding
golden = {
    "data": data.tolist(),
    "minMax": MinMaxScaler().fit_transform(data).tolist(),
    "minMaxRange": [-1, 1],
    "minMaxInRange": MinMaxScaler((-1, 1)).fit_transform(data).tolist(),
    "standardize": StandardScaler().fit_transform(data).tolist(),
}
path = Path(__file__).parent.parent / "packages/datasets/src/normalization/golden/scalers.json"
path.write_text(json.dumps(golden, indent=1) + "\n")
