// Looks at every page that the front page leads to, as people do: on a telephone and on a desk, with scripts and without, by
// keyboard, and with axe. Prints a line for each fault, and at the end how many pages it looked at.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { inBrowser } from "./browser.mjs";

const [, , base] = process.argv;
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const WIDTHS = [320, 1440];
/** So many pages of one kind are looked at: those of all bodies are made by one template. */
const MOST_OF_A_KIND = 5;

let faults = 0;
const fault = (path, what) => {
  faults += 1;
  console.log(`${path}: ${what}`);
};

/** The pages of this service that a page leads to, whatever place on them; tables, JSON and files are none. */
const linksOf = (page) =>
  page.$$eval("a[href^='/']:not([download])", (links) =>
    links.map((link) => link.getAttribute("href").split("#")[0]).filter((href) => !href.includes("format=")),
  );

const kindOf = (path) => {
  const [address] = path.split("?");
  const parts = address.split("/");
  return `${parts[1]} ${parts.length}`;
};

async function look(page, path, width) {
  const answer = await page.goto(base + path);
  if (answer.status() !== 200) fault(path, `answers ${answer.status()}`);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  if (wide > width) fault(path, `is ${wide} px wide at ${width}`);
  const headings = await page.$$eval("h1", (all) => all.map((one) => one.textContent));
  if (headings.length !== 1) fault(path, `has ${headings.length} first headings`);
  const title = await page.title();
  if (!title.startsWith(headings[0])) fault(path, `is titled “${title}” over “${headings[0]}”`);
}

/** Whatever can be used can be reached by the key, and the first thing leads past the menu. */
async function useKeyboard(page, path) {
  await page.keyboard.press("Tab");
  const first = await page.evaluate(() => document.activeElement.getAttribute("href"));
  if (first !== "#main") fault(path, `begins with ${first}, and not with the way past the menu`);
  await page.keyboard.press("Enter");
  const main = await page.evaluate(() => document.activeElement.id);
  if (main !== "main") fault(path, `leads past the menu to ${main || "nothing"}`);
}

async function examine(page, path) {
  // The pages allow no script but their own, so that axe is put in from outside.
  await page.evaluate(axe);
  const found = await page.evaluate(() => globalThis.axe.run());
  for (const { id, nodes } of found.violations) fault(path, `${id} at ${nodes[0].target.join(" ")}`);
}

await inBrowser(async (browser) => {
  const seen = new Set(["/"]);
  const kinds = new Map();
  let looked = 0;
  const pages = [];
  for (const javaScriptEnabled of [true, false]) {
    for (const width of WIDTHS) {
      const context = await browser.newContext({ javaScriptEnabled, viewport: { width, height: 900 }, bypassCSP: true });
      pages.push({ page: await context.newPage(), javaScriptEnabled, width });
    }
  }
  for (const path of seen) {
    const before = kinds.get(kindOf(path)) ?? 0;
    if (before === MOST_OF_A_KIND) continue;
    kinds.set(kindOf(path), before + 1);
    looked += 1;
    for (const { page, javaScriptEnabled, width } of pages) {
      await look(page, path, width);
      if (javaScriptEnabled) await examine(page, path);
    }
    const [first] = pages;
    // A page for paper has no menu.
    if (!path.startsWith("/packs/")) await useKeyboard(first.page, path);
    for (const href of await linksOf(first.page)) seen.add(href);
  }
  console.log(`${looked} pages, ${faults} faults`);
});
