"""Pools with padding, dilation and ceil_mode, and those whose windows follow the picture's size."""

import itertools

import numpy as np
import torch.nn.functional as F

from book import *
from pool import result_of, slack_of

KINDS = 'max', 'min', 'avg', 'sum', 'l2'


def by_torch(kind, x, window, stride, dilation, padding, ceil, count_pads):
    """torch pads both sides alike; what only its max has, min has by its sign."""
    x = channels_first(x)
    pad = padding[0], padding[2]
    if kind in ('max', 'min'):
        sign = 1 if kind == 'max' else -1
        largest = F.max_pool2d(sign * x, window, stride, pad, dilation, bool(ceil))
        return channels_last(sign * largest)
    if kind == 'avg':
        return channels_last(F.avg_pool2d(x, window, stride, pad, bool(ceil), bool(count_pads)))
    powers = x * x if kind == 'l2' else x
    sums = F.avg_pool2d(powers, window, stride, pad, bool(ceil), divisor_override=1)
    return channels_last(sums.sqrt() if kind == 'l2' else sums)


def outputs(n, k, s, b, e, ceil):
    steps = n + b + e - k
    out = (-(-steps // s) if ceil else steps // s) + 1
    return out - 1 if ceil and (out - 1) * s >= n + b else out


def by_formula(kind, x, window, stride, dilation, padding, ceil, count_pads):
    """Window by window: a pad that differs from side to side, and dilated averages."""
    h, w = x.shape[1:3]
    top, bottom, left, right = padding
    reach = [(k - 1) * d + 1 for k, d in zip(window, dilation)]
    rows = outputs(h, reach[0], stride[0], top, bottom, ceil)
    columns = outputs(w, reach[1], stride[1], left, right, ceil)
    out = np.zeros((x.shape[0], rows, columns, x.shape[3]))
    def taps(i, axis, n, before, after):
        at = i * stride[axis] - before + np.arange(window[axis]) * dilation[axis]
        return at[(at >= 0) & (at < n)], np.count_nonzero(at < n + after)
    for y, column in itertools.product(range(rows), range(columns)):
        ys, counted_rows = taps(y, 0, h, top, bottom)
        xs, counted_columns = taps(column, 1, w, left, right)
        values = f64(x)[:, ys][:, :, xs]
        count = counted_rows * counted_columns if count_pads else len(ys) * len(xs)
        out[:, y, column] = {
            'max': lambda: values.max((1, 2)), 'min': lambda: values.min((1, 2)),
            'sum': lambda: values.sum((1, 2)), 'avg': lambda: values.sum((1, 2)) / count,
            'l2': lambda: np.sqrt((values**2).sum((1, 2)))}[kind]()
    return out


def case(book, kind, oracle, function, pixel, shape, **options):
    x = whole(pixel, shape)
    result = result_of(kind, pixel)
    book.case('pool_options', kind, oracle, function(kind, x, **options), pixels=x, **options,
              result=result, slack=slack_of(kind, result, x, options['window']))


def options(book):
    for kind, pixel, ceil, count in itertools.product(KINDS, ('u8', 'f32'), (0, 1), (0, 1)):
        if count and kind != 'avg':
            continue
        same = (1, 1)
        for shape, window, stride, dilation, padding in [
                ((1, 7, 10, 2), (3, 3), (2, 2), same, (1, 1, 1, 1)),
                ((1, 5, 19, 1), (2, 4), (2, 3), same, (1, 1, 2, 2)),
                ((1, 6, 1, 1), (3, 1), (4, 1), same, (0, 0, 0, 0)),
                ((1, 8, 9, 1), (3, 2), (1, 3), (2, 3), (1, 1, 1, 1))]:
            if dilation == same or kind in ('max', 'min'):
                case(book, kind, 'torch', by_torch, pixel, shape, window=window, stride=stride,
                     dilation=dilation, padding=padding, ceil=ceil, count_pads=count)
        for shape, window, stride, dilation, padding in [
                ((2, 6, 8, 1), (3, 4), (2, 3), (1, 1), (2, 0, 1, 3)),
                ((1, 7, 9, 2), (2, 3), (3, 2), (3, 2), (0, 1, 2, 0))]:
            case(book, kind, 'formula', by_formula, pixel, shape, window=window, stride=stride,
                 dilation=dilation, padding=padding, ceil=ceil, count_pads=count)


def overhang(book):
    """1 to 5 by twos: the last window has one tap, and its average is 5."""
    x = np.arange(1, 6, dtype=np.float32).reshape(1, 1, 5, 1)
    for count in 0, 1:
        want = by_torch('avg', x, (1, 2), (1, 2), (1, 1), (0, 0, 0, 0), True, count)
        assert want.ravel().tolist() == [1.5, 3.5, 5]
        book.case('pool_options', 'avg', 'torch', want, pixels=x, window=(1, 2), stride=(1, 2),
                  dilation=(1, 1), padding=(0, 0, 0, 0), ceil=1, count_pads=count, result='f32',
                  slack=0)


def by_size(book):
    """Adaptive pools, to sizes that do and do not divide, and global ones."""
    for kind, pixel in itertools.product(('max', 'min', 'avg'), ('u8', 'i32', 'f32')):
        for shape, size in [((1, 7, 10, 2), (3, 4)), ((2, 6, 8, 1), (2, 4)), ((1, 3, 2, 1), (5, 3)),
                            ((1, 5, 35, 1), (1, 1))]:
            x = whole(pixel, shape)
            if kind == 'avg':
                out = F.adaptive_avg_pool2d(channels_first(x), size)
            else:
                sign = 1 if kind == 'max' else -1
                out = sign * F.adaptive_max_pool2d(sign * channels_first(x), size)
            result = result_of(kind, pixel)
            for stage in ['adaptive'] + ['global'] * (size == (1, 1)):
                book.case('pool_options', f'{stage}_{kind}', 'torch', channels_last(out), pixels=x,
                          size=size, result=result, slack=slack_of(kind, result, x, shape[1:3]))


def write(book):
    for family in options, overhang, by_size:
        family(book)
