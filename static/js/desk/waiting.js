// What waits on this device, and what the library could not take of it, above the desk; sends what waits whenever it can.
'use strict';

import { words } from './echo.js';
import { account, countWaiting, forgetRefusal, refusals, scans } from './kept.js';
import { sendAll } from './sending.js';

const EVERY = 15_000; // ms between two tries while something waits
const strip = document.getElementById('desk-waiting');
const listeners = [];

// Calls `act` whenever scans of this device have reached the library.
export const whenSent = (act) => listeners.push(act);

function refusal(record) {
  const row = strip.querySelector('template').content.firstElementChild.cloneNode(true);
  row.querySelector('[data-text]').textContent = record.text;
  row.querySelector('[data-parcel]').textContent = record.parcel;
  row.querySelector('[data-message]').textContent = record.message;
  const link = row.querySelector('a');
  if (record.link) link.href = record.link;
  else link.remove();
  row.querySelector('button').addEventListener('click', async () => {
    await forgetRefusal(record.place);
    await show();
  });
  return row;
}

export async function show(state = 'waiting') {
  const [waiting, refused] = [await countWaiting(), await refusals()];
  const signedOut = !account() || state === 'signed_out';
  const signIn = strip.querySelector('[data-sign-in]');
  const why = account() ? words[{ signed_out: 'signedOut', other_person: 'otherPerson' }[state] ?? 'waits'] : words.signedOut;
  strip.hidden = !waiting && !refused.length && !signedOut;
  strip.querySelector('[data-waiting]').textContent = waiting ? `${words.waiting} ${waiting}. ${why}` : signedOut ? words.nobody : '';
  signIn.hidden = !signedOut;
  signIn.href = `${words.signIn}?next=${encodeURIComponent(location.pathname)}`; // whoever comes back here sends what waits
  strip.querySelector('[data-refused]').hidden = !refused.length;
  strip.querySelector('ul').replaceChildren(...refused.map(refusal));
}

export async function send() {
  const state = await sendAll();
  await show(state);
  if (state === 'sent') for (const act of listeners) act();
  return state;
}

async function tryAgain() {
  if ((await scans()).length) await send();
}

addEventListener('online', tryAgain);
setInterval(tryAgain, EVERY);
