import { say } from '@diku/engine/core';
import { usageError } from './exit-status.ts';

/**
 * `--frequencyMhz 3500 --los --walls '[…]'` as an inputs object. Keys are the model's own names; kebab-case is
 * accepted too (`--frequency-mhz`). Values are JSON where they parse as such, else text; a bare option is `true`,
 * `--no-los` is `los: false`. Status 64 for anything else.
 */
export function parseModelInputs(words: readonly string[]): Record<string, unknown> {
  const inputs: Record<string, unknown> = {};
  for (let index = 0; index < words.length; index += 1) {
    const [, name, attached] = /^--([A-Za-z][\w-]*)(?:=([\s\S]*))?$/.exec(words[index]) ?? [];
    if (name === undefined) throw usageError(say('model-inputs'), `"${words[index]}"`, '--inputName value');
    const next = words[index + 1];
    if (attached !== undefined) inputs[camelCase(name)] = parseValue(attached);
    else if (next === undefined || next.startsWith('--')) {
      const negated = name.startsWith('no-');
      inputs[camelCase(negated ? name.slice(3) : name)] = !negated;
    } else {
      inputs[camelCase(name)] = parseValue(next);
      index += 1;
    }
  }
  return inputs;
}

function camelCase(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function parseValue(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
