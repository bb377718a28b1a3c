import { readFileSync } from 'node:fs';
import {
  findCarrierProfile,
  floorDxf,
  importDrawing,
  type Plan,
  parsePlan,
  planPdf,
  readFont,
} from '@diku/engine';
import { diagramDxf } from '@diku/engine/documents';
import { describe, expect, it } from 'vitest';
import { createRandom, ringContains } from '../../packages/engine/src/core/index.ts';
import { designNetwork, networkBill } from '../../packages/engine/src/design/index.ts';
import { planToDrawing, withNetworkBasis } from '../../packages/engine/src/plan/index.ts';
import { randomNetwork } from '../design/network-support/networked-plan.ts';
import { buildAntenna, buildLevel, buildPlan } from '../support/build-garage.ts';
import { isLong } from '../support/is-long.ts';
import { once } from '../support/once.ts';
import { addNetwork } from './construction-support/networked-garage.ts';
import {
  type DxfRecord,
  groupOf,
  numberIn,
  quantitiesOf,
  readRecords,
  referencesOf,
} from './construction-support/read-groups.ts';
import { readPdf, readPlanPdf } from './construction-support/read-pdf.ts';
import { overlappingTexts, type ShownText } from './construction-support/sheet-shapes.ts';

const font = readFont(readFileSync(new URL('../../assets/fonts/NotoSansSC-Subset.ttf', import.meta.url)));
const drawing = new Uint8Array(
  readFileSync(new URL('../../examples/garage-two-levels.dxf', import.meta.url)),
);

const plannedExample = once(async (): Promise<Plan> => {
  const { plan } = await importDrawing(drawing, { fileName: 'garage-two-levels.dxf' });
  const antennas = plan.levels.flatMap(({ id, columns = [] }) =>
    columns
      .filter((_, index) => index % 20 === 0)
      .map(({ center }, index) => ({
        ...{ id: `ANT${index + 1}-${id}`, level: id, position: center, heightM: 2.4 },
        ...{ type: index % 3 === 0 ? 'directional' : 'ceiling-omni', azimuthDeg: (30 * index) % 360 },
        ...{ cell: 'S1', carriers: ['*'] },
      })),
  );
  return parsePlan(addNetwork({ ...plan, antennas }));
});

/** `DK-B1` of `DK-B1-02`. */
const setOf = ({ DRAWING_NUMBER: number }: Record<string, string>) => number.slice(0, -3);

const overDrawing = once(async () => floorDxf(await plannedExample(), { lang: 'zh', over: drawing }));
const alone = once(async () => floorDxf(await plannedExample(), { lang: 'zh' }));

/** The bill's quantities but for some kinds, rounded to a millimetre of cable. */
function billOf(plan: Plan, ...without: string[]): Map<string, number> {
  const items = networkBill(plan).items.filter(({ kind }) => !without.includes(kind));
  return rounded(new Map(items.map(({ part, quantity }) => [part, quantity])));
}

function rounded(quantities: ReadonlyMap<string, number>): Map<string, number> {
  return new Map(
    [...quantities].map(([part, count]) => [part, Math.round(1000 * count) / 1000] as const).sort(),
  );
}

const drawnOf = (...files: readonly Uint8Array[]) =>
  rounded(quantitiesOf(files.flatMap((file) => referencesOf(readRecords(file)))));

/** Small cells, a section of radiating cable and an antenna, with all that feeds them. */
const mixedPlan = once((): Plan => {
  const point = (x: number, y: number): [number, number] => [x, y];
  const level = buildLevel({
    ...{ clearHeightM: 2.8, columns: [], openings: [], bays: [], points: [] },
    outline: [point(0, 0), point(60, 0), point(60, 24), point(0, 24)],
    walls: [],
    facilities: [
      { id: 'er', kind: 'equipment-room', position: point(30, 11) },
      { id: 't', kind: 'tray', path: [point(2, 11), point(58, 11)] },
    ],
  });
  const antennas = [
    ...[8, 20, 40].map((x, index) =>
      buildAntenna(`P${index + 1}`, x, 14, {
        feed: 'small-cell',
        part: 'prru-tu',
        carriers: ['ctcc-lte1800'],
      }),
    ),
    buildAntenna('RC', 2, 11, {
      type: 'radiating-cable',
      path: [point(2, 8), point(50, 8)],
      carriers: ['ctcc-lte1800'],
    }),
    buildAntenna('A1', 50, 18, { carriers: ['ctcc-lte1800'] }),
  ];
  const carriers = findCarrierProfile('lte').filter(({ id }) => id === 'ctcc-lte1800');
  return designNetwork(buildPlan({ levels: [level], antennas, carriers }), { effort: 'low' }).plan;
});

