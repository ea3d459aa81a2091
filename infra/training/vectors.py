"""Vectors of the corpora, kept on disk between runs: making them is most of the training's time."""

from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path

import numpy as np

from aftersales.engines import encoder, second_encoder
from aftersales.engines.encoder import Vectors
from infra.local.template import ROOT

_FOLDER = ROOT / ".build" / "vectors"
_MAKERS: dict[str, Callable[[Sequence[str]], Vectors]] = {
    "first": encoder.encode,
    "second": second_encoder.encode,
}
_AT_ONCE = 500


def vectors(name: str, texts: Sequence[str], folder: Path = _FOLDER) -> Vectors:
    """Return the rows of `texts` by the `first` or `second` encoder, making those that no earlier run has made."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.npz"
    known: dict[str, Vectors] = {}
    if path.exists():
        with np.load(path) as stored:
            known = dict(zip(stored["keys"].tolist(), stored["rows"], strict=True))
    keys = [sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32] for text in texts]
    missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
    todo = list(missing.items())
    for start in range(0, len(todo), _AT_ONCE):
        some = todo[start : start + _AT_ONCE]
        known |= dict(zip([key for key, _ in some], _MAKERS[name]([text for _, text in some]), strict=True))
        np.savez(path, keys=np.array(list(known)), rows=np.stack(list(known.values())))
    return np.stack([known[key] for key in keys]) if keys else np.zeros((0, 0), dtype=np.float32)
