import { floorDxf, type Plan } from '@diku/engine';
import { describe, expect, it } from 'vitest';
import {
  designNetwork,
  listHoles,
  networkBill,
  sourceRooms,
} from '../../packages/engine/src/design/index.ts';
import {
  housingFootprints,
  housingLeads,
  rackDimensions,
} from '../../packages/engine/src/documents/construction/source-room-sheet.ts';
import { diagramSvg, planCsv } from '../../packages/engine/src/documents/index.ts';
import { withNetworkBasis } from '../../packages/engine/src/plan/index.ts';
import { buildAntenna, buildLevel, buildPlan } from '../support/build-garage.ts';
import { once } from '../support/once.ts';
import { readRecords, referencesOf } from './construction-support/read-groups.ts';
import { readPlanPdf } from './construction-support/read-pdf.ts';

const planned = once((): Plan => {
  const box = (left: number, bottom: number, right: number, top: number): [number, number][] => [
    [left, bottom],
    [right, bottom],
    [right, top],
    [left, top],
  ];
  const level = buildLevel({
    ...{ outline: box(0, 0, 60, 24), columns: [], bays: [], points: [] },
    walls: [
      { id: 'w1', start: [8, 0], end: [8, 24], thicknessM: 0.2, material: 'concrete-block', kind: 'fire' },
    ],
    openings: [{ id: 'd1', start: [8, 10], end: [8, 12], kind: 'steel-door', state: 'closed' }],
    facilities: [{ id: 'er1', kind: 'equipment-room', name: '弱电机房', position: [4, 11] }],
    zones: [{ id: 'z1', kind: 'equipment-room', polygon: box(0, 0, 8, 24) }],
  });
  const antennas = [buildAntenna('ANT1', 20, 11), buildAntenna('ANT2', 40, 11)];
  return designNetwork(buildPlan({ levels: [level], antennas })).plan;
});

