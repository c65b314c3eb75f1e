// Fills every form in as people do who report for a body: signs in, types a figure wrongly and then well, keeps a draft, sends it, and hands a file in. Each page on the
// way is looked at on a telephone and on a desk, with scripts and without. Prints a line for each fault, and at the end how many pages it looked at.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { inBrowser } from "./browser.mjs";

const [, , base] = process.argv;
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const FILE = "month,body,percent\n2024-01,north-council,95\n2024-03,north-council,x\n";

let looked = 0;
let faults = 0;
const fault = (what) => {
  faults += 1;
  console.log(what);
};

async function look(page, name, heading, { width, javaScriptEnabled }) {
  looked += 1;
  const told = `${name} at ${width}`;
  const found = await page.textContent("h1");
  if (!found.includes(heading)) fault(`${told}: “${found}” in the place of “${heading}”`);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  if (wide > width) fault(`${told}: is ${wide} px wide`);
  if (!javaScriptEnabled) return;
  await page.evaluate(axe);
  const result = await page.evaluate(() => globalThis.axe.run());
  for (const { id, nodes } of result.violations) fault(`${told}: ${id} at ${nodes[0].target.join(" ")}`);
}

const press = (page, button) => Promise.all([page.waitForNavigation(), page.click(button)]);

async function fillIn(page, figure, way) {
  await page.goto(`${base}/fill-in/north-council/2024-02`);
  await look(page, "fill in", "Return of North Council", way);
  const field = "[name='figure/warm-homes']";
  await page.fill(field, "ninety");
  await press(page, "button[value=check]");
  await look(page, "fault", "Return of North Council", way);
  if ((await page.textContent(".fault-summary")).includes("is not a figure") === false) fault("the fault is not told");
  await page.fill(field, figure);
  await press(page, "button[value=save]");
  await look(page, "draft", "Return of North Council", way);
  await press(page, "button[value=check]");
  await look(page, "check", "Check your answers", way);
  await press(page, "button[value=send]");
  await look(page, "sent", "The return is taken in", way);
}

async function handIn(page, way) {
  await page.goto(`${base}/report`);
  await look(page, "upload", "Hand in a file", way);
  await page.selectOption("#feed", "warmth");
  await page.setInputFiles("#file", { name: "march.csv", mimeType: "text/csv", buffer: Buffer.from(FILE) });
  await press(page, "main button[type=submit]");
  await look(page, "check a file", "Check the file", way);
  await press(page, "button[value=send]");
  await look(page, "file sent", "The file is taken in", way);
}

await inBrowser(async (browser) => {
  let figure = 90;
  for (const javaScriptEnabled of [true, false]) {
    for (const width of [320, 1440]) {
      const way = { width, javaScriptEnabled };
      const context = await browser.newContext({ javaScriptEnabled, viewport: { width, height: 900 }, bypassCSP: true });
      const page = await context.newPage();
      await page.goto(`${base}/sign-in?then=/returns`);
      await look(page, "sign in", "Sign in", way);
      await page.fill("[name=name]", "Rea");
      await page.fill("[name=password]", "correct horse battery");
      await press(page, "main button[type=submit]");
      await look(page, "returns", "No return waits for figures", way);
      figure += 1;
      await fillIn(page, `${figure}`, way);
      await handIn(page, way);
    }
  }
  console.log(`${looked} pages, ${faults} faults`);
});
