// Light or dark: the system's choice until someone makes their own, shared by the page and the shop inside it.

export type Theme = 'auto' | 'light' | 'dark';

const SAVED = 'baton-playground-theme';

/** The saved choice; `auto` follows the system. */
export function readTheme(): Theme {
  const saved = localStorage.getItem(SAVED);
  return saved === 'light' || saved === 'dark' ? saved : 'auto';
}

/** Keeps and shows a choice; the other documents of this page follow. */
export function saveTheme(theme: Theme): void {
  localStorage.setItem(SAVED, theme);
  applyTheme();
}

/** Shows the saved choice now, and again whenever another document changes it. */
export function followTheme(): void {
  applyTheme();
  window.addEventListener('storage', applyTheme);
}

function applyTheme(): void {
  document.documentElement.dataset.theme = readTheme();
}
