#!/usr/bin/env python3
"""summarize_peer.py METHOD TRUTH > PRED.jsonl   A common extractive method over groups of reports with a word budget.

METHOD:
  lead       the first document's sentences from the start, then the next document's, until the budget is full
  lead-turns the first sentence of every document, then the second of every document, and so on
  lexrank    sumy's LexRank over all sentences, in rank order
  submodular coverage and diversity, Lin and Bilmes 2011 (L1 + 6 R1, r = 0.3, clusters of five sentences), greedy by gain over cost
  centroid   sentences nearest to the TF-IDF centroid of the group, skipping any with cosine above 0.7 to one already taken
Every method gets the same sentences, and its last sentence is cut at the budget as the scorer would cut it."""
import re
import sys

from common import rows, tell

ENDS = re.compile(r'(?<=[.!?])["\'”’)]*\s+(?=["\'“‘(]*[A-Z0-9])')
SHORT = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Col|Lt|Sgt|Capt|Rev|St|Jr|Sr|Inc|Corp|Co|Ltd|vs|No|[A-Z])\.|(?:[A-Z]\.)+)$")


def sentences(text):
    out = []
    for block in re.split(r"\n\s*\n", text):
        block = " ".join(block.split())
        start = 0
        for gap in ENDS.finditer(block):
            piece = block[start : gap.start()]
            if SHORT.search(piece):
                continue
            out.append(block[start : gap.end()].strip())
            start = gap.end()
        out.append(block[start:].strip())
    return [s for s in out if len(s.split()) >= 3]


def fill(ordered, budget):
    taken, words = [], 0
    for sentence in ordered:
        if words >= budget:
            break
        taken.append(sentence)
        words += len(sentence.split())
    return " ".join(" ".join(taken).split()[:budget])


def lead(documents, budget):
    return [s for document in documents for s in document]


def lead_turns(documents, budget):
    deepest = max(map(len, documents), default=0)
    return [d[i] for i in range(deepest) for d in documents if i < len(d)]


def lexrank(documents, budget):
    from sumy.nlp.stemmers import Stemmer
    from sumy.nlp.tokenizers import Tokenizer
    from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
    from sumy.summarizers.lex_rank import LexRankSummarizer

    class InRankOrder(LexRankSummarizer):
        """sumy hands its sentences back in the order of the text; the budget needs them by rank."""

        def _get_best_sentences(self, sentences, count, ratings):
            return sorted(ratings, key=ratings.get, reverse=True)

    ranker = InRankOrder(Stemmer("english"))
    ranker.stop_words = stop_words()
    words = Words()
    model = ObjectDocumentModel([Paragraph([Sentence(s, words) for s in d]) for d in documents])
    return [str(s) for s in ranker(model, None)]


class Words:
    """sumy's tokenizer interface without its download of nltk data."""

    def to_words(self, text):
        return tuple(re.findall(r"\w+", text))


def stop_words():
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

    return ENGLISH_STOP_WORDS


def centroid(documents, budget):
    import numpy as np
    from sklearn.feature_extraction.text import TfidfVectorizer

    flat = [s for d in documents for s in d]
    matrix = TfidfVectorizer(stop_words="english", sublinear_tf=True).fit_transform(flat)
    middle = np.asarray(matrix.mean(axis=0)).ravel()
    score = matrix @ middle
    taken, words = [], 0
    for i in np.argsort(-score, kind="stable"):
        if words >= budget:
            break
        if any((matrix[i] @ matrix[j].T).sum() > 0.7 for j in taken):
            continue
        taken.append(i)
        words += len(flat[i].split())
    return [flat[i] for i in taken]


def submodular(documents, budget, weight=6.0, power=0.3, alpha=5.0):
    import numpy as np
    from sklearn.cluster import KMeans
    from sklearn.feature_extraction.text import TfidfVectorizer

    flat = [s for d in documents for s in d]
    matrix = TfidfVectorizer(stop_words="english").fit_transform(flat)
    alike = np.asarray((matrix @ matrix.T).todense())
    count = len(flat)
    groups = max(1, count // 5)
    label = KMeans(groups, n_init=1, random_state=0).fit_predict(matrix) if groups > 1 else np.zeros(count, int)
    most = alike.sum(axis=1) * min(1.0, alpha / count)
    worth = alike.mean(axis=1)
    cost = np.array([max(1, len(s.split())) for s in flat], float)
    covered, reward = np.zeros(count), np.zeros(groups)
    taken, words, left = [], 0, set(range(count))
    while left and words < budget:
        here = np.array(sorted(left))
        gain = np.minimum(covered[:, None] + alike[:, here], most[:, None]).sum(axis=0) - np.minimum(covered, most).sum()
        gain = gain + weight * (np.sqrt(reward[label[here]] + worth[here]) - np.sqrt(reward[label[here]]))
        best = here[np.argmax(gain / cost[here] ** power)]
        taken.append(best)
        left.remove(best)
        words += len(flat[best].split())
        covered += alike[:, best]
        reward[label[best]] += worth[best]
    return [flat[i] for i in taken]


METHODS = {"lead": lead, "lead-turns": lead_turns, "lexrank": lexrank, "centroid": centroid, "submodular": submodular}


def main():
    method = METHODS[sys.argv[1]]
    for group in rows(sys.argv[2]):
        documents = [sentences(d["text"]) for d in group["docs"]]
        budget = group["budget_words"]
        tell({"id": group["id"], "summary": fill(method(documents, budget), budget)})


if __name__ == "__main__":
    main()
