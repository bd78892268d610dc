// Signs in to a service that asks for it: node sign_in.mjs http://127.0.0.1:PORT NAME PASSWORD
import { base, check, finish, open, violations, wanted } from "./harness.mjs";

const [name, password] = wanted;
const page = await open();

async function signIn(secret) {
  await page.fill("#name", name);
  await page.fill("#password", secret);
  await Promise.all([page.waitForNavigation(), page.locator("main button[type=submit]").first().click()]);
}

await page.goto(`${base}/settings`);
check("who is not signed in is led to the sign-in", page.url().includes("/login") || (await page.locator("a[href^='/login']").count()) > 0, page.url());
await page.goto(`${base}/login?next=/settings`);
check("the sign-in has no violation (axe)", (await violations(page)).length === 0);
await signIn("not the password");
check("a wrong password is refused in words", (await page.locator("main").innerText()).includes("try again"), page.url());
const session = async () => (await page.context().cookies()).filter((cookie) => cookie.name.endsWith("newsloom"));
check("and nobody is signed in", (await session()).length === 0);
await page.goto(`${base}/login?next=/settings`);
await signIn(password);
check("the right one leads to where one wanted to go", page.url().endsWith("/settings"), page.url());
const cookies = await session();
check("the session is out of the reach of script", cookies.length === 1 && cookies.every((cookie) => cookie.httpOnly && cookie.sameSite !== "None"), JSON.stringify(cookies));
const story = (await (await page.request.get(`${base}/api/v1/stories?limit=1`)).json()).stories[0].id;
await page.goto(`${base}/story/${story}`);
check("an editor has the tools of a story", (await page.locator(".tools button").count()) > 0);
await Promise.all([page.waitForNavigation(), page.locator("form[action='/logout'] button").click()]);
await page.goto(`${base}/story/${story}`);
check("after signing out the tools are gone", (await page.locator(".tools button").count()) === 0);
await finish();
