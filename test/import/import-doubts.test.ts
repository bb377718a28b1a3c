/** What an import says of itself, what of it leaves a verdict undecided, and how a person accepts it. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import {
  acceptReasons,
  createPlainSolver,
  createSimdKernel,
  importDrawing,
  type Plan,
  parsePlan,
  phraseText,
  predictPlan,
  reportHtml,
} from '@diku/engine';
import { floorSvg } from '@diku/engine/documents';
import { sortReasons } from '@diku/engine/plan';
import { describe, expect, it } from 'vitest';
import { buildAntenna, buildLevel, buildPlan } from '../support/build-garage.ts';
import { isLong } from '../support/is-long.ts';
import { messes, messUp, truthInMess } from './doubt-support/mess-drawing.ts';
import { inventedGarage, sharedGarages } from './doubt-support/mess-garages.ts';
import { scoreDoubts } from './doubt-support/score-doubts.ts';
import { dxfBytes, insert, line, rectangle, smallGarage, type Tag, text } from './drawing-support.ts';
import { blocks, entities, importParts, without } from './recognition-support/small-garage.ts';

const solver = createPlainSolver(createSimdKernel());
const codesOf = (plan: Plan) => sortReasons(plan).open.map(({ code }) => code);

describe('garages in a mess', () => {
  // Small ones: a garage of each is imported as often as there are messes.
  it.each(isLong ? [9124, 9117] : [9124])(
    'made-up garage %i: no mess that loses a twentieth of the area can be decided',
    { tags: ['thorough'] },
    async (seed) => {
      const { bytes, truth } = inventedGarage(seed);
      const wrong: string[] = [];
      for (const mess of Object.keys(messes).filter((_, index) => isLong || index % 3 === 0)) {
        const {
          outcome,
          areaError = 0,
          why,
        } = await scoreDoubts(await messUp(bytes, truth, mess), { truth });
        if (outcome === 'decidable' && areaError > 0.05) wrong.push(`${mess}: area ${areaError} off`);
        if (outcome !== 'decidable' && mess === 'as drawn') wrong.push(`${mess}: ${why}`);
      }
      expect(wrong).toEqual([]);
    },
  );
});

it.each(
  [
    'blocks exploded, names meaningless',
    'all on layer 0',
    'all on layer 0, exploded',
    'lines drawn twice 5 mm apart',
  ].filter((_, index) => isLong || index % 2 === 0),
)('made-up garage 9124, %s: walls, columns, bays, doors and area are right', async (mess) => {
  const { bytes, truth } = inventedGarage(9124);
  const score = await scoreDoubts(await messUp(bytes, truth, mess), { truth: truthInMess(truth, mess) });
  expect(score).toMatchObject({ under: [] });
});

it('made-up garage 9035: the outer wall between two ramps is no other view', async () => {
  const { bytes, truth } = inventedGarage(9035);
  expect(await scoreDoubts(bytes, { truth })).toMatchObject({ under: [] });
});

describe.skipIf(sharedGarages().length === 0)('a garage with a known answer', () => {
  it.each(
    ['a side of the outer wall missing', 'sheet frame on the wall layer', 'drawn at 1:50'].slice(
      0,
      isLong ? 3 : 1,
    ),
  )('%s: nobody is told that it is met', { tags: ['thorough'] }, async (mess) => {
    const [{ bytes, truth }] = sharedGarages();
    const { outcome } = await scoreDoubts(await messUp(bytes, truth, mess), { truth });
    expect(outcome).not.toBe('decidable');
  });
});

describe.skipIf(sharedGarages().length === 0)('a garage in a mess, at the bars', () => {
  const garageOf = (start: string) => sharedGarages().find(({ name }) => name.startsWith(start))!;

  it('whose outer wall is open 2 × 20 m is closed to 2 % of its floor, without its ramps, and it is told', {
    tags: ['thorough'],
  }, async () => {
    const { bytes, truth } = garageOf('g04');
    const file = await messUp(bytes, truth, 'outer wall open 2 × 20 m');
    const score = await scoreDoubts(file, { truth });
    expect(score).toMatchObject({ under: [] });
    expect(codesOf((await importDrawing(file)).plan)).toContain('outline-open');
  });

  it.runIf(isLong)('whose layers have no names has its shutters of two lines', async () => {
    const { bytes, truth } = garageOf('g10');
    const score = await scoreDoubts(await messUp(bytes, truth, 'layer names meaningless'), { truth });
    expect(score).toMatchObject({ under: [] });
  });
});

describe('drawings that are no garage', () => {
  const folder = fileURLToPath(new URL('../fixtures/not-a-garage/', import.meta.url));
  const names = readdirSync(folder).filter((name) => name.endsWith('.gz') && !name.includes('.ifc'));

  /** Those that take most of a second and more to read. */
  const later =
    /^(beam|data|door_window|hatches|jpg|laser|planting|road|single_line|sports|topographic|warehouse)_/;

  it.each(names.filter((name) => isLong || !later.test(name)))(
    '%s is refused, or nobody is told that it is met',
    async (name) => {
      const bytes = new Uint8Array(gunzipSync(readFileSync(folder + name)));
      const { outcome } = await scoreDoubts(bytes, { fileName: name.replace('.gz', '') });
      expect(outcome).not.toBe('decidable');
    },
  );
});

