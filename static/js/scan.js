// A page with one field, of an opened parcel or of a shelf: each scan is kept on the device, then sent at once; the answer's #scan-result
// (and every other [data-scan-part]) replaces the one on the page. Where no answer comes, the scan waits on the device.
// The server answers the same page to a scan with and without script, so nothing is lost when this file does not run.
'use strict';

import './desk/scanner.js';
import { judge, showEcho, unknown, words } from './desk/echo.js';
import { forgetParcel, keepParcel, keepShelf, parcelAt, scans, settle, waitingAt } from './desk/kept.js';
import { alone, ask, changeLast, keep, newKey } from './desk/sending.js';
import { play } from './desk/sound.js';
import { send, show as showWaiting, whenSent } from './desk/waiting.js';

const PATIENCE = 10_000; // ms: a network that gives no answer for so long is none
const EVERY = 5_000; // ms between two looks at what colleagues have scanned
const form = document.querySelector('form[data-scan]');
const field = form.querySelector('#scan');
const say = form.querySelector('[data-scan-say]');
const key = Number(form.action.match(/(\d+)$/)[1]);
// A device knows the parcel; what should stand on a shelf it does not.
const place = form.action.includes('/shelves/') ? { shelf: key } : { arrival: key };
const { arrival } = place;
const name = document.querySelector('h1').textContent.trim();
let version; // of the copy of the parcel on this device
let queue = Promise.resolve(); // scans are sent one after the other, in the order they were made

function hear(echo) {
  say.textContent = echo.innerText.replace(/\s+/g, ' ').trim();
  play(echo.dataset.tone);
}

function replaceParts(page, parts = '[data-scan-part]') {
  for (const part of document.querySelectorAll(parts)) {
    const fresh = page.getElementById(part.id);
    if (fresh && !part.contains(document.activeElement)) part.replaceWith(fresh);
  }
}

// An answer with the lines that one scan changed takes over the others from the page. False: the page does not show the version it changed.
function complete(page) {
  const fresh = page.getElementById('scan-lines');
  const shown = document.getElementById('scan-lines');
  if (!fresh?.dataset.follows || shown.contains(document.activeElement)) return true;
  if (fresh.dataset.follows !== shown.dataset.version) return false;
  const changed = new Set(Array.from(fresh.querySelectorAll('[data-line]'), (row) => row.dataset.line));
  for (const row of shown.querySelectorAll('[data-line]')) {
    row.classList.remove('is-hit');
    if (!changed.has(row.dataset.line)) fresh.querySelector('tbody').append(row);
  }
  return true;
}

async function showAll() {
  const page = await pageOf(await fetch(form.action));
  if (page) replaceParts(page, '#scan-lines');
}

async function pageOf(answer) {
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  if (page.getElementById('scan-result')) return page;
  play('late');
  window.location.assign(answer.url); // signed out, finished or refused: that page says why
  return null;
}

// Keeps a copy of the parcel for a time without a network; shows what others have scanned meanwhile, but leaves the last echo.
async function look() {
  const answer = await ask(`/${arrival}/copy`, version ? { headers: { 'If-None-Match': `"${version}"` } } : {});
  if (answer.status !== 200) return;
  const known = await answer.json();
  if (known.receipt) {
    await forgetParcel(arrival);
    clearInterval(looking);
    hear(showEcho({ tone: 'late', word: words.finished }));
    return;
  }
  await keepParcel({ arrival, name, ...known });
  version = known.version;
  if (version !== document.getElementById('scan-lines').dataset.version) await showAll();
}
const lookQuietly = () => arrival && look().catch(() => {}); // without a network there is nothing to see

async function tell(scan) {
  if (!arrival) return unknown(scan.text);
  const before = (await waitingAt(place)).filter((other) => other.place < scan.place);
  const told = judge(scan, await parcelAt(arrival), before);
  if (told.refused) await settle(scan);
  return told;
}

async function wait(facts, scan, state) {
  const text = facts.get(field.name);
  let told = { tone: 'late', word: words.needsNetwork, title: text };
  if (scan) told = await tell(scan);
  else if (!text) told = await changeLast(place, facts.has('act'), facts.get('condition'));
  hear(showEcho(told));
  return showWaiting(state);
}

async function post(facts, scan) {
  const answer = await fetch(form.action, {
    method: 'POST', body: facts, headers: { 'X-Fragment': 'scan-result' }, signal: AbortSignal.timeout(PATIENCE),
  });
  if (answer.status >= 500) throw new Error(answer.statusText);
  // Who was signed out stays here and is told so: the scan waits, and is sent once that person is back.
  if (scan && new URL(answer.url).pathname === words.signIn) return wait(facts, scan, 'signed_out');
  if (scan && [400, 403, 404].includes(answer.status)) return 'unheard';
  const page = await pageOf(answer);
  // A scan that was refused is told of by the page that comes.
  if (scan && (page || answer.ok)) await settle(scan);
  if (!page) return undefined;
  // Where colleagues changed other lines meanwhile, the look that follows shows all.
  replaceParts(page, complete(page) ? '[data-scan-part]' : '[data-scan-part]:not(#scan-lines)');
  hear(document.getElementById('scan-result'));
  return lookQuietly();
}

async function take(facts, scan) {
  const earlier = (other) => !scan || other.place < scan.place;
  try {
    // What was scanned before goes before: the order of the hands is the order of the record.
    if ((await scans()).some(earlier) && (await send()) !== 'sent') return await wait(facts, scan);
    if (scan && !(await scans()).some((other) => other.place === scan.place)) return undefined; // it went with the others
    // Perhaps another person has signed in, or the parcel is gone: sent as one that waited, it is told why, and is not lost.
    if ((await alone(() => post(facts, scan))) !== 'unheard') return undefined;
    const state = await send();
    return ['sent', 'nothing'].includes(state) ? undefined : await wait(facts, scan, state);
  } catch {
    return wait(facts, scan);
  }
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  const facts = new URLSearchParams(new FormData(form, event.submitter));
  const text = facts.get(field.name).trim();
  // Kept at once, before those that stand in the queue have their answers; a browser that keeps nothing sends all the same.
  // With a network at this moment it may arrive, though no answer comes.
  const made = { ...place, parcel: name, text, condition: facts.get('condition'), tried: navigator.onLine };
  const keeping = text && !facts.has('act') ? keep(made).catch(() => null) : null;
  field.value = '';
  field.focus();
  queue = queue.then(async () => {
    const scan = await keeping;
    facts.set('key', scan?.key ?? newKey());
    await take(facts, scan);
  });
});

document.addEventListener('keydown', (event) => {
  const shortcut = document.querySelector(`[data-shortcut="${CSS.escape(event.key)}"]`);
  if (shortcut) {
    event.preventDefault();
    shortcut.click();
  }
});

whenSent(async () => {
  const page = await pageOf(await fetch(form.action));
  if (page) replaceParts(page);
});
const looking = setInterval(() => document.visibilityState === 'visible' && queue.then(lookQuietly), EVERY);
lookQuietly();
if (place.shelf) keepShelf({ ...place, name }).catch(() => {}); // a device that keeps nothing scans with a network only
showWaiting().then(send);
