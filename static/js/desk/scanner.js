// Scanners are keyboards: some end with Enter, some with Tab, some with nothing, and some send a code twice. Only what is typed
// faster than a hand can is taken for a scanner's, so that Tab goes on to the next thing for people.
'use strict';

const FASTEST_HAND = 60; // ms between two characters
const SHORTEST = 8; // characters: a code, not a word
const PAUSE = 120; // ms after which a scanner that ends with nothing has ended
const ECHO = 400; // ms: nobody takes another copy in hand so soon

const field = document.querySelector('.nx-scan input[autofocus]');
const form = field.form;
let run = 0; // characters typed like a scanner
let last = 0;
let ending;
let sent = { text: '', at: -ECHO };

const byScanner = () => run >= SHORTEST && field.value.trim().length >= SHORTEST;

field.addEventListener('input', (event) => {
  clearTimeout(ending);
  run = field.value.length > 1 && event.timeStamp - last <= FASTEST_HAND ? run + 1 : 1;
  last = event.timeStamp;
  if (byScanner()) ending = setTimeout(() => byScanner() && form.requestSubmit(), PAUSE);
});

field.addEventListener('keydown', (event) => {
  if (event.key === 'Enter') clearTimeout(ending);
  if (event.key !== 'Tab' || event.shiftKey || !byScanner()) return;
  event.preventDefault();
  clearTimeout(ending);
  form.requestSubmit();
});

// Stands before every other listener of the form: an end that came twice, or the same code at once again, is no second copy.
form.addEventListener('submit', (event) => {
  clearTimeout(ending);
  const text = field.value.trim();
  const said = event.submitter?.name; // a key that speaks of the copy scanned last needs no code
  const again = text === sent.text && event.timeStamp - sent.at < ECHO && byScanner();
  if ((!text && !said) || again) {
    event.preventDefault();
    event.stopImmediatePropagation();
    field.value = '';
  } else if (text) sent = { text, at: event.timeStamp };
  run = 0;
}, true);

// The camera is a scanner too, where there is one; its script is loaded, and the browser asks, only once its button is pressed.
const camera = document.querySelector('[data-camera]');
if (camera && navigator.mediaDevices) {
  camera.parentElement.hidden = false;
  camera.addEventListener('click', async () => (await import('./camera.js')).toggle());
}
