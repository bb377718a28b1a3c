/** What a reviewer looks for on the sheets of a pack: nothing across match lines, every line and hole with its number. */

import { readFileSync } from 'node:fs';
import { findCarrierProfile, floorDxf, type Plan, parsePlan, planPdf, readFont } from '@diku/engine';
import { floorSvg } from '@diku/engine/documents';
import { describe, expect, it } from 'vitest';
import { createRandom, ringContains } from '../../packages/engine/src/core/index.ts';
import { designNetwork, listHoles, networkBill } from '../../packages/engine/src/design/index.ts';
import { testSheets } from '../../packages/engine/src/documents/construction/acceptance/test-sheets.ts';
import {
  floorDrafts,
  planBox,
} from '../../packages/engine/src/documents/construction/floor-plan/floor-drafts.ts';
import { partitionLevel } from '../../packages/engine/src/documents/construction/floor-plan/floor-partition.ts';
import { sheetSizes } from '../../packages/engine/src/documents/construction/frame-sheet.ts';
import { planSurvey } from '../../packages/engine/src/measurement/index.ts';
import { withFeederPaths, withNetworkBasis } from '../../packages/engine/src/plan/index.ts';
import { networkedPlan } from '../design/network-support/networked-plan.ts';
import { buildAntenna, buildLevel, buildPlan } from '../support/build-garage.ts';
import { isLong } from '../support/is-long.ts';
import { once } from '../support/once.ts';
import { addNetwork } from './construction-support/networked-garage.ts';
import { readRecords, referencesOf } from './construction-support/read-groups.ts';
import { readPdf, readPlanPdf } from './construction-support/read-pdf.ts';
import {
  feederSegments,
  overlappingTexts,
  shownSheets,
  shownTexts,
} from './construction-support/sheet-shapes.ts';

const font = readFont(readFileSync(new URL('../../assets/fonts/NotoSansSC-Subset.ttf', import.meta.url)));

type Point = [number, number];
const box = (left: number, bottom: number, right: number, top: number): Point[] => [
  [left, bottom],
  [right, bottom],
  [right, top],
  [left, top],
];

/** A garage of two sheets side by side, its equipment room behind a fire wall at the left. */
function longGarage(antennas: Plan['antennas'], profile = 'lte'): Plan {
  const level = buildLevel({
    ...{ outline: box(0, 0, 110, 30), columns: [], bays: [], points: [], openings: [] },
    walls: [
      { id: 'w1', start: [8, 0], end: [8, 30], thicknessM: 0.2, material: 'concrete-block', kind: 'fire' },
    ],
    facilities: [
      { id: 'er1', kind: 'equipment-room', name: '弱电机房', position: [4, 11] },
      { id: 't1', kind: 'tray', path: [[2, 11] as Point, [108, 11] as Point] },
    ],
    zones: [{ id: 'z1', kind: 'equipment-room', polygon: box(0, 0, 8, 30) }],
  });
  const carriers = structuredClone(findCarrierProfile(profile)) as Plan['carriers'];
  return designNetwork(buildPlan({ levels: [level], antennas, carriers }), { effort: 'low' }).plan;
}

const radiating = once(() =>
  longGarage([
    buildAntenna('ANT1-B1', 12, 9, {
      type: 'radiating-cable',
      path: [
        [12, 9],
        [100, 9],
      ],
    }),
  ]),
);
const passive = once(() =>
  longGarage([20, 40, 60, 80, 100].map((x, index) => buildAntenna(`ANT${index + 1}-B1`, x, 20))),
);

/** A garage with a ramp to ground at its left, 36 m long, and a panel on it 28 m up. */
const ramped = once(() => {
  const wall = (start: Point, end: Point) => ({
    ...{ id: `w${start}`, start, end, thicknessM: 0.3, material: 'reinforced-concrete' as const },
  });
  const ramp = { id: 'r1', kind: 'ramp' as const, direction: 'up' as const, polygon: box(-36, 10, 0, 17) };
  const level = buildLevel({
    ...{ outline: box(0, 0, 40, 30), columns: [], bays: [], points: [], openings: [] },
    walls: [wall([-36, 9.85], [0, 9.85]), wall([-36, 17.15], [0, 17.15])],
    facilities: [
      { id: 'er1', kind: 'equipment-room', name: '弱电机房', position: [30, 11] },
      { id: 't1', kind: 'tray', path: [[2, 11] as Point, [38, 11] as Point] },
    ],
    zones: [
      { id: 'z1', kind: 'equipment-room', polygon: box(28, 8, 34, 14) },
      { ...ramp, slopeRatio: 0.15 },
    ],
  });
  const antennas = [
    buildAntenna('ANT1-B1', 12, 20),
    buildAntenna('ANT2-B1', -28, 10.5, { type: 'directional', azimuthDeg: 0, downtiltDeg: 4, heightM: 2.4 }),
  ];
  const carriers = structuredClone(findCarrierProfile('lte')) as Plan['carriers'];
  return designNetwork(buildPlan({ levels: [level], antennas, carriers }), { effort: 'low' }).plan;
});