describe('data extraction', () => {
  it('blocks of floor plans, alone and over the drawing, level by level and together, sum up to the bill', {
    tags: ['thorough'],
  }, async () => {
    const plan = await plannedExample();
    const bill = billOf(plan);
    expect(bill.size).toBeGreaterThan(8);
    for (const file of [await alone(), await overDrawing()]) expect(drawnOf(file)).toEqual(bill);
    const levels = plan.levels.map(({ id }) => floorDxf(plan, { lang: 'zh', levels: [id] }));
    expect(drawnOf(...levels)).toEqual(bill);
    expect(drawnOf(levels[0])).not.toEqual(bill);
  });

  const seeds = isLong ? 5 : 1;
  it(`blocks of diagrams sum up to the bill but for ways through walls (seeds 1 to ${seeds})`, () => {
    for (let seed = 1; seed <= seeds; seed++) {
      const plan = randomNetwork(seed, 40);
      expect(drawnOf(diagramDxf(plan, { lang: 'zh' })), `seed ${seed}`).toEqual(
        billOf(plan, 'penetration', 'accessory'),
      );
    }
  });

  it('small cells, hubs, baseband units, fibres, radiating cables and sources are counted once each', () => {
    const plan = mixedPlan();
    const bill = billOf(plan);
    const kinds = new Set(networkBill(plan).items.map(({ kind }) => kind));
    for (const kind of [
      'radio-unit',
      'small-cell',
      'hub',
      'baseband',
      'antenna',
      'fibre',
      'data-cable',
      'cable',
    ] as const)
      expect(kinds).toContain(kind);
    expect(drawnOf(floorDxf(plan, { lang: 'zh' }))).toEqual(bill);
    expect(drawnOf(diagramDxf(plan, { lang: 'en' }))).toEqual(billOf(plan, 'penetration', 'accessory'));
  });

  it('antennas state gain and EIRP, small cells what they send; radiating cables have neither', () => {
    const plan = mixedPlan();
    const references = referencesOf(readRecords(floorDxf(plan, { lang: 'zh' })));
    const omni = plan.antennas.find(({ id }) => id === 'A1')!;
    const sentDbm = plan.network!.sources!.flatMap(({ units }) =>
      units.flatMap(({ part, outputPowerDbm }) =>
        part.startsWith('prru') ? [outputPowerDbm['ctcc-lte1800']] : [],
      ),
    );
    const dbmOf = (text: string) => Number(/^LTE 1\.8G (-?\d+\.\d)$/.exec(text)?.[1]);
    const found = references.filter(({ name }) => name.startsWith('DIKU-ANT-'));
    expect(found).toHaveLength(plan.antennas.length);
    for (const { name, attributes } of found) {
      if (name === 'DIKU-ANT-RADIATING-CABLE') {
        expect(attributes).not.toHaveProperty('EIRP');
        continue;
      }
      const isSmallCell = name === 'DIKU-ANT-SMALL-CELL';
      const portDbm = isSmallCell ? sentDbm[0] : omni.portPowerDbm!['ctcc-lte1800'];
      expect(dbmOf(isSmallCell ? attributes.POWER_OUT : attributes.POWER_IN)).toBeCloseTo(portDbm, 1);
      expect(Number(attributes.GAIN_DBI)).toBeGreaterThan(0);
      expect(Math.abs(dbmOf(attributes.EIRP) - portDbm - Number(attributes.GAIN_DBI))).toBeLessThan(0.1001);
    }
  });

  /** Kinds of what sheets of these plans draw, each of which their legends name. */
  function kindsInLegends(plans: readonly Plan[]): Set<string> {
    const labels: Record<string, RegExp> = {
      'DIKU-ANT-CEILING-OMNI': /^吸顶全向天线$/,
      'DIKU-ANT-DIRECTIONAL': /^定向天线/,
      'DIKU-ANT-SMALL-CELL': /^皮飞站远端单元pRRU$/,
      'DIKU-ANT-RADIATING-CABLE': /^漏缆馈入端$/,
      'DIKU-LOAD': /^负载$/,
      'DIKU-HUB': /^汇聚单元RHUB$/,
      'DIKU-BASEBAND': /^基带单元BBU$/,
      'DIKU-POI': /POI/,
      'DIKU-SOURCE': /^信源/,
      'DIKU-RRU': /RRU|射频单元/,
      'DIKU-SPLITTER': /^功分器$/,
      'DIKU-COUPLER': /^耦合器$/,
      'DIKU-ATTENUATOR': /^衰减器$/,
      'DIKU-RISER': /^线缆引上、引下$/,
      'DIKU-PENETRATION': /^孔洞$/,
      cable: /^馈线/,
      'data-cable': /^数据线缆/,
      fibre: /^光缆$/,
    };
    const seen = new Set<string>();
    for (const plan of plans) {
      const kindOf = new Map(plan.network?.parts?.map(({ id, kind }): [string, string] => [id, kind]));
      const drawnKinds = (file: Uint8Array) =>
        referencesOf(readRecords(file))
          .filter(({ name, block }) => block === '' && /^DIKU-(?!FRAME|TITLE|ACCESSORY)/.test(name))
          .map(({ name, attributes }) =>
            name === 'DIKU-CABLE' ? (kindOf.get(attributes.PART) ?? '') : name,
          );
      const { placed } = readPlanPdf(plan, 'zh');
      // The legend stands at the foot, left of the title block.
      const legendOf = (sets: readonly string[]) =>
        placed
          .filter((page) => page.some(({ text }) => sets.some((set) => text.startsWith(`DK-${set}-`))))
          .flatMap((page) => page.filter(({ xMm, yMm }) => yMm > 260 && xMm < 235).map(({ text }) => text));
      const sheets = [
        ...plan.levels.map(({ id }) => ({
          legend: legendOf([id]),
          kinds: drawnKinds(floorDxf(plan, { lang: 'zh', levels: [id] })),
        })),
        {
          legend: legendOf((plan.network?.sources ?? []).map(({ id }) => id)),
          kinds: drawnKinds(diagramDxf(plan, { lang: 'zh' })),
        },
      ];
      for (const { legend, kinds } of sheets) {
        for (const kind of new Set(kinds)) {
          seen.add(kind);
          expect([kind, legend.some((text) => labels[kind]?.test(text))]).toEqual([kind, true]);
        }
      }
    }
    return seen;
  }

  it('legends of floor plans and diagrams name every kind of part and line that is drawn', () => {
    const seen = kindsInLegends([mixedPlan(), randomNetwork(5, 6)]);
    for (const kind of ['fibre', 'data-cable', 'cable', 'DIKU-BASEBAND', 'DIKU-HUB', 'DIKU-LOAD'])
      expect(seen).toContain(kind);
  });

  it('legends name what a drawn garage of two levels has besides', { tags: ['thorough'] }, async () => {
    const seen = kindsInLegends([await plannedExample(), randomNetwork(5, 12)]);
    for (const kind of ['DIKU-POI', 'DIKU-RISER']) expect(seen).toContain(kind);
  });

  it('states number, value, place and powers of each part, ends of each cable, and what is shown', {
    tags: ['thorough'],
  }, async () => {
    const plan = await plannedExample();
    const references = referencesOf(readRecords(await alone()));
    const byNumber = new Map(references.map((each) => [each.attributes.NUMBER, each]));
    for (const { id, level, position } of plan.antennas) {
      const { attributes } = byNumber.get(id) ?? { attributes: {} as Record<string, string> };
      expect(attributes).toMatchObject({ NUMBER: id, LEVEL: level });
      for (const [axis, tag] of ['X', 'Y'].entries()) {
        expect(Math.abs(Number(attributes[tag]) - position[axis])).toBeLessThan(0.006);
      }
      expect(attributes.POWER_IN).toMatch(/^LTE 1\.8G -?\d+\.\d(; |$)/);
    }
    for (const { id, from, to, lengthM } of plan.network?.cables ?? []) {
      const { attributes } = byNumber.get(id) ?? { attributes: {} as Record<string, string> };
      expect(attributes).toMatchObject({ FROM: from.node, TO: to.node, LENGTH: lengthM.toFixed(1) });
      expect(attributes.FROM_PORT).toMatch(/^(输出端\d|直通端|耦合端)$/);
      expect(Number(attributes.SPARE_M)).toBeCloseTo(0.1 * lengthM, 2);
    }
    const coupler = references.find(({ name }) => name === 'DIKU-COUPLER');
    expect(coupler?.attributes).toMatchObject({ VALUE: '10 dB', KIND: '耦合器' });
    expect(coupler?.attributes.POWER_OUT).toMatch(/^直通端 LTE .* \| 耦合端 LTE /);
    const antennas = references.filter(({ name }) => name.startsWith('DIKU-ANT-'));
    expect(new Set(antennas.map(({ name }) => name)).size).toBe(2);
    const shown = antennas.filter(({ shown: tags }) => /^NUMBER,COORDINATES(,AIM)?$/.test(tags.join()));
    expect(shown.length).toBeGreaterThan(0.8 * antennas.length);
  });
});

