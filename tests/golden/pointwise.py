"""Stages of one value at a time."""

import cv2
import numpy as np
import scipy.special
import torch
import torch.nn.functional as F

from book import *

SHAPE = 1, 3, 19
# What scale, leaky_relu and sigmoid are computed in.
LINES = {'u8': 'f32', 'i8': 'f32', 'i16': 'f32', 'i32': 'f64', 'f32': 'f32', 'f64': 'f64'}


def torch_of(x):
    return torch.from_numpy(f64(x))


def no_numbers(x):
    x = x.copy()
    x.flat[3], x.flat[20], x.flat[40], x.flat[41] = np.nan, np.inf, -np.inf, -0.0
    return x


def halves(name):
    """Halves beside every bound of the narrow types, and some between."""
    bounds = [0, 127, 128, 255, 256, 32767, 32768, 65535, 65536]
    steps = np.array([-1.5, -1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1, 1.5])
    x = np.concatenate([s * b + steps for s in (-1, 1) for b in bounds])
    return x.astype(TYPES[name]).reshape(1, 18, -1)


def casts(book):
    depths = {'u8': cv2.CV_8U, 'i8': cv2.CV_8S, 'u16': cv2.CV_16U, 'i16': cv2.CV_16S,
              'i32': cv2.CV_32S}
    for pixel in 'f32', 'f64', 'i32', 'i16':
        x = halves(pixel)
        if pixel == 'i32':
            x = whole(pixel, (1, 9, 13), -99999, 99999)
        for result, depth in depths.items():
            if result == pixel:
                continue
            book.case('pointwise', 'saturate_cast', 'cv2.multiply',
                      cv2.multiply(x[0], 1.0, dtype=depth)[None], pixels=x, result=result, slack=0)
            lowest, greatest = np.iinfo(TYPES[result]).min, np.iinfo(TYPES[result]).max
            book.case('pointwise', 'saturate_cast', 'numpy.rint',
                      np.clip(np.rint(f64(x)), lowest, greatest), pixels=x, result=result, slack=0)
            # numpy's astype is undefined for floats beyond the range
            y = np.clip(x, lowest, greatest) if pixel in ROUNDOFF else x
            if pixel != 'f32' or result != 'i32':
                book.case('pointwise', 'cast', 'numpy.astype', y.astype(TYPES[result]), pixels=y,
                          result=result, slack=0)
    for pixel in 'u8', 'i8', 'u16', 'i16', 'i32', 'f64':
        x = whole(pixel, SHAPE)
        book.case('pointwise', 'cast', 'numpy.astype', x.astype(np.float32), pixels=x,
                  result='f32', slack=0)


def pieces(book):
    for pixel in TYPES:
        x = whole(pixel, SHAPE)
        if pixel in ROUNDOFF:
            x = no_numbers(x)
        def case(stage, oracle, want, **fields):
            book.case('pointwise', stage, oracle, want, pixels=x, result=pixel, slack=0, **fields)
        case('relu', 'torch.relu', torch.relu(torch_of(x)).numpy())
        least, greatest = (0, 100) if pixel.startswith('u') else (-50, 60)
        case('clamp', 'torch.clamp', torch.clamp(torch_of(x), least, greatest).numpy(),
             bounds=(least, greatest))
        case('clamp', 'numpy.clip', np.clip(x, least, greatest), bounds=(least, greatest))
        if not pixel.startswith('i'):
            case('abs', 'numpy.abs', np.abs(x))
        else: # the lowest integer saturates
            case('abs', 'numpy.abs', np.minimum(np.abs(f64(x)), np.iinfo(TYPES[pixel]).max))


def lines(book):
    for pixel, result in LINES.items():
        x = whole(pixel, SHAPE)
        largest = np.max(np.abs(f64(x)))
        for a, b in (2, -3), (0.3, 7.7):
            book.case('pointwise', 'scale', 'numpy', f64(TYPES[result](a)) * f64(x)
                      + f64(TYPES[result](b)), pixels=x, a=a, b=b, result=result,
                      slack=sum_slack(result, 1, abs(a) * largest + abs(b)))
        slope = 0.1
        book.case('pointwise', 'leaky_relu', 'torch.leaky_relu',
                  F.leaky_relu(torch_of(x), slope).numpy(), pixels=x, slope=slope, result=result,
                  slack=sum_slack(result, 1, slope * largest))
        if pixel in ROUNDOFF or pixel == 'i8':
            y = x if pixel == 'i8' else (x / 8).astype(TYPES[pixel])
            for oracle, want in [('torch.sigmoid', torch.sigmoid(torch_of(y)).numpy()),
                                 ('scipy.special.expit', scipy.special.expit(f64(y)))]:
                book.case('pointwise', 'sigmoid', oracle, want, pixels=y, result=result,
                          slack=sum_slack(result, 1, 1))


def grey(book):
    for pixel, result in ('u8', 'f32'), ('u16', 'f32'), ('f32', 'f32'), ('i32', 'f64'):
        x = whole(pixel, (1, 4, 19, 3))
        weights = np.array([0.299, 0.587, 0.114])
        slack = sum_slack(result, 3, np.max(np.abs(f64(x)) @ weights))
        book.case('pointwise', 'rgb_to_gray', 'formula', f64(x) @ weights, pixels=x, result=result,
                  slack=slack)
        if result == 'f32':
            book.case('pointwise', 'rgb_to_gray', 'cv2.cvtColor', cv2.cvtColor(
                x[0].astype(np.float32), cv2.COLOR_RGB2GRAY)[None], pixels=x, result=result,
                slack=2 * slack)


def normalized(book):
    """As torchvision's Normalize is written: (x - mean) / deviation, in torch."""
    mean, deviation = np.array([0.485, 0.456, 0.406]), np.array([0.229, 0.224, 0.225])
    for pixel in 'u8', 'f32', 'f64':
        x = whole(pixel, (1, 3, 19, 3)) if pixel == 'u8' else fractions(pixel, (1, 3, 19, 3))
        result = LINES[pixel]
        m, d = (f64(a.astype(TYPES[result])) for a in (mean, deviation))
        book.case('pointwise', 'normalize', 'torch', ((torch_of(x) - torch_of(m)) / torch_of(
            d)).numpy(), pixels=x, mean=mean, deviation=deviation, result=result,
            slack=sum_slack(result, 1, (np.max(np.abs(f64(x))) + 1) / d.min()))


def write(book):
    for family in casts, pieces, lines, grey, normalized:
        family(book)
