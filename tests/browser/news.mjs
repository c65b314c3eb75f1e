// Opens a page, says so, and waits until the page says that something changed; the page itself stays as it was.

import { inBrowser } from "./browser.mjs";

const [, , address] = process.argv;

await inBrowser(async (browser) => {
  const page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
  await page.goto(address);
  const before = await page.textContent("main");
  console.log("opened");
  await page.waitForSelector("#news:not([hidden])", { timeout: 30000 });
  console.log((await page.textContent("#news")).trim());
  console.log((await page.textContent("main")) === before ? "the page stayed" : "the page changed");
  await page.click("#news a");
  await page.waitForLoadState();
  console.log((await page.textContent("main")) === before ? "nothing is new" : "the new page is there");
});
