"""
Prepares photos as document 002 does: opened, shrunk to 800 px, saved as an optimised JPEG of quality 85. Told by stdin, answers on stdout,
so that it needs no files: first a line with the photos' lengths in bytes and the photos, then lines of commands. "go" prepares each of
them once and answers with how long each took, "show" with the JPEGs in base64.
"""
import base64
import io
import json
import sys
import time

from PIL import Image


def prepare(data):
    picture = Image.open(io.BytesIO(data))
    picture.thumbnail((800, 800))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=85, optimize=True)
    return out.getvalue()


def timed(data):
    start = time.perf_counter()
    prepare(data)
    return (time.perf_counter() - start) * 1000


def answer(value):
    print(json.dumps(value), flush=True)


def main():
    told = sys.stdin.buffer
    photos = [told.read(length) for length in json.loads(told.readline())]
    for data in photos:
        prepare(data)
    answer("ready")
    for line in told:
        if line.strip() == b"go":
            answer([timed(data) for data in photos])
        else:
            answer([base64.b64encode(prepare(data)).decode() for data in photos])


main()
