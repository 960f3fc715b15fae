// The large echo of a scan that waits on this device, as the server makes it of others: from the templates that stand in the page.
'use strict';

import { read } from './reading.js';

export const words = document.getElementById('desk-words').dataset;

// Tells what a scan is to a parcel as this device knows it. `waiting` are the scans of that parcel before it.
export function judge(text, parcel, waiting) {
  const { kind, code } = read(text);
  const places = parcel?.codes[code] ?? [];
  if (kind === 'misread' && !places.length) return { tone: 'late', word: words.misread, title: text, refused: true };
  if (kind === 'slip') return { tone: 'late', word: words.slip, title: text, refused: true };
  const again = parcel?.labels.includes(code) || waiting.some((scan) => read(scan.text).code === code);
  if (kind === 'label' && again) return { tone: 'soon', word: words.twice, title: text, refused: true };
  if (places.length !== 1) return { tone: 'soon', word: words.kept, title: text, note: words.unknown };
  const line = parcel.lines[places[0]];
  const count = line.scanned + 1 + waiting.filter((scan) => parcel.codes[read(scan.text).code]?.[0] === places[0]).length;
  const beyond = line.announced !== null && count > line.announced;
  return { tone: beyond ? 'soon' : 'done', word: words.kept, title: line.title, ident: text, count, of: line.announced, note: words.later };
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
