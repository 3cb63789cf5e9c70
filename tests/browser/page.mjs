// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: The Assay authors

// A browser that does what it is told: a line of standard input is a list, the name of an action
// and its arguments; a line of standard output is the answer. usage: page.mjs

import fs from 'node:fs';
import { createRequire } from 'node:module';
import process from 'node:process';
import readline from 'node:readline';

const require = createRequire(`${process.env.ASSAY_BROWSER_MODULES}/`);
const { chromium } = require('playwright-core');

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium-headless-shell' });
const WAIT_MILLISECONDS = 40000;
const LOOK_MILLISECONDS = 50;
// So many equal looks mean that nothing moves any more.
const STILL = 4;
const pages = [];
const servers = [];
const errors = [];

// Whether a server or a program that it has started wants the processor or the disk. On a busy
// machine these may have got a click long before anything of it is shown.
function isBusy(server) {
  const programs = fs.readFileSync(`/proc/${server}/task/${server}/children`, 'ascii');
  return [server, ...programs.split(' ').filter(Boolean)].some((program) => {
    try {
      return fs.readdirSync(`/proc/${program}/task`).some((thread) => /^.*\) [RD]/s.test(
        fs.readFileSync(`/proc/${program}/task/${thread}/stat`, 'latin1')));
    } catch {
      // A thread has ended in between, so it was not idle.
      return true;
    }
  });
}

// Waits until a page stays as it is and is not what it was; returns what it is then.
async function rest(tab, before) {
  const page = pages[tab];
  const end = Date.now() + WAIT_MILLISECONDS;
  let last = null;
  for (let still = 0; still < STILL;) {
    if (Date.now() > end) throw new Error('the page never changed and stayed');
    await page.waitForTimeout(LOOK_MILLISECONDS);
    const shown = await page.evaluate(() => document.body.innerHTML);
    if (shown !== last || shown === before) still = 0;
    else if (!isBusy(servers[tab])) still += 1;
    last = shown;
  }
  return last;
}

const actions = {
  // Opens another tab, waits for the window of what the server of this process number has started,
  // and answers its number.
  open: async (server, url, width, height, fills, locale = 'en-US') => {
    const page = await browser.newPage({ viewport: { width, height }, locale });
    page.on('pageerror', (error) => errors.push(error.message));
    await page.goto(url);
    // Until a page asks for its window, Broadway lets it paint once a second: it can have the size
    // of the page and show what it was before.
    await page.waitForFunction((all) => Object.values(window.surfaces).some(
      (shown) => shown.visible && shown.div.firstChild !== null &&
        (!all || [...shown.div.querySelectorAll('*')].some(
          ({ style }) => style.width === `${window.innerWidth}px`))), fills);
    servers.push(server);
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
  // The number of the window that is seen in the middle of the page.
  top: (tab) => pages[tab].evaluate(() => getSurfaceId({
    target: document.elementFromPoint(window.innerWidth / 2, window.innerHeight / 2),
  })),
  // Goes there as a hand does and clicks, each when nothing moves, and waits until what is shown is
  // another thing than before and stays.
  move: async (tab, x, y) => {
    // A list that is activated by one click has chosen its row when the pointer is there.
    const before = await rest(tab);
    await pages[tab].mouse.move(x, y, { steps: 5 });
    await rest(tab);
    await pages[tab].mouse.click(x, y);
    await rest(tab, before);
  },
  title: (tab) => pages[tab].title(),
  click: (tab, x, y) => pages[tab].mouse.click(x, y),
  // Turns the wheel there by so many steps, which is all that Broadway tells of it.
  wheel: async (tab, x, y, steps) => {
    await pages[tab].mouse.move(x, y, { steps: 5 });
    const before = await rest(tab);
    for (let step = 0; step < steps; step += 1) await pages[tab].mouse.wheel(0, 1);
    await rest(tab, before);
  },
  press: (tab, key) => pages[tab].keyboard.press(key),
  type: (tab, text) => pages[tab].keyboard.type(text),
  paste: async (tab, text) => {
    await pages[tab].context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await pages[tab].evaluate((copied) => navigator.clipboard.writeText(copied), text);
    await pages[tab].keyboard.press('Control+v');
  },
  // Clicks on what copies, and answers what the clipboard then has.
  copy: async (tab, x, y) => {
    await pages[tab].context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await pages[tab].evaluate(() => navigator.clipboard.writeText(''));
    await pages[tab].mouse.move(x, y, { steps: 5 });
    await rest(tab);
    await pages[tab].mouse.click(x, y);
    const end = Date.now() + WAIT_MILLISECONDS;
    let copied = '';
    while (copied === '' && Date.now() < end) {
      await pages[tab].waitForTimeout(LOOK_MILLISECONDS);
      copied = await pages[tab].evaluate(() => navigator.clipboard.readText());
    }
    return copied;
  },
  resize: (tab, width, height) => pages[tab].setViewportSize({ width, height }),
  language: (tab) => pages[tab].evaluate(() => document.documentElement.lang),
  // Which texts each language has.
  texts: (tab) => pages[tab].evaluate(() => Object.values(TEXTS).map(Object.keys)),
  // What a notice says, and its button.
  notice: (tab) => Promise.all(['p', 'button'].map(
    (part) => pages[tab].locator(`.notice ${part}`).textContent())),
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
