/** @module-tag thorough */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { floorDxf, importDrawing, type Plan, parsePlan } from '@diku/engine';
import { diagramDxf, planXlsx } from '@diku/engine/documents';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listPassages, networkBill } from '../../packages/engine/src/design/index.ts';
import {
  auditDrawings,
  differingRows,
  findCalc,
  findEzdxf,
  findPython,
  formulaCount,
  recountDrawings,
} from '../../scripts/lib/document-readers.mjs';
import { addNetwork } from './construction-support/networked-garage.ts';

const python = findEzdxf();
const plainPython = findPython();
const office = findCalc();
if (!python) console.warn('drawings are not audited: no Python with ezdxf (apt-get install python3-ezdxf)');
if (!plainPython) console.warn('drawings are not recounted: no Python');
if (!office)
  console.warn('workbooks are not computed: no LibreOffice Calc (apt-get install libreoffice-calc)');

/** Slow to start, both of them, on a busy machine. */
const timeout = 180_000;
const drawing = new Uint8Array(
  readFileSync(new URL('../../examples/garage-two-levels.dxf', import.meta.url)),
);
let plan: Plan;
const folder = mkdtempSync(join(tmpdir(), 'diku-readers-'));
afterAll(() => rmSync(folder, { recursive: true }));

beforeAll(async () => {
  const imported = await importDrawing(drawing, { fileName: 'garage-two-levels.dxf' });
  const antennas = imported.plan.levels.flatMap(({ id, columns = [] }) =>
    columns
      .filter((_, index) => index % 12 === 0)
      .map(({ center }, index) => ({
        ...{ id: `ANT${index + 1}-${id}`, level: id, position: center, heightM: 2.4 },
        ...{ type: 'ceiling-omni' as const, cell: 'S1', carriers: ['*'] },
      })),
  );
  plan = parsePlan(addNetwork({ ...imported.plan, antennas }));
});

function written(name: string, bytes: Uint8Array): string {
  const file = join(folder, name);
  writeFileSync(file, bytes);
  return file;
}

describe('documents in programs that others wrote', () => {
  it.skipIf(!python)(
    'ezdxf finds nothing wrong with any drawing, and something with spoiled ones',
    { timeout },
    () => {
      const files = [
        written('floor.dxf', floorDxf(plan, { lang: 'zh' })),
        written('diagram.dxf', diagramDxf(plan, { lang: 'en' })),
        written('over.dxf', floorDxf(plan, { lang: 'zh', over: drawing })),
      ];
      const text = readFileSync(files[2], 'latin1');
      const spoiled = written('spoiled.dxf', Buffer.from(text.replace(/DIKU-CABLE/, 'DIKU-GONE'), 'latin1'));
      const cut = written('cut.dxf', Buffer.from(text.slice(0, text.length / 2), 'latin1'));
      const found = auditDrawings(python as string, [...files, spoiled, cut]);
      for (const file of files) expect(found[file]).toEqual([]);
      expect(found[spoiled]).toEqual(['entities on a layer without an entry: DIKU-CABLE']);
      expect(found[cut].length).toBeGreaterThan(0);
    },
  );

  it.skipIf(!plainPython)(
    'a script that knows group codes alone counts bill, ways through walls and stairs, and what is amiss',
    { timeout },
    () => {
      const bytes = Buffer.from(floorDxf(plan, { lang: 'zh' }));
      const file = written('recount.dxf', bytes);
      const text = bytes.toString('latin1');
      /** Entities of a kind moved to another layer, the first or all. */
      const moved = (kind: string, layer: string, flags: string) =>
        text.replace(
          new RegExp(`  0\\r\\n${kind}\\r\\n(?:(?!  0\\r\\n)[^])*?\\r\\n  8\\r\\n${layer}\\r\\n`, flags),
          (entity) => entity.replace(layer, 'DIKU-LABEL'),
        );
      const [fewerBlocks, fewerCourses] = [
        moved('INSERT', 'DIKU-PENETRATION', ''),
        moved('LWPOLYLINE', 'DIKU-CABLE-SEVEN-EIGHTHS', 'g'),
      ].map((content, index) => written(`recount${index}.dxf`, Buffer.from(content, 'latin1')));
      const found = recountDrawings(plainPython as string, [file, fewerBlocks, fewerCourses]);
      const { items } = networkBill(plan);
      const billed = items.map(({ part, quantity }) => [part, Number(quantity.toFixed(3))]);
      expect(found[file]).toMatchObject({ bill: Object.fromEntries(billed), missing: [], surplus: [] });
      expect(found[file].ways).toBeGreaterThan(10);
      expect(found[file].slabs[0]).toBe(found[file].slabs[1]);
      const inStairsM = listPassages(plan).inStairs.reduce((sum, { lengthM }) => sum + lengthM, 0);
      expect(inStairsM).toBeGreaterThan(1);
      expect(Math.abs(found[file].stairsM - inStairsM)).toBeLessThan(0.5);
      expect(found[fewerBlocks].missing).toHaveLength(1);
      expect(found[fewerCourses].surplus.length).toBeGreaterThan(0);
      expect(found[fewerCourses].surplus.length + found[fewerCourses].ways).toBe(found[file].ways);
    },
  );

  it.skipIf(!office)(
    'Calc computes what the workbook says, and tells another number apart',
    { timeout },
    () => {
      const workbook = planXlsx(plan, { lang: 'zh' });
      expect(formulaCount(workbook)).toBeGreaterThan(20);
      const parts = unzipSync(workbook);
      const name = 'xl/worksheets/sheet1.xml';
      parts[name] = strToU8(strFromU8(parts[name]).replace(/(<\/f><v>)(\d)/, '$19'));
      const [found, spoiled] = differingRows(office as string, [workbook, zipSync(parts)]);
      expect(found).toEqual([]);
      expect(spoiled).toHaveLength(1);
    },
  );
});
