import { readFileSync } from 'node:fs';
import { evaluateExposure, findCarrierProfile, type Plan, readFont } from '@diku/engine';
import type { Exposure } from '@diku/engine/design';
import { noticeHtml, noticePdf } from '@diku/engine/documents';
import { afterAll, describe, expect, it } from 'vitest';
import type { NoticeOptions } from '../../packages/engine/src/documents/index.ts';
import { withImportBasis } from '../../packages/engine/src/plan/index.ts';
import { networkedPlan, randomNetwork } from '../design/network-support/networked-plan.ts';
import { gainOf } from '../design/network-support/pattern-gain.ts';
import { isLong } from '../support/is-long.ts';
import { createWorkFolder, runCli, writePlan } from '../support/run-cli.ts';
import { readPdf } from './construction-support/read-pdf.ts';
import { overlappingTexts, shownTexts } from './construction-support/sheet-shapes.ts';

const font = readFont(readFileSync(new URL('../../assets/fonts/NotoSansSC-Subset.ttf', import.meta.url)));
const work = createWorkFolder();
afterAll(() => work.remove());

/** All carriers there are, so that the sum is as long as it gets; one level, so that no floor is in between. */
const crowded = networkedPlan((plan) => {
  plan.levels = plan.levels.slice(0, 1);
  plan.carriers = findCarrierProfile('gsm-lte-nr');
  plan.antennas = plan.antennas
    .filter(({ level }) => level === 'B1')
    .map((antenna, index) => ({
      ...antenna,
      // Over a bay, beside a charger, over a lane: locations of different kinds are the worst.
      position: index === 0 ? [2.2, 3] : index === 1 ? [13.4, 5.6] : antenna.position,
      portPowerDbm: Object.fromEntries(plan.carriers.map(({ id }, order) => [id, 8 + index + order / 3])),
    }));
});

/** The lines of a notice, as a reader of the page has them. */
function textsOf(plan: Plan, options: NoticeOptions, exposure = evaluateExposure(plan)): string[] {
  const { pages } = readPdf(noticePdf(plan, exposure, { ...options, fonts: [font] }).bytes);
  expect(pages).toHaveLength(1);
  return pages[0];
}

/** So many cells after one that begins so. */
function rowAfter(texts: readonly string[], head: string, count: number): string[] {
  const at = texts.findIndex((text) => text.startsWith(head));
  expect(at).toBeGreaterThanOrEqual(0);
  return texts.slice(at + 1, at + 1 + count);
}

const number = (text: string) => Number(/[−\d.]+/.exec(text)?.[0].replace('−', '-'));
const limitOf = (frequencyMhz: number) => (frequencyMhz > 3000 ? frequencyMhz / 75 : 40);

/** Density in µW/cm² and fraction of the limit at a head, from the plan alone: Friis, fourfold by the floor. */
function fieldAt(plan: Plan, [x, y]: readonly number[], heightM: number) {
  let density = 0;
  let fraction = 0;
  for (const antenna of plan.antennas) {
    const [dx, dy, dz] = [x - antenna.position[0], y - antenna.position[1], heightM - antenna.heightM];
    const gain = 10 ** (gainOf(antenna, dx, dy, dz) / 10);
    for (const { id, frequencyMhz } of plan.carriers) {
      const watts = 10 ** ((antenna.portPowerDbm?.[id] ?? 0) / 10) / 1000;
      const d = Math.max(0.2, Math.hypot(dx, dy, dz));
      const expected = (100 * watts * gain * 10 ** 0.602) / (4 * Math.PI * d * d);
      density += expected;
      fraction += expected / limitOf(frequencyMhz);
    }
  }
  return { density, fraction: fraction };
}

