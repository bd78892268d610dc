#!/usr/bin/env python3
"""Makes the seed corpus of every fuzz target from examples/ and a few lines of its own: fuzz/seeds/TARGET/*."""
import gzip
import os
import shutil

HERE = os.path.dirname(os.path.abspath(__file__))
WORLD = os.path.join(HERE, "..", "examples", "world")

LINES = {
    "date": ["Fri, 18 Apr 2025 10:00:00 +0200", "2025-04-18T10:00:00Z", "18. April 2025, 10 Uhr", "18/04/2025", "April 18th",
             "il y a deux heures", "2025年4月18日", "18 апреля 2025 г.", "on Monday, 3 March, and next week", "last month; in 2019"],
    "sentences": ["Mr. Quay left at 5 p.m. He said: \"No.\" Then rain.", "Es regnet. Am 3. April auch!", "雨が降る。風も吹く。",
                  "U.S. ships... The fog (it was thick.) came.", "One\n\nTwo: three; four? Five"],
    "encoding": ["plain", "<meta charset=koi8-r>", "<?xml version='1.0' encoding='gb2312'?>"],
    "opml": ["<opml><body><outline text='A'><outline text='B &amp; C' xmlUrl='https://harbour.example/feed' language='en'/></outline>"
             "<outline type='link' url='pier.html'/><outline type='rss' url='feed://pier.example/rss' category='/a/b,c'/></body></opml>"],
    "feed": ["<rss version='2.0'><channel><title>Pier</title><item><title>Fog &lt;b&gt;</title><link>/a</link><guid isPermaLink='false'>7</guid>"
             "<pubDate>Fri, 18 Apr 2025 10:00:00 GMT</pubDate><media:content url='/p.jpg' medium='image'/></item></channel></rss>",
             "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='https://harbour.example/'><entry><id>x</id><link href='b'/>"
             "<content type='xhtml'><div>Rain</div></content><updated>2025-04-18T10:00:00Z</updated></entry></feed>",
             "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><item rdf:about='https://harbour.example/c'><title>C</title></item></rdf:RDF>",
             "<urlset xmlns:news='http://www.google.com/schemas/sitemap-news/0.9'><url><loc>https://harbour.example/d</loc><news:news>"
             "<news:title>D</news:title></news:news></url></urlset>",
             "{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[{\"id\":1,\"content_html\":\"<p>E</p>\",\"authors\":[{\"name\":\"Ada Quay\"}]}]}"],
    "html": ["<!doctype html><title>Fog | Pier</title><article><h1>Fog</h1><p>By Ada Quay<p>Ferries stay in port.<table><tr><td>a<td>b</table>"
             "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"Fog\",\"datePublished\":\"2025-04-18\"}</script></article>",
             "<main><article><time datetime='2025-04-18T10:00Z'>10:00</time><p>First post of a live page.</article><article><time>09:00</time><p>Earlier.</article></main>"],
    "text": ["SKARN (AP) -- Ferries stay in port, the harbour said.\n\n- Fog -\n\nRain came later.\n\nSkarn, April 18, 2025 (AFP)\nA second dispatch.\n",
             "From: a@harbour.example\nSubject: Morning\n\nGood morning.\n\n## Fog\nText.\n\n***\n\n## Rain\nMore."],
}


def warc(kind, number, block):
    head = (f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://harbour.example/{number}\r\n"
            f"WARC-Date: 2025-04-18T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:{number}>\r\nContent-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(block)}\r\n\r\n")
    return head.encode() + block + b"\r\n\r\n"


def main():
    shutil.rmtree(os.path.join(HERE, "seeds"), ignore_errors=True)
    count = 0

    def put(target, data):
        nonlocal count
        folder = os.path.join(HERE, "seeds", target)
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, f"{len(os.listdir(folder)):03}"), "wb") as out:
            out.write(data)
        count += 1

    for target, lines in LINES.items():
        for line in lines:
            lead = b"\x00" if target == "encoding" else b""
            put(target, lead + line.encode())
    page = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Fog"
    chunked = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nFog\r\n0\r\n\r\n"
    packed = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(b"<p>Fog", mtime=0)
    records = [warc("warcinfo", 0, b"software: x\r\n"), warc("response", 1, page), warc("response", 2, chunked),
               warc("response", 3, packed), warc("revisit", 4, b"HTTP/1.1 200 OK\r\n\r\n")]
    put("warc", b"\x40" + b"".join(records))
    put("warc", b"\x10" + b"".join(gzip.compress(record, mtime=0) for record in records))
    put("warc", b"\xff" + b"filedesc://x.arc 0.0.0.0 20250418100000 text/plain 9\n1 0 Pier\n\n"
        b"http://harbour.example/ 127.0.0.1 20250418100000 text/html 6\n<p>Fog\n")
    for folder, _, files in sorted(os.walk(WORLD)):
        for name in sorted(files):
            with open(os.path.join(folder, name), "rb") as file:
                data = file.read(16384)
            if name.endswith((".html", ".htm")):
                put("html", data)
            elif name.endswith((".xml", ".rss", ".atom", ".json")):
                put("feed", data)
            elif name.endswith(".opml"):
                put("opml", data)
            elif name.endswith((".txt", ".md")):
                put("text", data)
                put("sentences", data[:4096])
    print(f"{count} seeds in {os.path.join(HERE, 'seeds')}")


if __name__ == "__main__":
    main()
