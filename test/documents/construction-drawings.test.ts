import { readFileSync } from 'node:fs';
import { floorDxf, importDrawing, type Plan, parsePlan, type ReadDrawing, readDrawing } from '@diku/engine';
import { diagramDxf, diagramSvg, floorSvg } from '@diku/engine/documents';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../packages/engine/src/core/index.ts';
import { listRework } from '../../packages/engine/src/design/index.ts';
import {
  around,
  placeLabels,
} from '../../packages/engine/src/documents/construction/floor-plan/place-labels.ts';
import {
  type Area,
  createTakenAreas,
} from '../../packages/engine/src/documents/construction/position-labels.ts';
import { encodeGbk } from '../../packages/engine/src/documents/encoders/gbk-encoder.ts';
import { withNetworkBasis } from '../../packages/engine/src/plan/index.ts';
import { evaluateNetwork } from '../../packages/engine/src/radio/index.ts';
import { networkedPlan, randomNetwork } from '../design/network-support/networked-plan.ts';
import { isLong } from '../support/is-long.ts';
import { tenth } from '../support/tenth.ts';
import { addNetwork } from './construction-support/networked-garage.ts';
import { groupOf, numberIn, readRecords, referencesOf } from './construction-support/read-groups.ts';
import {
  crossings,
  feederSegments,
  overlappingTexts,
  shownSheets,
  shownSymbols,
  shownTexts,
} from './construction-support/sheet-shapes.ts';

const examples = ['garage-one-level.dxf', 'garage-two-levels.dxf'];
const bytesOf = (name: string) =>
  new Uint8Array(readFileSync(new URL(`../../examples/${name}`, import.meta.url)));

const imported = new Map<string, Promise<Plan>>();

async function importedExample(name: string): Promise<Plan> {
  const known =
    imported.get(name) ?? importDrawing(bytesOf(name), { fileName: name }).then(({ plan }) => plan);
  imported.set(name, known);
  return structuredClone(await known);
}

/** The example imported, an antenna at every eighth column, a network over them. */
async function plannedExample(name: string): Promise<Plan> {
  const plan = await importedExample(name);
  const antennas = plan.levels.flatMap(({ id, columns = [] }) =>
    columns
      .filter((_, index) => index % 8 === 0)
      .map(({ center }, index) => ({
        ...{ id: `ANT${index + 1}-${id}`, level: id, position: center, heightM: 2.4 },
        ...{ type: 'ceiling-omni' as const, cell: 'S1', carriers: ['*'] },
      })),
  );
  return parsePlan(addNetwork({ ...plan, antennas }));
}

/** Centres of circles on the antennas' layers, in the drawing's units. */
function antennaCentres(read: ReadDrawing): [number, number][] {
  return read.sheets[0].drawing.paths
    .filter(({ layer, arc }) => /^DIKU(-\w+)?-ANTENNA$/.test(layer) && arc)
    .map(({ arc }) => [...(arc?.center ?? [0, 0])] as [number, number]);
}

/** The plan's network drawn together around (5, 5). */
/** Crossing found by solving for the parameters of both. */
function isCrossed([a, b]: [number[], number[]], [c, d]: [number[], number[]]): boolean {
  const [ux, uy, vx, vy] = [b[0] - a[0], b[1] - a[1], d[0] - c[0], d[1] - c[1]];
  const det = ux * vy - uy * vx;
  if (Math.abs(det) < 1e-9) return false;
  const s = ((c[0] - a[0]) * vy - (c[1] - a[1]) * vx) / det;
  const t = ((c[0] - a[0]) * uy - (c[1] - a[1]) * ux) / det;
  return s > 0 && s < 1 && t > 0 && t < 1;
}

function squeezed(plan: Plan, ratio: number): Plan {
  const to = ([x, y]: readonly [number, number]): [number, number] => [
    5 + ratio * (x - 5),
    5 + ratio * (y - 5),
  ];
  const { sources = [], devices = [], cables = [] } = plan.network ?? {};
  for (const each of [...plan.antennas, ...sources, ...devices]) each.position = to(each.position);
  for (const { course } of cables) for (const run of course) run.path = run.path.map(to);
  return withNetworkBasis(plan);
}

