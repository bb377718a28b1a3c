import { isListed, type PlanChange } from '../store/plan-change.ts';
import type { TextKey } from '../texts/language.ts';
import { text } from '../texts/language.ts';

const stepNames: Record<string, TextKey> = {
  move: 'stepMove',
  change: 'stepChange',
  add: 'stepAdd',
  remove: 'stepRemove',
  copy: 'stepCopy',
  open: 'stepOpen',
  place: 'stepPlaceAll',
  network: 'stepNetwork',
  correct: 'stepCorrect',
  relayer: 'stepRelayer',
  rescale: 'stepRescale',
  variant: 'stepVariant',
  accept: 'stepAccept',
};

/** `移动墙 ×3`: what a step did, and to what. */
export function stepName({ name, records }: PlanChange): string {
  const kinds = records.flatMap((record) =>
    isListed(record) || record.kind === 'level' ? [record.kind] : [],
  );
  // Feeders that go with what they end at are not what was meant.
  const meant = kinds.some((kind) => kind !== 'cable') ? kinds.filter((kind) => kind !== 'cable') : kinds;
  const counts = new Map<string, number>();
  for (const kind of meant) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const what = [...counts].map(([kind, count]) => {
    const word = text(`kind_${kind}` as TextKey);
    return count > 1 ? `${word} ×${count}` : word;
  });
  return text(stepNames[name] ?? 'stepOpen', { what: what.join(', ') });
}