/** The point of a raster that is farthest from columns and walls. */
function middleOf(
  columns: readonly (readonly [number, number])[],
  walls: readonly { start: readonly [number, number]; end: readonly [number, number] }[],
): [number, number] {
  const ends = walls.flatMap(({ start, end }) =>
    Array.from({ length: 41 }, (_, index) => [
      start[0] + (index / 40) * (end[0] - start[0]),
      start[1] + (index / 40) * (end[1] - start[1]),
    ]),
  );
  const points = [...columns, ...ends];
  const [xs, ys] = [0, 1].map((axis) => columns.map((point) => point[axis]));
  let best: { at: [number, number]; offM: number } = { at: [0, 0], offM: 0 };
  for (let x = Math.min(...xs); x < Math.max(...xs); x += 1) {
    for (let y = Math.min(...ys); y < Math.max(...ys); y += 1) {
      // Most points are nearer to the first that is looked at than the best is to all.
      if (points.some(([px, py]) => Math.hypot(px - x, py - y) <= best.offM)) continue;
      best = { at: [x, y], offM: Math.min(...points.map(([px, py]) => Math.hypot(px - x, py - y))) };
    }
  }
  return best.at;
}

/** Texts and shown attributes of model space, narrower than any font sets them, y upwards. */
function shownInModel(records: readonly DxfRecord[]): ShownText[] {
  return records
    .filter(
      (each) =>
        each.section === 'ENTITIES' &&
        !each.groups.some(([code, value]) => code === 67 && value === '1') &&
        (each.kind === 'TEXT' || (each.kind === 'ATTRIB' && groupOf(each, 70) === '0')),
    )
    .map((each) => {
      const text = groupOf(each, 1) ?? '';
      const capital = numberIn(each, 40);
      const ems = [...text].reduce((sum, sign) => sum + (sign > '\u2e7f' ? 0.95 : 0.42), 0);
      const [aligned, x, y] = [numberIn(each, 72) || 0, numberIn(each, 10), numberIn(each, 20)];
      const width = (ems * capital) / 0.8;
      const minX = x - (width * aligned) / 2;
      return { text, minX, maxX: minX + width, minY: y, maxY: y + 0.875 * capital };
    });
}