/** Height of a road that rises by 15 % but for half as much at both ends, from −4.2 to ±0 over 36 m: summed up millimetre by millimetre. */
function roadAtM(alongM: number): number {
  const heightOf = (endM: number, toM: number) => {
    let riseM = 0;
    for (let atMm = 0; atMm < 1000 * toM; atMm += 1) {
      const isEnd = atMm < 1000 * endM || atMm >= 1000 * (36 - endM);
      riseM += 0.001 * (isEnd ? 0.075 : 0.15);
    }
    return riseM;
  };
  let [low, high] = [0, 18];
  for (let step = 0; step < 20; step += 1) {
    const middle = (low + high) / 2;
    if (heightOf(middle, 36) > 4.2) low = middle;
    else high = middle;
  }
  return -4.2 + heightOf(low, alongM);
}

/** Upright match lines of a sheet. */
function matchLines(svg: string): number[] {
  const dashed = svg.matchAll(
    /<path d="M([\d.-]+) [\d.-]+L([\d.-]+) [\d.-]+"[^>]*stroke-dasharray="5[ ,]1[ ,]1[ ,]1[ ,]1[ ,]1"/g,
  );
  return [...dashed].filter(([, from, to]) => from === to).map(([, x]) => Number(x));
}

/** Lines of radiating cable: 0.7 mm wide. */
function radiatingLines(svg: string): { minX: number; maxX: number }[] {
  const found = svg.matchAll(
    /<path d="M([\d.-]+) [\d.-]+L([\d.-]+) [\d.-]+" fill="none" stroke="#c21807" stroke-width="0.7"/g,
  );
  return [...found]
    .map(([, from, to]) => ({
      minX: Math.min(Number(from), Number(to)),
      maxX: Math.max(Number(from), Number(to)),
    }))
    .filter(({ minX, maxX }) => maxX - minX > 10);
}

