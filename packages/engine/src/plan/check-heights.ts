import { type LocalizedProblem, say } from '../core/index.ts';
import type { Level } from './schema.ts';

/** Walls and beams whose lower edge is not below their upper one. */
export function checkHeights(level: Level, at: string, problems: LocalizedProblem[]): void {
  for (const list of ['walls', 'beams'] as const) {
    level[list]?.forEach(({ bottomM = 0, topM }, index) => {
      if (topM === undefined || bottomM < topM) return;
      problems.push({
        at: `${at}.${list}[${index}].topM`,
        found: say('top-and-bottom', { top: topM, bottom: bottomM }),
        expected: say('more-than-bottom'),
      });
    });
  }
}

/** Walls and beams that a level's clear height leaves no room for. */
export function heightWarnings(level: Level, at: string): LocalizedProblem[] {
  const warnings: LocalizedProblem[] = [];
  for (const list of ['walls', 'beams'] as const) {
    level[list]?.forEach(({ bottomM = 0, topM }, index) => {
      const path = `${at}.${list}[${index}]`;
      const expected = say('within-clear-height', { clear: level.clearHeightM });
      if (bottomM >= level.clearHeightM) {
        warnings.push({ at: `${path}.bottomM`, found: say('above-ceiling', { height: bottomM }), expected });
      } else if (topM !== undefined && topM > level.clearHeightM) {
        warnings.push({ at: `${path}.topM`, found: say('above-ceiling', { height: topM }), expected });
      }
    });
  }
  return warnings;
}
