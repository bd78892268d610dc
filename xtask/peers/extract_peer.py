#!/usr/bin/env python3
"""extract_peer.py NAME TRUTH... > PRED.jsonl   One published extractor over labelled pages.

NAME: trafilatura, trafilatura-fast, newspaper4k, resiliparse, readability-lxml, htmldate.
Every extractor is called as its own documentation shows it for a page that is already in memory, with metadata where it gives any.
`cpu_ms` is the processor time of that one call. An exception costs its page and is told in `error`."""
import logging
import sys
import time

from common import rows, tell

logging.disable(logging.CRITICAL)


def trafilatura(fast):
    import trafilatura as peer

    def call(html, url):
        got = peer.bare_extraction(html, url=url, fast=fast, with_metadata=True, include_comments=False)
        if got is None:
            return {}
        got = got if isinstance(got, dict) else got.as_dict()
        authors = got.get("author")
        return {
            "text": got.get("text"),
            "title": got.get("title"),
            "author": [a.strip() for a in authors.split(";")] if authors else None,
            "date": got.get("date"),
        }

    return call


def newspaper4k():
    import newspaper

    def call(html, url):
        page = newspaper.Article(url or "http://example.org/", fetch_images=False)
        page.download(input_html=html)
        page.parse()
        day = page.publish_date
        return {
            "text": page.text,
            "title": page.title,
            "author": page.authors or None,
            "date": day.strftime("%Y-%m-%d") if day else None,
        }

    return call


def resiliparse():
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.html import HTMLTree

    def call(html, url):
        tree = HTMLTree.parse(html)
        return {"text": extract_plain_text(tree, main_content=True, alt_texts=False), "title": tree.title}

    return call


def readability_lxml():
    import lxml.html
    from readability import Document

    def call(html, url):
        page = Document(html)
        body = lxml.html.fromstring(page.summary())
        # one line per block: text_content() alone would glue the paragraphs together
        for block in body.iter("p", "div", "li", "h1", "h2", "h3", "h4", "blockquote", "br", "tr"):
            block.tail = "\n" + (block.tail or "")
        return {"text": body.text_content(), "title": page.short_title()}

    return call


def htmldate():
    from htmldate import find_date

    def call(html, url):
        return {"text": "", "date": find_date(html, url=url, original_date=True)}

    return call


PEERS = {
    "trafilatura": lambda: trafilatura(False),
    "trafilatura-fast": lambda: trafilatura(True),
    "newspaper4k": newspaper4k,
    "resiliparse": resiliparse,
    "readability-lxml": readability_lxml,
    "htmldate": htmldate,
}


def main():
    call = PEERS[sys.argv[1]]()
    for page in rows(*sys.argv[2:]):
        html = page["html"].encode("utf-8", "replace").decode("utf-8")
        start = time.process_time()
        try:
            got = call(html, page.get("url"))
        except Exception as error:  # whatever a page does to a peer, it is that page's result
            got = {"error": f"{type(error).__name__}: {error}"[:200]}
        spent = (time.process_time() - start) * 1000
        tell({"id": page["id"], "text": "", "title": None, "author": None, "date": None, **got, "cpu_ms": spent})


if __name__ == "__main__":
    main()
