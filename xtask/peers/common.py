"""Reading of labelled JSON lines and writing of predictions, shared by the peer scripts."""
import gzip
import json
import sys


def rows(*paths):
    """Every record of the JSON lines files, plain or gzip, one after another."""
    for path in paths:
        opener = gzip.open if path.endswith(".gz") else open
        with opener(path, "rt", encoding="utf-8", errors="surrogatepass") as lines:
            for line in lines:
                if line.strip():
                    yield json.loads(line)


def tell(record):
    """One prediction on standard output; lone surrogates are replaced, so that every line is UTF-8."""
    line = json.dumps(record, ensure_ascii=False)
    sys.stdout.write(line.encode("utf-8", "replace").decode("utf-8") + "\n")