describe('source rooms', () => {
  it('hold all units once, with the power of the catalogue and breakers that carry it', () => {
    const plan = planned();
    const rooms = sourceRooms(plan);
    const { sources = [], basebands = [], parts = [] } = plan.network ?? {};
    const powerW = new Map(parts.map((part) => [part.id, part.powerW ?? 0]));
    const units = [...basebands, ...sources.flatMap(({ units: each }) => each)];
    expect(units.length).toBeGreaterThan(2);
    expect(rooms.flatMap(({ units: each }) => each.map(({ id }) => id)).sort()).toEqual(
      [
        ...rooms.flatMap(() => ['AC', 'ODF']),
        ...units.map(({ id }) => id),
        ...sources.filter(({ part }) => part).map(({ id }) => id),
      ].sort(),
    );
    const totalW = rooms.reduce((sum, room) => sum + room.totalW, 0);
    expect(totalW).toBe(units.reduce((sum, { part }) => sum + (powerW.get(part) ?? 0), 0));
    for (const { units: each, totalW: roomW, mainBreakerA, airM3PerHour } of rooms) {
      const branches = each.filter(({ kind, breakerA }) => kind !== 'power-frame' && breakerA);
      for (const { powerW: unitW = 0, breakerA = 0 } of branches)
        expect(unitW / 220).toBeLessThan(0.8 * breakerA);
      expect(mainBreakerA).toBeGreaterThan(Math.max(...branches.map(({ breakerA = 0 }) => breakerA)));
      expect(roomW / 220).toBeLessThan(0.8 * mainBreakerA);
      // 1.2 kg of air in a cubic metre, each taking 1005 J by a kelvin.
      expect((airM3PerHour / 3600) * 1.2 * 1005 * 10).toBeCloseTo(roomW, 6);
    }
  });

  it('list the cables that leave them with the first way through a wall', () => {
    const plan = planned();
    const [room] = sourceRooms(plan);
    const ids = new Set(
      [...(plan.network?.sources ?? []), ...(plan.network?.basebands ?? [])].map(({ id }) => id),
    );
    const leaving = (plan.network?.cables ?? []).filter(
      ({ from, to }) => ids.has(from.node) || ids.has(to.node),
    );
    expect(room.isRemote).toBe(false);
    expect(room.cables.map(({ cable }) => cable.id).sort()).toEqual(leaving.map(({ id }) => id).sort());
    const feeders = room.cables.filter(({ other }) => !ids.has(other));
    expect(feeders.map(({ penetration }) => penetration)).toEqual(['P1-B1']);
  });

  it('are a sheet each, every unit on it, with what is assumed', () => {
    const plan = planned();
    const [room] = sourceRooms(plan);
    const { pages } = readPlanPdf(plan, 'zh');
    const sheets = pages.filter((page) => page.includes('设备与用电表'));
    expect(sheets).toHaveLength(sourceRooms(plan).length);
    const [sheet] = sheets;
    expect(sheet).toContain(`${room.id} 信源机房大样图（弱电机房）`);
    for (const { id } of room.units)
      expect(sheet.filter((text) => text.split(' ')[0] === id).length).toBeGreaterThan(0);
    expect(sheet.join('')).toContain('为假设');
    expect(sheet).toContain('接地排');
    // Every rack is on the plan, inside the room and off its walls and doors, with what lies between it and the walls.
    const [level] = plan.levels;
    const { rings, isFree } = housingFootprints(level, room)!;
    expect([rings.length, isFree]).toEqual([room.racks.length, true]);
    const zone = level.zones!.find(({ kind }) => kind === 'equipment-room')!;
    const [xs, ys] = [0, 1].map((axis) => zone.polygon.map((corner) => corner[axis]));
    for (const [x, y] of rings.flat()) {
      expect(x > Math.min(...xs) && x < Math.max(...xs)).toBe(true);
      expect(y > Math.min(...ys) && y < Math.max(...ys)).toBe(true);
    }
    const dimensions = rackDimensions(level, room);
    expect(dimensions).toHaveLength(2);
    for (const { from, to, lengthM } of dimensions) {
      expect(Math.hypot(to[0] - from[0], to[1] - from[1])).toBeCloseTo(lengthM, 9);
      // To a side of the room, which is a rectangle.
      const sides = [...xs.map((x) => Math.abs(to[0] - x)), ...ys.map((y) => Math.abs(to[1] - y))];
      expect(Math.min(...sides)).toBeLessThan(1e-9);
      expect(sheet).toContain(lengthM.toFixed(2));
    }
    expect(sheet).toContain('柜1');
  });

  it('outside rooms say what is near, and have as many housings on drawing and bill as their heights need', () => {
    const drawn = structuredClone(planned());
    const [source] = drawn.network?.sources ?? [];
    const [unit] = source.units;
    // Outside the room, far from its walls: the nearest is the fire wall at x = 8, 0.2 m thick.
    delete source.facility;
    source.position = [18, 11];
    for (let index = source.units.length; index < 9; index++)
      source.units.push({ ...unit, id: `RRU${index + 1}`, outputPowerDbm: {} });
    const plan = withNetworkBasis(drawn);
    const room = sourceRooms(plan).find(({ isRemote }) => isRemote)!;
    const heights = room.units.reduce((sum, { rackUnits }) => sum + rackUnits, 0);
    expect(heights).toBeGreaterThan(42);
    for (const members of room.racks)
      expect(members.reduce((sum, { rackUnits }) => sum + rackUnits, 0)).toBeLessThanOrEqual(42);
    expect(room.racks.flat()).toEqual(room.units);
    const housings = Math.ceil(heights / 42);
    expect(room.racks.length).toBeGreaterThanOrEqual(housings);
    const bill = networkBill(plan).items.find(({ part }) => part === 'remote-housing');
    expect(bill?.quantity).toBe(room.racks.length);
    const { pages, placed } = readPlanPdf(plan, 'zh');
    const at = pages.findIndex((page) => page.some((text) => text.startsWith('安装位置平面')));
    const sheet = pages[at];
    expect(sheet.filter((text) => /^防护机箱 \d（42U/.test(text))).toHaveLength(room.racks.length);
    expect(sheet.some((text) => /^机房平面|挂墙）/.test(text))).toBe(false);
    expect(sheet.join('')).toContain('距最近的墙 9.9 m');
    expect(sheet.join('')).toContain('待现场确定');
    // One earth bar for all housings of the site, as on the bill, and every unit above it.
    const bars = placed[at].filter(({ text }) => text === '接地排');
    expect(room.racks.length).toBeGreaterThan(1);
    expect(bars).toHaveLength(1);
    const units = placed[at].filter(
      ({ text, xMm }) => /^(RRU\d|AC)$/.test(text) && xMm < bars.at(-1)!.xMm + 108,
    );
    expect(units.length).toBeGreaterThan(2);
    for (const { yMm } of units) expect(yMm).toBeLessThan(bars[0].yMm - 6);

    // Half a metre off the face of the wall: all of them side by side with their backs to it, each drawn.
    source.position = [8.6, 11];
    const near = withNetworkBasis(drawn);
    const remote = sourceRooms(near).find(({ isRemote }) => isRemote)!;
    const { rings, isFree } = housingFootprints(near.levels[0], remote)!;
    expect([rings.length, isFree]).toEqual([remote.racks.length, true]);
    for (const ring of rings) {
      expect(Math.min(...ring.map(([x]) => x))).toBeCloseTo(8.15, 6);
      expect(Math.max(...ring.map(([x]) => x))).toBeCloseTo(8.75, 6);
    }
    const lefts = rings.map((ring) => Math.min(...ring.map(([, y]) => y))).sort((a, b) => a - b);
    for (const [index, y] of lefts.entries()) expect(y - lefts[0]).toBeCloseTo(0.6 * index, 6);
    const said = readPlanPdf(near, 'zh').pages.find((page) =>
      page.some((text) => text.startsWith('安装位置平面')),
    )!;
    expect(said.join('')).toContain(`机箱 ${rings.length} 个并排`);
    // A bay along the wall leaves no room: the sheet says so.
    const bay = [
      [8.1, 4],
      [14, 4],
      [14, 20],
      [8.1, 20],
    ] as [number, number][];
    const crowded = structuredClone(near);
    crowded.levels[0].bays = [{ id: 'p1', polygon: bay }];
    expect(housingFootprints(crowded.levels[0], remote)!.isFree).toBe(false);
    const text = readPlanPdf(withNetworkBasis(crowded), 'zh').pages.flat();
    expect(text.join('')).toContain('须现场另定位置');
  });
});