describe('the notice to residents', () => {
  const exposure = evaluateExposure(crowded);
  const worst = exposure.worst as NonNullable<Exposure['worst']>;
  const zh = textsOf(crowded, { lang: 'zh' }, exposure);

  it('tells of each kind of location what Friis gives at that distance, and nowhere of the kind is more', () => {
    const names: Record<string, string> = {
      ...{ lane: '车道', bay: '停车位', lobby: '电梯厅', charger: '充电桩旁', gate: '出入口道闸旁' },
      payment: '缴费点旁',
    };
    expect(exposure.places.map(({ kind }) => kind)).toEqual(Object.keys(names));
    for (const { kind, level, position, heightM } of [{ kind: undefined, ...worst }, ...exposure.places]) {
      const name = kind ? names[kind] : '全车库最大处';
      const [shownLevel, distance, density, fraction] = rowAfter(zh, name, 4);
      const field = fieldAt(crowded, position, heightM);
      expect(shownLevel).toBe(level);
      expect(number(density) / field.density).toBeCloseTo(1, 2);
      expect(number(fraction) - 100 * field.fraction).toBeGreaterThan(-1e-6);
      expect(number(fraction) - 100 * field.fraction).toBeLessThan(0.11);
      const nearest = Math.min(
        ...crowded.antennas.map((antenna) =>
          Math.hypot(
            position[0] - antenna.position[0],
            position[1] - antenna.position[1],
            heightM - antenna.heightM,
          ),
        ),
      );
      expect(Math.abs(number(distance) - nearest)).toBeLessThan(0.0051);
      for (const point of netOf(kind)) {
        expect(fieldAt(crowded, point, 2).fraction).toBeLessThan(field.fraction * 1.001);
      }
    }
    // The charger beside the second antenna gets more than a metre's walk away would.
    const [charger] = exposure.places.filter((point) => point.kind === 'charger');
    expect(Math.hypot(charger.position[0] - 12.8, charger.position[1] - 5.2)).toBeLessThanOrEqual(1);
  });

  it('shows a sum that can be done with the numbers on the page', () => {
    const terms = zh.find((text) => text.includes('d = ')) ?? '';
    const [d, gain] = [/d = ([\d.]+)/, /G = ([\d.]+)/].map((pattern) => Number(pattern.exec(terms)?.[1]));
    const carriers = crowded.carriers.map(({ frequencyMhz }) => frequencyMhz);
    let density = 0;
    let fraction = 0;
    for (const frequencyMhz of carriers) {
      const at = zh.findIndex((text) => text.endsWith(` ${frequencyMhz}`));
      const [powerMw, exposure, limit, exposureRatio] = zh.slice(at + 1, at + 5).map(number);
      expect(exposure / ((powerMw * gain * 4) / 10 / (4 * Math.PI * d * d))).toBeCloseTo(1, 1);
      expect(limit).toBeCloseTo(limitOf(frequencyMhz), 1);
      expect(exposureRatio).toBeCloseTo((100 * exposure) / limit, 1);
      density += exposure;
      fraction += exposureRatio;
    }
    const [restDensity, restFraction] = rowAfter(zh, '其余', 2).map(number);
    const [sumDensity, sumFraction] = rowAfter(zh, '合计', 2).map(number);
    expect(restDensity).toBeGreaterThan(0);
    expect((density + restDensity) / sumDensity).toBeCloseTo(1, 2);
    expect((fraction + restFraction) / sumFraction).toBeCloseTo(1, 2);
    const verdict = zh.filter((text) => /GB 8702-2014/.test(text) || text.startsWith('公众')).join('');
    expect(verdict).toContain(`${sumDensity} µW/cm²`);
    expect(verdict).toContain(`${sumFraction} %`);
  });

  it('compares with figures that have a source, and with a phone', () => {
    const strongest = Math.max(
      ...crowded.antennas.map(({ portPowerDbm = {} }) =>
        Object.values(portPowerDbm).reduce((sum, dbm) => sum + 10 ** (dbm / 10), 0),
      ),
    );
    const found = Object.fromEntries(exposure.powers.map(({ id, powerMw }) => [id, powerMw]));
    expect(found['strongest-antenna']).toBeCloseTo(strongest, 6);
    expect(found.phone).toBeCloseTo(199.5, 1);
    for (const { source } of [...exposure.comparisons, exposure.powers[1]]) expect(source).not.toBe('');
    expect(zh.join(' ')).toContain(`${strongest.toFixed(0)} mW`);
  });

  it.runIf(isLong)('is one page in both languages, nothing over anything, whatever is told', () => {
    const long = '浦东新区通信建设服务中心，021-0000-0000，工作日九点到五点；现场：地下车库入口处';
    const two = networkedPlan(() => {});
    const deep = networkedPlan((plan) => {
      const [model] = plan.levels;
      plan.levels = [1, 2, 3, 4, 5].map((index) => ({
        ...structuredClone(model),
        ...{ id: `B${index}`, name: '地下层'.repeat(8), elevationM: -4 * index },
      }));
      plan.carriers = findCarrierProfile('gsm-lte-nr');
      const antennas = plan.antennas.filter(({ level }) => level === 'B1');
      plan.antennas = plan.levels.flatMap(({ id }) =>
        antennas.map((antenna) => ({ ...antenna, id: `${antenna.id}-${id}`, level: id })),
      );
      plan.community.name = '很长的小区名称'.repeat(12);
    });
    for (const plan of [crowded, two, deep, randomNetwork(3, 6), doubted(crowded), doubted(deep)]) {
      const found = evaluateExposure(plan);
      for (const lang of ['zh', 'en'] as const) {
        const fields = { lang, contact: long, schedule: long, date: '2026-12-01' };
        const pdf = textsOf(plan, fields, found);
        const shown = shownTexts(noticeHtml(plan, found, fields));
        expect(pdf.slice().sort()).toEqual(shown.map(({ text }) => plainText(text)).sort());
        expect(overlappingTexts(shown)).toEqual([]);
        for (const { minX, maxX, minY, maxY } of shown) {
          expect([minX >= 14.9, maxX <= 195.1, minY >= 10, maxY <= 287]).toEqual([true, true, true, true]);
        }
        expect(pdf.join('')).toContain('021-0000-0000');
      }
    }
  });

  it('says so where the limit is exceeded: status 1, with the notice; nothing is written where it cannot be', async () => {
    const loud = writePlan(work.folder, 'loud.json', (plan) => {
      plan.antennas = plan.antennas.map((antenna) => ({ ...antenna, portPowerDbm: { 'ctcc-lte1800': 40 } }));
    });
    const empty = writePlan(work.folder, 'empty.json', (plan) => {
      plan.antennas = [];
    });
    const loudRun = runCli(work.folder, ['exposure', loud, '-o', 'loud.html', '--lang', 'zh', '--json']);
    const emptyRun = runCli(work.folder, ['exposure', empty, '-o', 'empty.pdf']);
    const longRun = runCli(work.folder, ['exposure', loud, '-o', 'x.pdf', '--contact', 'a b '.repeat(60)]);
    expect(await loudRun).toMatchObject({ status: 1, stderr: '已写入 loud.html\n' });
    const html = readFileSync(`${work.folder}/loud.html`, 'utf8');
    expect(html).toContain('不符合国家标准');
    expect(html).not.toMatch(/https?:|<script/);
    const document = JSON.parse((await loudRun).stdout) as { exposure: Exposure };
    expect(html).toContain(document.exposure.places[0].distanceM.toFixed(2));
    expect(await emptyRun).toMatchObject({ status: 65 });
    expect((await emptyRun).stderr).toMatch(
      /empty\.json: antennas: found no antennas; expected .*diku place/,
    );
    expect(await longRun).toMatchObject({ status: 64 });
    expect((await longRun).stderr).toMatch(/--contact: found .*; expected no more than two lines/);
    expect(work.list()).toEqual(['empty.json', 'loud.html', 'loud.json']);
  });
});

