// <select data-narrowed-by="name of another select>: only the places that lie in the one chosen there are offered.
// Codes of places begin with the code of what they lie in (SOATO). Without this all are offered, and the server refuses what does not fit.
'use strict';

for (const inner of document.querySelectorAll('select[data-narrowed-by]')) {
  const outer = inner.form.elements[inner.dataset.narrowedBy];
  const every = [...inner.options];

  const narrow = () => {
    const chosen = inner.value;
    const within = every.filter((option) => !option.value || !outer.value || option.value.startsWith(outer.value));
    inner.replaceChildren(...within);
    inner.value = within.some((option) => option.value === chosen) ? chosen : '';
  };
  outer.addEventListener('change', narrow);
  narrow();
}
