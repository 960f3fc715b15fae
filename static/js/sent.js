// The language buttons of a page that answers a form send that form again. What was typed since goes along too.
'use strict';

const sent = document.getElementById('sent-form');

sent.addEventListener('submit', () => {
  const forms = [...document.querySelectorAll('main form[method=post]')].filter((form) => form.action === sent.action);
  if (forms.length !== 1) return;
  const shown = [...forms[0].elements].filter((element) => !['submit', 'password', 'file'].includes(element.type));
  const names = new Set(shown.map((element) => element.name).filter((name) => name && name !== 'csrf_token'));
  for (const old of [...sent.elements]) if (names.has(old.name)) old.remove();
  for (const [name, value] of new FormData(forms[0])) {
    if (!names.has(name)) continue;
    const input = Object.assign(document.createElement('textarea'), { name, value });
    sent.append(input);
  }
});