describe('labels', () => {
  it('texts and shown attributes of a floor plan stand apart, and are those of the sheets', {
    tags: ['thorough'],
  }, async () => {
    const shown = shownInModel(readRecords(await alone()));
    expect(overlappingTexts(shown)).toEqual([]);
    const texts = new Set(shown.map(({ text }) => text));
    const plan = await plannedExample();
    const { antennas, network } = plan;
    for (const { id } of [...antennas, ...(network?.devices ?? []), ...(network?.cables ?? [])])
      expect(texts.has(id) || [...texts].some((text) => text.split(' ')[0] === id), id).toBe(true);
  });
});

/** Problems of a file's structure: handles used twice, owners, layers, blocks, text styles and attributes that are not defined. */
function faultsOf(records: readonly DxfRecord[]): string[] {
  const handleOf = (record: DxfRecord) => groupOf(record, record.kind === 'DIMSTYLE' ? 105 : 5);
  const handles = records.flatMap((record) => (record.section === 'HEADER' ? [] : (handleOf(record) ?? [])));
  const known = new Set(handles);
  const names = (kind: string) =>
    new Set(
      records
        .filter((each) => each.kind === kind && each.section === 'TABLES')
        .map((each) => groupOf(each, 2)?.toUpperCase()),
    );
  const [layers, blocks, styles] = ['LAYER', 'BLOCK_RECORD', 'STYLE'].map(names);
  const defined = new Set(
    records.filter(({ kind }) => kind === 'BLOCK').map(({ block }) => block.toUpperCase()),
  );
  const tagsOf = new Map<string, (string | undefined)[]>();
  for (const each of records) {
    if (each.kind === 'ATTDEF') tagsOf.set(each.block, [...(tagsOf.get(each.block) ?? []), groupOf(each, 2)]);
  }
  const drawn = records.filter(
    ({ section, kind }) => ['BLOCKS', 'ENTITIES'].includes(section) && kind !== 'ENDSEC',
  );
  return [
    ...(handles.length > known.size ? ['handles used twice'] : []),
    ...records.flatMap((each) =>
      each.groups
        .filter(([code, value]) => code === 330 && value !== '0' && !known.has(value))
        .map(([, value]) => `${each.kind} points to ${value}`),
    ),
    ...drawn.flatMap((each) => {
      const [layer, style, name] = [8, 7, 2].map((code) => groupOf(each, code)?.toUpperCase());
      return [
        ...(layer !== undefined && !layers.has(layer) ? [`${each.kind} on layer ${layer}`] : []),
        ...(style !== undefined && !styles.has(style) ? [`${each.kind} in style ${style}`] : []),
        ...(each.kind === 'INSERT' && !(defined.has(name ?? '') && blocks.has(name ?? ''))
          ? [`no block ${name}`]
          : []),
      ];
    }),
    ...referencesOf(records).flatMap(({ name, attributes }) => {
      const tags = tagsOf.get(name) ?? [];
      return Object.keys(attributes).join() === tags.join() || !name.startsWith('DIKU-')
        ? []
        : [`${name}: attributes ${Object.keys(attributes)}, defined ${tags}`];
    }),
  ];
}