describe('plan sheets', () => {
  it('a radiating cable ends at the match line, goes on behind it, and has its label on both sheets and a load at its end', () => {
    const plan = radiating();
    const sheets = shownSheets(floorSvg(plan, { lang: 'zh' }));
    expect(sheets).toHaveLength(2);
    const [line] = [matchLines(sheets[0])].flat();
    const drawn = sheets.map((sheet) => radiatingLines(sheet));
    expect(drawn.map(({ length }) => length)).toEqual([1, 1]);
    expect(drawn[0][0].maxX).toBeCloseTo(line, 1);
    expect(drawn[1][0].minX).toBeCloseTo(matchLines(sheets[1])[0], 1);
    // 88 m at 1:200.
    const lengthMm = drawn.flat().reduce((sum, { minX, maxX }) => sum + maxX - minX, 0);
    expect(lengthMm).toBeCloseTo(440, 0);
    const texts = sheets.map((sheet) => shownTexts(sheet).map(({ text }) => text));
    for (const each of texts)
      expect(each.filter((text) => /^ANT1-B1 .*漏缆 88\.0 m$/.test(text))).toHaveLength(1);
    expect(texts.map((each) => each.includes('ANT1-B1'))).toEqual([true, false]);
    expect(texts.map((each) => each.includes('ANT1-B1 末端'))).toEqual([false, true]);
  });

  it('in DXF it has a label in each window, and its load is named', () => {
    const records = readRecords(floorDxf(radiating(), { lang: 'zh' }));
    const texts = records
      .filter(({ kind }) => kind === 'TEXT' || kind === 'MTEXT')
      .map(({ groups }) => groups.find(([code]) => code === 1)?.[1] ?? '');
    expect(texts.filter((text) => /^ANT1-B1 .*漏缆 88\.0 m$/.test(text))).toHaveLength(2);
    const load = referencesOf(records).find(({ name }) => name === 'DIKU-LOAD');
    expect(load?.attributes.NUMBER).toBe('ANT1-B1 末端');
    expect(load?.shown).toContain('NUMBER');
  });

  it.each(['zh', 'en'] as const)('every hole has its number beside it, on paper and in DXF (%s)', (lang) => {
    const plan = passive();
    const holes = listHoles(plan);
    expect(holes.length).toBeGreaterThan(0);
    const shown = shownSheets(floorSvg(plan, { lang })).map((sheet) => shownTexts(sheet));
    for (const { id } of holes) {
      const at = shown.flat().filter(({ text }) => text === id);
      expect(at, id).toHaveLength(1);
    }
    const references = referencesOf(readRecords(floorDxf(plan, { lang })));
    const drawn = references.filter(({ name }) => name === 'DIKU-PENETRATION');
    expect(drawn.map(({ attributes }) => attributes.NUMBER).sort()).toEqual(holes.map(({ id }) => id).sort());
    for (const each of drawn) expect(each.shown).toContain('NUMBER');
  });

  it('cables on one line are drawn beside each other, and no label stands over another or across a match line', () => {
    const plan = structuredClone(passive());
    const cables = plan.network?.cables ?? [];
    const longest = cables.reduce((best, each) => (each.lengthM > best.lengthM ? each : best));
    for (const each of cables.slice(0, 3)) each.course = structuredClone(longest.course);
    const sheets = shownSheets(floorSvg(plan, { lang: 'zh' }));
    for (const sheet of sheets) {
      const level = feederSegments(sheet).filter(([x1, y1, x2, y2]) => y1 === y2 && Math.abs(x2 - x1) > 2);
      const common = level.flatMap(([a1, ay, a2], index) =>
        level
          .slice(index + 1)
          .filter(([, by]) => Math.abs(ay - by) < 0.3)
          .map(
            ([b1, , b2]) =>
              Math.min(Math.max(a1, a2), Math.max(b1, b2)) - Math.max(Math.min(a1, a2), Math.min(b1, b2)),
          ),
      );
      expect(Math.max(0, ...common)).toBeLessThan(1.5);
      const texts = shownTexts(sheet);
      expect(overlappingTexts(texts)).toEqual([]);
      for (const x of matchLines(sheet)) {
        const across = texts.filter(({ minX, maxX, maxY }) => minX < x && maxX > x && maxY < 255);
        expect(across.map(({ text }) => text)).toEqual([]);
      }
    }
    const strokes = sheets.flatMap((sheet) => feederSegments(sheet));
    expect(strokes.length).toBeGreaterThan(4);
  });

  it('letters are 2.5 mm high or more on plan sheets but for those to be countersigned', () => {
    for (const sheet of shownSheets(floorSvg(passive(), { lang: 'zh' }))) {
      const small = [...sheet.matchAll(/font-size="([\d.]+)"[^>]*>([^<]*)</g)].filter(
        ([, size]) => Number(size) < 2.5,
      );
      expect(
        small
          .map(([, , text]) => text)
          .filter((text) => !/^(专业|姓名|签名|日期|建筑|结构|电气|人防)$/.test(text)),
      ).toEqual([]);
    }
  });
});

/** Small cells with carriers of LTE and NR. */
const smallCells = once(() => {
  const carriers = findCarrierProfile('lte-nr').map(({ id }) => id);
  const units = [20, 40, 60, 80, 100].flatMap((x, index) =>
    ['prru-tu', 'prru-mb'].map((part, system) => {
      const operators = system === 0 ? ['ctcc', 'cucc'] : ['cmcc'];
      return buildAntenna(`ANT${2 * index + system + 1}-B1`, x, 12 + system, {
        ...{ feed: 'small-cell' as const, part },
        carriers: carriers.filter((id) => operators.some((operator) => id.startsWith(operator))),
      });
    }),
  );
  return longGarage(units, 'lte-nr');
});

