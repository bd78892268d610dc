// Drives a real browser over the pages of a running service: node check.mjs http://127.0.0.1:PORT [merge]
// Prints one line per check and exits with 1 where one fails. `merge` also merges two stories and takes it back.
import { base, check, finish, open, violations, wanted } from "./harness.mjs";

const page = await open();
await page.goto(`${base}/`);
const story = await page.locator("main h2 a, main .row a").first().getAttribute("href");
await page.goto(`${base}${story}`);
const words = (await page.locator(".told").first().innerText()).split(/\s+/).filter((w) => /^\p{L}{4,}$/u.test(w));
const api = async (path) => (await page.request.get(`${base}/api/v1${path}`)).json();
const article = (await api("/articles?limit=1")).articles[0].id;
const people = await api("/people?limit=1");
const places = ["/", story, `/article/${article}`, `${story}/split`, `/search?q=${encodeURIComponent(words[0])}`, "/search?q=%22open", "/search", "/people", "/people?kind=place", "/editions", "/sources", "/corrections", "/settings", "/edits"];
if (people.people.length) places.push(`/people/person/${encodeURIComponent(people.people[0].name)}`);
const sources = await api("/sources");
if (sources.sources.length) places.push(`/sources/${sources.sources[0].id}`);

for (const colorScheme of ["light", "dark"]) {
  const seen = await open({ colorScheme });
  for (const path of places) {
    const answer = await seen.goto(base + path);
    const bad = path.includes("%22open");
    check(`${colorScheme} ${path} answers`, answer.status() === (bad ? 400 : 200), String(answer.status()));
    check(`${colorScheme} ${path} is a page of ours`, (await seen.locator(".masthead").count()) === 1, seen.url());
    await seen.evaluate(() => document.querySelectorAll("details").forEach((d, i) => { if (i < 3) d.open = true; }));
    const found = await violations(seen);
    check(`${colorScheme} ${path} has no violation (axe)`, found.length === 0, found.join("; "));
  }
  await seen.context().close();
}

const phone = await open({ viewport: { width: 390, height: 800 }, isMobile: true, hasTouch: true });
for (const path of places) {
  await phone.goto(base + path);
  const wide = await phone.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  check(`phone ${path} fits`, wide <= 0, `${wide} px too wide`);
}
await phone.context().close();

const bare = await open({ javaScriptEnabled: false });
for (const path of places) {
  const answer = await bare.goto(base + path);
  check(`without script ${path} has its text`, answer.ok() || path.includes("%22open"));
}
await bare.goto(base + story);
await bare.locator(".cite summary").first().click();
check("without script a citation opens", await bare.locator(".cite[open] .passage mark").first().isVisible());
await bare.fill("#find", words[0]);
await bare.press("#find", "Enter");
check("without script the search finds", bare.url().includes("/search?q="));
await bare.context().close();

await page.goto(`${base}/`);
await page.keyboard.press("j");
await page.keyboard.press("j");
check("j moves to the next", (await page.locator(".current").count()) === 1);
const second = await page.evaluate(() => document.querySelector(".current").textContent);
await page.keyboard.press("k");
check("k moves back", (await page.evaluate(() => document.querySelector(".current").textContent)) !== second);
await page.keyboard.press("?");
check("? shows the keys", await page.locator("dialog[open]").isVisible());
check("the dialog has no violation (axe)", (await violations(page)).length === 0);
await page.keyboard.press("Escape");
check("Escape closes them", (await page.locator("dialog[open]").count()) === 0);
await Promise.all([page.waitForNavigation(), page.keyboard.press("o")]);
check("o opens the story", page.url().includes("/story/"), page.url());
await page.keyboard.press("/");
check("/ goes to the search field", await page.evaluate(() => document.activeElement.id === "find"));
await page.keyboard.type(words[0]);
await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
check("the search finds, with marked passages", (await page.locator(".found mark").count()) > 0);
await page.locator(".found a").first().click();
await page.waitForLoadState();
check("a found passage leads to its place in the text", (await page.locator("#mark").count()) === 1);

await page.goto(base + story);
const cites = page.locator(".summary .cite, .story .cite");
await cites.nth(0).locator("summary").first().click();
check("a citation opens its passage", await cites.nth(0).locator(".passage mark").first().isVisible());
if ((await cites.count()) > 1) {
  await page.keyboard.press("Escape");
  await cites.nth(1).locator("summary").first().click();
  check("one citation is open at a time", (await page.locator(".cite[open]").count()) === 1);
}
await page.keyboard.press("Escape");
check("Escape closes the citation", (await page.locator(".cite[open]").count()) === 0);
await page.goto(base + story);
await page.keyboard.press("c");
check("c opens a citation", (await page.locator(".cite[open]").count()) === 1);

if (wanted.includes("merge")) {
  const two = (await api("/stories?limit=2")).stories.map((s) => s.id);
  const watching = await open();
  await watching.goto(`${base}/`);
  await watching.waitForTimeout(500);
  await page.goto(`${base}/story/${two[0]}`);
  await page.fill("#into", `${base}/story/${two[1]}`);
  await Promise.all([page.waitForNavigation(), page.locator(".tools button").click()]);
  await page.goto(`${base}/story/${two[0]}`);
  const there = page.url();
  const other = await page.request.get(`${base}/story/${two[1]}`);
  check("merged stories share an address", there.includes(two[1]) || other.url().includes(two[0]), there);
  await watching.waitForSelector(".news:not([hidden])", { timeout: 8000 }).catch(() => {});
  check("who reads the front page is told", await watching.locator(".news").isVisible());
  await watching.context().close();
  await page.goto(`${base}/corrections`);
  await Promise.all([page.waitForNavigation(), page.locator(".log button").first().click()]);
  check("the correction is marked as taken back", (await page.locator(".log .undone").count()) >= 1);
  await page.goto(`${base}/story/${two[0]}`);
  const back = page.url();
  await page.goto(`${base}/story/${two[1]}`);
  // One of them may have another id now; its address leads there.
  check("after the undo they are two again", back !== page.url() && (back.includes(two[0]) || page.url().includes(two[1])), `${back} ${page.url()}`);
}

await finish();