describe('the summary of an import', () => {
  it('counts what fell outside the outline', async () => {
    const outside = [1, 2, 3, 4].flatMap((k) => insert('A-PRKG', 'BAY', 2400 * k, 36_000));
    const { plan } = await importParts(outside);
    const [level] = plan.derived?.import?.summary?.levels ?? [];
    expect(level.bays).toEqual({ found: 14, outside: 4 });
    expect(level.columns).toEqual({ found: 12, outside: 0 });
    expect(codesOf(plan)).toContain('bays-outside');
  });

  it('knows the floor, and nothing missing along its edge', async () => {
    const { plan } = await importParts([]);
    const [level] = plan.derived?.import?.summary?.levels ?? [];
    expect(level.floorM2).toBeCloseTo(40.6 * 30.6, 0);
    expect(Math.abs(level.drawnM2 / level.outlinedM2 - 1)).toBeLessThan(0.03);
    expect(level.outline).toMatchObject({ by: 'walls', gaps: 0, doubtedHolesM2: 0 });
    expect(level.outline.lengthM).toBeCloseTo(2 * (40.6 + 30.6), 0);
    expect(level.use.for).toEqual(expect.arrayContaining(['bays', 'bay-names', 'below-ground', 'columns']));
    expect(codesOf(plan)).toEqual([]);
  });

  it('names a level that a title promises and the drawing does not show', async () => {
    const { plan } = await importParts(text('A-TEXT', '地下三层平面图', 20_000, -12_000, 1000));
    const [reason] = sortReasons(plan).open;
    expect(reason.code).toBe('levels-left-out');
    expect(phraseText(reason.said, 'en')).toContain('B3');
  });

  it('doubts a floor without bays, and one whose bays have no name and no word for them', async () => {
    expect(codesOf((await importParts([], without('A-PRKG'))).plan)).toContain('garage-unconfirmed');
  });

  it('doubts a lot in the open, whose house has all the columns', { tags: ['thorough'] }, async () => {
    const double = (x: number, y: number, width: number, height: number): Tag[] => [
      ...rectangle('WALL', x, y, width, height),
      ...rectangle('WALL', x + 240, y + 240, width - 480, height - 480),
    ];
    const bays = [12_000, 30_000, 48_000].flatMap((y) =>
      Array.from({ length: 20 }, (_, k) => insert('车位', 'BAY', 40_000 + 2400 * k, y)).flat(),
    );
    const columns = [4000, 10_000, 16_000, 22_000].flatMap((x) =>
      [4000, 10_000, 16_000].flatMap((y) => insert('COLUMN', 'COL', x, y)),
    );
    const { plan } = await importDrawing(
      dxfBytes({
        blocks,
        entities: [
          ...double(0, 0, 100_000, 60_000),
          ...double(2000, 2000, 22_000, 17_000),
          ...[...bays, ...columns],
          ...text('TEXT', '地面停车场平面图', 50_000, -6000, 1500),
        ],
      }),
      { units: 'mm' },
    );
    expect(plan.levels[0].bays).toHaveLength(60);
    expect(codesOf(plan)).toContain('garage-unconfirmed');
  });

  it('doubts what a file does not hold', async () => {
    const missing = Array.from({ length: 12 }, (_, k) =>
      insert('A-FURN', 'NOWHERE', 3000 * k, 12_000),
    ).flat();
    const { plan } = await importParts(missing);
    expect(codesOf(plan)).toContain('drawing-incomplete');
  });

  it('doubts a frame of lines far around the walls that is drawn on their layer', async () => {
    const ring: [number, number][] = [
      [-30_000, -30_000],
      [70_000, -30_000],
      [70_000, 60_000],
      [-30_000, 60_000],
    ];
    const frame = ring.flatMap(([x, y], i): Tag[] => {
      const [u, v] = ring[(i + 1) % 4];
      return line('A-WALL-RETN', x, y, u, v);
    });
    const join = line('A-WALL-RETN', -30_000, 10_000, 0, 10_000);
    const { plan } = await importParts([...frame, ...join]);
    const [level] = plan.derived?.import?.summary?.levels ?? [];
    // Either the frame is not taken for the outer wall, or it is, and said to be.
    if (level.floorM2 > 1.05 * 40.6 * 30.6) expect(codesOf(plan)).not.toEqual([]);
    else expect(level.floorM2).toBeCloseTo(40.6 * 30.6, 0);
  });

  it('is none of a plan that was made by hand, which a person decides', () => {
    expect(sortReasons(buildPlan({ levels: [buildLevel({})] }))).toEqual({ open: [], accepted: [] });
  });
});

