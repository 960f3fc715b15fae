// <form data-keeps-typed>: the language links take along what was typed into it and not sent yet; nothing is done with it.
// Without this the page is had anew, with its fields as they were. A page that answers a form needs it not (sent.js).
'use strict';

const form = document.querySelector('form[data-keeps-typed]');
const texts = () => [...new FormData(form)].filter(([, value]) => typeof value === 'string');
const untouched = form && JSON.stringify(texts());

for (const link of form ? document.querySelectorAll('a[data-language]') : []) {
  link.addEventListener('click', (event) => {
    if (event.ctrlKey || event.metaKey || JSON.stringify(texts()) === untouched) return;
    event.preventDefault();
    // a form of its own: coming back by the Back button, the one on the page must be sent as ever
    const other = document.createElement('form');
    Object.assign(other, { action: form.getAttribute('action') ?? '', method: 'post', hidden: true });
    for (const [name, value] of [...texts(), ['_language', link.dataset.language], ['_unsent', 'yes']]) {
      other.append(Object.assign(document.createElement('textarea'), { name, value }));
    }
    document.body.append(other);
    other.submit();
    other.remove();
  });
}
