const isMac = /Mac|iP(hone|ad)/.test(globalThis.navigator?.platform ?? '');

const signs: Readonly<Record<string, string>> = {
  Escape: 'Esc',
  Delete: 'Del',
  Enter: '↵',
  ContextMenu: '☰',
  ...(isMac ? { Ctrl: '⌘', Shift: '⇧' } : {}),
};

/** A key as it is written on it: `Ctrl+Z`, `Esc`. */
export function keyLabel(key: string): string {
  return key
    .split('+')
    .map((part) => signs[part] ?? part)
    .join('+');
}