describe('a person accepts doubts by their names', () => {
  const doubtful = async (bays = 4) => {
    const outside = Array.from({ length: bays }, (_, k) => insert('A-PRKG', 'BAY', 2400 * k, 36_000)).flat();
    return (await importDrawing(dxfBytes({ blocks, entities: [...entities, ...outside] }))).plan;
  };

  it('with who and when, kept in the plan and read again', async () => {
    const plan = await doubtful();
    const codes = codesOf(plan);
    expect(codes).toContain('bays-outside');
    const accepted = acceptReasons(plan, codes, { by: 'Zhang', date: '2026-11-29' });
    const read = parsePlan(JSON.parse(JSON.stringify(accepted)));
    expect(codesOf(read)).toEqual([]);
    expect(read.decisions).toHaveLength(codes.length);
    expect(read.decisions?.[0]).toMatchObject({ by: 'Zhang', date: '2026-11-29' });
  });

  it('each alone: what is not named stays open, and so does another level', async () => {
    const plan = await doubtful();
    expect(codesOf(acceptReasons(plan, ['floor-empty']))).toEqual(codesOf(plan));
    expect(codesOf(acceptReasons(plan, ['bays-outside:B1']))).toContain('bays-outside');
    expect(codesOf(acceptReasons(plan, ['bays-outside:B2']))).not.toContain('bays-outside');
  });

  it('for these figures alone: another import of it asks again', { tags: ['thorough'] }, async () => {
    const before = acceptReasons(await doubtful(4), ['bays-outside']);
    const same = { ...(await doubtful(4)), decisions: before.decisions };
    const other = { ...(await doubtful(5)), decisions: before.decisions };
    expect(codesOf(same)).not.toContain('bays-outside');
    expect(codesOf(other)).toContain('bays-outside');
    const again = acceptReasons(other, ['bays-outside']);
    expect(again.decisions?.filter(({ code }) => code === 'bays-outside')).toHaveLength(1);
  });

  it('and the figures of a prediction are the same, whoever accepts', { tags: ['thorough'] }, async () => {
    const { plan } = await importParts([], without('A-PRKG'));
    const level = plan.levels[0];
    const antennas = [12, 30].map((x, k) =>
      buildAntenna(`ANT${k}`, x, 15, { level: level.id, heightM: 2.2 }),
    );
    const open: Plan = { ...plan, antennas };
    const predict = (each: Plan) => predictPlan(each, { solver, resolutionM: 2 });
    const [undecided, byOne, byTwo] = await Promise.all([
      predict(open),
      predict(acceptReasons(open, codesOf(open), { by: 'one', date: '2026-01-01' })),
      predict(acceptReasons(open, codesOf(open), { by: 'two' })),
    ]);
    expect(undecided.assessment.decidable).toBe(false);
    expect(undecided.assessment.target.met).toBe(false);
    expect(byOne.assessment.decidable).toBe(true);
    expect(byOne.assessment.accepted[0].message).toContain('accepted by one on 2026-01-01');
    for (const { assessment } of [byOne, byTwo]) {
      expect(assessment.operators).toEqual(undecided.assessment.operators);
      expect(assessment.target.figuresMet).toBe(undecided.assessment.target.figuresMet);
    }
    // On paper too: the report begins with it, and every sheet of a floor has it in its margin.
    const asPrinted = ({ plan: each, ...prediction }: typeof byOne) => [
      reportHtml({ prediction: { ...prediction, plan: each }, lang: 'en' }),
      floorSvg(each, { lang: 'en' }),
    ];
    // Margins have it in lines of their width.
    const textOf = (document: string) => document.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
    for (const document of asPrinted(undecided).map(textOf)) {
      expect(document).toContain('nothing confirms that this is a garage');
      expect(document).toContain('not decidable');
    }
    for (const document of asPrinted(byOne).map(textOf))
      expect(document).toContain('accepted by one on 2026-01-01');
  });

  it('the garage of the other tests needs nobody', async () => {
    const { plan } = await importDrawing(dxfBytes(smallGarage()));
    expect(codesOf(plan)).toEqual([]);
  });
});
