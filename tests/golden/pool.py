"""Pools: windows of (m,h,w,c), channel by channel. torch pools, scipy.ndimage filters."""

import numpy as np
import scipy.ndimage
import torch
import torch.nn.functional as F

from book import *

RESULTS = {'max': {}, 'min': {}, 'avg': {'f32': 'f32', 'f64': 'f64', 'i32': 'f64'},
           'l2': {'f32': 'f32', 'f64': 'f64', 'i32': 'f64'},
           'sum': {'f32': 'f32', 'f64': 'f64', 'i32': 'i64'}}


def result_of(kind, pixel):
    if kind in ('max', 'min'):
        return pixel
    return RESULTS[kind].get(pixel, 'i32' if kind == 'sum' else 'f32')


def by_torch(kind, x, window, stride):
    x = channels_first(x)
    taps = window[0] * window[1]
    if kind == 'max':
        out = F.max_pool2d(x, window, stride)
    elif kind == 'min':
        out = -F.max_pool2d(-x, window, stride)
    elif kind == 'avg':
        out = F.avg_pool2d(x, window, stride)
    elif kind == 'sum':
        out = F.avg_pool2d(x, window, stride, divisor_override=1)
    else:
        out = F.avg_pool2d(x * x, window, stride, divisor_override=1).sqrt()
        assert np.allclose(out, F.lp_pool2d(x, 2, window, stride))
    assert kind != 'avg' or np.allclose(out, F.avg_pool2d(x, window, stride,
                                                          divisor_override=1) / taps)
    return channels_last(out)


def by_scipy(kind, x, window, stride):
    """The filters keep the size, their window's middle lies at k // 2."""
    filters = {'max': scipy.ndimage.maximum_filter, 'min': scipy.ndimage.minimum_filter,
               'avg': lambda x, size: scipy.ndimage.correlate(x, np.full(size, 1 / np.prod(size)))}
    out = filters[kind](f64(x), size=(1, *window, 1))
    (h, w), (kh, kw) = x.shape[1:3], window
    top, left = kh // 2, kw // 2
    return out[:, top:top + h - kh + 1:stride[0], left:left + w - kw + 1:stride[1]]


def slack_of(kind, result, x, window):
    terms = window[0] * window[1]
    if kind in ('max', 'min') or result not in ROUNDOFF:
        return 0
    largest = np.max(np.abs(f64(x)), initial=0)
    return sum_slack(result, terms, largest * {'avg': 1, 'sum': terms, 'l2': terms**0.5}[kind])


def windows(book):
    shapes = [((1, 5, 7, 3), (2, 2), (2, 2)), ((2, 5, 6, 1), (3, 3), (1, 1)),
              ((1, 6, 1, 2), (4, 1), (1, 1)), ((1, 4, 5, 1), (4, 5), (4, 5)),
              ((1, 5, 35, 1), (2, 3), (4, 5)), ((1, 2, 70, 1), (1, 2), (1, 2)),
              ((2, 1, 1, 1), (1, 1), (1, 1))]
    for kind in RESULTS:
        for i, pixel in enumerate(TYPES):
            for j, (shape, window, stride) in enumerate(shapes):
                if (i + j) % 2 and (kind in ('sum', 'l2', 'min') or pixel not in ('u8', 'f32')):
                    continue
                x = whole(pixel, shape) if i + j != 6 else whole(pixel, shape, 0, 1)
                result = result_of(kind, pixel)
                oracle = 'scipy.ndimage' if kind in ('max', 'min', 'avg') and (i + j) % 3 == 0 \
                    else 'torch'
                want = (by_torch if oracle == 'torch' else by_scipy)(kind, x, window, stride)
                book.case('pool', kind, oracle, want, pixels=x, window=window, stride=stride,
                          result=result, slack=slack_of(kind, result, x, window))


def no_numbers(book):
    """Not a number wins against every number, infinities take part as numbers."""
    x = whole('f32', (1, 6, 19, 1))
    for y, column, value in [(1, 3, np.nan), (4, 9, np.inf), (2, 15, -np.inf)]:
        x[0, y, column, 0] = value
    for kind in 'max', 'min':
        for window, stride in [((2, 2), (2, 2)), ((3, 2), (1, 1))]:
            book.case('pool', kind, 'torch', by_torch(kind, x, window, stride), pixels=x,
                      window=window, stride=stride, result='f32', slack=0)


def write(book):
    windows(book)
    no_numbers(book)
