import {
  type ImportResult,
  importDrawing,
  parseCorrections,
  phraseText,
  type ReadDrawing,
  readDrawing,
  recogniseDrawing,
} from '@diku/engine';
import {
  type Answer,
  answerDoubt,
  type Corrections,
  type Doubt,
  emptyCorrections,
} from '@diku/engine/import';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { isLong } from '../support/is-long.ts';
import { dxfBytes, insert, line, smallGarage, text } from './drawing-support.ts';

const bytes = dxfBytes(smallGarage());
let read: ReadDrawing;
let plain: ImportResult;
beforeAll(async () => {
  read = await readDrawing(bytes);
  plain = recogniseDrawing(read);
});

function corrected(corrections: Partial<Corrections>): ImportResult {
  return recogniseDrawing(read, { corrections: { ...emptyCorrections(), ...corrections } });
}

/** Kinds and ids of everything on the levels. */
function objectsOf({ plan }: ImportResult): string[] {
  return plan.levels.flatMap((level) =>
    (['walls', 'columns', 'openings', 'bays', 'points', 'zones', 'facilities'] as const).flatMap((list) =>
      (level[list] ?? []).map(({ id }) => `${list} ${id}`),
    ),
  );
}

function codes({ warnings }: ImportResult): string[] {
  return warnings.map(({ code }) => code);
}

function doubtAbout({ doubts }: ImportResult, kind: Doubt['kind']): Doubt {
  const found = doubts.find((doubt) => doubt.kind === kind);
  if (!found) throw new Error(`no doubt about ${kind}`);
  return found;
}

describe('evidence of a small garage', () => {
  it('covers every object of the plan once, with a confidence, a reason and a reference of its own', () => {
    const listed = plain.evidence.filter(({ kind }) => !['drawing', 'layer', 'level'].includes(kind));
    expect(listed.map(({ id }) => id).sort()).toEqual(
      objectsOf(plain)
        .map((each) => each.split(' ')[1])
        .sort(),
    );
    expect(new Set(listed.map(({ reference }) => reference)).size).toBe(listed.length);
    for (const { confidence, facets } of plain.evidence) {
      expect(facets.length).toBeGreaterThan(0);
      expect(confidence).toBe(Math.min(...facets.map((facet) => facet.confidence)));
      for (const { confidence: each, reason } of facets) {
        expect(each).toBeGreaterThanOrEqual(0);
        expect(each).toBeLessThanOrEqual(1);
        expect(phraseText(reason.said, 'zh')).toMatch(/\p{Script=Han}/u);
        expect(phraseText(reason.said, 'en')).toMatch(/^[\x20-\x7e]+$/);
      }
    }
  });

  it('is the same from bytes and from a drawing read once, however often', async () => {
    const first = JSON.stringify(await importDrawing(bytes));
    expect(JSON.stringify(recogniseDrawing(read))).toBe(first);
    corrected({ units: 'cm', layers: { 'A-WALL': 'shear-wall' } });
    expect(JSON.stringify(recogniseDrawing(read))).toBe(first);
  });

  it('keeps the plan file free of it', () => {
    expect(JSON.stringify(plain.plan.levels)).not.toMatch(/confidence|reason|doubt/);
  });
});

