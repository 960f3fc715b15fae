// A shelf: each scan is sent at once, the answer's #scan-result (and
// every other [data-scan-part]) replaces the one on the page.
// The server answers the same page to a scan with and without script, so nothing is lost when this file does not run.
'use strict';

import { play } from './desk/sound.js';

const form = document.querySelector('form[data-scan]');
const field = form.querySelector('#scan');
const say = form.querySelector('[data-scan-say]');
let queue = Promise.resolve(); // scans are sent one after the other, in the order they were made
let failed; // the scan that did not reach the server, to be repeated under the same key

// Each scan has a key of its own, so that a repeated request counts once and a second copy counts again.
const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

function show(page) {
  for (const part of document.querySelectorAll('[data-scan-part]')) {
    const fresh = page.getElementById(part.id);
    if (fresh) part.replaceWith(fresh);
  }
  const echo = document.getElementById('scan-result');
  say.textContent = echo.innerText.replace(/\s+/g, ' ').trim();
  play(echo.dataset.tone);
}

async function send(facts) {
  try {
    const answer = await fetch(form.action, { method: 'POST', body: facts, headers: { 'X-Fragment': 'scan-result' } });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    failed = undefined;
    if (page.getElementById('scan-result')) show(page);
    else {
      play('late');
      window.location.assign(answer.url); // signed out, finished or refused: that page says why
    }
  } catch {
    failed = facts;
    field.value ||= facts.get(field.name);
    say.textContent = field.placeholder = form.dataset.failed;
    play('late');
  }
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  const facts = new URLSearchParams(new FormData(form, event.submitter));
  const repeats = failed?.get(field.name) === facts.get(field.name);
  facts.set('key', repeats ? failed.get('key') : newKey());
  field.value = '';
  field.focus();
  queue = queue.then(() => send(facts));
});

document.addEventListener('keydown', (event) => {
  const shortcut = document.querySelector(`[data-shortcut="${CSS.escape(event.key)}"]`);
  if (shortcut) {
    event.preventDefault();
    shortcut.click();
  }
});
