// Two sounds: one high note is good; two ask to look up. They can be switched off, and stay off on this device.
'use strict';

const TONES = { done: [880], soon: [520, 520], late: [220, 180] }; // Hz
const QUIET = 'nusxa-quiet';
let sound;

const quiet = () => localStorage.getItem(QUIET) === 'yes';

export function play(tone) {
  if (quiet()) return;
  // Made after a key was pressed, as browsers ask; where one still holds it back, the echo on the page says the same.
  sound ??= new AudioContext();
  if (sound.state === 'suspended') sound.resume().catch(() => {});
  (TONES[tone] ?? []).forEach((pitch, index) => {
    const note = sound.createOscillator();
    const volume = sound.createGain();
    const at = sound.currentTime + index * 0.16;
    note.frequency.value = pitch;
    volume.gain.setValueAtTime(0.15, at);
    volume.gain.exponentialRampToValueAtTime(0.001, at + 0.14);
    note.connect(volume).connect(sound.destination);
    note.start(at);
    note.stop(at + 0.15);
  });
}

const button = document.querySelector('[data-sound]');
if (button) {
  const show = () => button.setAttribute('aria-pressed', String(!quiet()));
  button.parentElement.hidden = false;
  button.addEventListener('click', () => {
    localStorage.setItem(QUIET, quiet() ? 'no' : 'yes');
    show();
    play('done');
  });
  show();
}
