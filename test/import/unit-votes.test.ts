/** What speaks for the unit of a drawing and against it: each kind of evidence, how many, how large, for which unit. */
import { importDrawing, readDrawing } from '@diku/engine';
import { describeVote, inspectDrawing, isUnitDisputed, type UnitGuess } from '@diku/engine/import';
import { describe, expect, it } from 'vitest';
import { phraseText } from '../../packages/engine/src/core/index.ts';
import { dxfBytes, line, rectangle, smallGarage, text } from './drawing-support.ts';
import { pdfText, writePdf } from './pdf-support/pdf-bytes.ts';

const garage = smallGarage();

async function unitsOf(header: string | undefined, options = {}): Promise<UnitGuess> {
  return (
    await importDrawing(
      dxfBytes({
        ...garage,
        ...(header
          ? {
              header: [
                [9, '$INSUNITS'],
                [70, header],
              ],
            }
          : {}),
      }),
      options,
    )
  ).units;
}

function voteOf({ votes = [] }: UnitGuess, kind: string) {
  return votes.find((vote) => vote.kind === kind);
}

describe('votes on the unit', () => {
  it('of a drawing that agrees with its header are for it, with counts and sizes in metres', async () => {
    const units = await unitsOf('4');
    expect(units).toMatchObject({ unit: 'mm', metresPerUnit: 0.001, basis: 'header' });
    expect(isUnitDisputed(units)).toBe(false);
    expect(voteOf(units, 'header')).toMatchObject({ says: 'for', unit: 'mm' });
    expect(voteOf(units, 'bays')).toMatchObject({
      ...{ count: 10, says: 'for', unit: 'mm', fitRatio: 1, takenFitRatio: 1 },
      typicalM: [5.3, 2.4],
    });
    expect(voteOf(units, 'columns')).toMatchObject({ typicalM: [0.6, 0.6] });
    expect(voteOf(units, 'doors')).toMatchObject({ count: 1, typicalM: [1] });
    expect(voteOf(units, 'wall-faces')!.typicalM).toEqual([0.3]);
  });

  it('of a header that things deny stand against the unit taken; given by the planner, things against him', async () => {
    const denied = await unitsOf('6');
    expect(denied).toMatchObject({ unit: 'mm', basis: 'against-header' });
    expect(denied.votes![0]).toMatchObject({ kind: 'header', says: 'against', unit: 'm' });
    expect(isUnitDisputed(denied)).toBe(true);
    const given = await unitsOf('4', { units: 0.0015 });
    expect(given.basis).toBe('given');
    expect(isUnitDisputed(given)).toBe(true);
    const bays = voteOf(given, 'bays')!;
    expect(bays).toMatchObject({ says: 'against', unit: 'mm', takenFitRatio: 0 });
    expect(bays.takenTypicalM).toEqual([7.95, 3.6]);
    expect(phraseText(describeVote(bays, given.unit), 'en')).toBe(
      'bays (10): 5.3 × 2.4 m in mm, but 7.95 × 3.6 m in 0.0015 m',
    );
    expect(phraseText(describeVote(bays, given.unit), 'zh')).toBe(
      '车位（10）：按 mm 为 5.3 × 2.4 m，按 0.0015 m 却是 7.95 × 3.6 m',
    );
  });

  it('are told of a drawing that is refused', async () => {
    const room = [
      ...rectangle('A-WALL', 0, 0, 2400, 3000),
      ...rectangle('A-WALL', -200, -200, 2800, 3400),
      ...line('A-WALL', 1200, 0, 1200, 3000),
      ...text('A-TEXT', '2400', 1200, -900),
    ];
    const { units } = inspectDrawing(await readDrawing(dxfBytes({ entities: room })));
    expect(units.votes!.map(({ kind }) => kind)).toContain('wall-faces');
  });

  it('of a sheet that names none decide among the usual scales, and it remains an assumption', async () => {
    // Rooms of walls 240 and 370 mm thick at 1:50: 13.6 and 21 points.
    const at = Array.from({ length: 7 }, (_, k) => [
      50 + 150 * k,
      50 + 150 * k + (k % 6 === 0 ? 21 : 13.6),
    ]).flat();
    const walls = at.flatMap((c) => [`${c} 50 m ${c} 971 l S`, `50 ${c} m 971 ${c} l S`]).join('\n');
    const read = await readDrawing(writePdf({ pages: [{ content: walls }] }));
    const { units } = inspectDrawing(read);
    expect(units).toMatchObject({ unit: 'pt 1:50', basis: 'assumed' });
    expect(phraseText(units.warning!, 'en')).toMatch(
      /names no scale; sizes of walls, doors and bays fit 1:50/,
    );
  });

  it('of a sheet are its named scales, and things measured at them', async () => {
    const bays = Array.from({ length: 12 }, (_, k) => `${100 + 45.35 * k} 500 45.35 100.16 re S`).join('\n');
    const walls = '50 200 m 700 200 l S 50 206 m 700 206 l S 50 200 m 50 700 l S 56 200 m 56 700 l S';
    const scale = pdfText(300, 100, 10, '1:150');
    const read = await readDrawing(writePdf({ pages: [{ content: `${walls}\n${bays}\n${scale}` }] }));
    const { units } = inspectDrawing(read);
    expect(units).toMatchObject({ unit: 'pt 1:150', basis: 'paper-scale' });
    expect(voteOf(units, 'sheet-scale')).toMatchObject({ says: 'for', unit: 'pt 1:150' });
  });

  it('count a scale bar, which decides where things have sizes of more than one unit', async () => {
    // Quarters of a metre: rooms of 6 × 5 m in walls 0.25 m thick, whose thickness in feet is usual too.
    const at = Array.from({ length: 6 }, (_, k) => k);
    const rooms = at.flatMap((k) => rectangle('PLAN', 25 * k, 0, 24, 20));
    const whole = [...rooms, ...rectangle('PLAN', -1, -1, 151, 22)];
    const bar = [
      ...line('PLAN', 10, -10, 50, -10),
      ...[0, 5, 10].flatMap((value) =>
        text('PLAN', `${value}${value === 10 ? 'mt' : ''}`, 10 + 4 * value, -8, 1.2),
      ),
    ];
    const of = async (entities: ReturnType<typeof line>) =>
      inspectDrawing(await readDrawing(dxfBytes({ entities }))).units;
    expect((await of(whole)).metresPerUnit).not.toBe(0.25);
    const told = await of([...whole, ...bar]);
    expect(told).toMatchObject({ unit: 'mm 1:250', basis: 'sizes' });
    expect(told.metresPerUnit).toBeCloseTo(0.25, 12);
    expect(voteOf(told, 'scale-bars')).toMatchObject({ count: 1, says: 'for', unit: 'mm 1:250' });
    expect(phraseText(told.warning!, 'en')).toMatch(/the scale bar of the drawing fits mm 1:250/);
    // Numbers of bays in a row, and an axis called M far off in it.
    const bays = Array.from({ length: 9 }, (_, k) => text('PLAN', String(k + 1), 10 + 10 * k, 5, 1.2)).flat();
    const axis = text('PLAN', 'M', 120, 5, 1.2);
    expect(voteOf(await of([...whole, ...bays, ...axis]), 'scale-bars')).toBeUndefined();
    // Numbers of axes in a row say nothing: they have no unit.
    const numbered = bar.map((tag): (typeof bar)[number] => (tag[1] === '10mt' ? [1, '10'] : tag));
    expect(voteOf(await of([...whole, ...numbered]), 'scale-bars')).toBeUndefined();
  });
});
