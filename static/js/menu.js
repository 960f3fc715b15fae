// The menus are <details> and open without script; this closes them on Escape and on a click elsewhere, as people expect of menus.
'use strict';

const openMenus = () => document.querySelectorAll('.nx-acct[open], .nx-menu[open], .nx-nav__more[open]');

document.addEventListener('click', (event) => {
  for (const menu of openMenus()) if (!menu.contains(event.target)) menu.open = false;
});

document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  for (const menu of openMenus()) {
    menu.open = false;
    menu.querySelector('summary').focus();
  }
});
