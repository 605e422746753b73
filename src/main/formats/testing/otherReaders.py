"""Reads files of the workbench with Python's own libraries alone, each as the documentation of its format says.

python3 otherReaders.py KIND…: reads the file KIND (of brat: the folder) and prints {KIND: [[id, text, caption, mentions]]}.
What a format has no place for is null.
"""

import csv
import json
import struct
import sys
import zlib


def table(path):
    for row in csv.DictReader(open(path, encoding="utf-8", newline="")):
        yield row, [row["text"][start:end] for start, end, _ in json.loads(row["spans"])]


def lines(path, mentions):
    for line in open(path, encoding="utf-8", newline="\n"):
        record = json.loads(line)
        yield record, mentions(record)


def slices(record):
    return [record["text"][span["start"] : span["end"]] for span in record["spans"]]


def tasks(path):
    for task in json.load(open(path, encoding="utf-8")):
        data, result = task["data"], task["annotations"][0]["result"]
        yield data, [data["text"][each["value"]["start"] : each["value"]["end"]] for each in result]


def brat(folder):
    """https://brat.nlplab.org/standoff.html: a mention is the slice of the text, counted in characters."""
    text = open(f"{folder}/posts.txt", encoding="utf-8", newline="").read()
    mentions = {}
    for line in open(f"{folder}/posts.ann", encoding="utf-8", newline="\n"):
        _, place, mention = line.rstrip("\n").split("\t")
        _, start, end = place.split(" ")
        assert text[int(start) : int(end)] == mention, line
        mentions.setdefault(text.count("\n", 0, int(start)), []).append(mention)
    for number, post in enumerate(text.rstrip("\n").split("\n")):
        yield {"text": post}, mentions.get(number, [])


def conll(path):
    """Chunks as conlleval counts them: one begins at B-, or at I- behind another type, and ends before the next or O."""
    for block in open(path, encoding="utf-8", newline="").read().strip("\n").split("\n\n"):
        rows = [line.split("\t") for line in block.split("\n")]
        chunks, open_type = [], None
        for token, tag in rows:
            mark, _, kind = tag.partition("-")
            if mark == "O":
                open_type = None
            elif mark == "B" or kind != open_type:
                chunks.append([token])
                open_type = kind
            else:
                chunks[-1].append(token)
        yield {"text": " ".join(token for token, _ in rows)}, [" ".join(chunk) for chunk in chunks]


def unpacked(data, at=0):
    """One value of MessagePack (https://github.com/msgpack/msgpack/blob/master/spec.md), and where the next begins."""
    kind = data[at]
    at += 1

    def number(form):
        size = struct.calcsize(form)
        return struct.unpack_from(">" + form, data, at)[0], at + size

    def raw(length, at):
        return bytes(data[at : at + length]), at + length

    def items(count, at):
        found = []
        for _ in range(count):
            value, at = unpacked(data, at)
            found.append(value)
        return found, at

    def pairs(count, at):
        flat, at = items(2 * count, at)
        return dict(zip(flat[::2], flat[1::2])), at

    def text(length, at):
        value, at = raw(length, at)
        return value.decode("utf-8"), at

    if kind < 0x80:
        return kind, at
    if kind >= 0xE0:
        return kind - 0x100, at
    if kind < 0x90:
        return pairs(kind & 0x0F, at)
    if kind < 0xA0:
        return items(kind & 0x0F, at)
    if kind < 0xC0:
        return text(kind & 0x1F, at)
    if kind in (0xC0, 0xC2, 0xC3):
        return {0xC0: None, 0xC2: False, 0xC3: True}[kind], at
    forms = {0xCA: "f", 0xCB: "d", 0xCC: "B", 0xCD: "H", 0xCE: "I", 0xCF: "Q", 0xD0: "b", 0xD1: "h", 0xD2: "i", 0xD3: "q"}
    if kind in forms:
        return number(forms[kind])
    take, form = {
        0xC4: (raw, "B"), 0xC5: (raw, "H"), 0xC6: (raw, "I"),
        0xD9: (text, "B"), 0xDA: (text, "H"), 0xDB: (text, "I"),
        0xDC: (items, "H"), 0xDD: (items, "I"), 0xDE: (pairs, "H"), 0xDF: (pairs, "I"),
    }[kind]  # fmt: skip
    return take(*number(form))


def murmur(text):
    """MurmurHash64A of Austin Appleby with seed 1, as spaCy's StringStore hashes its strings."""
    data, mask, m = text.encode("utf-8"), 2**64 - 1, 0xC6A4A7935BD1E995
    h = 1 ^ (len(data) * m & mask)
    whole = len(data) // 8 * 8
    for (k,) in struct.iter_unpack("<Q", data[:whole]):
        k = k * m & mask
        k = (k ^ k >> 47) * m & mask
        h = (h ^ k) * m & mask
    if data[whole:]:
        h = (h ^ int.from_bytes(data[whole:], "little")) * m & mask
    h = (h ^ h >> 47) * m & mask
    return h ^ h >> 47


def docbin(path):
    """https://spacy.io/api/docbin#serialization: zlib around MessagePack; words are hashes of the strings beside them."""
    message, _ = unpacked(zlib.decompress(open(path, "rb").read()))
    attrs = message["attrs"]
    orth, iob = attrs.index(65), attrs.index(77)
    strings = {murmur(text): text for text in message["strings"]}
    cells = [value for (value,) in struct.iter_unpack("<Q", message["tokens"])]
    rows = [cells[at : at + len(attrs)] for at in range(0, len(cells), len(attrs))]
    begin = 0
    for (length,) in struct.iter_unpack("<i", message["lengths"]):
        text, mentions, start = "", [], None
        for row, space in zip(rows[begin : begin + length], message["spaces"][begin : begin + length]):
            if row[iob] == 3:
                mentions.append("")
            if row[iob] in (1, 3):
                mentions[-1] = (mentions[-1] + " " + strings[row[orth]]).strip()
            text += strings[row[orth]] + (" " if space else "")
        begin += length
        yield {"text": text}, mentions


READ = {
    "csv": table,
    "jsonl": lambda path: lines(path, slices),
    "prodigy": lambda path: lines(path, slices),
    "doccano": lambda path: lines(path, lambda record: [record["text"][a:b] for a, b, _ in record["label"]]),
    "huggingface": lambda path: lines(
        path, lambda record: [token for token, tag in zip(record["tokens"], record["ner_tags"]) if tag > 0]
    ),
    "label-studio": tasks,
    "brat": brat,
    "conll": conll,
    "spacy": docbin,
}
print(
    json.dumps(
        {
            kind: [[post.get("id"), post["text"], post.get("caption"), mentions] for post, mentions in READ[kind](kind)]
            for kind in sys.argv[1:]
        }
    )
)