describe('system diagrams', () => {
  it('both ends of every cut say where the tree goes on, whichever sheet the source is on', () => {
    for (const sourceLevel of isLong ? ['B1', 'B2'] : ['B2']) {
      const drawn = addNetwork(
        networkedPlan((each) => {
          const [model] = each.antennas;
          each.antennas = each.levels.flatMap(({ id }) =>
            Array.from({ length: 14 }, (_, index) => ({
              ...model,
              ...{ id: `ANT${index + 1}-${id}`, level: id, position: [2 + index, 6] as Point },
            })),
          );
        }),
      );
      drawn.network!.sources![0].level = sourceLevel;
      const plan = withNetworkBasis(drawn);
      const { pages } = readPlanPdf(plan, 'zh');
      const sheets = pages
        .map((texts) => ({ texts, number: texts[texts.lastIndexOf('图号') + 1] }))
        .filter(({ number }) => /^DK-S1-/.test(number));
      expect(sheets.length).toBeGreaterThan(1);
      const endsOn = (pattern: RegExp) =>
        sheets.flatMap(({ texts, number }) =>
          texts.flatMap((text) => {
            const [, name, part, other] = pattern.exec(text) ?? [];
            return name ? [{ name, part: Number(part), from: number, to: other }] : [];
          }),
        );
      const out = endsOn(/^接 (\w+)（第 (\d+) 张 (DK-\S+)）$/);
      const into = endsOn(/^(\w+)（自第 (\d+) 张 (DK-\S+)）$/);
      expect(out.length).toBeGreaterThan(0);
      expect(into.map(({ name, from, to }) => `${name} ${to} ${from}`).sort()).toEqual(
        out.map(({ name, from, to }) => `${name} ${from} ${to}`).sort(),
      );
      for (const { part, to } of [...out, ...into]) expect(Number(to.slice(-2))).toBe(part);
      // A sheet without the source's box begins with cables from others alone.
      for (const { texts, number } of sheets) {
        const isFirst = texts.includes('信源 S1');
        expect(isFirst || into.some(({ from }) => from === number), number).toBe(true);
      }
    }
  });

  it.each(isLong ? (['zh', 'en'] as const) : (['zh'] as const))(
    'no text with a figure is cut, and every carrier of every unit is stated (%s)',
    { tags: ['thorough'] },
    (lang) => {
      for (const plan of [passive(), smallCells(), radiating()]) {
        const { pages } = readPlanPdf(plan, lang);
        const cut = pages.flat().filter((text) => /\d.*…\s*$/.test(text));
        expect(cut).toEqual([]);
        const diagrams = pages.filter((page) => {
          const label = lang === 'zh' ? '图号' : 'No.';
          return /^DK-(SRC|HUB)\d/.test(page[page.lastIndexOf(label) + 1]);
        });
        const words = diagrams
          .flat()
          .join(' ')
          .split(/[\s、,]+/);
        const sources = plan.network?.sources ?? [];
        for (const carrier of plan.carriers) {
          const sent = sources
            .flatMap(({ units }) => units)
            .filter((unit) => unit.outputPowerDbm[carrier.id] !== undefined);
          const shown = words.filter(
            (word, index) => word === String(carrier.frequencyMhz) && /^\d+\.\d$/.test(words[index + 1]),
          );
          expect(shown.length, carrier.id).toBeGreaterThanOrEqual(sent.length);
        }
      }
    },
  );
});

