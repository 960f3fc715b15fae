// The large echo of a scan that waits on this device, as the server makes it of others: from the templates that stand in the page.
'use strict';

import { countOf, read } from './reading.js';

export const words = document.getElementById('desk-words').dataset;

const REFUSED = { misread: 'misread', slip: 'slip', paper: 'paper', product: 'product', other: 'unreadable' };
const KEPT = { tone: 'done', word: words.kept, note: words.later };

// What a key says of a copy, in the reader's words; of a good one nothing.
export const conditionOf = (said) => document.querySelector(`[name=condition][value="${said}"]`)?.lastChild.textContent.trim() ?? '';

export const unknown = (text) => ({ ...KEPT, tone: 'soon', title: text, note: words.unknown });

export const noteOf = (condition, beyond = false) =>
  [beyond && words.beyond, conditionOf(condition), words.later].filter(Boolean).join('. ');

// Tells what a scan is to a parcel as this device knows it. `waiting` are the scans of that parcel before it. What is `refused` here
// would be refused at the library too, so nothing keeps it.
export function judge({ text, condition }, parcel, waiting) {
  const { kind, code } = read(text);
  const refuse = (word, tone = 'late') => ({ tone, word: words[word], title: text, refused: true });
  const places = parcel?.codes[code] ?? [];
  if (REFUSED[kind] && !places.length) return refuse(REFUSED[kind]);
  if (kind === 'box') return parcel?.boxes && !parcel.boxes.includes(code) ? refuse('otherBox') : { ...KEPT, title: text };
  const again = parcel?.labels.includes(code) || waiting.some((scan) => read(scan.text).code === code);
  if (kind === 'label' && again) return refuse('twice', 'soon');
  if (places.length !== 1) return unknown(text);
  const line = parcel.lines[places[0]];
  const count = countOf(parcel, places[0], [...waiting, { text }]);
  const beyond = line.announced !== null && count > line.announced;
  const good = !conditionOf(condition);
  return { ...KEPT, tone: beyond || !good ? 'soon' : 'done', note: noteOf(condition, beyond), title: line.title, ident: text, count, of: line.announced };
}

export function showEcho({ tone, word, title = '', ident = '', note = '', count, of }) {
  const fresh = document.getElementById(`echo-${tone}`).content.firstElementChild.cloneNode(true);
  const put = (part, text) => { fresh.querySelector(part).textContent = text; };
  put('.nx-echo__n', count ?? '');
  if (count && of !== null && of !== undefined) {
    const total = document.createElement('small');
    total.textContent = ` / ${of}`;
    fresh.querySelector('.nx-echo__n').append(total);
  }
  put('[data-word]', word);
  put('.nx-echo__t', title);
  put('[data-ident]', ident);
  put('[data-note]', note);
  fresh.id = 'scan-result';
  document.getElementById('scan-result').replaceWith(fresh);
  return fresh;
}
