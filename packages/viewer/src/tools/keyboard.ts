/**
 * Runs commands by key, but not while someone types in a field or a list.
 * @param run gets the character, or `Ctrl+` before it; says whether that is a command's key
 * @param type is asked first: what is typed belongs to a drawing under way
 */
export function bindKeys(
  run: (key: string) => boolean,
  arrows: (key: string, withShift: boolean) => boolean,
  type: (key: string) => boolean,
): void {
  window.addEventListener('keydown', (event) => {
    const isIn = (places: string) => event.target instanceof Element && event.target.closest(places) !== null;
    // A menu takes every key itself.
    if (isIn('[role="menu"]')) return;
    const name = keyName(event);
    const inField = isIn('input, select, textarea, [role="dialog"]');
    // Copying in a field, or words of the page, is the browser's.
    const isCopying = /^Ctrl\+[ACVX]$/.test(name);
    if (isCopying && (inField || getSelection()?.isCollapsed === false)) return;
    if (inField && !name.startsWith('Ctrl+') && name !== 'Escape') return;
    const isPlain = !event.ctrlKey && !event.altKey && !event.metaKey;
    // Space presses a button.
    const isCharacter = event.key.length === 1 && event.key !== ' ';
    if (isPlain && (isCharacter || !isIn('button')) && type(event.key)) {
      event.preventDefault();
      return;
    }
    if (event.key.startsWith('Arrow') && !event.ctrlKey && !event.altKey && !event.metaKey) {
      if (arrows(event.key, event.shiftKey)) event.preventDefault();
      return;
    }
    if (run(name)) event.preventDefault();
  });
}

function keyName(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  if (event.ctrlKey || event.metaKey) return `Ctrl+${event.shiftKey ? 'Shift+' : ''}${key}`;
  return event.altKey ? `Alt+${key}` : key;
}
