/** What a key asks for. `key` is the character, or `Ctrl+` before it. */
export type KeyBindings = Record<string, () => unknown>;

/** Runs commands by key, but not while someone types in a field or a list. */
export function bindKeys(bindings: KeyBindings, arrows: (key: string, withShift: boolean) => boolean): void {
  window.addEventListener('keydown', (event) => {
    const inField =
      event.target instanceof Element && event.target.closest('input, select, textarea, dialog');
    const name = keyName(event);
    if (inField && !name.startsWith('Ctrl+') && name !== 'Escape') return;
    if (event.key.startsWith('Arrow') && !event.ctrlKey && !event.altKey && !event.metaKey) {
      if (arrows(event.key, event.shiftKey)) event.preventDefault();
      return;
    }
    const command = bindings[name];
    if (!command) return;
    event.preventDefault();
    command();
  });
}

function keyName(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  if (event.ctrlKey || event.metaKey) return `Ctrl+${event.shiftKey ? 'Shift+' : ''}${key}`;
  return event.altKey ? `Alt+${key}` : key;
}
