// The page that a device keeps: an opened parcel, a shelf, or the parcels that this device has seen, where there is no network.
'use strict';

import { conditionOf, judge, showEcho, unknown, words } from './echo.js';
import { account, parcels, shelfAt, waitingAt } from './kept.js';
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
const [, desk, key] = location.pathname.match(/\/(receiving|stock-takes\/shelves)\/(\d+)/) ?? [];
const shelf = desk !== 'receiving' && Number(key);
let place; // { arrival } or { shelf }, once the device knows it
let name;
let parcel;
let queue = Promise.resolve();

function row(template, texts) {
  const made = document.getElementById(template).content.firstElementChild.cloneNode(true);
  for (const [name, text] of Object.entries(texts)) made.querySelector(`[data-${name}]`).textContent = text;
  return made;
}

const mine = () => waitingAt(place);

// What is said of the copies of a line that wait here.
const conditionsAt = (place, waiting) => waiting
  .filter(({ text }) => parcel.codes[read(text).code]?.[0] === place)
  .map(({ condition }) => conditionOf(condition)).filter(Boolean);

async function showParcel() {
  const waiting = await mine();
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
  parcel = shelf ? undefined : seen.find((known) => known.arrival === Number(key));
  const known = shelf ? await shelfAt(shelf) : parcel;
  place = known && (shelf ? { shelf } : { arrival: known.arrival });
  name = known?.name;
  if (known) document.querySelector('h1').textContent = name;
  document.getElementById('desk-unseen').hidden = Boolean(known) || !key || Boolean(shelf) || !account();
  document.getElementById('desk-no-shelf').hidden = Boolean(known) || !shelf || !account();
  document.getElementById('desk-parcel-part').hidden = !parcel;
  document.getElementById('desk-list-part').hidden = Boolean(known);
  if (parcel) await showParcel();
  else if (!known) await showParcels();
}

function echo(told) {
  say.textContent = showEcho(told).innerText.replace(/\s+/g, ' ').trim();
  play(told.tone);
}

async function take(text, condition) {
  const slip = read(text);
  if (!shelf && slip.kind === 'slip') {
    const other = (await parcels()).find((known) => known.code.replaceAll('-', '') === slip.code);
    if (other) return location.assign(`${DESK}/${other.arrival}`);
    return echo({ tone: 'late', word: words.unseen, title: text });
  }
  if (!place) return echo({ tone: 'late', word: account() ? words[shelf ? 'noShelf' : 'noParcel'] : words.nobody, title: text });
  // What should stand on a shelf a device does not know.
  const told = parcel ? judge({ text, condition }, parcel, await mine()) : unknown(text);
  if (!told.refused) await keep({ ...place, parcel: name, text, condition });
  echo(told);
  if (parcel) await showParcel();
  return show();
}

async function change(takesBack, condition) {
  if (!place) return echo({ tone: 'late', word: words.needsNetwork });
  echo(await changeLast(place, takesBack, condition));
  if (parcel) await showParcel();
  return show();
}

// What is not this page, such as finishing the parcel, needs a network; else the scan made last is told again.
async function tellLast() {
  if (!place) return undefined;
  if (!/\d\/?$/.test(location.pathname)) return showEcho({ tone: 'late', word: words.needsNetwork });
  const waiting = await mine();
  const last = waiting.pop();
  return last && showEcho(parcel ? judge(last, parcel, waiting) : unknown(last.text));
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

if (shelf) for (const said of form.querySelectorAll('[name=condition]')) said.closest('li').remove(); // of books in a parcel
whenSent(open);
addEventListener('online', goBack);
setInterval(goBack, EVERY);
await open();
await tellLast();
await show();
await goBack();
