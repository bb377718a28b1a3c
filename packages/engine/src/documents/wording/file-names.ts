/** Gives each thing of one folder a safe file name (without extension) of its own, also where case does not count. */
export function createFileNamer(): (stem: string) => string {
  const taken = new Set<string>();
  return (stem) => {
    const safe = safeStem(stem);
    for (let attempt = 1; ; attempt += 1) {
      const name = attempt === 1 ? safe : `${safe}-${attempt}`;
      if (taken.has(name.toLowerCase())) continue;
      taken.add(name.toLowerCase());
      return name;
    }
  };
}

/** Letters, digits, dots, dashes and underscores of any script; nothing hidden, nothing that leaves the folder. */
function safeStem(stem: string): string {
  const cleaned = stem
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}._-]+/gu, '_')
    .replace(/^\.+/, '_');
  return [...cleaned].slice(0, 60).join('') || '_';
}