/** The plan as of an import of which everything that can be doubtful of a level is. */
function doubted(plan: Plan): Plan {
  const halfOut = { found: 320, outside: 192 };
  const levels = plan.levels.map(({ id }) => ({
    ...{ level: id, floorM2: 6377, outlinedM2: 6377, drawnM2: 10_752, emptyM2: 2000 },
    outline: { by: 'walls', lengthM: 486, gaps: 2, gapLengthM: 90, longestGapM: 40, doubtedHolesM2: 900 },
    ...{ bays: halfOut, columns: halfOut, points: halfOut, wallsM: halfOut },
    use: { for: [], against: ['no-bays', 'windows'] },
  }));
  const scale = { metresPerUnit: 0.001, by: 'assumed', agree: [], disagree: ['bays'] };
  const missing = { references: 3, blocks: 20, objects: 20, damaged: 0 };
  return withImportBasis(plan, { summary: { format: 'dxf', scale, levels, leftOut: [], missing } });
}

function plainText(xml: string): string {
  return xml.replaceAll('&#39;', "'").replaceAll('&amp;', '&');
}

/** Heads of a kind, a net of 20 cm well inside, off walls and columns; anywhere for no kind. */
function netOf(kind: string | undefined): [number, number][] {
  const [level] = crowded.levels;
  const boxes: [number, number, number, number][] = (level.bays ?? []).map(({ polygon }) => {
    const [xs, ys] = [polygon.map(([x]) => x), polygon.map(([, y]) => y)];
    return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
  });
  const lobby: [number, number, number, number][] = [[24, 17, 28, 23]];
  const points = (level.points ?? []).filter((point) => point.kind === kind);
  const nearby = points.map(({ position: [x, y] }): [number, number, number, number] => [
    ...([x - 0.6, y - 0.6] as const),
    ...([x + 0.6, y + 0.6] as const),
  ]);
  const chosen = kind === 'bay' ? boxes : kind === 'lobby' ? lobby : points.length > 0 ? nearby : [];
  const whole: [number, number, number, number][] = [[0.5, 6, 23, 13]];
  return (kind === undefined || kind === 'lane' ? whole : chosen).flatMap(([x0, y0, x1, y1]) => {
    const locations: [number, number][] = [];
    for (let x = x0 + 0.5; x < x1 - 0.45; x += 0.2) {
      for (let y = y0 + 0.5; y < y1 - 0.45; y += 0.2) locations.push([x, y]);
    }
    const isFree = ([x, y]: [number, number]) =>
      (level.columns ?? []).every(({ center }) => Math.hypot(x - center[0], y - center[1]) > 1);
    return locations.filter(isFree);
  });
}
