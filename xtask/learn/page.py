#!/usr/bin/env python3
"""Learns the scorers of read/page from labeled pages. See README.md beside this file.

page.py DIR [--install TREE] FILE.jsonl...   (numpy, lightgbm)
"""
import argparse, json, shutil, subprocess, sys
import numpy as np
import lightgbm

HOPELESS, PLAIN, KEEP = -4.0, -6.0, -0.3  # as in choose.rs
GROUPS = 3  # of folds; the held-out figures and the first scores come from models of the other groups


def dump(step, folder, files):
    command = ["cargo", "run", "-q", "-p", "newsloom-core", "--profile", "eval", "--example", "learn_page", "--"]
    subprocess.run(command + [step, folder, *files], check=True)


def fit(rows, labels, weights, rounds, leaves):
    settings = dict(objective="binary", learning_rate=0.1, num_leaves=leaves, min_data_in_leaf=60,
                    min_sum_hessian_in_leaf=2.0, lambda_l2=5, feature_fraction=0.4, bagging_fraction=0.8,
                    bagging_freq=1, max_bin=127, verbose=-1, num_threads=1, seed=1, deterministic=True)
    return lightgbm.train(settings, lightgbm.Dataset(rows, labels, weight=weights), rounds)


def write(model, path):
    """One tree a line, in preorder: questions as feature<=value, answers as =value."""
    def walk(node):
        if "leaf_value" in node:
            return ["=%.4g" % node["leaf_value"]]
        return ["%d<=%.6g" % (node["split_feature"], node["threshold"]), *walk(node["left_child"]), *walk(node["right_child"])]
    with open(path, "w") as out:
        for tree in model.dump_model()["tree_info"]:
            out.write(" ".join(walk(tree["tree_structure"])) + "\n")


def main():
    ask = argparse.ArgumentParser()
    ask.add_argument("folder"); ask.add_argument("files", nargs="+"); ask.add_argument("--install", metavar="TREE")
    ask = ask.parse_args()
    folder = ask.folder
    dump("label", folder, ask.files)
    dump("first", folder, ask.files)
    pages = [json.loads(line) for line in open(folder + "/blocks.jsonl")]
    column = lambda key: np.concatenate([np.asarray(p[key], "f4") for p in pages])
    spread = lambda values: np.repeat(values, [len(p["label"]) for p in pages])
    label, words, title, plain = column("label"), column("words"), column("title") > 0, column("plain") > 0
    group = spread([p["fold"] * GROUPS // 5 for p in pages])
    truth = spread([p["truth_words"] for p in pages])
    main_set = spread([p["file"] == ask.files[0] for p in pages])
    # A block weighs as much as it moves its page's F1. The other sets count less, and not at all where their
    # true texts hold the title; blocks of pages of which pieces are known weigh alike.
    weight = np.minimum((words + 3) / (truth + 60), 0.5) * 100
    weight[~main_set] *= 0.6
    weight[~main_set & title] = 0
    weight[truth == 0] = 4
    weight[label < 0] = 0
    kept = (label >= 0.5).astype("i4")

    def learn(name, live, rounds, leaves):
        rows = np.fromfile(f"{folder}/{name}.rows", "f4").reshape(len(label), -1)
        scores = np.full(len(label), PLAIN, "f4")
        for part in range(GROUPS):
            chosen = live & (weight > 0) & (group != part)
            model = fit(rows[chosen], kept[chosen], weight[chosen], rounds, leaves)
            here = live & (group == part)
            scores[here] = model.predict(rows[here], raw_score=True)
        chosen = live & (weight > 0)
        write(fit(rows[chosen], kept[chosen], weight[chosen], rounds, leaves), f"{folder}/{name}.forest")
        right = ((scores > KEEP) == (kept > 0))
        print(f"{name}: {chosen.sum()} blocks, {np.average(right, weights=weight):.4f} of the weight right, sites held out")
        return scores

    scores = learn("first", ~plain, 60, 20)
    scores.tofile(folder + "/first.scores")
    dump("second", folder, ask.files)
    learn("second", scores > HOPELESS, 80, 20).tofile(folder + "/second.scores")
    if ask.install:
        room = ask.install + "/crates/core/src/read/page/"
        shutil.copy(folder + "/lexicon5.txt", room + "lexicon.txt")
        for name in ("first.forest", "second.forest"):
            shutil.copy(f"{folder}/{name}", room + name)


if __name__ == "__main__":
    sys.exit(main())
