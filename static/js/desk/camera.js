// The camera as the scanner: what it sees goes into the field as if it were typed.
'use strict';

const FORMATS = ['ean_13', 'code_128', 'qr_code'];
const PAUSE = 120; // ms between two looks
const GONE = 3000; // ms unread: then the same code is another copy. A copy held in the hand is blurred for up to that long
const part = document.querySelector('[data-camera-part]');
const video = part.querySelector('video');
const say = part.querySelector('[data-camera-say]');
const field = document.querySelector('.nx-scan input[autofocus]');
let stream;
let seen = { text: '', at: 0 };

// The browser's own reader, if it has one for these codes; else a library in a worker.
async function makeReader() {
  const own = 'BarcodeDetector' in window ? await BarcodeDetector.getSupportedFormats() : [];
  if (FORMATS.every((format) => own.includes(format))) {
    const detector = new BarcodeDetector({ formats: FORMATS });
    return async () => (await detector.detect(video))[0]?.rawValue ?? '';
  }
  const worker = new Worker(new URL('decoding.js', import.meta.url));
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });
  return () => {
    [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
    context.drawImage(video, 0, 0);
    const answer = new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = () => reject(new Error('the reader of bar codes could not be loaded'));
    });
    worker.postMessage(context.getImageData(0, 0, canvas.width, canvas.height));
    return answer;
  };
}

function take(text) {
  const again = text === seen.text && Date.now() - seen.at < GONE;
  seen = { text, at: Date.now() };
  if (again) return;
  field.value = text;
  field.form.requestSubmit();
}

function close() {
  for (const track of stream?.getTracks() ?? []) track.stop();
  stream = undefined;
  part.hidden = true;
  field.focus();
}

const reason = (error) => ({ NotAllowedError: say.dataset.denied, NotFoundError: say.dataset.missing }[error.name] ?? say.dataset.failed);

async function look(read) {
  while (stream) {
    const text = video.videoWidth ? await read() : '';
    if (text && stream) take(text);
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}

export async function toggle() {
  if (stream) return close();
  part.hidden = false;
  field.form.scrollIntoView(); // on a phone field, echo and picture are then on the screen together
  say.textContent = say.dataset.ask;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment', width: { ideal: 1280 } } });
    video.srcObject = stream;
    await video.play();
    say.textContent = say.dataset.aim;
    await look(await makeReader());
  } catch (error) {
    close();
    part.hidden = false;
    say.textContent = reason(error);
  }
  return undefined;
}

part.querySelector('button').addEventListener('click', close);