describe('structure', () => {
  it('handles, owners, layers, blocks, styles and attributes are defined, and a spoiled file is told', {
    tags: ['thorough'],
  }, async () => {
    const plan = await plannedExample();
    const files = [await alone(), diagramDxf(plan, { lang: 'zh' })];
    for (const file of files) expect(faultsOf(readRecords(file))).toEqual([]);
    const spoiled = Buffer.from(
      Buffer.from(files[0])
        .toString('latin1')
        .replaceAll('\nDIKU-COUPLER\r', '\nDIKU-KOPPLER\r')
        .replace('\nDIKU-KOPPLER\r', '\nDIKU-COUPLER\r'),
      'latin1',
    );
    expect(faultsOf(readRecords(spoiled)).length).toBeGreaterThan(0);
  });

  it('over the drawing and of one level too; a copy over a copy has each block once', {
    tags: ['thorough'],
  }, async () => {
    const plan = await plannedExample();
    for (const file of [floorDxf(plan, { lang: 'en', levels: ['B2'] }), await overDrawing()])
      expect(faultsOf(readRecords(file))).toEqual([]);
    const twice = readRecords(floorDxf(plan, { lang: 'zh', over: await overDrawing() }));
    const blocks = twice.filter(({ kind }) => kind === 'BLOCK').map(({ block }) => block.toUpperCase());
    expect(new Set(blocks).size).toBe(blocks.length);
    expect(faultsOf(twice)).toEqual([]);
  });
});

