// What the receiving desk keeps on this device, each record under the account that it belongs to: parcels it has seen, the names of
// shelves it has seen, scans that have no answer yet (in the order they were made), and scans that the library could not take.
'use strict';

const STORES = {
  parcels: { keyPath: ['account', 'arrival'] },
  shelves: { keyPath: ['account', 'shelf'] },
  scans: { keyPath: 'place', autoIncrement: true },
  refusals: { keyPath: 'place', autoIncrement: true },
};

// The account that is signed in on this device; the server takes the cookie away with the session. 0 is nobody.
export const account = () => Number(document.cookie.match(/(?:^|; )nusxa_desk=(\d+)\./)?.[1] ?? 0);

// Whose scans this page makes: of who opened it, whoever signs out or in meanwhile. The page that devices keep names nobody: it is
// of who was signed in when it opened, else of who signs in first.
let opener = Number(document.getElementById('desk-words').dataset.account ?? 0) || account();
const owner = () => (opener ||= account());

const database = new Promise((resolve, reject) => {
  const opening = indexedDB.open('nusxa-desk', 2); // the first had no shelves
  opening.onupgradeneeded = () => {
    const present = opening.result.objectStoreNames;
    for (const [name, options] of Object.entries(STORES)) if (!present.contains(name)) opening.result.createObjectStore(name, options);
  };
  opening.onsuccess = () => {
    opening.result.onversionchange = () => opening.result.close(); // a page of a later release must not wait for this one
    resolve(opening.result);
  };
  opening.onerror = () => reject(opening.error);
  opening.onblocked = () => reject(new Error('an older page holds it')); // then all is sent at once, and nothing kept
});
database.catch(() => {}); // whoever asks for it is told

// Runs `act` on stores in one transaction; resolves, once it is safely kept, to what the request that `act` returned found.
async function keepIn(names, mode, act) {
  const transaction = (await database).transaction(names, mode, { durability: 'strict' });
  const request = act(...names.map((name) => transaction.objectStore(name)));
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(request?.result);
    transaction.onabort = () => reject(transaction.error);
  });
}

const own = async (name) =>
  (await keepIn([name], 'readonly', (store) => store.getAll())).filter((record) => record.account === owner());

export const parcels = () => own('parcels');
export const scans = () => own('scans');
export const refusals = () => own('refusals');
// Those of one place ({ arrival } or { shelf }) that still stand.
export const waitingAt = async (place) =>
  (await scans()).filter((scan) => !scan.takenBack && Object.entries(place).every(([name, key]) => scan[name] === key));

// How many scans wait on this device: of this person, or of anybody while it knows nobody.
export const countWaiting = async () =>
  owner() ? (await scans()).length : keepIn(['scans'], 'readonly', (store) => store.count());

// How many scans of others wait here for a parcel, or at all where none is named: their number and nothing else is told, so that nobody
// finishes without them.
export const countOthers = async (arrival) =>
  (await keepIn(['scans'], 'readonly', (store) => store.getAll()))
    .filter((scan) => owner() && scan.account !== owner() && (!arrival || scan.arrival === arrival)).length;

export const keepParcel = (parcel) => keepIn(['parcels'], 'readwrite', (store) => store.put({ account: owner(), ...parcel }));
export const parcelAt = (arrival) => keepIn(['parcels'], 'readonly', (store) => store.get([owner(), arrival]));
export const forgetParcel = (arrival) => keepIn(['parcels'], 'readwrite', (store) => store.delete([owner(), arrival]));

export const keepShelf = (shelf) => keepIn(['shelves'], 'readwrite', (store) => store.put({ account: owner(), ...shelf }));
export const shelfAt = (shelf) => keepIn(['shelves'], 'readonly', (store) => store.get([owner(), shelf]));

// Adds a scan, or writes it anew; resolves to its place.
export const keepScan = (scan) => keepIn(['scans'], 'readwrite', (store) => store.put({ account: owner(), ...scan }));
export const forgetRefusal = (place) => keepIn(['refusals'], 'readwrite', (store) => store.delete(place));

// A scan leaves in the same step in which its refusal is kept: it is never in neither.
export const settle = (scan, answer) =>
  keepIn(['scans', 'refusals'], 'readwrite', (waiting, refused) => {
    waiting.delete(scan.place);
    if (answer && !answer.counted) refused.add({ account: scan.account, text: scan.text, parcel: scan.parcel, at: scan.at, ...answer });
  });
