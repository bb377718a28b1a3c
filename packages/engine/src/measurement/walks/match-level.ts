import { type Level, levelIdOf } from '../../plan/index.ts';

/** The level that a word of the file means: its id, its name, or another way to say B1 (-1, 负一层, B1F, B1M). */
export function createLevelMatcher(levels: readonly Level[]): (text: string) => Level | undefined {
  const kept = new Map<string, Level | undefined>();
  return (text) => {
    if (!kept.has(text)) kept.set(text, matchLevel(levels, text));
    return kept.get(text);
  };
}

function matchLevel(levels: readonly Level[], text: string): Level | undefined {
  const folded = fold(text);
  if (folded === '') return undefined;
  const exact = levels.find(({ id, name }) => fold(id) === folded || (name && fold(name) === folded));
  if (exact) return exact;
  const minus = /^-(\d)(?:\.0+)?$/.exec(folded)?.[1];
  const id = minus ? `B${minus}` : levelIdOf(text.normalize('NFKC').replace(/[−–—]/g, '-'));
  const alike = levels.filter(
    (level) => fold(level.id) === id || (level.name && levelIdOf(level.name) === id),
  );
  return id !== undefined && alike.length === 1 ? alike[0] : undefined;
}

function fold(text: string): string {
  return text.normalize('NFKC').replace(/[−–—]/g, '-').replace(/\s+/g, '').toUpperCase();
}