describe('corrections', () => {
  it('reject, and only that: any object, whatever else is decided (seed 31)', () => {
    const things = plain.evidence.filter(({ kind }) => !['drawing', 'layer', 'level'].includes(kind));
    fc.assert(
      fc.property(
        fc.constantFrom(...things),
        fc.constantFrom(undefined, 0, 90, -90, 180),
        fc.constantFrom<Corrections['levels']>(
          {},
          { B2: { id: 'B3', name: '地下三层' } },
          { B2: { shiftM: [12, -7] } },
        ),
        (thing, rotationDeg, levels) => {
          const without = corrected({ reject: [thing.reference], rotationDeg, levels });
          const withAll = corrected({ rotationDeg, levels });
          const gone = objectsOf(withAll).filter((each) => !objectsOf(without).includes(each));
          expect(codes(without)).not.toContain('correction-unmatched');
          expect(gone).toHaveLength(1);
          const retained = withAll.evidence.find(({ reference }) => reference === thing.reference);
          expect(gone[0].split(' ')[1]).toBe(retained?.id);
        },
      ),
      { seed: 31, numRuns: isLong ? 60 : 6 },
    );
  });

  it('set what a group of walls is made of; the doubt is gone and the rest stays', () => {
    const doubt = doubtAbout(plain, 'wall-material');
    const result = corrected({ set: { [doubt.id]: { material: 'brick', thicknessM: 0.24 } } });
    const [before] = plain.plan.levels;
    const [after] = result.plan.levels;
    for (const wall of after.walls ?? []) {
      const same = before.walls?.find(({ id }) => id === wall.id);
      if (doubt.target.includes(wall.id))
        expect(wall).toEqual({ ...same, material: 'brick', thicknessM: 0.24 });
      else expect(wall).toEqual(same);
    }
    expect(result.doubts.map(({ id }) => id)).toEqual(
      plain.doubts.map(({ id }) => id).filter((id) => id !== doubt.id),
    );
  });

  it('set kind and state of one opening by its reference', () => {
    const door = plain.evidence.find(({ kind }) => kind === 'opening')!;
    const open = corrected({ set: { [door.reference]: { kind: 'fire-shutter' } } });
    expect(open.plan.levels[0].openings?.[0]).toMatchObject({ kind: 'fire-shutter', state: 'open' });
    const closed = corrected({ set: { [door.reference]: { kind: 'fire-shutter', state: 'closed' } } });
    expect(closed.plan.levels[0].openings?.[0]).toMatchObject({ kind: 'fire-shutter', state: 'closed' });
  });

  it('re-class a layer before anything is recognised', () => {
    const kinds = (result: ImportResult) => new Set(result.plan.levels[0].walls?.map(({ kind }) => kind));
    expect(kinds(plain)).not.toContain('civil-defence');
    expect(kinds(corrected({ layers: { 'A-WALL': 'civil-defence-wall' } }))).toContain('civil-defence');
    expect(corrected({ layers: { 'S-COLU': 'other' } }).plan.levels[0].columns).toEqual([]);
  });

  it('re-scale, re-name, give heights, move', () => {
    const result = corrected({
      units: 0.0005,
      levels: { B2: { id: 'B1', name: '人防层', elevationM: -5.5, clearHeightM: 2.2, shiftM: [100, 0] } },
    });
    const [level] = result.plan.levels;
    expect(level).toMatchObject({ id: 'B1', name: '人防层', elevationM: -5.5, clearHeightM: 2.2 });
    expect(result.levels[0].areaM2).toBeCloseTo(plain.levels[0].areaM2 / 4, 0);
    expect(Math.min(...level.outline.map(([x]) => x))).toBeCloseTo(100, 2);
    expect(result.levels[0].transform).toMatchObject({ metresPerUnit: 0.0005 });
  });

  it('that match nothing or do not fit are warnings, and change nothing', () => {
    const wall = plain.evidence.find(({ kind }) => kind === 'wall')!;
    const result = corrected({
      reject: ['column:999999,999999', 'no such group'],
      accept: ['bay:1,1'],
      set: { [wall.reference]: { state: 'open' } },
      levels: { B9: { name: '?' } },
    });
    expect(codes(result).filter((code) => code === 'correction-unmatched')).toHaveLength(4);
    expect(codes(result)).toContain('correction-unusable');
    expect(result.plan).toEqual(plain.plan);
  });

  it('refuse two levels of one id', async () => {
    const { blocks, entities } = smallGarage();
    const second = [
      ...entities.map(
        ([code, value]) => [code, code === 10 || code === 11 ? Number(value) + 80_000 : value] as const,
      ),
    ].filter(([, value]) => value !== '地下二层平面图');
    const two = dxfBytes({
      blocks,
      entities: [...entities, ...second, ...text('A-TEXT', '地下一层平面图', 100_000, -6000, 1500)],
    });
    const corrections: Corrections = { ...emptyCorrections(), levels: { B2: { id: 'B1' } } };
    await expect(importDrawing(two, { corrections })).rejects.toThrow(
      'corrections.levels.B2.id: found "B1" twice; expected an id per level',
    );
  });

  it('say where a document is wrong', () => {
    const wrong = (change: object) => () => parseCorrections({ ...emptyCorrections(), ...change });
    expect(wrong({ rejct: [] })).toThrow(/rejct/);
    expect(wrong({ set: { a: { thicknessM: -1 } } })).toThrow(/corrections\.set\.a\.thicknessM: found -1/);
    expect(wrong({ levels: { B1: { clearHeightM: 'high' } } })).toThrow(
      /corrections\.levels\.B1\.clearHeightM/,
    );
    expect(wrong({ version: 2 })).toThrow(/corrections\.version: found 2/);
    expect(() => parseCorrections([])).toThrow(/expected/);
  });
});

describe('answers to doubts', () => {
  it('every offered answer fits its doubt; accepted ones are asked no more', {
    tags: ['thorough'],
  }, async () => {
    const { blocks, entities } = smallGarage();
    const odd = await readDrawing(
      dxfBytes({
        blocks,
        entities: [
          ...entities.filter(([, value]) => value !== '净高2.40' && value !== '地下二层平面图'),
          ...line('A-WALL', 20_000, 5000, 30_000, 5000),
          ...line('SOMETHING', 10_000, 15_000, 39_000, 15_000),
          ...insert('E-EVCH', 'COL', 15_000, 29_700),
        ],
      }),
    );
    const { doubts } = recogniseDrawing(odd);
    expect(new Set(doubts.map(({ kind }) => kind))).toEqual(
      new Set(['layer', 'level-name', 'wall-thickness', 'wall-material', 'clear-height']),
    );
    for (const doubt of doubts) {
      expect(doubt.choices[0].value).toBe('accept');
      for (const { value, label } of doubt.choices) {
        expect(phraseText(label, 'zh') && phraseText(label, 'en')).toBeTruthy();
        const corrections = answerDoubt(emptyCorrections(), doubt, value);
        parseCorrections(corrections);
        const { warnings, doubts: left } = recogniseDrawing(odd, { corrections });
        expect(warnings.filter(({ code }) => code.startsWith('correction-'))).toEqual([]);
        expect(left.map(({ id }) => id)).not.toContain(doubt.id);
      }
    }
  });

  it('replace an earlier answer to the same doubt', () => {
    const doubt = doubtAbout(plain, 'wall-material');
    const answers: Answer[] = ['reject', { set: { material: 'brick' } }, 'accept'];
    let corrections = emptyCorrections();
    for (const answer of answers) corrections = answerDoubt(corrections, doubt, answer);
    expect(corrections).toMatchObject({ accept: [doubt.id], reject: [], set: {} });
  });
});
