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

/** Devices of Windows, which takes no file of such a name, whatever its ending. */
const deviceName = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)/i;

/**
 * Letters, digits, dots, dashes and underscores of any script; nothing hidden, nothing that leaves the folder, and what Windows takes
 * for a name of a file or folder.
 */
function safeStem(stem: string): string {
  const cleaned = stem
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}._-]+/gu, '_')
    .replace(/^\.+/, '_');
  const cut = [...cleaned].slice(0, 60).join('');
  return cut.replace(/\.+$/, '_').replace(deviceName, '_$1') || '_';
}