describe('a pack', () => {
  it('test maps show every number, where points crowd too, apart from the others', () => {
    const plan = parsePlan(addNetwork(networkedPlan(() => {})));
    const found = planSurvey({ ...plan, requirements: { ...plan.requirements, confidence: 0.5 } });
    if (found.status !== 'ready') throw new Error(found.status);
    // Half of the points of the first level within a metre of its first.
    const level = found.points[0].level;
    const [{ x, y }] = found.points;
    const points = found.points.map((point, index) =>
      point.level === level && index % 2 === 0
        ? { ...point, x: x + (index % 5) / 5, y: y + (index % 7) / 7 }
        : point,
    );
    const { placed } = readPdf(
      planPdf(plan, { lang: 'zh', fonts: [font], survey: { ...found, points } }).bytes,
    );
    const sheet = [...placed]
      .reverse()
      .find((page) => page.some(({ text }) => /^B1 .*验收测点图$/.test(text)))!;
    const here = points.filter((point) => point.level === level);
    const drawn = here.map(({ number }) => {
      const at = sheet.filter(({ text, yMm }) => text === String(number) && yMm < 260);
      expect(at, String(number)).toHaveLength(1);
      return at[0];
    });
    for (const [index, a] of drawn.entries())
      for (const b of drawn.slice(index + 1))
        expect(
          Math.max(Math.abs(a.xMm - b.xMm), Math.abs(a.yMm - b.yMm)),
          `${a.text} ${b.text}`,
        ).toBeGreaterThan(3);
    for (const { sizeMm } of drawn) expect(sizeMm).toBeGreaterThanOrEqual(2.5);
  });

  it('test maps of a large level on which points crowd are parted: every number once, on its part, apart from the others', {
    tags: ['thorough'],
  }, () => {
    const level = buildLevel({
      ...{ outline: box(0, 0, 260, 60), walls: [], columns: [], bays: [], openings: [] },
      points: Array.from({ length: 40 }, (_, index) => ({
        ...{ id: `ev-${index}`, kind: 'charger' as const, heightM: 1.2 },
        position: [100 + 2.4 * (index % 20), index < 20 ? 20 : 26] as Point,
      })),
    });
    const plan = buildPlan({
      levels: [level],
      antennas: [buildAntenna('ANT1-B1', 60, 30), buildAntenna('ANT2-B1', 200, 30)],
    });
    const found = planSurvey({ ...plan, requirements: { ...plan.requirements, confidence: 0.5 } });
    if (found.status !== 'ready') throw new Error(found.status);
    const sheets = testSheets(found, plan, { lang: 'zh', size: sheetSizes.A3, levels: ['B1'] });
    expect(sheets.length).toBeGreaterThan(1);
    expect(new Set(sheets.map(({ scale }) => scale)).size).toBe(1);
    const numbers = sheets.map(({ title, marks }) => {
      expect(title).toContain('分区');
      return marks.flatMap((mark) =>
        mark.kind === 'text' && mark.layer === 'LABEL' && mark.at[1] < 255 && /^\d+$/.test(mark.text)
          ? [mark]
          : [],
      );
    });
    const all = numbers.flat().map(({ text }) => Number(text));
    expect([...all].sort((a, b) => a - b)).toEqual(
      found.points.map(({ number }) => number).sort((a, b) => a - b),
    );
    for (const here of numbers) {
      for (const [index, a] of here.entries()) {
        for (const b of here.slice(index + 1)) {
          expect(Math.max(Math.abs(a.at[0] - b.at[0]), Math.abs(a.at[1] - b.at[1]))).toBeGreaterThan(4.5);
        }
      }
    }
  });

  it('a first issue is logged as such, another revision is left to be written in', () => {
    const plan = parsePlan(addNetwork(networkedPlan(() => {})));
    const survey = planSurvey(plan);
    const coverOf = (revision: string) =>
      readPdf(planPdf(plan, { lang: 'zh', fonts: [font], survey, titleBlock: { revision } }).bytes).pages[0];
    expect(coverOf('A')).toContain('首次出图');
    expect(coverOf('C')).not.toContain('首次出图');
  });

  it('every field of the title block but signatures states something or who has to, and the title is of its stage', {
    tags: ['thorough'],
  }, () => {
    const plan = parsePlan(addNetwork(networkedPlan(() => {})));
    const survey = planSurvey(plan);
    const pagesOf = (titleBlock: Plan['titleBlock']) =>
      readPdf(planPdf(plan, { lang: 'zh', fonts: [font], survey, titleBlock }).bytes).pages;
    const statedBy = (page: readonly string[], label: string) => page[page.lastIndexOf(label) + 1];
    const packs = [
      [{}, '施工图', '施工图册'],
      [{ stage: 'scheme' }, '方案', '方案图册'],
      [{ stage: 'as-built' }, '竣工图', '竣工图册'],
    ] as const;
    for (const [fields, stage, title] of packs) {
      const pages = pagesOf(fields);
      expect(pages[0]).toContain(title);
      for (const page of pages) {
        expect(statedBy(page, '设计阶段')).toBe(stage);
        expect(statedBy(page, '项目编号')).toBe('待建设单位下达');
        expect(statedBy(page, '建设单位')).toBe('待建设单位填写');
        expect(statedBy(page, '设计单位')).toBe('待设计单位填写');
        expect(statedBy(page, '版次')).toBe('待编');
        expect(statedBy(page, '日期')).toBe('出图时填写');
      }
      // The first line of the log of changes.
      const log = pages[0].slice(pages[0].indexOf('修改记录'));
      expect(log.slice(5, 8)).toEqual(['待编', '出图时填写', '首次出图']);
    }
    expect(statedBy(pagesOf({ owner: '业委会' })[0], '建设单位')).toBe('业委会');
  });

  it('plans say that a symbol aside is mounted at its coordinates, where there are devices', () => {
    const plan = parsePlan(addNetwork(networkedPlan(() => {})));
    const has = (of: Plan) => floorSheetText(of).includes('位置以器件表坐标为准');
    const floorSheetText = (of: Plan) =>
      readPdf(planPdf(of, { lang: 'zh', fonts: [font] }).bytes)
        .pages.filter((page) => /平面图/.test(page[page.lastIndexOf('图名') + 1] ?? ''))
        .map((page) => page.join(''))
        .join('');
    expect(plan.network?.devices?.length).toBeGreaterThan(0);
    expect(has(plan)).toBe(true);
    const bare = structuredClone(plan);
    delete bare.network;
    expect(has(bare)).toBe(false);
  });

  it('numbers of a second path are explained wherever they stand', () => {
    const garage = longGarage([20, 60].map((x, index) => buildAntenna(`ANT${index + 1}-B1`, x, 20)));
    const plan = designNetwork(withFeederPaths(garage, 2), { effort: 'low' }).plan;
    for (const page of readPlanPdf(plan, 'zh').pages) {
      if (!page.some((text) => /-p2( |$)/.test(text))) continue;
      const title = page[page.lastIndexOf('图名') + 1];
      if (!/平面图|系统图|器件表|线缆表/.test(title)) continue;
      expect(page.join(''), title).toContain('编号后缀“-p2”为第二路');
    }
  });
});

