import { type Lang, textsOf } from './texts.ts';

/**
 * An import warning in a language, with the numbers of the message it was raised with, or its place; else the message
 * itself.
 */
export function warningText(warning: { code: string; message: string; at?: unknown }, lang: Lang): string {
  const template = textsOf(lang).warningTemplates[warning.code];
  if (template === undefined) return warning.message;
  const numbers = warning.message.match(/(?<![\w.])-?\d+(\.\d+)?/g) ?? [];
  const filled = template
    .replace(/\{(\d)\}/g, (_, index) => numbers[Number(index)] ?? '{}')
    .replace('{at}', () => String(warning.at ?? ''));
  return filled.includes('{}') ? warning.message : filled;
}
