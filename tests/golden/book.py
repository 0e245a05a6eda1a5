"""Where golden cases are written down: lines of text, and the arrays that they point into.

A family of stages is a file of cases, a line each: the stage, then what it is given and what is
wanted, as key=value. An array is type:offset:sizes, and its values lie side by side in TYPE.npy.
What is wanted is worked out in float64, where integers are exact, and kept in the smallest type
that holds it, but no larger one than float32 where that is the result's type, which `result` names.
slack is how far a result may lie from what is wanted: 0 where it is exact in its own type.
"""

import pathlib

import cv2
import numpy as np
import scipy
import torch

FOLDER = pathlib.Path(__file__).resolve().parent
TYPES = {'u8': np.uint8, 'i8': np.int8, 'u16': np.uint16, 'i16': np.int16, 'i32': np.int32,
         'f32': np.float32, 'f64': np.float64}
INTEGERS = ['u8', 'i8', 'u16', 'i16', 'i32']
ROUNDOFF = {'f32': 2.0**-24, 'f64': 2.0**-53}


def smallest(array):
    """The same values in the smallest type that has them all."""
    floats = TYPES['f32'], TYPES['f64']
    with np.errstate(invalid='ignore', over='ignore'):
        return next(array.astype(t) for t in TYPES.values()
                    if np.array_equal(array.astype(t), array, equal_nan=t in floats))


class Book:
    def __init__(self):
        self.arrays = {name: [] for name in TYPES}
        self.offsets = {}
        self.families = {}

    def place(self, array):
        """Where the array lies; the same values are kept once."""
        name = next(n for n, t in TYPES.items() if t == array.dtype)
        flat = np.ascontiguousarray(array).reshape(-1)
        key = name, flat.tobytes()
        if key not in self.offsets:
            self.offsets[key] = sum(map(len, self.arrays[name]))
            self.arrays[name].append(flat)
        return f'{name}:{self.offsets[key]}:{",".join(map(str, array.shape))}'

    def case(self, family, stage, oracle, want, *, result, slack, **fields):
        if result == 'f32' and slack > 0: # rounding what is wanted is one half unit more
            slack += ROUNDOFF[result] * np.max(np.abs(want), initial=0)
            want = want.astype(np.float32)
        words = [stage, 'by=' + oracle]
        fields |= {'result': result, 'slack': float(slack), 'want': smallest(want)}
        for key, value in fields.items():
            if isinstance(value, np.ndarray):
                value = self.place(value)
            elif isinstance(value, (tuple, list)):
                value = ','.join(map(str, value))
            elif isinstance(value, float):
                value = f'{value:.4g}'
            words.append(f'{key}={value}')
        self.families.setdefault(family, []).append(' '.join(words))

    def write(self):
        versions = ', '.join(f'{name} {library.__version__}' for name, library in
                             [('numpy', np), ('scipy', scipy), ('OpenCV', cv2), ('torch', torch)])
        for family, lines in self.families.items():
            text = [f'# Made by make.py with {versions}; book.py says what the words mean.', *lines]
            (FOLDER / f'{family}.txt').write_text('\n'.join(text) + '\n')
        for name, arrays in self.arrays.items():
            np.save(FOLDER / f'{name}.npy', np.concatenate(arrays))


random = np.random.default_rng(20)


def whole(name, shape, least=None, greatest=None):
    """Whole numbers: all that an integer type has, for floats from -100 to 100."""
    lo, hi = -100, 100
    if name in INTEGERS:
        lo, hi = np.iinfo(TYPES[name]).min, np.iinfo(TYPES[name]).max
    lo, hi = lo if least is None else least, hi if greatest is None else greatest
    return random.integers(lo, hi, shape, endpoint=True).astype(TYPES[name])


def fractions(name, shape):
    return random.uniform(-1, 1, shape).astype(TYPES[name])


def f64(array):
    return np.asarray(array, np.float64)


def sum_slack(result, terms, magnitude):
    """4·u·(n + 2)·Σ|w·x| for the largest sum of a case; integers have none."""
    return float(4 * ROUNDOFF[result] * (terms + 2) * np.max(magnitude, initial=0)) \
        if result in ROUNDOFF else 0


def channels_first(array):
    return torch.from_numpy(f64(array).transpose(0, 3, 1, 2).copy())


def channels_last(tensor):
    return tensor.numpy().transpose(0, 2, 3, 1)


def by_planes(pictures, function):
    """A function of one plane, on all of (m,h,w)."""
    return np.stack([function(f64(plane)) for plane in pictures])
