// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: The Assay authors

// Mends what Broadway's page, whose script has run before this one, gets wrong about the mouse, and
// adds the clipboard's text. What it says is in serve_window_texts.js. It leans on these names of that
// script: sendInput, getSurfaceId, getButtonMask, realSurfaceWithMouse, inputSocket, connect, the
// handlers on… and the numbers of events.

/* global BROADWAY_EVENT_BUTTON_PRESS, BROADWAY_EVENT_BUTTON_RELEASE, BROADWAY_EVENT_KEY_PRESS,
   BROADWAY_EVENT_KEY_RELEASE, BROADWAY_EVENT_POINTER_MOVE, connect, getButtonMask,
   getSurfaceId, inputSocket, realSurfaceWithMouse, texts */

const STATE = 6;
const BUTTON = 7;
const KEY_RETURN = 0xff0d;
// Which bit of MouseEvent.buttons tells of a Broadway button.
const BUTTON_BITS = { 1: 1, 2: 4, 3: 2, 4: 8, 5: 16 };

const held = new Set();
const broadway = { sendInput, onMouseDown, onMouseMove, onMouseOut, onMouseOver, onMouseUp, onKeyDown };

// GTK wants the state from before the event, as X11 has it: it ends its grab only at a release that
// still has the button, and Broadway's page has removed it by then. The state of the last event is
// also what Broadway answers when GTK asks where the pointer is, which it does whenever something
// has moved under it, and a press whose button is not held any more comes to nothing. So a motion
// that goes nowhere tells the state after the event.
sendInput = (kind, values) => {
  if (kind !== BROADWAY_EVENT_BUTTON_PRESS && kind !== BROADWAY_EVENT_BUTTON_RELEASE) {
    broadway.sendInput(kind, values);
    return;
  }
  const mask = getButtonMask(values[BUTTON]);
  const without = values[STATE] & ~mask;
  const isPress = kind === BROADWAY_EVENT_BUTTON_PRESS;
  if (isPress) held.add(values[BUTTON]);
  else held.delete(values[BUTTON]);
  const place = values.slice(0, STATE);
  broadway.sendInput(kind, [...place, isPress ? without : without | mask, values[BUTTON]]);
  broadway.sendInput(BROADWAY_EVENT_POINTER_MOVE, [...place, isPress ? without | mask : without]);
};

// A button that was released where the page did not see it would stay down for GTK.
function releaseLost(event, buttons) {
  for (const button of [...held]) {
    if (buttons & BUTTON_BITS[button]) continue;
    const { target, pageX, pageY, shiftKey, ctrlKey, altKey, timeStamp } = event;
    broadway.onMouseUp({
      button: button - 1, target, pageX, pageY, shiftKey, ctrlKey, altKey, timeStamp,
    });
  }
}

onMouseDown = (event) => {
  const pressed = BUTTON_BITS[event.button + 1];
  releaseLost(event, event.buttons & ~pressed);
  return broadway.onMouseDown(event);
};

onMouseMove = (event) => {
  releaseLost(event, event.buttons);
  return broadway.onMouseMove(event);
};

// The second of a pair, or one whose press went to the notice.
onMouseUp = (event) => (held.has(event.button + 1) ? broadway.onMouseUp(event) : false);

// A surface consists of many elements; going from one to the next is no crossing for GTK.
onMouseOut = (event) => {
  const next = event.relatedTarget;
  if (next !== null && document.contains(next) &&
      getSurfaceId({ target: next }) === getSurfaceId(event)) return;
  broadway.onMouseOut(event);
};

onMouseOver = (event) => {
  if (getSurfaceId(event) !== realSurfaceWithMouse) broadway.onMouseOver(event);
};

function isPaste(event) {
  const { key, ctrlKey, metaKey, shiftKey, altKey } = event;
  return (key === 'Insert' && shiftKey) || (key.toLowerCase() === 'v' && (ctrlKey || metaKey) && !altKey);
}

// The browser pastes only what nobody has taken before.
onKeyDown = (event) => isPaste(event) || broadway.onKeyDown(event);

function keysymOf(character) {
  const code = character.codePointAt(0);
  if (character === '\n') return KEY_RETURN;
  const latin = (code >= 0x20 && code <= 0x7e) || (code >= 0xa0 && code <= 0xff);
  return latin ? code : 0x01000000 | code;
}

// Return at the end would press the button of a dialog, and Tab would leave the field.
function typeText(text) {
  const plain = text.replace(/\r\n?/g, '\n').replace(/\n+$/, '').replace(/\t/g, ' ');
  for (const character of plain) {
    const keysym = keysymOf(character);
    sendInput(BROADWAY_EVENT_KEY_PRESS, [keysym, 0]);
    sendInput(BROADWAY_EVENT_KEY_RELEASE, [keysym, 0]);
  }
}

document.addEventListener('paste', (event) => {
  event.preventDefault();
  typeText(event.clipboardData.getData('text/plain'));
});

function showNotice(text, label, act) {
  if (document.querySelector('.notice') !== null) return null;
  const notice = document.createElement('div');
  notice.className = 'notice';
  notice.setAttribute('role', 'alert');
  notice.append(document.createElement('p'), document.createElement('button'));
  notice.firstChild.textContent = text;
  notice.lastChild.textContent = label;
  notice.lastChild.onclick = () => act(notice);
  document.body.append(notice);
  notice.lastChild.focus();
  return notice;
}

const reload = () => window.location.reload();

// Where the browser does not let the page write its clipboard, the text is there to be copied.
function offerText(text) {
  const notice = showNotice(texts.clipboard, texts.close, (shown) => shown.remove());
  if (notice === null) return;
  const area = document.createElement('textarea');
  area.value = text;
  area.readOnly = true;
  area.setAttribute('aria-label', texts.copiedText);
  area.addEventListener('keydown', (event) => event.stopPropagation());
  notice.insertBefore(area, notice.lastChild);
  area.select();
  area.focus();
}

async function followCopies() {
  let { number } = await (await fetch('copied')).json();
  for (;;) {
    const copied = await (await fetch(`copied?after=${number}`)).json();
    number = copied.number;
    if (copied.text !== null) {
      await navigator.clipboard.writeText(copied.text).catch(() => offerText(copied.text));
    }
  }
}

// Broadway's page calls this where another page has the window now, and where the connection ends.
window.alert = () => {
  if (inputSocket !== null && inputSocket.readyState === WebSocket.OPEN) {
    showNotice(texts.elsewhere, texts.showHere, reload);
  } else {
    showNotice(texts.ended, texts.tryAgain, reload);
  }
};

window.addEventListener('load', () => {
  connect();
  // It ends with Assay, of which another notice tells.
  followCopies().catch(() => {});
});
