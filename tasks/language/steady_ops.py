"""Matrix products that give a word the same numbers whatever words stand beside it, at the speed of NumPy's BLAS.

thinc multiplies with BLIS, which has that property and is three times slower; a BLAS picks its way by the shape, so
that the same row comes out otherwise in a larger table, by the last bit. Here every product has the same shape: rows
go through in blocks of one size, the last one filled up with zeros.
"""

from __future__ import annotations

from typing import cast

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from thinc.api import NumpyOps
from thinc.types import Floats2d
from threadpoolctl import threadpool_limits

BLOCK = 64
"""Rows of a block: a multiple of what BLAS kernels take at a time."""


class SteadyOps(NumpyOps):  # type: ignore[misc, unused-ignore]
    """NumPy operations whose products do not depend on the number of rows."""

    def gemm(
        self, x: Floats2d, y: Floats2d, out: Floats2d | None = None, trans1: bool = False, trans2: bool = False
    ) -> Floats2d:
        """``x @ y``, either transposed on demand; in blocks of rows where ``x`` is not."""
        if trans1:
            return cast(Floats2d, super().gemm(x, y, out=out, trans1=trans1, trans2=trans2))
        product = cast(Floats2d, multiply_steadily(np.asarray(x), np.asarray(y.T if trans2 else y)))
        if out is None:
            return product
        out[:] = product
        return out


def multiply_steadily(left: NDArray[np.float32], right: NDArray[np.float32]) -> NDArray[np.float32]:
    """``left @ right``, each row the same whatever the number of rows."""
    n_rows = left.shape[0]
    filled = np.zeros((-(-n_rows // BLOCK) * BLOCK, left.shape[1]), dtype=np.float32)
    filled[:n_rows] = left
    result = np.empty((filled.shape[0], right.shape[1]), dtype=np.float32)
    for start in range(0, filled.shape[0], BLOCK):
        np.matmul(filled[start : start + BLOCK], right, out=result[start : start + BLOCK])
    return result[:n_rows]


def use_steady_products(nlp: Language) -> None:
    """Let all trained components of a pipeline multiply so.

    BLAS is held to one thread in this process: for tables of this size its threads wait for one another, many times as
    long as the product takes where other work is going on.
    """
    threadpool_limits(limits=1, user_api="blas")
    ops = SteadyOps()
    for _, component in nlp.components:
        for node in component.model.walk() if hasattr(component, "model") else ():
            if type(node.ops) is NumpyOps:
                node.ops = ops
