// What waits on this device, and what the library could not take of it, above the desk; sends what waits whenever it can.
'use strict';

import { words } from './echo.js';
import { account, countOthers, countWaiting, forgetRefusal, refusals, scans } from './kept.js';
import { sendAll } from './sending.js';

const MOST_NAMED = 12;
const EVERY = 15_000; // ms between two tries while something waits
const strip = document.getElementById('desk-waiting');
const here = Number(location.pathname.match(/\/receiving\/(\d+)/)?.[1]); // the parcel of this page, if it is of one
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
  const [waiting, refused, others] = [await countWaiting(), await refusals(), await countOthers(here)];
  const codes = (await scans()).filter((scan) => !scan.takenBack).map((scan) => scan.text);
  const signedOut = !account() || state === 'signed_out';
  const signIn = strip.querySelector('[data-sign-in]');
  const why = account() ? words[{ signed_out: 'signedOut', other_person: 'otherPerson' }[state] ?? 'waits'] : words.signedOut;
  strip.hidden = !waiting && !refused.length && !signedOut && !others;
  strip.querySelector('[data-others]').textContent = others ? `${words.others} ${others}. ${words.othersWait}` : '';
  strip.querySelector('[data-waiting]').textContent = waiting ? `${words.waiting} ${waiting}. ${why}` : signedOut ? words.nobody : '';
  strip.querySelector('[data-codes]').textContent = codes.slice(-MOST_NAMED).join(', ');
  signIn.hidden = !signedOut;
  signIn.href = `${words.signIn}?next=${encodeURIComponent(location.pathname)}`; // whoever comes back here sends what waits
  strip.querySelector('[data-refused]').hidden = !refused.length;
  strip.querySelector('[data-refused] button').hidden = refused.length < 2;
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

strip.querySelector('[data-refused] button').addEventListener('click', async () => {
  for (const record of await refusals()) await forgetRefusal(record.place);
  await show();
});
addEventListener('online', tryAgain);
setInterval(tryAgain, EVERY);
