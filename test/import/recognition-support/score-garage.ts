/** Imports a drawing of a known garage and scores every level, or says why it was refused. */
import { type ImportResult, importDrawing } from '@diku/engine';
import { type GarageTruth, type LevelScore, scoreImport } from '../score-import.ts';
import { type DetailScore, scoreDetails } from './score-details.ts';

export type FullScore = LevelScore & DetailScore;

export interface GarageScore {
  /** Worst of the levels; undefined when the drawing was refused or a level is missing. */
  worst?: FullScore;
  /** Levels by name, as far as found. */
  levels: Record<string, FullScore>;
  failure?: string;
  result?: ImportResult;
  seconds: number;
}

export async function scoreGarage(bytes: Uint8Array, truth: GarageTruth): Promise<GarageScore> {
  const started = performance.now();
  const secondsOf = () => (performance.now() - started) / 1000;
  let result: ImportResult;
  try {
    result = await importDrawing(bytes);
  } catch (error) {
    return {
      failure: error instanceof Error ? error.message : String(error),
      levels: {},
      seconds: secondsOf(),
    };
  }
  const seconds = secondsOf();
  const scores = scoreImport(result.plan, result.levels, truth);
  const levels: Record<string, FullScore> = {};
  for (const level of truth.levels) {
    const score = scores[level.name];
    if (!score) return { failure: `level ${level.name} was not found`, levels, result, seconds };
    const found = result.plan.levels.find(({ id }) => id === level.name)!;
    const imported = result.levels.find(({ id }) => id === level.name)!;
    levels[level.name] = { ...score, ...scoreDetails(found, imported, level, truth) };
  }
  return { worst: worstOf(Object.values(levels)), levels, result, seconds };
}

function worstOf(levels: readonly FullScore[]): FullScore {
  const worst = { ...levels[0] };
  for (const level of levels.slice(1)) {
    for (const key of Object.keys(worst) as (keyof typeof worst)[]) {
      if (key === 'areaError') worst[key] = Math.max(worst[key], level[key]);
      else if (key === 'wallLengthRatio') {
        if (Math.abs(level[key] - 1) > Math.abs(worst[key] - 1)) worst[key] = level[key];
      } else worst[key] = Math.min(worst[key], level[key]);
    }
  }
  return worst;
}

/** Returns what falls under the bars of the import: empty when all are met. */
export function underBars({ worst, failure }: GarageScore): string[] {
  if (!worst) return [failure ?? 'not imported'];
  const misses: string[] = [];
  const min = (name: keyof typeof worst, bar: number) => {
    if (worst[name] < bar) misses.push(`${name} ${worst[name].toFixed(3)}`);
  };
  min('wallRecall', 0.95);
  min('wallPrecision', 0.95);
  if (worst.wallLengthRatio < 0.9 || worst.wallLengthRatio > 1.1) {
    misses.push(`wallLengthRatio ${worst.wallLengthRatio.toFixed(3)}`);
  }
  min('columnRatio', 0.98);
  min('bayRatio', 0.98);
  min('pointRatio', 0.98);
  min('openingRatio', 0.95);
  min('openingFamilyRatio', 0.95);
  if (worst.areaError > 0.01) misses.push(`areaError ${worst.areaError.toFixed(4)}`);
  return misses;
}

/** What bears on walls, floor and scale: where one of these is wrong, something of this must be asked. */
const weighty = new Set([
  'unit',
  'layer',
  'level-name',
  'outline',
  'registration',
  'wall',
  'wall-thickness',
  'column',
]);

/**
 * Returns what of the misses in walls, outline and scale nobody is told of: no doubt bears on them. Refusals are told.
 */
export function silentMisses({ worst, result }: GarageScore): string[] {
  if (!worst || !result) return [];
  const misses = [
    ...(worst.wallRecall < 0.95 ? ['walls missing'] : []),
    ...(worst.wallPrecision < 0.95 ? ['walls made up'] : []),
    ...(worst.areaError > 0.01 ? ['outline'] : []),
  ];
  return result.doubts.some(({ kind }) => weighty.has(kind)) ? [] : misses;
}
