// Keys, live changes and one open citation at a time. Everything works without this file.
const items = () => [...document.querySelectorAll("main .card, main .row, main .hit, main .points > li, main .told")]
  .filter((e) => e.offsetParent !== null && !e.closest("details:not([open])") && !(e.matches(".told") && e.closest(".card, .points > li, details")));
let at = -1;

function move(by) {
  const all = items();
  if (all.length === 0) return;
  const held = all.indexOf(document.querySelector(".current"));
  at = Math.max(0, Math.min(all.length - 1, (held < 0 ? (by > 0 ? -1 : 0) : held) + by));
  document.querySelector(".current")?.classList.remove("current");
  const now = all[at];
  now.classList.add("current");
  const link = now.matches("a") ? now : now.querySelector("h2 a, h3 a, a, summary") ?? now.nextElementSibling?.querySelector?.("summary");
  link?.focus({ preventScroll: true });
  now.scrollIntoView({ block: "nearest" });
}

function open(leave) {
  const link = document.querySelector(".current :is(h2, h3) a, .current a");
  if (!link) return;
  if (leave) window.open(link.href, "_blank", "noopener"); else link.click();
}

function cite() {
  const here = document.querySelector(".current");
  const of = here?.matches(".told") ? here.nextElementSibling : here?.querySelector(".cite");
  const cites = [...document.querySelectorAll("main .cite")];
  const next = of ?? cites[(cites.indexOf(document.querySelector(".cite[open]")) + 1) % cites.length];
  if (!next?.matches(".cite")) return;
  next.open = !next.open;
  next.querySelector("summary").focus();
}

const keys = [
  ["j", "next", () => move(1)],
  ["k", "previous", () => move(-1)],
  ["o", "open", () => open(false)],
  ["v", "open in a new tab", () => open(true)],
  ["c", "open or close the next citation", cite],
  ["/", "search", () => document.getElementById("find")?.select()],
  ["g", "to the newest stories", () => location.assign("/")],
  ["u", "show what is new", () => document.querySelector(".news:not([hidden]) a")?.click()],
  ["?", "these keys", help],
];

function help() {
  let box = document.getElementById("keys");
  if (!box) {
    box = document.createElement("dialog");
    box.id = "keys";
    box.setAttribute("aria-labelledby", "keys-title");
    const title = document.createElement("h2");
    title.id = "keys-title";
    title.textContent = "Keys";
    const list = document.createElement("dl");
    for (const [key, what] of keys.map((k) => [k[0], k[1]]).concat([["Esc", "close"]])) {
      const dt = document.createElement("dt"), kbd = document.createElement("kbd"), dd = document.createElement("dd");
      kbd.textContent = key;
      dd.textContent = what;
      dt.append(kbd);
      list.append(dt, dd);
    }
    const form = document.createElement("form"), close = document.createElement("button");
    form.method = "dialog";
    close.textContent = "Close";
    form.append(close);
    box.append(title, list, form);
    document.body.append(box);
  }
  box.showModal();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === "Escape") {
    const cited = document.querySelector(".cite[open]");
    if (cited && !document.querySelector("dialog[open]")) { cited.open = false; cited.querySelector("summary").focus(); }
    return;
  }
  if (event.target.closest("input, textarea, select, [contenteditable]") || document.querySelector("dialog[open]")) return;
  const known = keys.find(([key]) => key === event.key);
  if (known) { event.preventDefault(); known[2](); }
});

// One citation open at a time; a pane beside the text where the window is wide.
document.documentElement.classList.add("paned");
document.addEventListener("toggle", (event) => {
  if (!event.target.matches?.(".cite") || !event.target.open) return;
  for (const other of document.querySelectorAll(".cite[open]")) if (other !== event.target) other.open = false;
}, true);
document.querySelector(".keys-hint")?.removeAttribute("hidden");

// Live: the service says what changed; the reader decides when to see it.
const { live, seq } = document.body.dataset;
if (live) {
  const news = document.querySelector(".news"), link = news.querySelector("a"), stories = new Set();
  const source = new EventSource(`/api/v1/events?after=${encodeURIComponent(seq)}${live === "*" ? "" : `&story=${encodeURIComponent(live)}`}`);
  source.addEventListener("change", (event) => {
    const change = JSON.parse(event.data);
    stories.add(change.story);
    link.href = location.pathname + location.search;
    link.textContent = live === "*"
      ? (stories.size === 1 ? "1 story is new or has changed. Show" : `${stories.size} stories are new or have changed. Show`)
      : "This story has changed. Show";
    news.hidden = false;
  });
  addEventListener("pagehide", () => source.close());
}
