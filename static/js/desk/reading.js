// What a scan is, as far as a device can tell alone; app/domain/codes.py tells it in full once the scan arrives there.
const FIGURES = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const KEYS = 'ЙЦУКЕНГШЩЗФЫВАПРОЛДЯЧСМИТЬЎҚҒ'; // what a scanner types under a Russian or Uzbek layout …
const MEANT = 'QWERTYUIOPASDFGHJKLZXCVBNMOS-'; // … and the keys it pressed

const compact = (text) => text.toUpperCase().replace(/[\s\u00ad\u200b-\u200f\u2010-\u2015\u2060\u2212\ufeff-]+/g, '');

const typed = (text) => text.toUpperCase().replace(/[А-ЯЎҚҒ]/g, (key) => MEANT[KEYS.indexOf(key)] ?? key);

function eanIsRight(digits) {
  const sum = [...digits].reduce((total, digit, place) => total + digit * (place % 2 ? 3 : 1), 0);
  return sum % 10 === 0;
}

function asIsbn13(isbn10) {
  const stem = `978${isbn10.slice(0, 9)}`;
  const last = [...FIGURES.slice(0, 10)].find((digit) => eanIsRight(stem + digit));
  return stem + last;
}

// The check character of our own codes: ISO/IEC 7064 MOD 37,36.
function checks(code) {
  let check = 18;
  for (const character of code) check = ((check || 36) * 2 % 37 + FIGURES.indexOf(character)) % 36;
  return check === 1;
}

// Returns the kind (book, label, slip, misread, other) and the code under which a copy of a parcel has it.
export function read(text) {
  const number = compact(text).replace('Х', 'X');
  if (/^\d{13}(\d{2}|\d{5})?$/.test(number) && /^97[789]/.test(number)) {
    const digits = number.slice(0, 13);
    const code = digits.startsWith('977') ? digits.slice(0, 10) : digits;
    return { kind: eanIsRight(digits) ? 'book' : 'misread', code };
  }
  if (/^\d{9}[\dX]$/.test(number)) return { kind: 'book', code: asIsbn13(number) };
  if (/^\d{7}[\dX]$/.test(number)) return { kind: 'book', code: `977${number.slice(0, 7)}` };
  const label = /^(?:C\d{9}|J\d{8}).$/;
  const code = [compact(typed(text)), number].map((form) => form.replace(/^С/, 'C')).find((form) => label.test(form));
  if (!code) return { kind: 'other', code: number };
  if (!checks(code)) return { kind: 'misread', code };
  return { kind: code.startsWith('C') ? 'label' : 'slip', code };
}
