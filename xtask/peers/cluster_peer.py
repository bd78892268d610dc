#!/usr/bin/env python3
"""cluster_peer.py METHOD TRUTH [--threshold T] [--tune] > PRED.jsonl   A common clustering method over one labelled set.

METHOD:
  single-pass   online: each article joins the story with the nearest centroid if the cosine reaches T, else opens one (TF-IDF,
                document frequencies of the articles seen so far are replaced by those of the whole set, which favours the peer)
  average       agglomerative, average linkage over cosine distance, cut at 1 - T
  hdbscan       HDBSCAN (scikit-learn) over TF-IDF reduced to 100 dimensions (SVD), T = smallest cluster size; noise stands alone

--tune tries thresholds on the set itself and keeps the best BCubed F1: the most a peer could get here. The chosen T is told on stderr.
Without it, --threshold is used as it is. Title and text are joined, the first 2,000 words count."""
import argparse
import collections
import sys

import numpy as np
from sklearn.cluster import HDBSCAN
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize

from common import rows, tell


def vectors(articles):
    texts = [" ".join(f"{a.get('title') or ''} {a.get('text') or ''}".split()[:2000]) for a in articles]
    return TfidfVectorizer(stop_words="english", sublinear_tf=True, min_df=1).fit_transform(texts)


class SinglePass:
    """Centroids are sums of unit vectors, so every cosine with a centroid comes out of the table of cosines between articles."""

    name, grid = "single-pass", np.arange(0.06, 0.62, 0.02)

    def __init__(self, articles):
        matrix = vectors(articles)
        self.cosines = (matrix @ matrix.T).toarray()

    def labels(self, threshold):
        count = len(self.cosines)
        squares = np.zeros(count)  # squared length of each story's sum
        out, opened = np.zeros(count, dtype=int), 0
        for row in range(count):
            dots = np.bincount(out[:row], weights=self.cosines[row, :row], minlength=max(opened, 1))
            nearness = dots[:opened] / np.sqrt(squares[:opened])
            best = int(nearness.argmax()) if opened else -1
            if best < 0 or nearness[best] < threshold:
                best, opened = opened, opened + 1
            # |c + v|^2 = |c|^2 + 2 c.v + |v|^2; an article without terms keeps its story's length above zero
            squares[best] += 2 * (dots[best] if best < len(dots) else 0.0) + max(self.cosines[row, row], 1e-12)
            out[row] = best
        return out.tolist()


class Average:
    name, grid = "average", np.arange(0.02, 0.5, 0.02)

    def __init__(self, articles):
        from scipy.cluster.hierarchy import linkage
        from scipy.spatial.distance import squareform

        matrix = vectors(articles)
        distance = 1.0 - (matrix @ matrix.T).toarray().astype(np.float32)
        np.fill_diagonal(distance, 0.0)
        self.tree = linkage(squareform(np.clip(distance, 0, 2), checks=False), "average")

    def labels(self, threshold):
        from scipy.cluster.hierarchy import fcluster

        return fcluster(self.tree, 1.0 - threshold, "distance").tolist()


class Density:
    name, grid = "hdbscan", [2, 3, 4, 5]

    def __init__(self, articles):
        matrix = vectors(articles)
        dims = min(100, min(matrix.shape) - 1)
        self.points = normalize(TruncatedSVD(dims, random_state=0).fit_transform(matrix))

    def labels(self, smallest):
        got = HDBSCAN(min_cluster_size=int(smallest), min_samples=1, copy=True).fit_predict(self.points)
        return [int(c) if c >= 0 else f"alone{i}" for i, c in enumerate(got)]


METHODS = {m.name: m for m in (SinglePass, Average, Density)}


def bcubed_f1(articles, labels):
    scored = [(a["cluster"], c) for a, c in zip(articles, labels) if a["cluster"] is not None]
    true, got, both = (collections.Counter(k) for k in ([t for t, _ in scored], [c for _, c in scored], scored))
    precision = sum(n * n / got[c] for (_, c), n in both.items()) / len(scored)
    recall = sum(n * n / true[t] for (t, _), n in both.items()) / len(scored)
    return 2 * precision * recall / (precision + recall)


def main():
    ask = argparse.ArgumentParser()
    ask.add_argument("method", choices=METHODS)
    ask.add_argument("truth")
    ask.add_argument("--threshold", type=float)
    ask.add_argument("--tune", action="store_true")
    ask.add_argument("--all", action="store_true", help="print T, pair F1 and BCubed F1 of every threshold instead of predictions")
    asked = ask.parse_args()
    articles = list(rows(asked.truth))
    method = METHODS[asked.method](articles)
    if asked.all:
        for t in method.grid:
            print(f"{t:.2f} {pair_f1(articles, labels := method.labels(t)):.4f} {bcubed_f1(articles, labels):.4f}", flush=True)
        return
    threshold = asked.threshold
    if asked.tune:
        threshold = max(method.grid, key=lambda t: bcubed_f1(articles, method.labels(t)))
        print(f"{asked.method} {asked.truth} T {threshold:.2f}", file=sys.stderr)
    for article, label in zip(articles, method.labels(threshold)):
        tell({"id": article["id"], "cluster": str(label)})


def pair_f1(articles, labels):
    scored = [(a["cluster"], c) for a, c in zip(articles, labels) if a["cluster"] is not None]
    pairs = lambda keys: sum(n * (n - 1) // 2 for n in collections.Counter(keys).values())
    hit, told, true = pairs(scored), pairs([c for _, c in scored]), pairs([t for t, _ in scored])
    return 2 * hit / (told + true) if told + true else 0.0


if __name__ == "__main__":
    main()
