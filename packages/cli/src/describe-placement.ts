import { type Placement, textsOf } from '@diku/engine';
import { type Language, texts } from './texts.ts';

const mostLines = 12;

/** Number of antennas against its lower bound, and what no placement can serve. */
export function describePlacement(placement: Placement, language: Language): string {
  const words = texts[language];
  const { translations } = textsOf(language);
  const lines = [words.antennas(placement.antennas, placement.lowerBound)];
  if (placement.timeLimitStruck) lines.push(words.cutShort);
  for (const level of placement.emptyLevels ?? []) lines.push(words.emptyLevel(level));
  const isExplained = placement.unserved.length > 0 || placement.emptyLevels !== undefined;
  if (placement.status === 'infeasible' && placement.unserved.length > 0) lines.push(words.infeasible);
  if (placement.status === 'infeasible' && !isExplained) lines.push(words.beyondReach);
  for (const { level, pointId, position, reason } of placement.unserved.slice(0, mostLines)) {
    lines.push(
      words.unserved([level, pointId].filter(Boolean).join(' '), position, translations[reason] ?? reason),
    );
  }
  if (placement.unserved.length > mostLines) lines.push(`  … ${placement.unserved.length - mostLines}`);
  return lines.join('\n');
}
