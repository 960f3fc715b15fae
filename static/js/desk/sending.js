// Sends scans that wait on this device, in their order. Each has a key of its own, so that one sent twice counts once; one sender
// at a time works on a device, however many pages are open.
'use strict';

import { noteOf, words } from './echo.js';
import { keepScan, scans, settle, waitingAt } from './kept.js';

export const DESK = new URL('../../../receiving', import.meta.url).pathname;
const SHELVES = new URL('../../../stock-takes/shelves', import.meta.url).pathname;
const PATIENCE = 10_000; // ms: a network that gives no answer for so long is none
const AT_ONCE = 50; // what the server takes in one request

export const alone = (act) => (navigator.locks ? navigator.locks.request('nusxa-desk', act) : act());

// Asks the server, for the receiving desk unless it is for something else. A redirect is not followed: it leads to the page of signing in.
export const ask = (path, options = {}, desk = DESK) =>
  fetch(`${desk}${path}`, { cache: 'no-store', redirect: 'manual', signal: AbortSignal.timeout(PATIENCE), ...options });

// Each scan has a key of its own, so that a repeated request counts once and a second copy counts again.
export const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

// Keeps a scan before anything else is tried with it. The time is what this device says; the library writes down its own.
// A scan that was `tried` may have arrived.
export async function keep(made) {
  const scan = { key: newKey(), ...made, condition: made.condition || 'good', at: new Date().toISOString() };
  return { ...scan, place: await keepScan(scan) };
}

// A key without a code speaks of the scan of a place that was made last, while that waits here. What may have arrived is sent once more,
// with what was said of it since. Tells what became of it.
export const changeLast = (place, takesBack, condition) => alone(async () => {
  const last = (await waitingAt(place)).at(-1);
  if (!last) return { tone: 'late', word: words.needsNetwork };
  if (takesBack && !last.tried) await settle(last);
  else await keepScan({ ...last, changed: true, ...(takesBack ? { takenBack: true } : { condition }) });
  const told = { tone: 'soon', title: last.text };
  return takesBack ? { ...told, word: words.undone } : { ...told, word: words.kept, note: noteOf(condition) };
});

async function sendSome(waiting, token) {
  for (const scan of waiting) await keepScan({ ...scan, tried: true }); // from now on it may have arrived
  const body = JSON.stringify({ account: waiting[0].account, scans: waiting });
  const headers = { 'Content-Type': 'application/json', 'X-CSRFToken': token };
  const answer = await ask('/scans', { method: 'POST', body, headers }, waiting[0].shelf ? SHELVES : DESK);
  if (answer.status === 409) return 'other_person';
  if (answer.type === 'opaqueredirect') return 'signed_out';
  if (!answer.ok) return 'waiting';
  const answers = new Map((await answer.json()).results.map((result) => [result.key, result]));
  for (const scan of waiting) if (answers.has(scan.key)) await settle(scan, answers.get(scan.key));
  return 'sent';
}

async function sendInOrder() {
  let waiting = await scans();
  if (!waiting.length) return 'nothing';
  const session = await ask('/session');
  if (session.type === 'opaqueredirect') return 'signed_out';
  if (!session.ok) return session.status === 403 ? 'other_person' : 'waiting';
  const present = await session.json();
  // The answer has renewed the mark of who is signed in: these are scans of that person, or of another.
  if (waiting[0].account !== present.account) return 'other_person';
  let state = 'sent';
  while (state === 'sent' && waiting.length) {
    const oneDesk = waiting.filter((scan) => Boolean(scan.shelf) === Boolean(waiting[0].shelf));
    state = await sendSome(oneDesk.slice(0, AT_ONCE), present.token);
    const left = await scans();
    if (state === 'sent' && left.length >= waiting.length) return 'waiting'; // no answer spoke of any of them
    waiting = left;
  }
  return state;
}

// Sends all that waits; resolves to nothing, sent, waiting, signed_out or other_person. Failures of the network are waiting too.
export const sendAll = () => alone(sendInOrder).catch(() => 'waiting');
