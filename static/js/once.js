// A second click must not send a form twice, and an act that cannot be taken back asks first.
// The server is safe without this (idempotency keys); this only spares people the surprise.
'use strict';

const PATIENCE = 8000; // ms: an answer that is a file leaves the page standing, so its form must come back to life

function release(form) {
  delete form.dataset.sent;
  for (const button of form.querySelectorAll('[aria-disabled]')) button.removeAttribute('aria-disabled');
}

document.addEventListener('submit', (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== 'post') return;
  if (form.dataset.sent || (form.dataset.confirm && !window.confirm(form.dataset.confirm))) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = 'yes';
  // aria-disabled, not disabled: a disabled button would drop its own name and value from what is sent
  for (const button of form.querySelectorAll('button[type=submit]')) button.setAttribute('aria-disabled', 'true');
  setTimeout(release, PATIENCE, form);
});

// Coming back by the browser's Back button shows the page as it was left: let it be sent again.
window.addEventListener('pageshow', () => document.querySelectorAll('form[data-sent]').forEach(release));
