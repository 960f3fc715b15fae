// On each page of the desk: installs the worker that keeps the desk for a time without a network, and sends what waits.
'use strict';

import { words } from './echo.js';
import './sound.js';
import { send, whenSent } from './waiting.js';

const { worker, scope } = words;
if ('serviceWorker' in navigator) navigator.serviceWorker.register(worker, { scope }).catch(() => {}); // without it, all else works
if (!document.querySelector('.nx-scan')) whenSent(() => location.reload()); // figures of before
send();
