// readability.mjs TRUTH... > PRED.jsonl   Mozilla's Readability over labelled pages, on a linkedom document.
// `cpu_ms` is the processor time of parsing and reading one page. Run with NODE_PATH at the folder that setup.sh made.
import { createReadStream } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { createGunzip } from "node:zlib";

const load = createRequire(process.env.PEERS_NODE + "/package.json");
const { Readability } = load("@mozilla/readability");
const { parseHTML } = load("linkedom");

const linesOf = (path) => {
  const raw = createReadStream(path);
  return createInterface({ input: path.endsWith(".gz") ? raw.pipe(createGunzip()) : raw, crlfDelay: Infinity });
};

for (const path of process.argv.slice(2)) {
  for await (const line of linesOf(path)) {
    if (!line.trim()) continue;
    const page = JSON.parse(line);
    const answer = { id: page.id, text: "", title: null, author: null, date: null };
    const start = process.cpuUsage();
    try {
      const { document } = parseHTML(page.html);
      const got = new Readability(document).parse();
      if (got) {
        answer.text = got.textContent ?? "";
        answer.title = got.title;
        answer.author = got.byline || null;
        answer.date = got.publishedTime || null;
      }
    } catch (error) {
      answer.error = String(error).slice(0, 200);
    }
    const spent = process.cpuUsage(start);
    answer.cpu_ms = (spent.user + spent.system) / 1000;
    process.stdout.write(JSON.stringify(answer) + "\n");
  }
}
