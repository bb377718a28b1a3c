/** JSON for files that people read and diff: two spaces, arrays of numbers on one line. */
export function formatJson(document: unknown): string {
  const numbers = /\[\n\s*(-?[\d.eE+-]+(?:,\n\s*-?[\d.eE+-]+)*)\n\s*\]/g;
  const text = JSON.stringify(document, null, 2).replace(numbers, (_, inside: string) => {
    return `[${inside.replace(/,\n\s*/g, ', ')}]`;
  });
  return `${text}\n`;
}
