/** The bill against what is drawn and listed elsewhere: recounted from the plan's sources, cables and antennas alone. */

import { readFileSync } from 'node:fs';
import {
  findCarrierProfile,
  floorDxf,
  type NetworkReport,
  type Plan,
  planPdf,
  predictPlan,
  readFont,
  reportNetwork,
} from '@diku/engine';
import { diagramDxf, diagramSvg, networkSummary, planCsv, type TableId } from '@diku/engine/documents';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { defaultCatalogue, designNetwork } from '../../packages/engine/src/design/index.ts';
import { looseMetres } from '../../packages/engine/src/design/network/network-needs.ts';
import { unsharedSentences } from '../../packages/engine/src/documents/construction/design-notes.ts';
import { textsIn } from '../../packages/engine/src/documents/wording/document-text.ts';
import { withFeederPaths, withNetworkBasis } from '../../packages/engine/src/plan/index.ts';
import { createPlainSolver, createSimdKernel } from '../../packages/engine/src/radio/index.ts';
import { buildAntenna, buildLevel, buildPlan } from '../support/build-garage.ts';
import { once, onceOf } from '../support/once.ts';
import { readRecords, referencesOf } from './construction-support/read-groups.ts';
import { readPdf, readPlanPdf } from './construction-support/read-pdf.ts';

const font = readFont(readFileSync(new URL('../../assets/fonts/NotoSansSC-Subset.ttf', import.meta.url)));

function garage(antennas: Plan['antennas'], carriers: string): Plan {
  const box = (left: number, bottom: number, right: number, top: number): [number, number][] => [
    [left, bottom],
    [right, bottom],
    [right, top],
    [left, top],
  ];
  const level = buildLevel({
    ...{ outline: box(0, 0, 80, 24), columns: [], bays: [], points: [], openings: [] },
    walls: [
      { id: 'w1', start: [8, 0], end: [8, 24], thicknessM: 0.2, material: 'concrete-block', kind: 'fire' },
    ],
    facilities: [
      { id: 'er1', kind: 'equipment-room', name: '弱电机房', position: [4, 11] },
      { id: 't1', kind: 'tray', path: [[2, 11] as [number, number], [78, 11] as [number, number]] },
    ],
    zones: [{ id: 'z1', kind: 'equipment-room', polygon: box(0, 0, 8, 24) }],
  });
  const profile = structuredClone(findCarrierProfile(carriers)) as Plan['carriers'];
  return buildPlan({ levels: [level], antennas, carriers: profile });
}

const passive = [20, 36, 52, 70].map((x, index) => buildAntenna(`ANT${index + 1}`, x, 12));
const plans = {
  passive: once(() => designNetwork(garage(passive, 'lte'), { effort: 'low' }).plan),
  twoPaths: once(() => designNetwork(withFeederPaths(garage(passive, 'lte-nr'), 2), { effort: 'low' }).plan),
  smallCells: once(() => {
    const units = [20, 50].flatMap((x, index) =>
      ['prru-tu', 'prru-mb'].map((part, system) => {
        const operators = system === 0 ? ['ctcc', 'cucc'] : ['cmcc'];
        const carriers = findCarrierProfile('lte')
          .map(({ id }) => id)
          .filter((id) => operators.some((operator) => id.startsWith(operator)));
        const id = `ANT${2 * index + system + 1}-B1`;
        return buildAntenna(id, x, 12 + system, { feed: 'small-cell' as const, part, carriers });
      }),
    );
    return designNetwork(garage(units, 'lte'), { effort: 'low' }).plan;
  }),
  radiating: once(() => {
    const path: [number, number][] = [
      [14, 9],
      [60, 9],
    ];
    const cable = buildAntenna('ANT1-B1', 14, 9, { type: 'radiating-cable', path });
    return designNetwork(garage([cable], 'lte'), { effort: 'low' }).plan;
  }),
};
type Name = keyof typeof plans;
const names = Object.keys(plans) as Name[];

const csv = onceOf((plan: Plan, id: TableId): string[][] =>
  parse(planCsv(plan, id, { lang: 'zh' }), { bom: true, relax_column_count: true }),
);

/** Quantities of the bill by what the part is called. */
function billed(plan: Plan): Map<string, number> {
  const [, ...rows] = csv(plan, 'bill');
  return new Map(rows.filter(([number]) => /^\d+$/.test(number)).map((row) => [row[1], Number(row[4])]));
}

const quantity = (plan: Plan, name: RegExp) =>
  [...billed(plan)].reduce((sum, [each, count]) => sum + (name.test(each) ? count : 0), 0);

