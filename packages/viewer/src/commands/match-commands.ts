import { languages } from '../texts/language.ts';
import { type Command, commandName } from './command.ts';

/** Commands whose name holds every word of the query, in either language, those that begin with it first. */
export function matchCommands(commands: readonly Command[], query: string): Command[] {
  const words = query.trim().toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [...commands];
  const ranked = commands.flatMap((command) => {
    const lower = languages.map((each) => commandName(command, each).toLowerCase());
    const spoken = lower.join(' ');
    if (!words.every((word) => spoken.includes(word))) return [];
    const isFirst = lower.some((name) => name.startsWith(words[0]));
    return [{ command, rank: isFirst ? 0 : 1 }];
  });
  return ranked.sort((a, b) => a.rank - b.rank).map(({ command }) => command);
}