describe('housings outside of rooms', () => {
  /** The plan with its source as a remote one at a point of a level whose columns and walls are these. */
  const at = (
    position: [number, number],
    changes: object,
  ): [Plan, ReturnType<typeof sourceRooms>[number]] => {
    const drawn = structuredClone(planned());
    const [source] = drawn.network?.sources ?? [];
    delete source.facility;
    source.position = position;
    drawn.levels[0] = { ...drawn.levels[0], ...changes };
    const plan = withNetworkBasis(drawn);
    return [plan, sourceRooms(plan).find(({ isRemote }) => isRemote)!];
  };
  /** Directions of the sides of a quadrangle, degrees from the x axis, of a square angle. */
  const turns = (ring: readonly (readonly [number, number])[]) =>
    ring.map(([x, y], index) => {
      const [nextX, nextY] = ring[(index + 1) % ring.length];
      return (((Math.atan2(nextY - y, nextX - x) * 180) / Math.PI) % 90) + (nextY < y || nextX < x ? 90 : 0);
    });

  it('stand square to walls and columns, also where the nearest point of them is a corner', () => {
    // Off the end of a wall that ends at (30, 8), to its side and beyond it; off the corner of a column turned by 30°.
    const wall = { id: 'w9', start: [30, 2], end: [30, 8], thicknessM: 0.2, material: 'concrete-block' };
    const column = { id: 'c1', center: [40, 12], sizeM: [1, 1], angleDeg: 30 };
    const cases = [
      { position: [30.5, 8.4] as [number, number], changes: { walls: [wall] }, angleDeg: 0 },
      { position: [41, 12.2] as [number, number], changes: { walls: [], columns: [column] }, angleDeg: 30 },
      {
        position: [40.2, 12.95] as [number, number],
        changes: { walls: [], columns: [column] },
        angleDeg: 30,
      },
    ];
    for (const { position, changes, angleDeg } of cases) {
      const [plan, room] = at(position, changes);
      const { rings, isFree } = housingFootprints(plan.levels[0], room)!;
      expect([rings.length, isFree]).toEqual([room.racks.length, true]);
      for (const turnDeg of rings.flatMap(turns)) {
        const offDeg = (((turnDeg - angleDeg) % 90) + 90) % 90;
        expect(Math.min(offDeg, 90 - offDeg)).toBeLessThan(1e-6);
      }
      // Leads go square to the housings too, from the end of the cables to the middle of each front.
      const leads = housingLeads(plan.levels[0], room);
      expect(leads).toHaveLength(rings.length);
      for (const [index, lead] of leads.entries()) {
        expect(lead[0]).toEqual(position);
        const [, , c, d] = rings[index];
        for (const axis of [0, 1] as const)
          expect(lead[lead.length - 1][axis]).toBeCloseTo((c[axis] + d[axis]) / 2, 9);
        for (const [step, to] of lead.slice(1).entries()) {
          const [dx, dy] = [to[0] - lead[step][0], to[1] - lead[step][1]];
          if (Math.hypot(dx, dy) < 1e-6) continue;
          const offDeg = ((((Math.atan2(dy, dx) * 180) / Math.PI - angleDeg) % 90) + 90) % 90;
          expect(Math.min(offDeg, 90 - offDeg)).toBeLessThan(1e-6);
        }
      }
    }
  });
});

