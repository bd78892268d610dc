#!/usr/bin/env python3
"""minhash_peer.py TRUTH [--threshold J] > PRED.jsonl   datasketch's MinHash LSH for near-duplicates.

128 permutations over word 5-shingles of the text, estimated Jaccard at least J (0.5); copies are what is connected by such pairs."""
import argparse
import re

from datasketch import MinHash, MinHashLSH

from common import rows, tell


def main():
    ask = argparse.ArgumentParser()
    ask.add_argument("truth")
    ask.add_argument("--threshold", type=float, default=0.5)
    asked = ask.parse_args()
    index = MinHashLSH(threshold=asked.threshold, num_perm=128)
    parent = {}

    def root(key):
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    hashes = {}
    for article in rows(asked.truth):
        words = re.findall(r"\w+", (article.get("text") or "").lower())
        sketch = MinHash(num_perm=128)
        sketch.update_batch([" ".join(words[i : i + 5]).encode() for i in range(max(1, len(words) - 4))])
        key = article["id"]
        parent[key] = key
        for near in index.query(sketch):
            if hashes[near].jaccard(sketch) >= asked.threshold:
                parent[root(key)] = root(near)
        index.insert(key, sketch)
        hashes[key] = sketch
    for key in parent:
        tell({"id": key, "cluster": root(key)})


if __name__ == "__main__":
    main()