/** What drawings state of each device, antenna and cable, from the catalogue's figures, and the levels it lies on. */
function labelsOf({ antennas, network = {} }: Plan): { texts: string[]; levels: string[] }[] {
  const parts = new Map((network.parts ?? []).map((part) => [part.id, part]));
  const ways = ['', '', '二功分', '三功分', '四功分'];
  const value = (id: string) => {
    const part = parts.get(id);
    if (part?.kind === 'splitter') return ways[part.ways ?? 0];
    return `${part?.kind === 'coupler' ? part.couplingDb : Object.values(part?.lossDb ?? {})[0]} dB`;
  };
  return [
    ...antennas.map(({ id, level, position: [x, y] }) => ({
      texts: [id, `(${tenth(x)}, ${tenth(y)})`],
      levels: [level],
    })),
    ...(network.devices ?? []).map(({ id, part, level }) => ({
      texts: [`${id} ${value(part)}`],
      levels: [level],
    })),
    ...(network.cables ?? []).map(({ id, part, lengthM, course }) => ({
      texts: [`${id} ${/^\S+["″]/.exec(parts.get(part)?.name ?? '')?.[0]} ${tenth(lengthM)} m`],
      levels: course.filter(({ path }) => path.length > 0).map(({ level }) => level),
    })),
  ];
}

