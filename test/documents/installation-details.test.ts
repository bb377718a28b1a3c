import { findCarrierProfile, type Plan, parsePlan } from '@diku/engine';
import { withFeederPaths } from '@diku/engine/plan';
import { describe, expect, it } from 'vitest';
import {
  defaultCatalogue,
  designNetwork,
  listHoles,
  networkBill,
} from '../../packages/engine/src/design/index.ts';
import { diagramDxf, floorDxf, planCsv } from '../../packages/engine/src/documents/index.ts';
import { withNetworkBasis } from '../../packages/engine/src/plan/index.ts';
import { buildAntenna, buildLevel, buildPlan } from '../support/build-garage.ts';
import { groupOf, readRecords } from './construction-support/read-groups.ts';
import { readPlanPdf } from './construction-support/read-pdf.ts';

const box = (left: number, bottom: number, right: number, top: number): [number, number][] => [
  [left, bottom],
  [right, bottom],
  [right, top],
  [left, top],
];

/** A hall with its source room behind a wall of a kind; without a wall nothing is passed. */
function garage({
  kind,
  hasPanel,
  hasTray,
}: {
  kind?: 'fire' | 'partition' | 'civil-defence';
  hasPanel?: boolean;
  hasTray?: boolean;
}): Plan {
  const level = buildLevel({
    ...{ outline: box(0, 0, 60, 24), columns: [], bays: [], points: [], openings: [] },
    walls: kind
      ? [{ id: 'w1', start: [8, 0], end: [8, 24], thicknessM: 0.25, material: 'concrete-block', kind }]
      : [],
    facilities: [
      { id: 'er1', kind: 'equipment-room', position: [4, 11] },
      // Walls are passed on a tray.
      ...(hasTray
        ? [
            {
              id: 't1',
              kind: 'tray' as const,
              path: [
                [4, 12],
                [56, 12],
              ] as [number, number][],
            },
          ]
        : []),
      ...(kind === 'civil-defence'
        ? [{ id: 's1', kind: 'sleeve' as const, position: [8, 12] as [number, number] }]
        : []),
    ],
  });
  const antennas = [
    { ...buildAntenna('ANT1', 20, 11), heightM: level.clearHeightM - 0.3 },
    { ...buildAntenna('ANT2', 40, 11), heightM: level.clearHeightM - 0.5 },
    ...(hasPanel
      ? [
          {
            ...buildAntenna('ANT3', 50, 11),
            type: 'directional',
            azimuthDeg: 90,
            downtiltDeg: 7,
            heightM: 2.1,
          },
        ]
      : []),
  ];
  return designNetwork(buildPlan({ levels: [level], antennas }), { effort: 'low' }).plan;
}

/** Texts of the sheet of details. */
function detailTexts(plan: Plan): string[] {
  const pages = readPlanPdf(plan, 'zh').pages;
  return pages.filter((page) => page.some((text) => text.startsWith('1. 各大样为示意'))).flat();
}

const passings = {
  'pressure-sleeve': '线缆穿人防墙（预埋密闭套管）',
  'fire-seal': '线缆穿防火墙、楼板（防火封堵）',
  'waterproof-sleeve': '线缆穿外墙（防水套管）',
  plain: '线缆穿隔墙（普通套管）',
} as const;