/** A window of a layout on model space. */
function windowsOf(records: readonly DxfRecord[]) {
  return records
    .filter((each) => each.kind === 'VIEWPORT' && numberIn(each, 69) > 1)
    .map((each) => {
      const [angleRad, unitsPerMm] = [
        (numberIn(each, 51) * Math.PI) / 180,
        numberIn(each, 45) / numberIn(each, 41),
      ];
      const [cos, sin] = [Math.cos(angleRad), Math.sin(angleRad)];
      return {
        unitsPerMm,
        twistDeg: numberIn(each, 51),
        frozen: each.groups.filter(([code]) => code === 331).map(([, value]) => value),
        shows: ([x, y]: readonly [number, number]) => {
          // The centre is stated in the turned view.
          const right = (cos * x - sin * y - numberIn(each, 12)) / unitsPerMm;
          const up = (sin * x + cos * y - numberIn(each, 22)) / unitsPerMm;
          return Math.abs(right) <= numberIn(each, 40) / 2 && Math.abs(up) <= numberIn(each, 41) / 2;
        },
        isUpright: (angleDeg: number) =>
          Math.abs(((((angleDeg + numberIn(each, 51)) % 360) + 540) % 360) - 180) < 1e-3,
      };
    });
}

describe('layouts', () => {
  for (const [name, drawn] of [
    ['alone', alone],
    ['over the drawing', overDrawing],
  ] as const) {
    it(`every antenna is in the window of one sheet of its level, at the scale of the title block: ${name}`, {
      tags: ['thorough'],
    }, async () => {
      const plan = await plannedExample();
      const records = readRecords(await drawn());
      const windows = windowsOf(records);
      const titles = referencesOf(records).filter(({ name }) => name === 'DIKU-TITLE');
      expect(titles.length).toBe(windows.length);
      expect(windows.length).toBeGreaterThan(5);
      for (const { attributes } of titles)
        expect(attributes).toMatchObject({ SCALE: '1:200', UNIT: 'm', DESIGNER: '' });
      for (const { unitsPerMm } of windows) expect(unitsPerMm).toBeCloseTo(200, 6);
      const antennas = referencesOf(records).filter(({ name }) => name.startsWith('DIKU-ANT-'));
      expect(antennas).toHaveLength(plan.antennas.length);
      for (const { at } of antennas) expect(windows.filter(({ shows }) => shows(at))).toHaveLength(1);
    });
  }

  it('windows follow drawings in any unit, turn and location, with texts upright to the nearest quarter (seed 17)', {
    tags: ['thorough'],
  }, () => {
    const random = createRandom(17);
    for (let round = 0; round < 10; round++) {
      const metresPerUnit = [1, 0.001, 0.01, 0.0254, 0.3048][round % 5];
      const plan = randomNetwork(round, 9);
      plan.levels[0].source = {
        ...{ file: 'a.dxf', metresPerUnit },
        rotationDeg: Math.round(random() * 7200 - 3600) / 10,
        translation: [random() * 1e4, random() * 1e4] as [number, number],
      };
      const records = readRecords(floorDxf(withNetworkBasis(plan), { lang: 'en', levels: ['B1'] }));
      const windows = windowsOf(records);
      const [title] = referencesOf(records).filter(({ name }) => name === 'DIKU-TITLE');
      const scale = Number(title.attributes.SCALE.slice(2));
      const antennas = referencesOf(records).filter(({ name }) => name.startsWith('DIKU-ANT-'));
      expect(antennas.length).toBeGreaterThan(0);
      for (const { at } of antennas) expect(windows.filter(({ shows }) => shows(at))).toHaveLength(1);
      for (const { unitsPerMm } of windows)
        expect((1000 * unitsPerMm * metresPerUnit) / scale).toBeCloseTo(1, 5);
      const texts = records.filter(
        ({ kind, section, block, groups }) =>
          kind === 'TEXT' && section === 'ENTITIES' && block === '' && !groups.some(([code]) => code === 67),
      );
      expect(texts.length).toBeGreaterThan(0);
      expect(texts.filter((each) => !windows[0].isUpright(numberIn(each, 50)))).toEqual([]);
      const unit = { 1: 6, 0.001: 4, 0.01: 5, 0.0254: 1, 0.3048: 2 }[metresPerUnit];
      const header = records.find(({ groups }) => groups.some(([, value]) => value === '$INSUNITS'));
      const at = header?.groups.findIndex(([, value]) => value === '$INSUNITS') ?? -1;
      expect(header?.groups[at + 1]).toEqual([70, String(unit)]);
    }
  });

  it('every square metre of floor from which on a part is drawn lies on a sheet, and all levels in one turn', {
    tags: ['thorough'],
  }, async () => {
    const plan = structuredClone(await plannedExample());
    // Nothing of the network on most of the floor.
    const [kept] = plan.antennas;
    const bare = withNetworkBasis({
      ...plan,
      antennas: [kept],
      network: { ...plan.network, devices: [], cables: [] },
    });
    const records = readRecords(floorDxf(bare, { lang: 'zh' }));
    const windows = windowsOf(records);
    const turns = new Set(windows.map(({ twistDeg }) => Math.round(twistDeg)));
    expect(turns.size).toBe(1);
    for (const { outline, holes = [], source } of bare.levels) {
      const xs = outline.map(([x]) => x);
      const ys = outline.map(([, y]) => y);
      let outsideM2 = 0;
      let floorM2 = 0;
      for (let x = Math.min(...xs) + 0.5; x < Math.max(...xs); x += 1) {
        for (let y = Math.min(...ys) + 0.5; y < Math.max(...ys); y += 1) {
          if (!ringContains(outline, [x, y]) || holes.some((hole) => ringContains(hole, [x, y]))) continue;
          floorM2 += 1;
          if (!windows.some(({ shows }) => shows(planToDrawing([x, y], source!)))) outsideM2 += 1;
        }
      }
      expect(floorM2).toBeGreaterThan(1000);
      // A part below 20 m² may go without a sheet; there are no more than eight of them.
      expect(outsideM2).toBeLessThan(8 * 20);
      expect(outsideM2 / floorM2).toBeLessThan(0.01);
    }
  });

  it('directional antennas say where they look, and which of them no wall or column is near enough for', {
    tags: ['thorough'],
  }, async () => {
    const plan = structuredClone(await plannedExample());
    const [level] = plan.levels;
    const aimed = plan.antennas.filter(({ type, level: on }) => type === 'directional' && on === level.id);
    const [first, second] = aimed;
    // The others hang at columns; this one in the middle of four, some metres off.
    first.position = middleOf(
      level.columns!.slice(0, 400).map(({ center }) => center),
      level.walls!,
    );
    Object.assign(first, { azimuthDeg: -180, downtiltDeg: 4 });
    Object.assign(second, { azimuthDeg: 450, downtiltDeg: 0 });
    const moved = withNetworkBasis(plan);
    const offM = Math.min(
      ...level.columns!.map(({ center: [x, y] }) => Math.hypot(x - first.position[0], y - first.position[1])),
    );
    expect(offM).toBeGreaterThan(2);
    const byNumber = new Map(
      referencesOf(readRecords(floorDxf(moved, { lang: 'zh', levels: [level.id] }))).map((each) => [
        each.attributes.NUMBER,
        each.attributes,
      ]),
    );
    expect(byNumber.get(first.id)?.AIM).toBe('方位 270° 下倾 4°');
    expect(byNumber.get(second.id)?.AIM).toBe('方位 0° 下倾 0°');
    const omni = plan.antennas.find(({ type }) => type === 'ceiling-omni');
    expect(byNumber.get(omni!.id)).not.toHaveProperty('AIM');
    const { pages } = readPdf(planPdf(moved, { lang: 'zh', fonts: [font], levels: [level.id] }).bytes);
    const schedule = pages.find((page) => page.includes('方位角 °'))!;
    const row = schedule.slice(schedule.indexOf(first.id));
    expect(row.slice(0, 12)).toEqual(expect.arrayContaining(['270', '4']));
    const notes = pages.map((page) => page.join(''));
    const [, list] = /([^。]*)距最近的墙、柱超过 1 m/.exec(
      notes[pages.findIndex((page) => page.includes('DK-B1-01'))],
    )!;
    expect(list).toContain(first.id);
    expect(list).not.toContain(second.id);
  });

  it('sheets have the same number, title and scale in PDF and DXF, and their page in the PDF or in the set', {
    tags: ['thorough'],
  }, async () => {
    const plan = await plannedExample();
    const { pages } = readPlanPdf(plan, 'zh');
    const printed = pages.map((page) =>
      ['图号', '图名', '比例'].map((label) => page[page.lastIndexOf(label) + 1]),
    );
    expect(pages.map((page) => page[page.lastIndexOf('页次') + 1])).toEqual(
      pages.map((_, index) => `第 ${index + 1} 页 共 ${pages.length} 页`),
    );
    const tags = ['DRAWING_NUMBER', 'TITLE', 'SCALE'];
    const sets = referencesOf(readRecords(await alone())).filter(({ name }) => name === 'DIKU-TITLE');
    for (const { attributes } of sets) {
      const inSet = sets.filter((each) => setOf(each.attributes) === setOf(attributes));
      const at = Number(attributes.DRAWING_NUMBER.slice(-2));
      expect(attributes.SHEET_OF_SET).toBe(`第 ${at} 张 共 ${inSet.length} 张`);
      expect(attributes).not.toHaveProperty('PAGE');
    }
    const titles = [
      ...plan.levels.map(({ id }) => floorDxf(plan, { lang: 'zh', levels: [id] })),
      await alone(),
    ]
      .map((file) => referencesOf(readRecords(file)))
      .concat([referencesOf(readRecords(diagramDxf(plan, { lang: 'zh' })))])
      .map((found) => found.filter(({ name }) => name === 'DIKU-TITLE'))
      .map((found) => found.map(({ attributes }) => tags.map((tag) => attributes[tag])));
    const [first, second, both, diagram] = titles;
    expect(first.length).toBeGreaterThan(3);
    const byNumber = (one: string[], other: string[]) => one[0].localeCompare(other[0]);
    expect([...first, ...second].sort(byNumber)).toEqual([...both].sort(byNumber));
    const drawings = [...both, ...diagram];
    expect(new Set(drawings.map(([number]) => number)).size).toBe(drawings.length);
    const inDxf = new Set(drawings.map(([number]) => number.slice(0, -3)));
    expect(printed.filter(([number]) => inDxf.has(number.slice(0, -3))).sort(byNumber)).toEqual(
      drawings.sort(byNumber),
    );
  });

  it('where levels are drawn over each other a window shows the layers of its own alone', () => {
    const plan = randomNetwork(3, 12);
    const records = readRecords(floorDxf(plan, { lang: 'zh' }));
    const layers = new Map(
      records
        .filter(({ kind }) => kind === 'LAYER')
        .map((each) => [groupOf(each, 5), groupOf(each, 2) ?? '']),
    );
    const levels = plan.levels.map(({ id }) => id);
    expect(levels.length).toBeGreaterThan(1);
    const seen = windowsOf(records).map(({ frozen }) => {
      const hidden = new Set(frozen.map((handle) => /^DIKU-(\w+)-/.exec(layers.get(handle) ?? '')?.[1]));
      return levels.filter((id) => !hidden.has(id)).join();
    });
    expect([...new Set(seen)].sort()).toEqual([...levels].sort());
  });
});