describe('small cells of two hubs that stand in one plant room', () => {
  const box = (left: number, bottom: number, right: number, top: number): [number, number][] => [
    [left, bottom],
    [right, bottom],
    [right, top],
    [left, top],
  ];
  /** Ten small cells; hubs in a room with a shaft, the baseband unit in an equipment room, both behind one wall. */
  const celled = once((): Plan => {
    const level = buildLevel({
      ...{ outline: box(0, 0, 60, 24), columns: [], bays: [], points: [] },
      walls: [
        { id: 'w1', start: [8, 0], end: [8, 24], thicknessM: 0.2, material: 'concrete-block', kind: 'fire' },
      ],
      openings: [{ id: 'd1', start: [8, 10], end: [8, 12], kind: 'steel-door', state: 'closed' }],
      facilities: [
        { id: 'er1', kind: 'equipment-room', name: '弱电机房', position: [4, 22] },
        { id: 'sh1', kind: 'shaft', name: '弱电间', position: [4, 11] },
        { id: 't1', kind: 'tray', path: [box(4, 11, 56, 11)[0], box(4, 11, 56, 11)[1]] },
      ],
      zones: [
        { id: 'z1', kind: 'equipment-room', polygon: box(0, 20, 8, 24) },
        { id: 'z2', kind: 'plant', name: '弱电间', polygon: box(0, 0, 8, 20) },
      ],
    });
    const antennas = Array.from({ length: 10 }, (_, index) =>
      buildAntenna(`PRRU${index + 1}-B1`, 12 + 4 * index, index % 2 === 0 ? 8 : 14, {
        ...{ feed: 'small-cell', part: 'prru-tu', carriers: ['ctcc-lte1800'] },
      }),
    );
    return designNetwork(buildPlan({ levels: [level], antennas }), { effort: 'low' }).plan;
  });
  const hubsOf = (plan: Plan) => plan.network!.sources!.map(({ id }) => id);
  const holesAt = (plan: Plan) => listHoles(plan).map(({ position, cables }) => ({ position, cables }));

  it('pass the wall in one hole with all cables, or in holes that are apart, alike on schedule, plan and bill', () => {
    const thin = celled();
    const isCross = (path: readonly (readonly [number, number])[]) =>
      path.some(([x], index) => index > 0 && x > 8 !== path[index - 1][0] > 8);
    const passing = thin.network!.cables!.filter(({ course }) => course.some(({ path }) => isCross(path)));
    expect(passing.length).toBeGreaterThan(8);
    // Cables so thick that a sleeve takes four of them.
    const thick = structuredClone(thin);
    for (const part of thick.network!.parts!) if (part.kind === 'data-cable') part.diameterMm = 31;
    for (const plan of [thin, withNetworkBasis(thick)]) {
      const holes = holesAt(plan);
      expect(holes.flatMap(({ cables }) => cables).sort()).toEqual(passing.map(({ id }) => id).sort());
      for (const [index, { position: a }] of holes.entries())
        for (const { position: b } of holes.slice(0, index))
          expect(Math.hypot(a[0] - b[0], a[1] - b[1])).toBeGreaterThan(0.29);
      const rows = planCsv(plan, 'penetrations', { lang: 'zh' }).trim().split('\n').slice(1);
      expect(rows).toHaveLength(holes.length);
      const blocks = referencesOf(readRecords(floorDxf(plan, { lang: 'zh' }))).filter(
        ({ name, block }) => name === 'DIKU-PENETRATION' && block === '',
      );
      expect(blocks).toHaveLength(holes.length);
      const billed = networkBill(plan).items.filter(({ kind }) => kind === 'penetration');
      expect(billed.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(holes.length);
    }
    expect(holesAt(thin).length).toBeLessThan(3);
    expect(holesAt(withNetworkBasis(thick)).length).toBeGreaterThan(2);
  });

  it('have a sheet that names every hub, says which room they are in, and assumes nothing of racks', () => {
    const plan = celled();
    const hubs = hubsOf(plan);
    expect(hubs.length).toBeGreaterThan(1);
    const { pages } = readPlanPdf(plan, 'zh');
    const sheet = pages.find((page) => page.some((text) => text.startsWith('防护箱（RHUB')))!;
    const title = `汇聚单元 ${hubs.join('、')} 安装大样图（弱电间）`;
    expect(sheet).toContain(title);
    const text = sheet.join('');
    expect(text).toContain('设备在弱电间内');
    expect(text).not.toMatch(/机房外|42U|0\.0 m/);
    expect(text).toContain('每台 RHUB 一个防护箱');
    const places = pages.map((page) => page.join('')).find((page) => page.includes('位置：'))!;
    for (const hub of hubs) expect(/位置：([^；]*)/.exec(places)![1]).toContain(hub);
    // A hub is no source in any schedule.
    for (const id of ['units', 'ports'] as const) {
      const head = planCsv(plan, id, { lang: 'zh' }).split('\n')[0].split(',');
      expect(head).toContain('RHUB');
      expect(head).not.toContain('信源');
    }
  });

  it('have their cables on the plan as bundles, with texts that are clear of each other, and each on the table', () => {
    const plan = celled();
    const { pages, placed } = readPlanPdf(plan, 'zh');
    const at = pages.findIndex((page) => page.some((text) => text.startsWith('防护箱（RHUB')));
    const ids = (plan.network?.cables ?? []).map(({ id }) => id);
    const [first, last] = [ids.at(0), ids.at(-1)];
    // All leave by one course: one label has them all, and no cable has its length on the plan.
    expect(pages[at]).toContain(`${first}–${last}`);
    expect(pages[at].filter((text) => /^L\d+ .* m$/.test(text))).toEqual([]);
    for (const id of ids) expect(pages[at]).toContain(id);
    for (const hub of hubsOf(plan)) expect(pages[at]).toContain(hub);
    // Texts on the plan: right of the elevations, left of the tables, above the notes.
    const heading = placed[at].find(({ text }) => text.startsWith('安装位置平面'))!;
    const notes = placed[at].find(({ text }) => text === '说明')!;
    const table = placed[at].find(({ text }) => text === '设备与用电表')!;
    const onPlan = placed[at].filter(
      ({ xMm, yMm }) =>
        xMm > heading.xMm && xMm < table.xMm - 30 && yMm > heading.yMm + 2 && yMm < notes.yMm - 4,
    );
    expect(onPlan.length).toBeGreaterThan(4);
    const wide = (text: string, sizeMm: number) =>
      [...text].reduce((sum, letter) => sum + (letter > '\u2E80' ? 1 : 0.5), 0) * sizeMm;
    for (const [index, p] of onPlan.entries())
      for (const q of onPlan.slice(0, index)) {
        const across =
          Math.min(p.xMm + wide(p.text, p.sizeMm), q.xMm + wide(q.text, q.sizeMm)) - Math.max(p.xMm, q.xMm);
        const down = Math.min(p.yMm, q.yMm) - Math.max(p.yMm - p.sizeMm, q.yMm - q.sizeMm);
        expect([p.text, q.text, across > 0.3 && down > 0.3]).toEqual([p.text, q.text, false]);
      }
  });

  it('have fibres, supply and ports on the diagram', () => {
    const plan = celled();
    const svg = diagramSvg(plan, { lang: 'zh' });
    const fibre = '#7a3fa0';
    // One optical cable in each hub's box, and one in the legend of each sheet.
    expect(svg.split(fibre).length - 1).toBe(2 * hubsOf(plan).length);
    for (const hub of hubsOf(plan)) {
      expect(svg).toContain(`→ ${hub} 光口`);
      expect(svg).toContain(`供电 AC 220 V，空开（假设）：${hub} C`);
    }
    for (const { id, from } of plan.network!.cables!.filter(({ to }) => to.node.startsWith('PRRU')))
      expect(svg).toMatch(new RegExp(`>${id} [^<]* · 输出端${from.port.slice(3)}<`));
    const passive = diagramSvg(planned(), { lang: 'zh' });
    const units = planned().network!.sources!.flatMap((source) => source.units.map(({ id }) => id));
    for (const index of units.keys()) {
      expect(passive).toContain(`输出端1 J${index + 1} → POI 输入端${index + 1}`);
    }
  });
});