describe('ramps outdoors', () => {
  it('lie on sheets of their level with what hangs on them, slope, and heights of road and antenna over ±0.00', () => {
    const plan = ramped();
    const { pages } = readPlanPdf(plan, 'zh');
    const floors = pages.filter((texts) => texts.some((text) => text.includes('天线与馈线平面图')));
    const onFloors = floors.flat();
    expect(onFloors).toContain('ANT2-B1');
    expect(onFloors.some((text) => text.includes('i=15 %') && text.includes('36.0 m'))).toBe(true);
    expect(onFloors).toContain('−4.20');
    expect(onFloors).toContain('±0.00（假设）');
    const roadM = roadAtM(28);
    expect(onFloors).toContain(`路面上 2.40 标高 +${(roadM + 2.4).toFixed(2)}`);
    // Details have the section of the ramp, the table both heights, the bill what the weather asks for.
    const height = `+${(roadM + 2.4).toFixed(2)}`;
    const all = pages.flat();
    expect(all.some((text) => text.startsWith('E1 坡道纵断面'))).toBe(true);
    const said = pages.map((texts) => texts.join('')).join('');
    expect(said).toContain(
      `ANT2-B1：距坡脚 28.0 m，路面标高 −${(-roadM).toFixed(2)}，挂高 h 2.40 m，天线标高 ${height}`,
    );
    expect(said).toContain('IP65');
    expect(said).toContain(`ANT2-B1 ${(roadM + 2.4).toFixed(2)} m：侧壁在该处不够高时立杆安装`);
    const [inside] = plan.antennas;
    for (const text of [height, (inside.heightM - 4.2).toFixed(2).replace('-', '−')])
      expect(all).toContain(text);
    const kits = (of: Plan) =>
      networkBill(of).items.find(({ part }) => part === 'weather-kit')?.quantity ?? 0;
    expect(kits(plan)).toBe(1);
    const indoors = plan.antennas.map((each) => ({ ...each, position: [12, 15] as Point }));
    expect(kits({ ...plan, antennas: indoors })).toBe(0);
    // The floor plan for CAD has it too, on one of its sheets.
    const drawn = readRecords(floorDxf(plan, { lang: 'zh' }));
    expect(JSON.stringify(drawn)).toContain('±0.00');
  });
});