describe('floor plans over the drawing', () => {
  it.each(examples)(
    '%s: antennas at columns lie on the columns that the architect drew',
    { tags: ['thorough'] },
    async (name) => {
      const plan = await plannedExample(name);
      const over = floorDxf(plan, { lang: 'zh', over: bytesOf(name) });
      const original = (await readDrawing(bytesOf(name))).sheets[0].drawing;
      const centres = antennaCentres(await readDrawing(over));
      expect(new Set(centres.map((centre) => centre.map((value) => value.toFixed(1)).join())).size).toBe(
        plan.antennas.length,
      );
      // Middles of everything small and closed in the original: its columns are among them.
      const middles = original.paths
        .filter(({ closed, points }) => closed && points.length < 9)
        .map(({ points }) =>
          [0, 1].map((axis) => {
            const values = points.map((point) => point[axis]);
            return (Math.min(...values) + Math.max(...values)) / 2;
          }),
        );
      for (const [x, y] of centres) {
        const nearest = Math.min(...middles.map(([mx, my]) => Math.hypot(mx - x, my - y)));
        expect(nearest).toBeLessThan(1); // drawn in millimetres
      }
    },
  );

  it.each(examples)(
    '%s: the original stays line by line, handles are used once, the garage reads the same',
    { tags: ['thorough'] },
    async (name) => {
      const plan = await plannedExample(name);
      const over = floorDxf(plan, { lang: 'zh', over: bytesOf(name) });
      const lines = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1').split(/\r?\n/);
      const [before, after] = [lines(bytesOf(name)), lines(over)];
      const seedAt = before.indexOf('$HANDSEED') + 2;
      let at = 0;
      before.forEach((line, index) => {
        if (index === seedAt) at = after.indexOf('$HANDSEED') + 3;
        else {
          while (at < after.length && after[at] !== line) at += 1;
          at += 1;
        }
      });
      expect(at).toBeLessThanOrEqual(after.length);
      const seed = Number.parseInt(after[after.indexOf('$HANDSEED') + 2], 16);
      const handles = handlesOf(after);
      expect(new Set(handles).size).toBe(handles.length);
      expect(Math.max(...handles)).toBeLessThan(seed);
      const again = await importDrawing(over, { fileName: name });
      expect(again.plan.levels).toEqual((await importedExample(name)).levels);
    },
  );

  it('without the drawing: antennas come back to the plan from any unit, turn and location (seed 31)', {
    tags: ['thorough'],
  }, async () => {
    const random = createRandom(31);
    for (let round = 0; round < (isLong ? 12 : 5); round++) {
      const source = {
        ...{ file: 'a.dxf', metresPerUnit: [1, 0.001, 0.01, 0.0254, 0.3048][round % 5] },
        rotationDeg: Math.round(random() * 7_200_000 - 3_600_000) / 10_000,
        translation: [random() * 1e5 - 5e4, random() * 1e5 - 5e4] as [number, number],
      };
      const plan = randomNetwork(round, 9);
      plan.levels[0].source = source;
      const centres = antennaCentres(await readDrawing(floorDxf(plan, { lang: 'en', levels: ['B1'] })));
      const angleRad = (source.rotationDeg * Math.PI) / 180;
      for (const { position } of plan.antennas) {
        const [x, y] = position.map((value, axis) => value - source.translation[axis]);
        const there = [
          Math.cos(angleRad) * x + Math.sin(angleRad) * y,
          Math.cos(angleRad) * y - Math.sin(angleRad) * x,
        ].map((value) => value / source.metresPerUnit);
        const offM =
          Math.min(...centres.map(([cx, cy]) => Math.hypot(cx - there[0], cy - there[1]))) *
          source.metresPerUnit;
        expect(offM).toBeLessThan(0.001);
      }
    }
  });

  it('signs that GBK lacks are escaped, however many there are, and the others read back', () => {
    const text = `${'𠮷😀'.repeat(999)}轴A${'é€'.repeat(99)}网`;
    const escaped = text.replace(/[^轴网Aé]/gu, (sign) =>
      [...Array(sign.length).keys()]
        .map((at) => `\\U+${sign.charCodeAt(at).toString(16).toUpperCase()}`)
        .join(''),
    );
    const read = new TextDecoder('gbk', { fatal: true }).decode(encodeGbk(text));
    expect(read).toBe(escaped);
  });

  it('Chinese labels read in the code page of the drawing', { tags: ['thorough'] }, async () => {
    const plan = await plannedExample('garage-two-levels.dxf');
    const over = floorDxf(plan, { lang: 'zh', over: bytesOf('garage-two-levels.dxf') });
    const read = await readDrawing(over);
    expect(read.encoding).toBe('gbk');
    const label = '竖井引至 B2';
    expect(read.sheets[0].drawing.texts.map(({ text }) => text)).toContain(label);
    expect(Buffer.from(over).includes(Buffer.from('CAFABEAED2FDD6C1204232', 'hex'))).toBe(true);
    const alone = floorDxf(plan, { lang: 'zh' });
    expect(Buffer.from(alone).includes(Buffer.from('CAFABEAED2FDD6C1204232', 'hex'))).toBe(true);
    expect((await readDrawing(alone)).sheets[0].drawing.texts.map(({ text }) => text)).toContain(label);
  });

  it('refuses what cannot be added to, with what it is', { tags: ['thorough'] }, async () => {
    const plan = await plannedExample('garage-one-level.dxf');
    const over = (bytes: Uint8Array) => () => floorDxf(plan, { lang: 'en', over: bytes });
    expect(over(new TextEncoder().encode('AutoCAD Binary DXF\r\n\u001a\0'))).toThrow(/binary DXF/);
    expect(over(new Uint8Array(Buffer.from('\ufeff0\nSECTION\n', 'utf16le')))).toThrow(/UTF-16/);
    expect(over(new TextEncoder().encode('0\nSECTION\n2\nHEADER\n0\nENDSEC\n0\nEOF\n'))).toThrow(
      /no ENTITIES/,
    );
    delete plan.levels[0].source;
    expect(over(bytesOf('garage-one-level.dxf'))).toThrow(/no position in a drawing/);
    expect(() => floorDxf(plan, { lang: 'en', levels: ['B9'] })).toThrow(/B9.*one of B1/);
  });
});

