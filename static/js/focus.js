// A scanner types wherever the focus is: on the pages of the receiving desk the field takes it back whenever nothing else has it.
'use strict';

const scanField = document.querySelector('.nx-scan input[autofocus]');

document.addEventListener('keydown', (event) => {
  if (document.activeElement === document.body && event.key.length === 1) scanField.focus();
});

document.addEventListener('focusout', () => setTimeout(() => document.activeElement === document.body && scanField.focus()));
