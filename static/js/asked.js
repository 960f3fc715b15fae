// <div data-asked-of="name of a field" data-asked-values="a b">: shown only while that field has one of these values.
// What was typed wrongly there stays in sight. Without this all is shown, and the server leaves out what is not asked.
'use strict';

for (const part of document.querySelectorAll('[data-asked-of]')) {
  const form = part.closest('form');
  const asked = form.elements[part.dataset.askedOf];
  const values = part.dataset.askedValues.split(' ');
  const wrong = part.querySelector('.nx-err') !== null;

  const show = () => {
    part.hidden = !wrong && !values.includes(asked.value);
  };
  form.addEventListener('change', show);
  show();
}
