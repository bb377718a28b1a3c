import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readDwg } from '../../packages/engine/src/import/formats/dwg/read-dwg.ts';
import { readDrawing } from '../../packages/engine/src/import/formats/read-drawing.ts';
import { refusal } from './timed-import.ts';

const shared = fileURLToPath(new URL('../../../shared/data/real/', import.meta.url));
/** `DIKU_DWG` names a folder with the files of the table that may not be stored. */
const folders = [shared, process.env.DIKU_DWG ?? ''].filter((folder) => folder !== '' && existsSync(folder));
const aec = join(shared, 'plans/AecObjects.dwg');

interface Counted {
  file: string;
  sha256: string;
  /**
   * Entities in model space: as LibreDWG counts them, of ACadSharp's `sample_…` of R2004 and later, of which it reads
   * fewer, as AutoCAD wrote them to DXF beside it.
   */
  entities?: number;
  /** Entities in all blocks and spaces, with the parts of polylines and inserts, as LibreDWG counts them. */
  allEntities?: number;
}

const table = JSON.parse(
  readFileSync(new URL('dwg-support/entity-counts.json', import.meta.url), 'utf8'),
) as Counted[];

function drawings(): Map<string, Uint8Array> {
  const found = new Map<string, Uint8Array>();
  for (const folder of folders) {
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      if (!/\.dwg$/i.test(name)) continue;
      const bytes = new Uint8Array(readFileSync(join(folder, name)));
      found.set(createHash('sha256').update(bytes).digest('hex'), bytes);
    }
  }
  return found;
}

describe('drawings of others have the entities that an independent reader counts', () => {
  const files = drawings();
  const present = table.filter(({ sha256 }) => files.has(sha256));
  it.skipIf(present.length === 0)(`${present.length} of ${table.length} files are here`, async () => {
    for (const { file, sha256, entities, allEntities } of present) {
      const counted = await entityCounts(files.get(sha256)!);
      const [found, expected] =
        entities === undefined ? [counted.all, allEntities!] : [counted.modelSpace, entities];
      expect(Math.abs(found - expected), file).toBeLessThanOrEqual(0.01 * expected);
    }
  });
});

/** Counts entities of model space, without the parts of polylines and inserts, and all there are. */
async function entityCounts(bytes: Uint8Array): Promise<{ modelSpace: number; all: number }> {
  try {
    const { entities, tags } = await readDwg(bytes);
    const isInLayout = (first: number, end: number) => tags.codes.subarray(first, end).includes(67);
    const isPart = (type: string) => type === 'VERTEX' || type === 'ATTRIB';
    const drawn = entities.filter(({ type, first, end }) => !isPart(type) && !isInLayout(first, end));
    return {
      modelSpace: drawn.length,
      all: tags.codes.subarray(0, tags.count).filter((code) => code === 0).length,
    };
  } catch (error) {
    if (/nothing drawn/.test((error as Error).message)) return { modelSpace: 0, all: 0 };
    throw error;
  }
}

describe.skipIf(!existsSync(aec))('objects of an architectural program with a box in place of each', () => {
  const bytes = existsSync(aec) ? new Uint8Array(readFileSync(aec)) : new Uint8Array();

  it('are counted and named, and not drawn', async () => {
    const { sheets, missing, warnings } = await readDrawing(bytes);
    expect(sheets[0].drawing.paths).toEqual([]);
    expect(sheets[0].drawing.ignored).toEqual({ AEC_WALL: 1, AEC_DOOR: 1, AEC_WINDOW: 2 });
    expect(missing?.objects).toBe(4);
    expect(warnings[0].message).toMatch(/without graphics: AEC_DOOR × 1 \(A-Door\)/);
  });

  it('are what the refusal names, with the way out', async () => {
    expect(await refusal(bytes)).toMatch(/objects without graphics.*1 × AEC_WALL.*explode the objects/);
  });
});
