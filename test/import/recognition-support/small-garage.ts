/** The small garage of the tests, with something added to it or taken away. */
import { type ImportResult, importDrawing } from '@diku/engine';
import { dxfBytes, smallGarage, type Tag } from '../drawing-support.ts';

export const { blocks, entities } = smallGarage();
export const importParts = (added: readonly Tag[], parts: readonly Tag[] = entities): Promise<ImportResult> =>
  importDrawing(dxfBytes({ blocks, entities: [...parts, ...added] }), { units: 'mm' });
/** The entities that are not on a layer. */
export const without = (layer: string): Tag[] => {
  const tags: Tag[] = [];
  for (let i = 0; i < entities.length; ) {
    let end = i + 1;
    while (end < entities.length && entities[end][0] !== 0) end++;
    const record = entities.slice(i, end);
    if (!record.some(([code, value]) => code === 8 && value === layer)) tags.push(...record);
    i = end;
  }
  return tags;
};
