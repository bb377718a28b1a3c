/** Hands a JSON document to the browser's downloads. @returns the file's name */
export function saveJson(value: unknown, stem: string, ending: string): string {
  const name = fileNameOf(stem, ending);
  const blob = new Blob([`${JSON.stringify(value, null, 1)}\n`], { type: 'application/json' });
  saveFile(blob, name);
  return name;
}

/** Hands a file to the browser's downloads. */
export function saveFile(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** A name that every file system takes. */
export function fileNameOf(stem: string, ending: string): string {
  return `${stem.replace(/[^\p{L}\p{N}_-]+/gu, '-') || 'plan'}.${ending}.json`;
}