describe('installation details', () => {
  it('are of the ways through walls that the plan has, and of no other', { tags: ['thorough'] }, () => {
    for (const kind of [undefined, 'fire', 'partition', 'civil-defence'] as const) {
      const plan = garage({ hasTray: true, ...(kind ? { kind } : {}) });
      const texts = detailTexts(plan);
      const holes = listHoles(plan);
      for (const [passing, title] of Object.entries(passings)) {
        const count = holes.filter((hole) => hole.passing === passing).length;
        expect(texts.includes(title), `${kind} ${passing}`).toBe(count > 0);
        if (count > 0) expect(texts.some((text) => text.startsWith(`· 共 ${count} 处`))).toBe(true);
      }
      if (kind) expect(holes.length).toBeGreaterThan(0);
      expect(texts.includes('功分器、耦合器桥架内安装')).toBe(true);
    }
  });

  it('tell walls of civil defence on plans, in their legend and in CAD, and their sleeves from holes that are drilled', () => {
    for (const kind of ['fire', 'civil-defence'] as const) {
      const isCivil = kind === 'civil-defence';
      const plan = garage({ hasTray: true, kind });
      const sleeves = listHoles(plan).filter(({ passing }) => passing === 'pressure-sleeve').length;
      const schedule = planCsv(plan, 'schedule', { lang: 'zh' });
      expect(sleeves > 0).toBe(isCivil);
      expect(schedule.includes(`人防墙预埋密闭套管 ${sleeves} 个`)).toBe(isCivil);
      expect(schedule.includes('开孔、埋套管')).toBe(!isCivil);
      const texts = readPlanPdf(plan, 'zh').pages.flat();
      expect(texts.includes('人防墙（不得后开孔）')).toBe(isCivil);
      const dxf = new TextDecoder().decode(floorDxf(plan, { lang: 'zh' }));
      expect(dxf.includes('DIKU-CIVIL-WALL')).toBe(isCivil);
    }
  });

  it('say of sleeves and of safety what one setting of the plan says of the garage', () => {
    const plan = garage({ hasTray: true, kind: 'civil-defence' });
    const said = (garageState?: 'in-use' | 'under-construction') => {
      const community = { ...plan.community, ...(garageState ? { garageState } : {}) };
      const state = parsePlan({ ...plan, community });
      return planCsv(state, 'schedule', { lang: 'zh' });
    };
    const sentences = ['只用土建时已预埋者', '随土建预埋，核对位置', '在用或在建方案未注明'];
    const states = [said('in-use'), said('under-construction'), said()];
    expect(states.map((text) => sentences.map((each) => text.includes(each)))).toEqual([
      [true, false, false],
      [false, true, false],
      [false, false, true],
    ]);
    expect(() =>
      parsePlan({ ...plan, community: { ...plan.community, garageState: 'old' as never } }),
    ).toThrow(/garageState/);
  });

  it('mark the frame walls beside doors of civil defence, no cable passing them', () => {
    // A blast door 2.4 m wide in a wall along x = 8: its frame wall is assumed to reach half of that beside it.
    const level = buildLevel({
      ...{ outline: box(0, 0, 60, 24), columns: [], bays: [], points: [] },
      walls: [
        {
          ...{ id: 'w1', start: [8, 0], end: [8, 24], thicknessM: 0.3 },
          ...{ material: 'reinforced-concrete', kind: 'civil-defence' },
        },
      ],
      openings: [{ id: 'd1', start: [8, 10], end: [8, 12.4], kind: 'blast-door', state: 'closed' }],
      facilities: [{ id: 'er1', kind: 'equipment-room', name: '弱电机房', position: [4, 11] }],
    });
    const { plan } = designNetwork(buildPlan({ levels: [level], antennas: [buildAntenna('ANT1', 20, 11)] }));
    const lines = readRecords(floorDxf(plan, { lang: 'zh' })).filter(
      (record) => groupOf(record, 8) === 'DIKU-CIVIL-FRAME' && record.section === 'ENTITIES',
    );
    const ends = lines.map(({ groups }) =>
      groups
        .filter(([code]) => code % 10 === 0 && code >= 20 && code < 30)
        .concat(groups.filter(([code]) => code === 21))
        .map(([, y]) => Number(y)),
    );
    const heights = ends.flat().sort((a, b) => a - b);
    expect(heights).toHaveLength(4);
    for (const [index, yM] of [8.8, 10, 12.4, 13.6].entries()) expect(heights[index]).toBeCloseTo(yM, 2);
    for (const { cables, position } of listHoles(plan)) {
      expect(cables.length).toBeGreaterThan(0);
      expect(position[1] < 8.8 || position[1] > 13.6).toBe(true);
    }
    const texts = readPlanPdf(plan, 'zh').pages.flat();
    expect(texts).toContain('门框墙（线缆不得穿越，范围为假设）');
  });

  it('have the heights of the plan, and its parts with their counts', () => {
    const plan = garage({ hasPanel: true });
    const texts = detailTexts(plan);
    const { clearHeightM } = plan.levels[0];
    const heights = [clearHeightM - 0.5, clearHeightM - 0.3].map((heightM) => heightM.toFixed(2)).join('–');
    expect(
      texts.some(
        (text) =>
          text.includes(`净高 H ${clearHeightM.toFixed(2)} m`) &&
          text.includes(`挂高 h ${heights} m（2 副）`) &&
          text.includes('L = H − h = 0.30–0.50 m'),
      ),
    ).toBe(true);
    expect(texts.some((text) => text.startsWith('· ANT3：h 2.10 m，方位 0°，下倾 7°'))).toBe(true);
    // The y axis of a plan turned by 30° is 30° west of north: what looks along it looks at 330°.
    const turned = { ...plan, georeference: { lonDeg: 121, latDeg: 31, rotationDeg: 30 } };
    const north = detailTexts(turned);
    expect(north.some((text) => text.includes('ANT3：h 2.10 m，方位 330°'))).toBe(true);
    const said = (of: Plan) => readPlanPdf(of, 'zh').pages.flat().join('');
    expect([said(plan), said(turned)].map((text) => text.includes('自正北顺时针'))).toEqual([false, true]);
    expect(said(plan)).toContain('方案未给北向');
    const named = (id: string) => plan.network!.parts!.find((part) => part.id === id)!.name;
    expect(texts).toContain(`3  ${named('antenna-ceiling-omni')} ×2`);
    expect(texts).toContain(`3  ${named('antenna-directional')} ×1`);
    expect(texts).toContain(`2  ${named('bracket')} ×2`);
    expect(texts.includes('功分器、耦合器吊装')).toBe(true);
    // The panel antenna hangs off any wall: a pole from the ceiling, on its detail and on the bill; at a wall a bracket.
    const held = (of: Plan) =>
      ['bracket', 'drop-pole'].map(
        (id) => networkBill(of).items.find(({ part }) => part === id)?.quantity ?? 0,
      );
    expect(texts.some((text) => text.includes(`${named('drop-pole')} ×1`))).toBe(true);
    expect(held(plan)).toEqual([2, 1]);
    const [level] = plan.levels;
    const wall = { id: 'near', thicknessM: 0.2, material: 'reinforced-concrete' as const };
    const near = { ...wall, start: [50.5, 5] as [number, number], end: [50.5, 15] as [number, number] };
    const atWall = { ...plan, levels: [{ ...level, walls: [...(level.walls ?? []), near] }] };
    expect(held(atWall)).toEqual([3, 0]);
    const without = detailTexts(garage({}));
    expect(without.includes('定向天线壁装、柱装')).toBe(false);
    expect(without.some((text) => text.startsWith('6  移频天线供电'))).toBe(false);
  });

  it('count each connector once: those of all details are those of the bill, whatever sizes feeders have', () => {
    const plan = garage({ hasPanel: true });
    const thick = structuredClone(plan);
    const first = thick.network!.cables!.find(({ to }) => to.node === 'ANT1')!;
    const parts = new Map(thick.network!.parts!.map((part) => [part.id, part]));
    const sizes = new Set(thick.network!.cables!.map(({ part }) => part));
    const other = defaultCatalogue().parts.find(
      ({ id, kind, name }) => kind === 'cable' && !sizes.has(id) && name.startsWith('7/8'),
    );
    if (other && !parts.has(other.id)) thick.network!.parts!.push(other);
    first.part = other?.id ?? first.part;
    for (const connector of defaultCatalogue().parts.filter(({ per }) => per === 'cable-end'))
      if (!parts.has(connector.id)) thick.network!.parts!.push(connector);
    for (const each of [plan, withNetworkBasis(thick)]) {
      const text = detailTexts(each).join('|').replaceAll(' ', '');
      const items = networkBill(each).items.filter(({ name }) => /馈线接头$/.test(name));
      expect(items.length).toBeGreaterThan(0);
      for (const { name, quantity } of items) {
        // A line may end anywhere in a name.
        const letters = [...`${name.replaceAll(' ', '')}×`].join('\\|?');
        const counts = [...text.matchAll(new RegExp(`${letters}(\\d+)`, 'g'))];
        expect(counts.reduce((sum, [, count]) => sum + Number(count), 0)).toBe(quantity);
      }
    }
  });

  it('have the supply of far ends, and are layouts of the diagram for CAD under the same number', () => {
    const given = garage({});
    const carriers = structuredClone(findCarrierProfile('lte-nr')) as Plan['carriers'];
    const plan = designNetwork(withFeederPaths({ ...given, carriers }, 'shift'), { effort: 'low' }).plan;
    const texts = detailTexts(plan);
    expect(texts.some((text) => text.startsWith('6  移频天线供电') && text.includes('×2'))).toBe(true);
    expect(texts).toContain('DK-DT-01');
    const dxf = new TextDecoder('gbk').decode(diagramDxf(plan, { lang: 'zh' }));
    expect(dxf).toContain('DIKU-details');
    expect(dxf).toContain('DK-DT-01');
  });
});
