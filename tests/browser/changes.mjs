// Proposes a change of a text as the board of a mission does: from the list of what is declared to the form, by keyboard, wrongly and then well, checks it and sends it; and then as an approver refuses it. On the way it ticks several values, and gives an example of what the rule should find. Each page on the way
// is looked at on a telephone and on a desk, with scripts and without. Prints a line for each fault, and at the end how many pages it looked at.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { inBrowser } from "./browser.mjs";

const [, , base] = process.argv;
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const PLACE = "obligation/warmth/params/floor";

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

async function signIn(page, name, then) {
  await page.goto(`${base}/sign-in?then=${then}`);
  await page.fill("[name=name]", name);
  await page.fill("[name=password]", "correct horse battery");
  await press(page, "main button[type=submit]");
}

/** Types into the field that is reached by the tabulator. */
async function typeInto(page, id, text) {
  for (let steps = 0; steps < 60; steps += 1) {
    if ((await page.evaluate(() => document.activeElement.id)) === id) break;
    await page.keyboard.press("Tab");
  }
  if ((await page.evaluate(() => document.activeElement.id)) !== id) fault(`${id} is not reached by keyboard`);
  await page.keyboard.type(text);
}

async function propose(page, value, way) {
  await page.goto(`${base}/values/homes`);
  await look(page, "values", "What is declared of Warm homes", way);
  for (const place of [PLACE, "obligation/warmth/needs"]) await page.check(`[name=place][value='${place}']`);
  await press(page, "form[method=get] button[type=submit]");
  await look(page, "form of several", "Propose a change", way);
  await page.goto(`${base}/examples/homes/warmth`);
  await look(page, "parts", "Say by examples what the rule should find", way);
  await press(page, "a[href='/examples/homes/warmth?contribution=north-council']");
  await look(page, "examples", "Say by examples what the rule should find", way);
  await typeInto(page, "figure-1-1", "89");
  await page.selectOption("#verdict-1", "met");
  await page.fill("#reason", "so the board reads the promise");
  await press(page, "main form:not(.signed-in) button[type=submit]");
  await look(page, "examples checked", "Check your answers", way);
  await page.goto(`${base}/values/homes`);
  await press(page, `a[href='/propose/homes/${PLACE}']`);
  await look(page, "form", "Propose a change", way);
  await typeInto(page, "value", "many");
  await typeInto(page, "reason", "the board has agreed");
  await press(page, "main form:not(.signed-in) button[type=submit]");
  await look(page, "fault", "Propose a change", way);
  await page.fill("#value", value);
  await press(page, "main form button[type=submit]");
  await look(page, "check", "Check your answers", way);
  await press(page, "button[value=send]");
  await look(page, "sent", "Your proposal is recorded", way);
}

async function refuse(page, way) {
  await page.goto(`${base}/approvals`);
  await look(page, "approvals", "One request waits", way);
  await press(page, "main ul a");
  await look(page, "request", "asks to change", way);
  await press(page, "a[href^='/decide/']");
  await look(page, "decide", "Decide about a request", way);
  await page.check("#decision-refuse");
  await page.fill("#reason", "not now");
  await press(page, "main button[type=submit]");
  await look(page, "check a decision", "Check your answers", way);
  await press(page, "button[value=send]");
  await look(page, "decided", "Your decision is recorded", way);
}

await inBrowser(async (browser) => {
  let value = 91;
  for (const javaScriptEnabled of [true, false]) {
    for (const width of [320, 1440]) {
      const way = { width, javaScriptEnabled };
      const options = { javaScriptEnabled, viewport: { width, height: 900 }, bypassCSP: true };
      const [board, approver] = [await browser.newContext(options), await browser.newContext(options)];
      const page = await board.newPage();
      await signIn(page, "Bo", "/values/homes");
      await propose(page, `${value}`, way);
      const second = await approver.newPage();
      await signIn(second, "Kim", "/approvals");
      await refuse(second, way);
      value += 1;
    }
  }
  console.log(`${looked} pages, ${faults} faults`);
});