describe('sheets', () => {
  it('a floor plan has number and value of all that lies on a level, apart from each other', {
    tags: ['thorough'],
  }, async () => {
    const plan = await plannedExample('garage-two-levels.dxf');
    const values = labelsOf(plan);
    for (const level of isLong ? ['B1', 'B2'] : ['B2']) {
      const sheets = shownSheets(floorSvg(plan, { lang: 'zh', levels: [level] }));
      expect(sheets.length).toBeGreaterThan(3);
      const all = sheets.flatMap((sheet) => shownTexts(sheet));
      for (const sheet of sheets) expect(overlappingTexts(shownTexts(sheet))).toEqual([]);
      const texts = new Set(all.map(({ text }) => text.replaceAll('&quot;', '"')));
      for (const label of values.filter((each) => each.levels.includes(level)).flatMap(({ texts }) => texts))
        expect(texts).toContain(label);
      expect(sheets.every((sheet) => sheet.includes('>1:200<'))).toBe(true);
    }
  });

  it.each([
    { count: 30, sizeM: 10 },
    { count: 30, sizeM: 1 },
  ])(
    'nothing is without a value where $count antennas stand in $sizeM m × $sizeM m',
    { tags: ['thorough'] },
    ({ count, sizeM }) => {
      const plan = squeezed(randomNetwork(9, count), sizeM / 10);
      const sheets = shownSheets(floorSvg(plan, { lang: 'zh' }));
      const texts = sheets
        .flatMap((sheet) => shownTexts(sheet))
        .map(({ text }) => text.replaceAll('&quot;', '"'));
      for (const label of labelsOf(plan)) {
        // On the drawing line by line, in the list beside it in one.
        const isDrawn = label.texts.every((text) => texts.includes(text));
        expect(isDrawn || texts.includes(label.texts.join(' ')), label.texts.join(' ')).toBe(true);
      }
      // Numbers in rings from 1 on every sheet.
      for (const sheet of sheets) {
        const rings = [...sheet.matchAll(/font-size="2.2" fill="#c21807" text-anchor="middle">(\d+)</g)];
        const numbers = [...new Set(rings.map(([, number]) => Number(number)))].sort(
          (one, other) => one - other,
        );
        expect(numbers).toEqual(numbers.map((_, index) => index + 1));
      }
      // Where there is no room at the largest scale either they are in the list.
      if (sizeM === 1) expect(sheets.join('').includes('图中编号对照')).toBe(true);
    },
  );

  it('labels without a leader stand nearest to their symbol, leaders cross no other symbol or leader and are short (seeds 1 to 40)', () => {
    let leaders = 0;
    for (let seed = 1; seed <= 40; seed += 1) {
      const random = createRandom(seed);
      const symbols = Array.from({ length: 24 }, (): [number, number] => [60 * random(), 60 * random()]);
      const size = { widthMm: 9, heightMm: 3 };
      const ground = { within: { minX: -60, minY: -60, maxX: 120, maxY: 120 }, symbols };
      const placed = placeLabels(
        symbols.map((at) => around(at, size, 2.4)),
        { ...ground, taken: createTakenAreas(), lines: createTakenAreas() },
      );
      const gap = ([x, y]: [number, number], { minX, minY, maxX, maxY }: Area) =>
        Math.hypot(Math.max(minX - x, x - maxX, 0), Math.max(minY - y, y - maxY, 0));
      const lines = placed.map((each, index) => {
        if (!each) return undefined;
        const { area, leaderTo } = each;
        const gaps = symbols.map((at) => gap(at, area));
        if (!leaderTo) {
          expect(Math.min(...gaps), `seed ${seed}`).toBe(gaps[index]);
          return undefined;
        }
        leaders += 1;
        expect(leaderTo).toEqual(symbols[index]);
        const [x, y] = leaderTo;
        const end = [
          Math.min(Math.max(x, area.minX), area.maxX),
          Math.min(Math.max(y, area.minY), area.maxY),
        ];
        expect(Math.hypot(end[0] - x, end[1] - y), `seed ${seed}`).toBeLessThan(45);
        // Points along it are off all other symbols.
        for (let step = 0; step <= 100; step += 1) {
          const at = [x + ((end[0] - x) * step) / 100, y + ((end[1] - y) * step) / 100];
          for (const [other, [otherX, otherY]] of symbols.entries())
            if (other !== index && Math.hypot(otherX - x, otherY - y) > 0.05)
              expect(Math.max(Math.abs(otherX - at[0]), Math.abs(otherY - at[1]))).toBeGreaterThan(1.19);
        }
        return [[...leaderTo], end] as [number[], number[]];
      });
      for (const [index, a] of lines.entries())
        for (const b of lines.slice(index + 1))
          if (a && b) expect(isCrossed(a, b), `seed ${seed}`).toBe(false);
    }
    expect(leaders).toBeGreaterThan(20);
  });

  it('a device at the antenna that it feeds is drawn on the side that its feeder comes from', () => {
    for (const [dx, dy] of [
      [-4, 0],
      [4, 0],
      [0, -4],
      [0, 4],
    ]) {
      const plan = randomNetwork(3, 6);
      const { cables = [], devices = [] } = plan.network ?? {};
      const last = cables.find(
        ({ from, to }) => to.node.startsWith('ANT') && devices.some(({ id }) => id === from.node),
      )!;
      const feeder = cables.find(({ to }) => to.node === last.from.node)!;
      // All else is in a corner.
      squeezed(plan, 0.1);
      const at: [number, number] = [10, 6];
      plan.antennas.find(({ id }) => id === last.to.node)!.position = at;
      devices.find(({ id }) => id === last.from.node)!.position = at;
      last.course[0].path = [at];
      feeder.course[0].path = [[at[0] + dx, at[1] + dy], at];
      const sheet = floorSvg(withNetworkBasis(plan), { lang: 'zh', levels: ['B1'] });
      const leaders = [
        ...sheet.matchAll(/<path d="M([\d.]+) ([\d.]+)L([\d.]+) ([\d.]+)"[^>]*stroke-width="0.1"/g),
      ].map(([, ...numbers]) => numbers.map(Number));
      // Grid lines of X0, X10, …, then of Y0, Y10, …: the antenna is on X10, at six tenths of the way from Y0 to Y10.
      const [, [antennaX]] = leaders;
      const [y0, y10] = leaders.filter(([, fromY, , toY]) => fromY === toY).map(([, y]) => y);
      const antennaY = y0 + 0.6 * (y10 - y0);
      const short = leaders.filter(
        ([x, y, toX, toY]) =>
          Math.hypot(x - antennaX, y - antennaY) < 0.1 && Math.hypot(toX - x, toY - y) < 6,
      );
      const cosines = short.map(
        ([x, y, toX, toY]) => ((toX - x) * dx - (toY - y) * dy) / 4 / Math.hypot(toX - x, toY - y),
      );
      expect(Math.max(...cosines)).toBeGreaterThan(0.9);
    }
  });

  it.each(isLong ? (['zh', 'en'] as const) : (['zh'] as const))(
    'names of rooms stand off symbols and other texts, also where a source stands in the middle of a room (%s)',
    async (lang) => {
      const plan = await plannedExample('garage-two-levels.dxf');
      const middleOf = ({ polygon }: { polygon: readonly (readonly [number, number])[] }) =>
        [0, 1].map((axis) => {
          const values = polygon.map((point) => point[axis]);
          return (Math.min(...values) + Math.max(...values)) / 2;
        }) as [number, number];
      const rooms = plan.levels[0].zones?.filter(({ kind }) => kind === 'plant') ?? [];
      const sources = rooms
        .filter((_, index) => index % 3 === 0)
        .map((room, index) => ({
          ...plan.network!.sources![0],
          ...{ id: `SRC${index + 2}`, position: middleOf(room) },
        }));
      expect(sources.length).toBeGreaterThan(2);
      plan.network!.sources!.push(...sources);
      const svg = floorSvg(withNetworkBasis(plan), { lang, levels: ['B1'] });
      const known = new Set(rooms.map(({ name }) => name));
      const found: string[] = [];
      for (const sheet of shownSheets(svg)) {
        const texts = shownTexts(sheet);
        const names = texts.filter(({ text }) => known.has(text));
        found.push(...texts.map(({ text }) => text));
        expect(overlappingTexts(texts)).toEqual([]);
        expect(overlappingTexts([...names, ...shownSymbols(sheet)])).toEqual([]);
      }
      expect(found.filter((text) => known.has(text)).length).toBeGreaterThan(5);
      for (const { id } of sources) expect(found).toContain(id);
    },
  );

  const sixty = isLong ? 6 : 2;
  it(`the diagram of 60 antennas keeps its labels apart and its feeders from crossing (seeds 1 to ${sixty})`, () => {
    for (let seed = 1; seed <= sixty; seed++) {
      const plan = randomNetwork(seed, 60);
      const svg = diagramSvg(plan, { lang: 'zh' });
      const texts = shownTexts(svg);
      for (const { id } of plan.antennas) expect(texts.filter(({ text }) => text === id)).toHaveLength(1);
      for (const { id } of plan.network?.devices ?? []) {
        expect(texts.filter(({ text }) => text.split(' ')[0] === id)).toHaveLength(1);
      }
      expect(overlappingTexts(texts)).toEqual([]);
      expect(crossings(feederSegments(svg))).toBe(0);
    }
  });

  it('the diagram has power out and in at both ends of every cable, a line for each group of carriers', () => {
    const plan = randomNetwork(5, 12);
    const svg = diagramSvg(plan, { lang: 'zh' });
    const texts = shownTexts(svg);
    // The fixture has LTE at 1.8 and 2.1 GHz.
    const groups = [1800, 2100].map((mhz) =>
      plan.carriers.filter(({ frequencyMhz }) => Math.abs(frequencyMhz - mhz) < 110).map(({ id }) => id),
    );
    expect(groups.flat()).toHaveLength(plan.carriers.length);
    // Of a group the lowest is drawn: the notes say by how much the others can be more.
    const spreads = groups.map((ids) =>
      Math.max(
        ...evaluateNetwork(plan)!.cables.flatMap(({ fromDbm, toDbm }) =>
          [fromDbm, toDbm].map((dbm) => {
            const powers = ids.map((id) => dbm[id]);
            return Math.max(...powers) - Math.min(...powers);
          }),
        ),
      ),
    );
    // A line may end between two words.
    const said = texts
      .map(({ text }) => text)
      .join('')
      .replaceAll(' ', '');
    const [, low] = /LTE1\.8G（组内差≤([\d.]+)dB）、LTE2\.1G；/.exec(said)!;
    expect(Number(low)).toBeGreaterThanOrEqual(spreads[0]);
    expect(Number(low) - spreads[0]).toBeLessThan(0.1);
    // A group of one carrier, or of carriers alike, is named alone.
    expect(spreads[1]).toBeLessThan(0.05);
    for (const { cable, fromDbm, toDbm } of evaluateNetwork(plan)?.cables ?? []) {
      const label = texts.find(({ text }) => text.split(' ')[0] === cable);
      const above = (dbm: Readonly<Record<string, number>>) =>
        groups.map((ids) => formatDbm(Math.min(...ids.map((id) => dbm[id]))));
      const found = texts.filter(
        ({ minY, minX }) =>
          label &&
          minY < label.minY &&
          minY > label.minY - 11 &&
          minX > label.minX - 1 &&
          minX < label.minX + 60,
      );
      const values = found.sort((a, b) => a.minY - b.minY).map(({ text }) => text);
      expect(values, cable).toEqual(expect.arrayContaining([...above(fromDbm), ...above(toDbm)]));
    }
    for (const size of svg.matchAll(/font-size="([\d.]+)" fill="#(?:1457a8|8c1206)"/g))
      expect(Number(size[1])).toBeGreaterThanOrEqual(2.5);
  });

  it.each([false, true])(
    'the lowest level is at the bottom of the diagram, also where a branch comes back to a level (%s)',
    (isMixed) => {
      const plan = addNetwork(
        networkedPlan((each) => {
          const [model] = each.antennas;
          each.antennas = each.levels.flatMap(({ id }) =>
            [1, 2, 3, 4].map((index) => ({
              ...model,
              ...{ id: `ANT${index}-${id}`, level: id, position: [2 * index, 6] as [number, number] },
            })),
          );
          each.levels.reverse();
        }),
      );
      // A source below what it feeds first is cut off from it too.
      plan.network!.sources![0].level = 'B1';
      if (isMixed) {
        const cable = plan.network?.cables?.find(({ to }) => to.node === 'ANT2-B1');
        plan.antennas.find(({ id }) => id === 'ANT2-B1')!.level = 'B2';
        cable?.course.push({ level: 'B2', path: [[4, 6]] });
      }
      const svg = diagramSvg(withNetworkBasis(plan), { lang: 'zh' });
      const texts = shownTexts(svg);
      const rowsOf = (level: string) =>
        plan.antennas
          .filter((antenna) => antenna.level === level)
          .map(({ id }) => texts.find(({ text }) => text === id)?.minY ?? Number.NaN);
      expect(Math.max(...rowsOf('B1'))).toBeLessThan(Math.min(...rowsOf('B2')));
      expect(overlappingTexts(texts)).toEqual([]);
      // Where a branch was cut both ends have its letter.
      expect(texts.some(({ text }) => text === '接 A')).toBe(isMixed);
      expect(texts.some(({ text }) => text === 'A')).toBe(isMixed);
    },
  );

  const seeds = isLong ? 12 : 3;
  it(`every part of the diagram stands on the level that it is on, seeds 1 to ${seeds}`, () => {
    for (let seed = 1; seed <= seeds; seed++) {
      const random = createRandom(100 + seed);
      const plan = randomNetwork(seed, 10);
      const { devices = [], cables = [] } = plan.network ?? {};
      const levelOf = new Map<string, string>();
      for (const each of [...devices, ...plan.antennas]) {
        if (random() < (seed % 3 === 0 ? 0.1 : 0.5)) each.level = 'B2';
        levelOf.set(each.id, each.level);
      }
      for (const { course, to } of cables) {
        const level = levelOf.get(to.node);
        if (level === 'B2') course.push({ level, path: [course[0].path[1]] });
      }
      const records = readRecords(diagramDxf(withNetworkBasis(plan), { lang: 'zh' }));
      const here = records.filter(({ section, block }) => section === 'ENTITIES' && block === '');
      const names = here
        .filter((each) => each.kind === 'TEXT' && groupOf(each, 8)?.endsWith('LEVEL'))
        .map((each) => ({
          x: numberIn(each, 10),
          y: numberIn(each, 20),
          name: groupOf(each, 1)?.split(' ')[0],
        }));
      const blocks = referencesOf(here).filter(({ attributes }) => attributes.LEVEL && attributes.NUMBER);
      const standing = blocks.filter(({ name }) => name !== 'DIKU-CABLE');
      expect(standing.length).toBeGreaterThan(plan.antennas.length + devices.length);
      // A level's name stands at the foot of its rows: that of a part is the next below it.
      for (const { at, attributes } of standing) {
        // Sheets stand side by side, each with its names at its right edge.
        const edge = Math.min(...names.filter(({ x }) => x > at[0]).map(({ x }) => x));
        const below = names
          .filter(({ x, y }) => Math.abs(x - edge) < 100 && y <= at[1] + 0.1)
          .sort((a, b) => b.y - a.y);
        expect([attributes.NUMBER, below[0]?.name]).toEqual([attributes.NUMBER, attributes.LEVEL]);
      }
    }
  });

  it('a network around an existing tree shows what stays, what is new and what goes, and what nobody stated', () => {
    const plan = randomNetwork(4, 8);
    const { cables = [], devices = [] } = plan.network!;
    const fresh = new Set(cables.slice(-3).map(({ id }) => id));
    const [guessed] = cables;
    guessed.courseAssumed = true;
    devices[0].positionAssumed = true;
    const old = { ...structuredClone(cables[1]), id: 'OLD1', to: { node: 'GONE', port: 'in' } };
    old.course[0].path = [
      [2, 2],
      [9, 2],
    ];
    plan.network!.existing = {
      devices: structuredClone(devices),
      cables: [...structuredClone(cables.filter(({ id }) => !fresh.has(id))), old],
      antennas: [],
    };
    const states = new Map(listRework(plan)!.items.map(({ id, state }) => [id, state]));
    expect([states.get('OLD1'), states.get(guessed.id)]).toEqual(['removed', 'kept']);
    const svg = floorSvg(withNetworkBasis(plan), { lang: 'zh', levels: ['B1'] });
    const texts = shownTexts(svg).map(({ text }) => text);
    for (const label of ['新增馈线', '利旧馈线', '利旧馈线（走向示意）', '拆除馈线', 'OLD1 拆除', '位置待勘'])
      expect(texts, label).toContain(label);
    // Courses have two points here: each is drawn once, in the pen of what becomes of it.
    const { existing: _, ...alone } = plan.network!;
    const plain = floorSvg(withNetworkBasis({ ...plan, network: alone }), { lang: 'zh', levels: ['B1'] });
    const drawn = (stroke: string, dash: string, of = svg) =>
      [...of.matchAll(/<path d="M[\d. ]+L[\d. ]+" fill="none" ([^>]*)>/g)].filter(
        ([, style]) =>
          style.includes(`stroke="${stroke}" stroke-width="0.35"`) &&
          (dash === '' ? !style.includes('dasharray') : style.includes(`dasharray="${dash}"`)),
      ).length;
    const count = (state: string, isAssumed: boolean) =>
      cables.filter((each) => states.get(each.id) === state && (each.courseAssumed === true) === isAssumed)
        .length;
    // The legend has one of each too.
    expect(drawn('#16191d', '') - drawn('#16191d', '', plain)).toBe(count('kept', false) + 1);
    expect(drawn('#16191d', '3 1.2')).toBe(1 + 1);
    expect(drawn('#c21807', '')).toBe(count('new', false) + 1);
    expect(texts.join('')).toContain('均须现场勘察');
  });

  it('the title block states what the plan and the call say, the call first, and who has to say the rest', () => {
    const plan = parsePlan({
      ...randomNetwork(7, 4),
      titleBlock: { designUnit: '设计院', designer: '韩梅', stage: 'as-built', date: '2026-01-02' },
    });
    const said = (options: object) =>
      shownTexts(diagramSvg(plan, { lang: 'zh', ...options })).map(({ text }) => text);
    const labels =
      '设计 校对 审核 审定 单项负责人 专业负责人 设计单位 项目编号 设计阶段 版次 单位 日期'.split(' ');
    const plain = said({});
    expect(plain).toEqual(expect.arrayContaining([...labels, '设计院', '韩梅', '竣工图', '2026-01-02']));
    const other = said({ titleBlock: { designer: '李雷', revision: 'A2' }, date: '2026-03-04' });
    expect(other).toEqual(expect.arrayContaining(['设计院', '李雷', 'A2', '2026-03-04']));
    expect(other).not.toContain('韩梅');
    expect(other).toHaveLength(plain.length);
    expect([plain.includes('待编'), other.includes('待编')]).toEqual([true, false]);
    expect(() => parsePlan({ ...plan, titleBlock: { designer: 'x'.repeat(61) } })).toThrow(
      /titleBlock\.designer/,
    );
  });

  it('a diagram in DXF has the names of all nodes, and the same bytes every time', async () => {
    const plan = randomNetwork(7, isLong ? 25 : 10);
    const dxf = diagramDxf(plan, { lang: 'zh' });
    expect(diagramDxf(plan, { lang: 'zh' })).toEqual(dxf);
    const texts = (await readDrawing(dxf)).sheets[0].drawing.texts.map(({ text }) =>
      text === '图例' ? text : text.split(' ')[0],
    );
    for (const { id } of [...plan.antennas, ...(plan.network?.devices ?? [])]) expect(texts).toContain(id);
    expect(texts).toContain('图例');
  });
});

function formatDbm(value: number): string {
  return value < 0 ? `−${Math.abs(value).toFixed(1)}` : value.toFixed(1);
}

/** Handles of objects: groups 5 and 105, code and value in turn. */
function handlesOf(lines: readonly string[]): number[] {
  const handles: number[] = [];
  let variable = '';
  for (let index = 0; index + 1 < lines.length; index += 2) {
    const code = Number(lines[index]);
    if (code === 9) variable = lines[index + 1].trim();
    if (code === 0) variable = '';
    if ((code === 5 || code === 105) && variable === '') handles.push(Number.parseInt(lines[index + 1], 16));
  }
  return handles;
}
