"""Writes the arrays of this folder with NumPy, each the numbers 0, 0.5, 1, … of shape [3, 2, 4] in C order. Run in this folder."""

import numpy as np

numbers = np.arange(24).reshape(3, 2, 4) / 2
for kind in ("f4", "f8"):
    for order in ("C", "F"):
        for version in (1, 2, 3):
            with open(f"{kind}_{order}_v{version}.npy", "wb") as file:
                array = np.asarray(numbers, "<" + kind, order=order)
                np.lib.format.write_array(file, array, version=(version, 0))