const kindsOf = (plan: Plan) => new Map((plan.network?.parts ?? []).map(({ id, kind }) => [id, kind]));

const roomPages = (plan: Plan) =>
  readPlanPdf(plan, 'zh').pages.filter((page) => page.includes('设备与用电表'));

describe('the bill', () => {
  it.each(names)(
    'has all that room sheets draw, and nothing of rooms that they do not: %s',
    { tags: ['thorough'] },
    (name) => {
      const plan = plans[name]();
      const text = roomPages(plan).map((page) => page.join('\n'));
      const count = (pattern: RegExp) => text.join('\n').match(pattern)?.length ?? 0;
      expect(text.length).toBeGreaterThan(0);
      expect(quantity(plan, /^机柜42U/)).toBe(count(/^机柜 \d+ 立面$/gm));
      expect(quantity(plan, /^光纤配线单元/)).toBe(text.filter((page) => /^ODF/m.test(page)).length);
      expect(quantity(plan, /^交流配电单元/)).toBe(text.filter((page) => /^AC$/m.test(page)).length);
      expect(quantity(plan, /^接地排/)).toBe(count(/^接地排$/gm));
      const bars = csv(plan, 'schedule').map((row) => Number(/接地排 (\d+) 个/.exec(row[1])?.[1] ?? 0));
      expect(bars.reduce((sum, each) => sum + each, 0)).toBe(count(/^接地排$/gm));
      // Every unit that takes mains power, from the plan alone: hubs and baseband units too, small cells not.
      const { sources = [], basebands = [] } = plan.network ?? {};
      const kinds = kindsOf(plan);
      const radios = sources.flatMap(({ units }) =>
        units.filter(({ part }) => kinds.get(part) !== 'small-cell'),
      );
      const hubs = sources.filter(({ part }) => kinds.get(part ?? '') === 'hub');
      const supplied = [...radios, ...hubs, ...basebands];
      expect(quantity(plan, /^设备供电/)).toBe(supplied.length);
      for (const { id } of supplied) expect(text.join('\n')).toMatch(new RegExp(`^${id}( |$)`, 'm'));
    },
  );

  it('has breakers for what the units take, hubs with what they hand on', () => {
    const plan = plans.smallCells();
    const { sources = [], parts = [] } = plan.network ?? {};
    const powerW = (part: string | undefined) => parts.find(({ id }) => id === part)?.powerW ?? 0;
    const hubs = sources.filter(({ part }) => kindsOf(plan).get(part ?? '') === 'hub');
    expect(hubs.length).toBeGreaterThan(1);
    const pages = roomPages(plan).map((page) => page.join('\n'));
    for (const { id, part, units } of hubs) {
      const wholeW = powerW(part) + units.reduce((sum, unit) => sum + powerW(unit.part), 0);
      expect(wholeW).toBeGreaterThan(powerW(part));
      const page = pages.find((each) => new RegExp(`^${id}( |$)`, 'm').test(each)) ?? '';
      expect(page).toMatch(new RegExp(`^${wholeW}$`, 'm'));
    }
  });

  it('counts POI as diagram, rack and device schedule do, one for each path', () => {
    const plan = plans.twoPaths();
    const kinds = kindsOf(plan);
    const expected = (plan.network?.sources ?? [])
      .filter(({ part }) => kinds.get(part ?? '') === 'poi')
      .reduce((sum, { paths = 1 }) => sum + paths, 0);
    expect(expected).toBeGreaterThan(1);
    expect(quantity(plan, /^多系统合路平台POI$/)).toBe(expected);
    expect(csv(plan, 'devices').filter((row) => row[1] === '多系统合路平台POI')).toHaveLength(expected);
    const racks = roomPages(plan)
      .flat()
      .filter((text) => text === '多系统合路平台POI');
    // Once in the rack's elevation, once in its table; on the plan of the room the part stands once for each source.
    expect(racks.length).toBeGreaterThanOrEqual(2 * expected);
    expect(diagramSvg(plan, { lang: 'zh' })).toContain(`多系统合路平台POI × ${expected}`);
    // Blocks of CAD are as many, with one value in both files.
    const blocksOf = (file: Uint8Array) =>
      referencesOf(readRecords(file))
        .filter(({ name, block }) => name === 'DIKU-POI' && block === '')
        .map(({ attributes }) => attributes.VALUE);
    const [onFloor, onDiagram] = [
      blocksOf(floorDxf(plan, { lang: 'zh' })),
      blocksOf(diagramDxf(plan, { lang: 'zh' })),
    ];
    expect(onFloor).toHaveLength(expected);
    expect(onFloor.every((value) => /dB$/.test(value ?? ''))).toBe(true);
    expect(onDiagram).toEqual(onFloor);
  });

  it('has diagrams whose legend has the antennas of a sheet with their second path alone', {
    tags: ['thorough'],
  }, () => {
    const many = Array.from({ length: 14 }, (_, index) =>
      buildAntenna(`ANT${index + 1}-B1`, 14 + 3 * index, 12),
    );
    const plan = designNetwork(withFeederPaths(garage(many, 'lte-nr'), 2), { effort: 'low' }).plan;
    // Every sheet of the diagram that shows an antenna has it in its legend, on whichever path.
    const diagrams = readPlanPdf(plan, 'zh').placed.filter(
      (page) =>
        page.some(({ text }) => text.startsWith('DK-SRC')) &&
        page.some(({ text }) => /^ANT\d+\S* 第2路$/.test(text)),
    );
    const isAlone = (page: readonly { text: string }[]) => !page.some(({ text }) => /^ANT\d+-B1$/.test(text));
    expect(diagrams.some(isAlone)).toBe(true);
    for (const page of diagrams) expect(page.some(({ text }) => /^吸顶全向天线$/.test(text))).toBe(true);
  });

  it.each(names)('has a jumper for every output into a POI, and the cable schedule too: %s', (name) => {
    const plan = plans[name]();
    const kinds = kindsOf(plan);
    const bands = new Map(plan.carriers.map((carrier) => [carrier.id, carrier]));
    const outputs = (plan.network?.sources ?? [])
      .filter(({ part }) => kinds.get(part ?? '') === 'poi')
      .flatMap(({ paths = 1, units }) =>
        units.flatMap((unit) =>
          Object.keys(unit.outputPowerDbm).some((id) => bands.has(id)) ? Array(paths).fill(unit.id) : [],
        ),
      );
    expect(quantity(plan, /跳线（RRU 至 POI）$/)).toBe(outputs.length);
    expect(csv(plan, 'cables').filter(([id]) => /^J\d+$/.test(id))).toHaveLength(outputs.length);
  });

  it.each(names)(
    'charges a connector once for each end of a feeder, and says that cables come without: %s',
    (name) => {
      const plan = plans[name]();
      const kinds = kindsOf(plan);
      const ofKind = (kind: string) =>
        (plan.network?.cables ?? []).filter(({ part }) => kinds.get(part) === kind).length;
      const radiating = plan.antennas.filter(({ type }) => type === 'radiating-cable').length;
      expect(quantity(plan, /馈线接头$/)).toBe(2 * (ofKind('cable') + radiating));
      // Connectors of a size are as many as the ends of the feeders and radiating cables of that size.
      const sizes = new Map((plan.network?.parts ?? []).map(({ id, diameterMm }) => [id, diameterMm]));
      const connectors = (plan.network?.parts ?? []).filter(({ per }) => per === 'cable-end');
      for (const { name, diameterMm } of connectors) {
        const cables = (plan.network?.cables ?? []).filter(
          ({ part }) => kinds.get(part) === 'cable' && sizes.get(part) === diameterMm,
        );
        if (radiating === 0) expect(quantity(plan, new RegExp(`^${name}$`))).toBe(2 * cables.length);
      }
      expect(quantity(plan, /^数据缆接头/)).toBe(2 * ofKind('data-cable'));
      expect(quantity(plan, /^线缆标签$/)).toBe(plan.network?.cables?.length);
      const feeders = csv(plan, 'bill').filter((row) => row[1].endsWith('"馈线'));
      expect(feeders.length > 0).toBe(ofKind('cable') > 0);
      for (const row of feeders) expect(row[row.length - 1]).toContain('不含接头');
      for (const [part] of billed(plan)) expect(part).not.toMatch(/馈线.*含接头/);
    },
  );

  it.each(names)(
    'has a jumper for each input of an antenna, and clips and conduit for the metres off the tray: %s',
    (name) => {
      const plan = plans[name]();
      const kinds = kindsOf(plan);
      const inputs = plan.antennas
        .filter(({ feed }) => feed !== 'small-cell')
        .reduce((sum, { paths = 1 }) => sum + paths, 0);
      expect(quantity(plan, /^1\/2"超柔跳线（馈线至天线口/)).toBe(inputs);
      // The tray of the garage is straight: from 2 to 78 m at 11 m.
      const offM = (path: readonly (readonly [number, number])[]) =>
        path.slice(1).reduce((sum, [x, y], index) => {
          const [fromX, fromY] = path[index];
          const lengthM = Math.hypot(x - fromX, y - fromY);
          const count = Math.ceil(lengthM * 1000);
          const off = Array.from({ length: count }, (_, step) => (step + 0.5) / count).filter((ratio) => {
            const [atX, atY] = [fromX + ratio * (x - fromX), fromY + ratio * (y - fromY)];
            return Math.hypot(Math.max(2 - atX, atX - 78, 0), atY - 11) > 0.3;
          });
          return sum + (lengthM * off.length) / Math.max(1, count);
        }, 0);
      const boundsOf = (isMeant: (kind: string) => boolean) =>
        (plan.network?.cables ?? [])
          .filter(({ part }) => isMeant(kinds.get(part) ?? ''))
          .flatMap(({ course }) => course.map(({ path }) => offM(path as [number, number][])))
          // The middle of a quarter metre says where all of it is.
          .reduce(([low, high], each) => [low + Math.ceil(each - 0.3), high + Math.ceil(each + 0.3)], [0, 0]);
      const inside = (count: number, [low, high]: number[]) => {
        expect(count).toBeGreaterThanOrEqual(low);
        expect(count).toBeLessThanOrEqual(high);
      };
      inside(
        quantity(plan, /^馈线卡/),
        boundsOf((kind) => kind === 'cable'),
      );
      // Cables that lie together share conduits: no more of them than with one each.
      const [, highest] = boundsOf((kind) => kind === 'data-cable' || kind === 'fibre');
      inside(quantity(plan, /^保护管/), [0, highest]);
      expect(quantity(plan, /^馈线卡|^保护管/)).toBeGreaterThan(0);
      expect(quantity(plan, /^引下线槽/)).toBe(quantity(plan, /^接地排/));
    },
  );

  it('has two units of a kind for operators that share a network only with the reason in the notes', () => {
    const plan = plans.passive();
    const operatorOf = (id: string) => plan.carriers.find((carrier) => carrier.id === id)!.operator;
    const apart = plan.network!.sources!.flatMap(({ units }) =>
      units.filter(({ outputPowerDbm }) =>
        Object.keys(outputPowerDbm).every((id) => ['telecom', 'unicom'].includes(operatorOf(id))),
      ),
    );
    expect(apart.length).toBeGreaterThan(1);
    const [sentence] = unsharedSentences(plan, textsIn('zh'));
    const said = /SRC1 (RRU\d)、(RRU\d)：电信、联通/.exec(sentence);
    expect(said?.slice(1).sort()).toEqual(apart.map(({ id }) => id).sort());
  });

  it('has as many conduits as cables that lie together fill, and one for a cable by itself', () => {
    const plan = plans.smallCells();
    const [from, , level] = [plan.network!.sources![0].id, 0, plan.levels[0].id];
    const line = (id: string, path: [number, number][]) => ({
      ...{ id, part: 'data', from: { node: from, port: id }, to: { node: id, port: 'in' } },
      ...{ lengthM: 10, course: [{ level, path }] },
    });
    const together = Array.from({ length: 6 }, (_, index) =>
      line(`D${index}`, [
        [10.1, 20.2],
        [20.1, 20.2],
      ]),
    );
    const metres = (cables: object[]) =>
      looseMetres({
        ...plan,
        network: { ...plan.network, parts: [{ id: 'data', kind: 'data-cable', diameterMm: 7.5 }], cables },
      } as unknown as Plan).length;
    // 0.4 of 25 mm holds four cables of 7.5 mm: two conduits for six, one for four.
    expect(metres(together)).toBe(20);
    expect(metres(together.slice(0, 4))).toBe(10);
    expect(
      metres([
        ...together.slice(0, 1),
        line('E', [
          [10.1, 22.2],
          [20.1, 22.2],
        ]),
      ]),
    ).toBe(20);
  });

  it.each(['zh', 'en'] as const)(
    'has drawings whose layers are described in words of the trade (%s)',
    (lang) => {
      const plan = plans.passive();
      for (const bytes of [floorDxf(plan, { lang }), diagramDxf(plan, { lang })]) {
        const lines = new TextDecoder('gbk')
          .decode(bytes)
          .split(/\r?\n/)
          .map((line) => line.trim());
        const pairs = Array.from({ length: Math.floor(lines.length / 2) }, (_, i) => [
          lines[2 * i],
          lines[2 * i + 1],
        ]);
        const records = pairs.flatMap(([code, value], index) =>
          code === '0' && value === 'LAYER' ? [index] : [],
        );
        const described = new Map(
          records.map((from) => {
            const rest = pairs.slice(from + 1);
            const record = rest.slice(
              0,
              rest.findIndex(([code]) => code === '0'),
            );
            const at = record.findIndex(([code]) => code === '1001');
            const name = record.find(([code]) => code === '2')![1];
            return [
              name,
              at < 0
                ? ''
                : record
                    .slice(at)
                    .map(([, value]) => value)
                    .join('|'),
            ] as const;
          }),
        );
        // Every layer of ours, feeders by the name of their part.
        for (const [name, text] of described)
          if (name.startsWith('DIKU-')) expect(text, name).toMatch(/^AcAecLayerStandard\|\|./);
        const part = plan.network!.parts!.find(({ id }) => id === 'feeder-1-2')!;
        expect(described.get('DIKU-CABLE-FEEDER-1-2')?.split('|')[2]).toBe(
          lang === 'zh' ? part.name : part.nameEn,
        );
        expect(pairs.filter(([code, value]) => code === '2' && value === 'AcAecLayerStandard')).toHaveLength(
          1,
        );
      }
    },
  );

  it('has a cable schedule whose rows as printed add up to its totals', () => {
    const plan = plans.passive();
    const page = readPdf(planPdf(plan, { lang: 'zh', fonts: [font] }).bytes)
      .pages.filter((texts) => texts[texts.lastIndexOf('图名') + 1]?.startsWith('线缆表'))
      .flat();
    const [heads, ...rows] = csv(plan, 'cables');
    const columns = heads.flatMap((head, index) => (/ m$|长度|余量/.test(head) ? [index] : []));
    expect(columns.length).toBe(2);
    for (const column of columns) {
      const cells = rows.filter((row) => /^L\d/.test(row[0])).map((row) => Number(row[column]));
      expect(cells.every((value) => Math.abs(100 * value - Math.round(100 * value)) < 1e-6)).toBe(true);
      const total = cells.reduce((sum, value) => sum + value, 0).toFixed(2);
      expect(page.map((text) => text.replace(/\s/g, ''))).toContain(total);
    }
  });

  it('has what cables and parts are said to cost, less what only weighs in their choice', () => {
    const far = [
      buildAntenna('ANT1', 12, 12),
      buildAntenna('ANT2', 14, 12),
      buildAntenna('ANT3', 16, 14),
      buildAntenna('ANT4', 78, 23),
    ];
    const long = [400, 1];
    const weights = [passive, far].map((antennas, index) => {
      const { plan, design } = designNetwork(
        buildPlan({
          ...garage(antennas, 'lte'),
          requirements: {
            ...garage(antennas, 'lte').requirements,
            profileOverrides: { network: { singleRunM: long[index] } },
          },
        }),
      );
      const text = networkSummary(reportNetwork(plan) as NetworkReport, plan, 'zh', { design });
      const figure = (pattern: RegExp) => Number(pattern.exec(text)?.[1].replace(/\s/g, '') ?? 0);
      const [, ...rows] = csv(plan, 'bill');
      const cny = rows
        .filter((row) => ['馈线', '功分器', '耦合器', '衰减器', '负载'].includes(row[2]))
        .reduce((sum, row) => sum + Number(row[4]) * (Number(row[6]) + Number(row[7])), 0);
      const weightCny = figure(/选型权重 ([\d\s]+) 元/);
      expect(Math.abs(figure(/线缆与器件 ([\d\s]+) 元/) - weightCny - cny)).toBeLessThan(5);
      return weightCny;
    });
    expect(weights[0]).toBe(0);
    expect(weights[1]).toBeGreaterThan(0);
  });

  it('names feeders that are thicker than the one above them, which no design has', () => {
    const plan = plans.passive();
    const notes = (each: Plan) =>
      readPlanPdf(each, 'zh')
        .pages.flat()
        .filter((text) => text.includes('的线径大于其主干'));
    expect(notes(plan)).toEqual([]);
    const changed = structuredClone(plan);
    const { cables = [] } = changed.network ?? {};
    const below = cables.find(({ from }) => cables.some(({ to }) => to.node === from.node))!;
    const thick = defaultCatalogue().parts.find(({ id }) => id === 'feeder-7-8')!;
    changed.network!.parts = [...changed.network!.parts!.filter(({ id }) => id !== thick.id), thick];
    below.part = thick.id;
    expect(notes(withNetworkBasis(changed))[0]).toMatch(new RegExp(`^${below.id} `));
  });

  it('has nothing of systems that small cells do not have, and neither has the schedule of work', () => {
    const plan = plans.smallCells();
    for (const name of [/POI/, /功分|耦合|负载|衰减/, /^馈线/, /跳线/, /漏缆/, /^天线支架/])
      expect(quantity(plan, name)).toBe(0);
    const works = csv(plan, 'schedule').map((row) => row[1]);
    expect(works.some((work) => work.includes('pRRU'))).toBe(true);
    for (const work of works) expect(work).not.toMatch(/功分器|驻波|天线口/);
  });

  it('ends every radiating cable in a load: bill, devices, diagram, and the rule that fails without one', () => {
    const plan = plans.radiating();
    const count = plan.antennas.length;
    expect(quantity(plan, /^漏缆终端负载/)).toBe(count);
    expect(csv(plan, 'devices').filter(([id]) => id === 'ANT1-B1 末端')).toHaveLength(count);
    expect(reportNetwork(plan)?.rules.find(({ id }) => id === 'open-ports')?.passed).toBe(true);
    const without = structuredClone(plan);
    without.network!.parts = without.network!.parts!.filter(({ kind }) => kind !== 'load');
    const rule = reportNetwork(without)?.rules.find(({ id }) => id === 'open-ports');
    expect(rule?.failures.map(({ at }) => at.id)).toEqual(['ANT1-B1']);
    const antennas = readPlanPdf(plan, 'zh').pages.find((page) => page.includes('末端坐标'));
    expect(antennas).toContain('(60.0, 9.0)');
  });

  it('numbers the unit of a small cell as its antenna', () => {
    const plan = plans.smallCells();
    const units = (plan.network?.sources ?? []).flatMap(({ id, units: each }) =>
      each.map((unit, index) => [JSON.stringify([id, `out${index + 1}`]), unit.id]),
    );
    const unitAt = new Map(units as [string, string][]);
    const cells = (plan.network?.cables ?? []).filter(({ to }) => to.node.startsWith('ANT'));
    expect(cells).toHaveLength(plan.antennas.length);
    for (const { from, to } of cells)
      expect(unitAt.get(JSON.stringify([from.node, from.port]))).toBe(to.node);
    // One number for one device: no document has another one for the unit.
    const { pages } = readPlanPdf(plan, 'zh');
    for (const { id } of plan.antennas) expect(pages.flat().join(' ')).toContain(id);
    expect(pages.flat().join(' ')).not.toMatch(/PRRU\d|单元编号 楼层/);
  });
});

describe('repeaters', () => {
  const repeated = once(() => {
    const catalogue = defaultCatalogue();
    const parts = catalogue.parts.filter(({ kind }) => kind !== 'radio-unit');
    return designNetwork(garage(passive, 'lte'), { catalogue: { ...catalogue, parts }, effort: 'low' }).plan;
  });

  it('have a donor antenna each: on the bill, on the diagram, in the cable schedule', () => {
    const plan = repeated();
    const kinds = kindsOf(plan);
    const count = (plan.network?.sources ?? []).flatMap(({ units }) =>
      units.filter(({ part }) => kinds.get(part) === 'repeater'),
    ).length;
    expect(count).toBeGreaterThan(1);
    expect(quantity(plan, /^屋顶施主天线/)).toBe(count);
    expect(csv(plan, 'cables').filter(([id]) => /^D\d+$/.test(id))).toHaveLength(count);
    expect(diagramSvg(plan, { lang: 'zh' })).toContain(`屋顶施主天线 × ${count}`);
    expect(quantity(plan, /^光纤配线|^BBU/)).toBe(0);
  });

  it('leave no verdict standing before the levels at their donor antennas are measured', {
    tags: ['thorough'],
  }, async () => {
    const plan = repeated();
    const solver = createPlainSolver(await createSimdKernel());
    const prediction = await predictPlan(plan, { solver, resolutionM: 2, locations: 20 });
    const pages = readPdf(planPdf(plan, { lang: 'zh', fonts: [font], prediction }).bytes).pages;
    const said = pages.map((page) => page.join(''));
    const conditions = said.filter((text) => text.includes('结论不成立') && text.includes('RSRP ≥ −'));
    expect(conditions.length).toBeGreaterThan(0);
    expect(said.join('')).toContain('穿屋面、楼板处未列');
    const served = plans.passive();
    const other = await predictPlan(served, { solver, resolutionM: 2, locations: 20 });
    const without = readPdf(planPdf(served, { lang: 'zh', fonts: [font], prediction: other }).bytes).pages;
    expect(without.flat().join('')).not.toContain('施主天线');
  });
});

describe('the schedule of work', () => {
  it.each(names)(
    'names holes as holes, before the cables, and counts the things that a work is named after: %s',
    (name) => {
      const plan = plans[name]();
      const rows = csv(plan, 'schedule');
      const row = (pattern: RegExp) => rows.findIndex((each) => pattern.test(each[1]));
      const holes = row(/^开孔/);
      expect(Number(rows[holes][3])).toBe(csv(plan, 'penetrations').filter(([id]) => /^P\d/.test(id)).length);
      const cables = row(/^敷设线缆/);
      expect(holes).toBeLessThan(cables);
      expect(rows[cables][4]).toBe('米');
      const radiatingM = name === 'radiating' ? 46 : 0;
      const lengthM = (plan.network?.cables ?? []).reduce((sum, each) => sum + each.lengthM, radiatingM);
      expect(Number(rows[cables][3])).toBeCloseTo(lengthM, 0);
      const devices = row(/^安装功分器/);
      // The load at the end of a radiating cable goes with the cable.
      expect(devices < 0 ? 0 : Number(rows[devices][3])).toBe(plan.network?.devices?.length ?? 0);
      expect(Number(rows[row(/^设备接电/)][3])).toBe(quantity(plan, /^设备供电/));
      const [commissioning] = rows.slice(row(/开通调测/));
      expect(commissioning[7]).toMatch(/^第 \d+ 天后$/);
    },
  );
});

/** Cells of the kinds that the bill counts, and what the works count by their names: the unit of each has to be one and the same. */
const worksOf: readonly [work: RegExp, item: RegExp][] = [
  [/^安装天线/, /吸顶天线/],
  [/^安装pRRU/, /pRRU.*(四频|双频|2.6G|LTE|NR|内置|微站|单元)|^pRRU/],
  [/^安装功分器/, /功分器|耦合器/],
  [/^安装机柜/, /^多系统合路平台POI|双频 RRU|^RHUB|^BBU/],
];

describe('units of counting', () => {
  it.each(names)('are one for a kind of part, on the bill and in the schedule of work: %s', (name) => {
    const plan = plans[name]();
    const [, ...bill] = csv(plan, 'bill');
    const kinds = new Map(bill.map((row) => [row[2], new Set<string>()]));
    for (const row of bill) kinds.get(row[2])?.add(row[3]);
    for (const [kind, units] of kinds) if (!/辅材|^$/.test(kind)) expect([...units], kind).toHaveLength(1);
    let checked = 0;
    for (const [work, item] of worksOf) {
      const rows = csv(plan, 'schedule').filter((row) => work.test(row[1]));
      const units = bill.filter((row) => item.test(row[1]) && !/跳线|支架|标签|接头/.test(row[1]));
      for (const row of rows) {
        checked += 1;
        expect([row[1], row[4]]).toEqual([row[1], units[0]?.[3]]);
      }
    }
    expect(checked).toBeGreaterThan(0);
    if (name === 'smallCells') {
      const mounted = csv(plan, 'schedule').filter((row) => row[1].includes('pRRU'));
      expect(mounted.map((row) => row[4])).toEqual(mounted.map(() => '台'));
      const counts = mounted.map((row) => Number(row[3]));
      expect(new Set(counts)).toEqual(new Set([plan.antennas.length]));
    }
  });

  it('call radiating cable by metres in price and density, and no antenna', () => {
    const plan = plans.radiating();
    const metres = 46;
    const said = planCsvNotes(plan);
    expect(said).toContain('每米辐射电缆（漏缆）');
    const costCny = Number(csv(plan, 'bill').at(-1)?.[10]);
    expect(said.replaceAll(/\s/g, '')).toContain(`（漏缆）${Math.round(costCny / metres)}元`);
    expect(said).not.toMatch(/每副天线|副天线/);
    expect(planCsvNotes(plans.passive())).toMatch(/每副天线 [\d\s]+ 元/);
    expect(planCsvNotes(plans.smallCells())).toMatch(/每台pRRU [\d\s]+ 元/);
  });
});

/** The bill's sheet as it is read. */
const planCsvNotes = (plan: Plan) =>
  readPlanPdf(plan, 'zh')
    .pages.filter((page) => page.some((text) => text.includes('每平方米')))
    .map((page) => page.join(''))
    .join('');

describe('the schedule of penetrations', () => {
  it('has a hole for cables that pass at one location, up to four of them, and a sleeve that takes them', () => {
    const plan = plans.smallCells();
    const [heads, ...rows] = csv(plan, 'penetrations');
    const column = (head: string) => heads.indexOf(head);
    const holes = rows.filter(([id]) => /^P\d/.test(id));
    const cables = holes.map((row) => row[column('线缆编号')].split('、'));
    // Ways through the only wall, recounted from the courses.
    const crossing = (plan.network?.cables ?? []).filter(({ course }) =>
      course.some(({ path }) => path.some(([x]) => x < 8) && path.some(([x]) => x > 8)),
    );
    expect(
      cables
        .flat()
        .map((text) => text.split(' ')[0])
        .sort(),
    ).toEqual(crossing.map(({ id }) => id).sort());
    expect(holes.length).toBeLessThan(crossing.length);
    expect(quantity(plan, /孔洞/)).toBe(holes.length);
    const outerMm: Record<string, number> = { CAT6A网线: 8, 室内光缆: 6, 光电复合缆: 12 };
    for (const [index, row] of holes.entries()) {
      expect(cables[index].length).toBeLessThanOrEqual(4);
      const filledMm2 = cables[index].reduce((sum, text) => sum + outerMm[text.split(' ')[1]] ** 2, 0);
      const diameterMm = Number(/^DN(\d+)$/.exec(row[column('套管*')])?.[1]);
      expect(filledMm2).toBeLessThanOrEqual(0.4 * diameterMm ** 2);
      expect(row[column('墙体类别')]).not.toBe('');
    }
  });

  it('says the kind and thickness of the wall that a door is in', () => {
    const plan = plans.passive();
    const doored = structuredClone(plan);
    const [level] = doored.levels;
    const [wall] = level.walls ?? [];
    const [cable] = (doored.network?.cables ?? []).filter(({ from }) => from.node.startsWith('SRC'));
    const y = cable.course[0].path.find(([, at]) => at > 0)?.[1] ?? 11;
    level.walls = [
      { ...wall, id: 'w1a', end: [8, y - 1] },
      { ...wall, id: 'w1b', start: [8, y + 1] },
    ];
    level.openings = [{ id: 'd1', start: [8, y - 1], end: [8, y + 1], kind: 'steel-door', state: 'closed' }];
    const [heads, ...rows] = csv(withNetworkBasis(doored), 'penetrations');
    const over = rows.find((row) => row[heads.indexOf('部位')] === '门上方穿墙');
    expect(over?.[heads.indexOf('厚度 mm')]).toBe('200');
    expect(over?.[heads.indexOf('墙体类别')]).toBe('防火墙');
    // Over a shutter hangs its box.
    level.openings = [{ ...level.openings[0], kind: 'fire-shutter' }];
    const [, ...shut] = csv(withNetworkBasis(doored), 'penetrations');
    expect(shut.map((row) => row[heads.indexOf('部位')])).toContain('卷帘上方穿墙');
    expect(shut.map((row) => row[heads.indexOf('部位')])).not.toContain('门上方穿墙');
  });
});

describe('the settings of the units', () => {
  it.each(names)(
    'list every carrier that a unit sends, less the loss of its POI what leaves it: %s',
    (name) => {
      const plan = plans[name]();
      const [heads, ...rows] = csv(plan, 'units');
      const sent = (plan.network?.sources ?? []).flatMap(({ units }) =>
        units.flatMap((unit) =>
          Object.entries(unit.outputPowerDbm).map(([, powerDbm]) => `${unit.id} ${powerDbm.toFixed(1)}`),
        ),
      );
      const at = (head: string) => heads.indexOf(head);
      const data = rows.filter((row) => row[at('单元编号')] !== '' && row.length === heads.length);
      expect(
        data.map((row) => `${row[at('单元编号')]} ${Number(row[at('设定 dBm')]).toFixed(1)}`).sort(),
      ).toEqual(sent.sort());
      if (at('POI 输出 dBm') < 0) return;
      // The diagram has each carrier before and behind the POI, and a symbol for each unit.
      const shown = [...diagramSvg(plan, { lang: 'zh' }).matchAll(/<text[^>]*>([^<]*)</g)].map(
        ([, text]) => text,
      );
      const pairs = shown.join('').match(/\d+\.\d → \d+\.\d/g) ?? [];
      const wanted = data.map((row) =>
        ['设定 dBm', 'POI 输出 dBm'].map((head) => Number(row[at(head)]).toFixed(1)).join(' → '),
      );
      // A figure whose last digit is a five is rounded either way.
      const isNear = (a: string, b: string) => {
        const [p, q] = [a, b].map((pair) => pair.split(' → ').map(Number));
        return p.every((value, index) => Math.abs(value - q[index]) < 0.11);
      };
      for (const pair of wanted)
        expect(
          pairs.some((each) => isNear(each, pair)),
          pair,
        ).toBe(true);
      for (const row of data) {
        const [output, loss, left] = ['设定 dBm', 'POI 损耗 dB', 'POI 输出 dBm'].map((head) =>
          Number(row[at(head)]),
        );
        expect(Math.abs(output - loss - left)).toBeLessThan(0.16);
      }
    },
  );
});
