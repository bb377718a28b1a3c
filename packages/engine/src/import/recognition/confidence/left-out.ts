import { foldTraditional } from '../../../core/index.ts';
import { type LeftOut, levelIdOf, levelNameOfTitle } from '../../../plan/index.ts';
import type { Drawing } from '../../drawing/drawing.ts';
import { describeLocation } from '../../drawing/level-drawing.ts';
import type { Cluster } from '../cluster-paths.ts';

/** A part of the drawing that was taken for no level. */
export function leftOutPart(
  { title, isOtherSheet, bounds, bays, columns, wallM }: Cluster,
  { isAlike }: { isAlike: boolean } = { isAlike: false },
): LeftOut {
  const middle = describeLocation([(bounds.minX + bounds.maxX) / 2, (bounds.minY + bounds.maxY) / 2]);
  return {
    ...{ name: title ?? middle, why: 'part', bays, columns, wallsM: Math.round(wallM) },
    ...(isOtherSheet ? { isOtherSheet } : {}),
    ...(isAlike ? { isAlike } : {}),
  };
}

/** Levels that the title of a plan names and that are not among those found. */
export function unfoundTitles(drawings: readonly Drawing[], foundIds: readonly string[]): LeftOut[] {
  const named = new Map<string, string>();
  for (const { text } of drawings.flatMap(({ texts }) => texts)) {
    if (text.length > 60 || text.includes('\n') || !isPlanTitle(text)) continue;
    const id = levelIdOf(text);
    if (id !== undefined && !foundIds.includes(id)) named.set(id, levelNameOfTitle(text));
  }
  return [...named].map(
    ([id, name]): LeftOut => ({ name: name === id ? id : `${id} ${name}`, why: 'title' }),
  );
}

/** The title of a plan and nothing else, not a note that speaks of one. */
function isPlanTitle(text: string): boolean {
  return /(平面(布置)?图|FLOOR PLAN|\bPLAN)\s*(1\s*[:：]\s*\d+)?\s*$/i.test(foldTraditional(text).trim());
}
