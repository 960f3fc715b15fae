// Finds bar codes in pictures where the browser cannot: a worker of its own, so that WebAssembly is allowed in here alone (the policy
// of the pages forbids it) and the page never waits for it. Loaded only once somebody presses the button of the camera.
'use strict';

const LIBRARY = '../../vendor/zxing-wasm/';
importScripts(`${LIBRARY}reader.js`);

ZXingWASM.prepareZXingModule({ overrides: { locateFile: (name) => new URL(LIBRARY + name, self.location).href } });

self.addEventListener('message', async ({ data }) => {
  const found = await ZXingWASM.readBarcodes(data, {
    formats: ['EAN13', 'Code128', 'QRCode'], eanAddOnSymbol: 'Read', tryHarder: true, maxNumberOfSymbols: 1,
  });
  self.postMessage(found.find((code) => code.isValid)?.text ?? '');
});
