// Live preview: <form data-preview-url="…" data-preview-target="id"> posts itself as it is filled in and swaps the inside of the target.
// The target is an aria-live region, so readers hear the new answer; the form itself is sent as usual, with or without this.
'use strict';

const PAUSE = 300; // ms without typing before asking the server

for (const form of document.querySelectorAll('form[data-preview-url]')) {
  const target = document.getElementById(form.dataset.previewTarget);
  let timer;
  let asking = new AbortController();

  const ask = async () => {
    asking.abort(); // an older answer must never overwrite a newer one
    asking = new AbortController();
    const facts = new FormData(form);
    for (const [name, value] of [...facts]) if (value instanceof File) facts.delete(name); // files are not needed for an answer
    try {
      const answer = await fetch(form.dataset.previewUrl, {
        method: 'POST', body: new URLSearchParams(facts), signal: asking.signal, headers: { 'X-Fragment': target.id },
      });
      // a redirect (signed out) or an error says nothing about what is owed: keep the last answer
      if (answer.ok && !answer.redirected) target.innerHTML = await answer.text();
    } catch (error) {
      if (error.name !== 'AbortError' && !(error instanceof TypeError)) throw error; // TypeError: no network
    }
  };

  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  };
  form.addEventListener('input', later);
  form.addEventListener('change', later);
}
