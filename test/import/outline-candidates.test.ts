/** Edges that the floor of a level in doubt may have: ranked, told apart, chosen by number or by their corners. */
import { type ImportResult, parseCorrections, readDrawing, recogniseDrawing } from '@diku/engine';
import { type Corrections, emptyCorrections, inspectDrawing, outlineMethodPhrase } from '@diku/engine/import';
import { describe, expect, it } from 'vitest';
import { phraseText } from '../../packages/engine/src/core/index.ts';
import { dxfBytes, openGarage, rectangle, smallGarage } from './drawing-support.ts';
import { ringArea } from './score-import.ts';

const { blocks, entities } = smallGarage();

const open = await readDrawing(dxfBytes(openGarage(14_000, 16_000)));
const found = recogniseDrawing(open);

function corrected(levels: Corrections['levels']): ImportResult {
  return recogniseDrawing(open, { corrections: parseCorrections({ ...emptyCorrections(), levels }) });
}

describe('candidates for an outline in doubt', () => {
  const [{ level, candidates }] = found.outlines;

  it('are ranked by a confidence that their measures make, and one is the level’s own', () => {
    expect(level).toBe('B2');
    expect(candidates.length).toBeGreaterThan(1);
    const order = candidates.map(({ confidence }) => confidence);
    expect(order).toEqual([...order].sort((p, q) => q - p));
    expect(candidates.filter(({ isTaken }) => isTaken)).toHaveLength(1);
    for (const each of candidates) {
      const { drawnRatio, thingsRatio, wallsRatio, ring, confidence } = each;
      const product = drawnRatio * thingsRatio ** 4 * wallsRatio * (1 - 0.003 * ring.length);
      expect(Math.abs(confidence - product)).toBeLessThan(0.006);
      // In units of the drawing.
      expect(Math.abs(ringArea(ring)) / 1e6).toBeCloseTo(each.areaM2, 0);
    }
    const floorM2 = 40.6 * 30.6;
    expect(candidates.some(({ areaM2 }) => Math.abs(areaM2 - floorM2) < 0.02 * floorM2)).toBe(true);
  });

  it('differ from each other', () => {
    candidates.forEach((one, k) => {
      for (const two of candidates.slice(k + 1)) {
        const isSameArea = Math.abs(one.areaM2 - two.areaM2) <= 0.02 * one.areaM2;
        expect(isSameArea && one.ring.join() === two.ring.join()).toBe(false);
      }
    });
  });

  it('say in words how they were made', () => {
    const [words, chinese] = (['en', 'zh'] as const).map((language) =>
      candidates.map((each) => phraseText(outlineMethodPhrase(each), language)),
    );
    expect(words.join('\n')).toMatch(/gaps/);
    expect(chinese.join('\n')).toMatch(/缺口/);
  });

  it('are taken by number or by their corners: the floor is theirs, and they are still there to choose', {
    tags: ['thorough'],
  }, () => {
    const last = candidates.length;
    const { areaM2, ring } = candidates[last - 1];
    for (const change of [{ outlineRank: last }, { outline: ring }]) {
      const taken = corrected({ B2: change });
      expect(taken.levels[0].areaM2).toBeCloseTo(areaM2, 0);
      expect(
        taken.doubts.some(({ kind, reason }) => kind === 'outline' && reason.code === 'outline-assumed'),
      ).toBe(false);
      expect(taken.outlines[0].candidates.map(({ isTaken }) => isTaken)).toEqual(
        candidates.map((_, k) => k === last - 1),
      );
    }
    // Corners win over a number.
    expect(corrected({ B2: { outlineRank: 1, outline: ring } }).levels[0].areaM2).toBeCloseTo(areaM2, 0);
  });

  it('that are not there are told, and the floor stays as recognised', { tags: ['thorough'] }, () => {
    const none = corrected({ B2: { outlineRank: 40 } });
    expect(none.levels[0].areaM2).toBe(found.levels[0].areaM2);
    expect(none.warnings.filter(({ code }) => code === 'correction-unusable')).toHaveLength(1);
    expect(() => corrected({ B2: { outlineRank: 0 } })).toThrow(/corrections\.levels\.B2\.outlineRank/);
  });

  it('are none where walls close', async () => {
    const whole = await readDrawing(dxfBytes({ blocks, entities }));
    expect(recogniseDrawing(whole).outlines).toEqual([]);
    expect(inspectDrawing(whole).outlines).toEqual([]);
  });

  it('are told of a drawing that is refused too', async () => {
    const room = [...rectangle('A-WALL', 0, 0, 4400, 24_000), ...rectangle('A-WALL', 200, 200, 4000, 23_600)];
    const narrow = await readDrawing(dxfBytes({ entities: room }));
    expect(() => recogniseDrawing(narrow)).toThrow(/garage of 4\.4 × 24\.0 m/);
    const [told] = inspectDrawing(narrow).outlines;
    expect(told.candidates.map(({ method, areaM2, isTaken }) => [method, areaM2, isTaken])).toEqual([
      ['walls', 105.6, false],
    ]);
  });
});
