const KEY = 'podwright-theme';

/** Light or dark as the system has it, until the reader says otherwise. */
export function restoreTheme(): void {
  try {
    const chosen = localStorage.getItem(KEY);
    if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset['theme'] = chosen;
  } catch {
    // Browsers may refuse storage to a file that was opened from disk.
  }
}

export function toggleTheme(): void {
  const { dataset } = document.documentElement;
  const isDark = dataset['theme'] ? dataset['theme'] === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  const next = isDark ? 'light' : 'dark';
  dataset['theme'] = next;
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // see above
  }
}
