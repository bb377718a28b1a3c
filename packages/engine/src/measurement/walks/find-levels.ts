import { InputError, type Phrase, say } from '../../core/index.ts';
import { type Level, levelIdOf, type Plan } from '../../plan/index.ts';
import type { Preamble } from './read-preamble.ts';
import type { TableHead } from './read-table.ts';
import type { WalkOptions } from './walk.ts';
import type { WalkRows } from './walk-rows.ts';

export interface LevelContext {
  options: WalkOptions;
  preamble: Preamble;
  assumptions: Phrase[];
  /** True where way-points say the level of what lies between them. */
  byMarks: boolean;
}

/** The level of each row; undefined where its word means none of the plan's. */
export function findLevels(
  plan: Plan,
  rows: WalkRows,
  head: TableHead,
  context: LevelContext,
): (Level | undefined)[] {
  const match = createLevelMatcher(plan.levels);
  const { options, assumptions } = context;
  if (head.columns.some(({ role }) => role === 'level')) {
    const defaultLevel = options.levelId ? match(options.levelId) : onlyOf(plan.levels);
    return rows.levels.map((word) => (word === '' ? defaultLevel : match(word)));
  }
  const byEvents = levelsByEvents(rows, match);
  if (byEvents && options.levelId === undefined && plan.levels.length > 1) {
    const found = [...new Set(byEvents)].flatMap((level) => (level ? [level.id] : []));
    assumptions.push(say('walk-level-by-event', { list: found.join(', ') }));
    return byEvents;
  }
  if (context.byMarks && options.levelId === undefined) return rows.lines.map(() => onlyOf(plan.levels));
  const level = levelOfFile(plan, context, match);
  return rows.lines.map(() => level);
}

const levelEvent =
  /(?:floor|level|storey|story|楼层|层)\s*(?:change(?:d)?|to|变更|切换|为|至|到|[:=>\s-])*([a-z]{0,2}-?\d{1,2}[a-z]?)\s*$/i;
const levelWord = /^(?:到达|进入|切换到|楼层)?\s*(地下[一二三四五]层|负[一二三四五]层|[bl]\d[fm]?)$/i;

/** The level that the last event before each row names; undefined where no event names one. */
function levelsByEvents(
  rows: WalkRows,
  match: (text: string) => Level | undefined,
): (Level | undefined)[] | undefined {
  let current: Level | undefined;
  let isNamed = false;
  const levels = rows.events.map((event) => {
    const word =
      event === '' || event.length > 60 ? undefined : (levelEvent.exec(event) ?? levelWord.exec(event))?.[1];
    const level = word === undefined ? undefined : match(word);
    if (level) {
      current = level;
      isNamed = true;
    }
    return current;
  });
  return isNamed ? levels : undefined;
}

function levelOfFile(
  plan: Plan,
  { options: { levelId, fileName }, preamble, assumptions }: LevelContext,
  match: (text: string) => Level | undefined,
): Level {
  const list = plan.levels.map(({ id }) => id).join(', ');
  if (levelId !== undefined) {
    const level = match(levelId);
    if (level) return level;
    throw new InputError([{ at: 'level', found: `"${levelId}"`, expected: say('one-of', { list }) }]);
  }
  const only = onlyOf(plan.levels);
  if (only) return only;
  const stated = preamble.level === undefined ? undefined : match(preamble.level);
  if (stated) {
    assumptions.push(say('walk-level-by-header', { level: stated.id }));
    return stated;
  }
  const stem = (fileName ?? '').replace(/\.[^.]*$/, '');
  const named =
    plan.levels.find(({ id }) => stem.split(/[\s_.\-()（）]+/).includes(id)) ?? match(levelIdOf(stem) ?? '');
  if (named) {
    assumptions.push(say('walk-level-by-name', { level: named.id }));
    return named;
  }
  throw new InputError([
    {
      at: say('walk-header'),
      found: say('walk-no-level-column'),
      expected: say('walk-level-column', { list }),
    },
  ]);
}

function onlyOf<Item>(items: readonly Item[]): Item | undefined {
  return items.length === 1 ? items[0] : undefined;
}

/** The level that a word of the file means: its id, its name, or another way to say B1 (-1, 负一层, B1F, B1M). */
export function createLevelMatcher(levels: readonly Level[]): (text: string) => Level | undefined {
  const cached = new Map<string, Level | undefined>();
  return (text) => {
    if (!cached.has(text)) cached.set(text, matchLevel(levels, text));
    return cached.get(text);
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
