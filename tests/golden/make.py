#!/usr/bin/python3
"""Writes the golden data, worked out by other libraries:

    apt-get install python3-numpy python3-scipy python3-torch python3-opencv
    tests/golden/make.py

book.py says what the files hold.
"""

import sys

sys.dont_write_bytecode = True

import border
import conv
import pointwise
import pool
import pool_options
import transpose
from book import Book

book = Book()
for family in conv, pool, border, pool_options, transpose, pointwise:
    family.write(book)
book.write()
