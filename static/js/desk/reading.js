// What a scan is, as app/domain/codes.py tells it at the library: tests/browser/test_reading.py holds the two against each other.
const FIGURES = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const KEYS = 'ЙЦУКЕНГШЩЗФЫВАПРОЛДЯЧСМИТЬЎҚҒҲ.'; // what a scanner types under a Russian or Uzbek layout …
const MEANT = 'QWERTYUIOPASDFGHJKLZXCVBNMOS-=/'; // … and the keys it pressed
const LIKE = 'АВЕКМНОРСТУХЅІЈILO'; // letters that look like others, or are misread on paper …
const LATIN = 'ABEKMH0PCTYXS1J110'; // … and what stands there
const SHAPES = {
  slip: /^J\d{8}[0-9A-HJKMNP-TV-Z]$/, box: /^B\d{9}[0-9A-HJKMNP-TV-Z]$/, label: /^C\d{9}[0-9A-HJKMNP-TV-Z]$/,
  paper: /^(Q\d{8}[0-9A-HJKMNP-TV-Z]|[0-9A-HJKMNP-TV-Z]{12})$/,
};
const LENGTHS = [2, 5, 8, 12, 13, 15, 18]; // of bar codes with and without add-ons
const EAN = /^(\d{13})(?:\+?(?:\d{2}|\d{5}))?$/; // some scanners put a plus before the add-on
const BETWEEN = '[\\s\\u00ad\\u200b-\\u200f\\u2010-\\u2015\\u2060\\u2212\\ufeff-]';
const NAME = /^\s*(?:ISBN(?:[-\s]?1[03]\b)?|ISMN|(?:e-?)?ISSN)[:\s]*/i;
const OF_ISSUE = new RegExp(`^\\s*(\\d{4}${BETWEEN}?\\d{3}(?:[XxХх]|\\d(?=[^\\d])))(?:${BETWEEN}|\\+)*(?:\\d{2}|\\d{5})\\s*$`); // an ISSN typed with the code of its issue

const SYMBOLOGY = /^\s*[\]ъ][a-zа-яўқғҳ]\d/i; // such as ]E0, which some scanners put before a code (ISO/IEC 15424)

const compact = (text) => text.replace(new RegExp(BETWEEN, 'g'), '').toUpperCase().replaceAll('Х', 'X');
const translate = (text, from, to) => text.replace(/./gu, (sign) => to[from.indexOf(sign)] ?? sign);
const lastPart = (text) => text.match(/^.*\/(?:T|VERIFY)\/([^/]+)\/?$/)?.[1] ?? text;

// What a scanner meant that sent one code twice without an end between.
function once(text) {
  const [bare, half] = [text.trim(), Math.floor(text.trim().length / 2)];
  return bare.length >= 20 && bare.slice(0, half) === bare.slice(half) ? bare.slice(0, half) : text;
}

const sum = (digits, weight) => [...digits].reverse().reduce((total, digit, place) => total + FIGURES.indexOf(digit) % 23 * weight(place), 0);
const eanIsRight = (digits) => sum(digits, (place) => (place % 2 ? 3 : 1)) % 10 === 0;
const byEleven = (digits) => sum(digits, (place) => place + 1) % 11 === 0; // ISBN-10 and ISSN, whose X is ten (33 - 23)

// The check character of our own codes: ISO/IEC 7064 MOD 37,36.
function checks(code) {
  let check = 18;
  for (const character of code) check = ((check || 36) * 2 % 37 + FIGURES.indexOf(character)) % 36;
  return check === 1;
}

function ownCode(text) {
  const raw = text.trim().toUpperCase();
  const forms = [compact(lastPart(translate(raw, KEYS, MEANT))), translate(compact(lastPart(raw)), LIKE, LATIN)];
  let found;
  for (const code of forms.map((form) => translate(form, LIKE.slice(-3), LATIN.slice(-3)))) {
    const kind = Object.keys(SHAPES).find((name) => SHAPES[name].test(code));
    if (kind && checks(code)) return { kind, code };
    if (kind && code.length < 12) found ??= { kind: 'misread', code }; // twelve characters may as well be words of a title
  }
  return found;
}

const issnOf = (number) => byEleven(number) ? { kind: 'book', code: `977${number.slice(0, 7)}` } : { kind: 'misread', code: number };

function issue(text) {
  const typed = text.replace(/^\s*(?:e-?)?ISSN[:\s]*/i, '').match(OF_ISSUE);
  return typed ? issnOf(compact(typed[1])) : undefined;
}

// A number whose check character is wrong has no other code than itself: what it would be put right may be another book.
function identifier(text) {
  const number = compact(text.replace(NAME, ''));
  if (/^\d{9}[\dX]$/.test(number)) {
    const stem = `978${number.slice(0, 9)}`;
    const last = [...FIGURES.slice(0, 10)].find((digit) => eanIsRight(stem + digit));
    return byEleven(number) ? { kind: 'book', code: stem + last } : { kind: 'misread', code: number };
  }
  if (/^\d{7}[\dX]$/.test(number)) return issnOf(number);
  const digits = (/^M\d{9}$/.test(number) ? `9790${number.slice(1)}` : number).match(EAN)?.[1];
  if (!/^97[789]/.test(digits)) return issue(text);
  if (!eanIsRight(digits)) return { kind: 'misread', code: digits };
  return { kind: 'book', code: digits.startsWith('977') ? digits.slice(0, 10) : digits };
}

// Returns the kind (book, label, slip, box, paper, misread, product, other) and the code under which a copy of a parcel has it.
export function read(scanned) {
  const text = once(scanned).replace(SYMBOLOGY, '');
  const of = issue(text);
  if (of?.kind === 'book') return of;
  const number = compact(text);
  if (/^\d+$/.test(number) && LENGTHS.includes(number.length)) {
    const inShop = number.length === 8 && eanIsRight(number) && !byEleven(number);
    return (!inShop && identifier(number)) || { kind: 'product', code: number };
  }
  const own = ownCode(text);
  return (own?.kind !== 'misread' && own) || identifier(text) || own || { kind: 'other', code: number };
}

// How many copies of a line there are once the library has what waits. A label counts once, and takes the place of a copy scanned by
// its ISBN where the slip announced no further one, as app/domain/slips.py has it.
export function countOf(parcel, place, waiting) {
  const line = parcel.lines[place];
  const labels = new Set(parcel.labels.filter((code) => parcel.codes[code]?.[0] === place));
  let others = line.scanned - labels.size;
  for (const { kind, code } of waiting.map((scan) => read(scan.text))) {
    if (parcel.codes[code]?.[0] !== place || labels.has(code)) continue;
    if (kind !== 'label') others += 1;
    else {
      if (line.announced !== null && others && labels.size + others >= line.announced) others -= 1;
      labels.add(code);
    }
  }
  return labels.size + others;
}
