import type { Language } from '@diku/engine';
import type { BatchCounts } from '@diku/engine/documents';
import { cliText } from '../cli-text.ts';
import type { DamagedResult } from './run-batch.ts';

export function batchCountsText(
  { communities, met, notMet, undecidable, failed }: BatchCounts,
  retained: number,
  language: Language,
): string {
  const counts = cliText(language, 'batch.counts', { communities, met, notMet, undecidable, failed });
  return retained > 0 ? counts + cliText(language, 'batch.counts-kept', { kept: retained }) : counts;
}

/** Named on the terminal; the document has all. */
const maxDamagedShown = 20;

/** Says which results of an earlier run were made anew since they were damaged. */
export function damagedLines(damaged: readonly DamagedResult[], language: Language): string[] {
  const more = damaged.length - maxDamagedShown;
  return [
    ...damaged
      .slice(0, maxDamagedShown)
      .map(({ id, file }) => cliText(language, 'batch.damaged', { id, file })),
    ...(more > 0 ? [cliText(language, 'batch.more-damaged', { count: more })] : []),
  ];
}

/** A batch that waits for workers. */
interface Loneliness {
  build: string;
  /** Builds of the workers that are there, if any. */
  others: string;
  waitedS: number;
  maxS: number;
}

/** Says that no worker takes the jobs of a batch. */
export function noWorkerText({ build, others, waitedS, maxS }: Loneliness, language: Language): string {
  const values = { own: build, waited: waitedS, seconds: maxS };
  return others === ''
    ? cliText(language, 'batch.no-worker', values)
    : cliText(language, 'batch.no-worker-but', { ...values, others });
}

/**
 * Returns the range of remaining time beside the bar, in the unit that suits its end, whole, rounded outwards; nothing
 * while none is known.
 */
export function remainingText(range: { fromS: number; toS: number } | undefined, language: Language): string {
  if (!range) return '';
  const { fromS, toS } = range;
  const step = toS < 120 ? 0 : toS < 7200 ? 1 : 2;
  const unitS = 60 ** step;
  const from = Math.floor(fromS / unitS);
  const to = Math.ceil(toS / unitS);
  const unit = (['second', 'minute', 'hour'] as const)[step];
  return cliText(language, 'batch.remaining', {
    range: `${from === to ? '' : `${from}–`}${to}`,
    unit: cliText(language, `batch.unit-${unit}`),
  });
}
