"""Products of tables: right, and each row the same whatever the number of rows."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tasks.language.steady_ops import BLOCK, SteadyOps, multiply_steadily

RIGHT = np.random.default_rng(1).standard_normal((480, 288)).astype(np.float32)
LEFT = np.random.default_rng(2).standard_normal((4 * BLOCK + 7, 480)).astype(np.float32)


@pytest.mark.parametrize("n_rows", [0, 1, 2, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK])
@pytest.mark.parametrize("first", [0, 1, 13, BLOCK])
def test_a_row_is_the_same_in_any_company(n_rows: int, first: int) -> None:
    whole = multiply_steadily(LEFT, RIGHT)
    part = multiply_steadily(LEFT[first : first + n_rows].copy(), RIGHT)
    assert np.array_equal(part, whole[first : first + n_rows])


def test_products_are_right() -> None:
    np.testing.assert_allclose(multiply_steadily(LEFT, RIGHT), LEFT.astype(np.float64) @ RIGHT, rtol=1e-3, atol=1e-3)


def test_as_thinc_asks() -> None:
    ops: Any = SteadyOps()
    product = ops.gemm(LEFT, RIGHT.T.copy(), trans2=True)
    np.testing.assert_allclose(product, LEFT @ RIGHT, rtol=1e-3, atol=1e-3)
    out = np.zeros_like(product)
    assert ops.gemm(LEFT, RIGHT, out=out) is out
    np.testing.assert_allclose(out, LEFT @ RIGHT, rtol=1e-3, atol=1e-3)
    np.testing.assert_allclose(ops.gemm(LEFT, LEFT, trans1=True), LEFT.T @ LEFT, rtol=1e-3, atol=1e-2)