describe('parts of a level', () => {
  const paper = planBox(sheetSizes.A3);
  /** Two halls apart from each other, joined by a passage, and one more that ends in the middle of nothing (seeded). */
  const halls = (seed: number) => {
    const random = createRandom(seed);
    const between = (low: number, high: number) => Math.round(low + random() * (high - low));
    const [w1, h1, w2, h2] = [between(40, 110), between(20, 70), between(40, 110), between(20, 70)];
    const [gapM, offM] = [between(20, 90), between(0, 60)];
    const right = w1 + gapM;
    const outline: Point[] = [
      [0, 0],
      [w1, 0],
      [w1, 4],
      [right, 4],
      [right, -offM],
      [right + w2, -offM],
      [right + w2, h2],
      [right, h2],
      [right, 10],
      [w1, 10],
      [w1, h1],
      [0, h1],
    ];
    const level = buildLevel({
      outline,
      columns: [],
      bays: [],
      points: [],
      openings: [],
      walls: [],
      zones: [],
    });
    const antennas = [buildAntenna('ANT1', 5, 5), buildAntenna('ANT2', right + 5, 5)];
    return { plan: buildPlan({ levels: [level], antennas }), level };
  };
  const areaOf = (corners: readonly (readonly [number, number])[]) => {
    const [xs, ys] = [0, 1].map((axis) => corners.map((corner) => corner[axis]));
    return { minX: Math.min(...xs), maxX: Math.max(...xs), minY: Math.min(...ys), maxY: Math.max(...ys) };
  };

  it('cover the floor once, each on its sheet, on no more sheets than a lattice over all of it (seeds 1 to 12)', {
    tags: ['thorough'],
  }, () => {
    let fewer = 0;
    for (let seed = 1; seed <= 12; seed++) {
      const { plan, level } = halls(seed);
      const { parts } = partitionLevel(plan, level, paper, 200);
      const areas = parts.map(({ cornersM }) => areaOf(cornersM));
      for (const { minX, maxX, minY, maxY } of areas) {
        expect((maxX - minX) * 5).toBeLessThan(paper.widthMm);
        expect((maxY - minY) * 5).toBeLessThan(paper.heightMm);
      }
      const { minX, maxX, minY, maxY } = areaOf(level.outline as Point[]);
      const cellOf = new Map<string, number>();
      // The frame leaves 16 mm of the paper for the grid and labels.
      const [wideM, highM] = [(paper.widthMm - 16) / 5, (paper.heightMm - 16) / 5];
      const [columns, rows] = [Math.ceil((maxX - minX) / wideM), Math.ceil((maxY - minY) / highM)];
      for (let x = minX + 0.5; x < maxX; x += 1)
        for (let y = minY + 0.5; y < maxY; y += 1) {
          if (!ringContains(level.outline, [x, y])) continue;
          const on = areas.filter((area) => x > area.minX && x < area.maxX && y > area.minY && y < area.maxY);
          expect([seed, x, y, on.length]).toEqual([seed, x, y, 1]);
          const cell = `${Math.floor(((x - minX) * columns) / (maxX - minX))} ${Math.floor(((y - minY) * rows) / (maxY - minY))}`;
          cellOf.set(cell, (cellOf.get(cell) ?? 0) + 1);
        }
      const lattice = [...cellOf.values()].filter((areaM2) => areaM2 >= 20).length;
      const sheets = parts.filter(({ number }) => number !== undefined).length;
      expect([seed, sheets <= lattice]).toEqual([seed, true]);
      if (sheets < lattice) fewer += 1;
    }
    expect(fewer).toBeGreaterThan(2);
  });

  it('name each other where they meet, and only there (seeds 1 to 6)', () => {
    for (let seed = 1; seed <= 6; seed++) {
      const { plan, level } = halls(seed);
      const { parts } = partitionLevel(plan, level, paper, 200);
      const sheets = floorDrafts(plan, { lang: 'zh', size: sheetSizes.A3 });
      const named = sheets.map(({ marks }) =>
        marks.flatMap((mark) => {
          const number = mark.kind === 'text' ? /^接分区 (\d+)$/.exec(mark.text)?.[1] : undefined;
          return number === undefined ? [] : [Number(number)];
        }),
      );
      const numbered = parts.filter(({ number }) => number !== undefined);
      expect(sheets).toHaveLength(numbered.length);
      const areas = numbered.map(({ cornersM }) => areaOf(cornersM));
      const expected = areas.map((a, index) =>
        areas.flatMap((b, other) => {
          const across = Math.min(a.maxX, b.maxX) - Math.max(a.minX, b.minX);
          const down = Math.min(a.maxY, b.maxY) - Math.max(a.minY, b.minY);
          const isAtSide = (Math.abs(across) < 1e-3 && down > 0.5) || (Math.abs(down) < 1e-3 && across > 0.5);
          return other !== index && isAtSide ? [other + 1] : [];
        }),
      );
      expect([seed, named.map((each) => each.sort((a, b) => a - b))]).toEqual([seed, expected]);
    }
  });
});
