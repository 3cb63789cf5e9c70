// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: The Assay authors

// A browser that does what it is told: a line of standard input is a list, the name of an action
// and its arguments; a line of standard output is the answer. usage: page.mjs

import { createRequire } from 'node:module';
import process from 'node:process';
import readline from 'node:readline';

const require = createRequire(`${process.env.ASSAY_BROWSER_MODULES}/`);
const { chromium } = require('playwright-core');

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium-headless-shell' });
const WAIT_MILLISECONDS = 20000;
const PICTURE_MILLISECONDS = 50;
// So many equal pictures mean that nothing moves any more.
const STILL = 4;
const pages = [];
const errors = [];

const actions = {
  // Opens another tab, waits for its window, and answers its number.
  open: async (url, width, height, fills) => {
    const page = await browser.newPage({ viewport: { width, height } });
    page.on('pageerror', (error) => errors.push(error.message));
    await page.goto(url);
    await page.waitForFunction((all) => Object.values(window.surfaces).some(
      (shown) => shown.visible && shown.div.firstChild !== null &&
        (!all || shown.width === window.innerWidth)), fills);
    return pages.push(page) - 1;
  },
  // Waits until so many windows, popovers among them, are shown.
  settle: async (tab, count) => {
    await pages[tab].waitForFunction((wanted) => Object.values(window.surfaces).filter(
      (shown) => shown.visible && shown.div.isConnected &&
        shown.div.style.visibility === 'visible').length === wanted, count);
  },
  windows: (tab) => pages[tab].evaluate(() => Object.values(window.surfaces).filter(
    (shown) => shown.visible).map(({ x, y, width, height }) => [x, y, width, height])),
  // Clicks and waits until the picture has changed and stays as it is.
  move: async (tab, x, y) => {
    const page = pages[tab];
    const before = await page.screenshot();
    await page.mouse.click(x, y);
    let last = before;
    let still = 0;
    for (const end = Date.now() + WAIT_MILLISECONDS; still < STILL; ) {
      if (Date.now() > end) throw new Error(`nothing came of a click at ${x}, ${y}`);
      await new Promise((resolve) => { setTimeout(resolve, PICTURE_MILLISECONDS); });
      const picture = await page.screenshot();
      still = picture.equals(last) && !picture.equals(before) ? still + 1 : 0;
      last = picture;
    }
  },
  title: (tab) => pages[tab].title(),
  click: (tab, x, y) => pages[tab].mouse.click(x, y),
  wheel: async (tab, x, y, by) => {
    await pages[tab].mouse.move(x, y);
    await pages[tab].mouse.wheel(0, by);
  },
  press: (tab, key) => pages[tab].keyboard.press(key),
  type: (tab, text) => pages[tab].keyboard.type(text),
  paste: async (tab, text) => {
    await pages[tab].context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await pages[tab].evaluate((copied) => navigator.clipboard.writeText(copied), text);
    await pages[tab].keyboard.press('Control+v');
  },
  resize: (tab, width, height) => pages[tab].setViewportSize({ width, height }),
  notice: (tab) => pages[tab].locator('.notice p').textContent(),
  picture: (tab, path) => pages[tab].screenshot({ path }),
  // Whether a page of some other origin gets the WebSocket.
  intrude: async (address) => {
    const page = await browser.newPage();
    await page.goto('data:text/html,elsewhere');
    return page.evaluate((url) => new Promise((resolve) => {
      const other = new WebSocket(url, 'broadway');
      other.onopen = () => resolve('open');
      other.onerror = () => resolve('refused');
    }), address);
  },
  errors: () => errors,
};

for await (const line of readline.createInterface({ input: process.stdin })) {
  const [name, ...values] = JSON.parse(line);
  console.log(JSON.stringify((await actions[name](...values)) ?? null));
}
await browser.close();
