/** Order of texts by their code units, the same on every machine and in every language: −1, 0 or 1. */
export function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
