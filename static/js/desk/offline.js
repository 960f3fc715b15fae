// The page that a device keeps: an opened parcel, or the parcels that this device has seen, where there is no network.
'use strict';

import { conditionOf, judge, showEcho, words } from './echo.js';
import { account, parcels, waitingAt } from './kept.js';
import { DESK, ask, changeLast, keep } from './sending.js';
import { countOf, read } from './reading.js';
import { play } from './sound.js';
import { send, show, whenSent } from './waiting.js';
import './scanner.js';

const EVERY = 5_000; // ms between two looks for the network
const form = document.querySelector('form[data-scan]');
const field = form.querySelector('#scan');
const say = document.querySelector('[data-scan-say]');
const kept = location.pathname === `${DESK}/offline`; // opened for itself: then it stays, also with a network
let parcel;
let queue = Promise.resolve();

function row(template, texts) {
  const made = document.getElementById(template).content.firstElementChild.cloneNode(true);
  for (const [name, text] of Object.entries(texts)) made.querySelector(`[data-${name}]`).textContent = text;
  return made;
}

const mine = () => waitingAt({ arrival: parcel.arrival });

// What is said of the copies of a line that wait here.
const conditionsAt = (place, waiting) => waiting
  .filter(({ text }) => parcel.codes[read(text).code]?.[0] === place)
  .map(({ condition }) => conditionOf(condition)).filter(Boolean);

async function showParcel() {
  const waiting = await mine();
  document.querySelector('h1').textContent = parcel.name;
  document.querySelector('#desk-parcel-part tbody').replaceChildren(...parcel.lines.map((line, place) => row('desk-line', {
    title: line.title || line.ident,
    ident: [line.ident, ...conditionsAt(place, waiting)].join(' · '),
    count: `${countOf(parcel, place, waiting)}${line.announced === null ? '' : ` / ${line.announced}`}`,
  })));
}

async function showParcels() {
  const seen = await parcels();
  document.getElementById('desk-parcels').replaceChildren(...seen.map((known) => {
    const made = row('desk-parcel', { name: known.name });
    made.querySelector('a').href = `${DESK}/${known.arrival}`;
    return made;
  }));
  document.getElementById('desk-none').hidden = seen.length > 0;
}

async function open() {
  const seen = await parcels();
  const arrival = Number(location.pathname.match(/\/receiving\/(\d+)/)?.[1]);
  parcel = seen.find((known) => known.arrival === arrival);
  document.getElementById('desk-unseen').hidden = Boolean(parcel) || !arrival || !account();
  document.getElementById('desk-parcel-part').hidden = !parcel;
  document.getElementById('desk-list-part').hidden = Boolean(parcel);
  await (parcel ? showParcel() : showParcels());
}

function echo(told) {
  say.textContent = showEcho(told).innerText.replace(/\s+/g, ' ').trim();
  play(told.tone);
}

async function take(text, condition) {
  const seen = await parcels();
  const slip = read(text);
  if (slip.kind === 'slip') {
    const other = seen.find((known) => known.code.replaceAll('-', '') === slip.code);
    if (other) return location.assign(`${DESK}/${other.arrival}`);
    return echo({ tone: 'late', word: words.unseen, title: text });
  }
  if (!parcel) return echo({ tone: 'late', word: account() ? words.noParcel : words.nobody, title: text });
  const told = judge({ text, condition }, parcel, await mine());
  if (!told.refused) await keep({ arrival: parcel.arrival, parcel: parcel.name, text, condition });
  echo(told);
  await showParcel();
  return show();
}

async function change(takesBack, condition) {
  if (!parcel) return echo({ tone: 'late', word: words.needsNetwork });
  echo(await changeLast({ arrival: parcel.arrival }, takesBack, condition));
  await showParcel();
  return show();
}

// What is not this page, such as finishing the parcel, needs a network; else the scan made last is told again.
async function tellLast() {
  if (!parcel) return undefined;
  if (!new RegExp(`/${parcel.arrival}/?$`).test(location.pathname)) return showEcho({ tone: 'late', word: words.needsNetwork });
  const waiting = await mine();
  const last = waiting.pop();
  return last && showEcho(judge(last, parcel, waiting));
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  const facts = new FormData(form, event.submitter);
  const [text, condition, takesBack] = [facts.get('code').trim(), facts.get('condition'), facts.has('act')];
  field.value = '';
  field.focus();
  queue = queue.then(() => (text && !takesBack ? take(text, condition) : change(takesBack, condition)));
});

document.addEventListener('keydown', (event) => {
  const shortcut = document.querySelector(`[data-shortcut="${CSS.escape(event.key)}"]`);
  if (!shortcut) return;
  event.preventDefault();
  shortcut.click();
});

// Once the library can be reached, all is sent, and the page that it would have given comes in place of this one.
async function goBack() {
  const there = await ask('/session').catch(() => null);
  document.getElementById('desk-no-network').hidden = Boolean(there);
  if (!there) return;
  const state = there.type === 'opaqueredirect' ? 'signed_out' : await send();
  if (state === 'signed_out') await show(state);
  if (!kept && !field.value && ['sent', 'nothing'].includes(state)) location.reload();
}

whenSent(open);
addEventListener('online', goBack);
setInterval(goBack, EVERY);
await open();
await tellLast();
await show();
await goBack();
