import 'fake-indexeddb/auto';
import { type Datum, toGcj02 } from '@diku/engine/core';
import { stageColors } from '@diku/engine/documents';
import {
  districtNames,
  districtOutline,
  formatProgrammeDocument,
  type ProgrammeCommunity,
  programmeOperators,
  type StoredCommunity,
  shanghai2023Quotas,
  stages,
} from '@diku/engine/programme';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../packages/engine/src/core/index.ts';
import { monthStatistics } from '../../packages/engine/src/programme/progress/report-month.ts';
import { openProgrammeJson, openStatusTable } from '../../packages/viewer/src/compute/open-programme.ts';
import { ProgrammeMemory } from '../../packages/viewer/src/persistence/programme-memory.ts';
import { cityFacets, filterCity, noFilters } from '../../packages/viewer/src/store/programme/city-filters.ts';
import { cityRows } from '../../packages/viewer/src/store/programme/city-row.ts';
import { mapColors } from '../../packages/viewer/src/store/programme/map-colors.ts';
import {
  fitCamera,
  isOnMap,
  panCamera,
  projectLocation,
  toLocation,
  toPixel,
  unprojectLocation,
  zoomCamera,
} from '../../packages/viewer/src/store/programme/map-projection.ts';
import { matchPlans } from '../../packages/viewer/src/store/programme/match-plans.ts';
import { initialProgrammeView } from '../../packages/viewer/src/store/programme/programme-state.ts';
import { quotaBoard } from '../../packages/viewer/src/store/programme/quota-board.ts';
import { colourDifference, deficiencies, labOf } from '../documents/report-support/colour-vision.ts';
import { simulateProgramme } from '../programme/programme-support/simulate-programme.ts';

const year = 2026;
const quotas = { ...shanghai2023Quotas, year };

/** Communities of all districts under way for a year, most with a location in Shanghai. Seed 4. */
function simulateCity(count: number): StoredCommunity[] {
  const random = createRandom(4);
  return (simulateProgramme(count, year, 4) as StoredCommunity[]).map((community) => ({
    ...community,
    lonDeg: random() < 0.1 ? null : 121.1 + 0.7 * random(),
    latDeg: 30.8 + 0.6 * random(),
    covered: {
      telecom: random() < 0.3,
      mobile: random() < 0.3 ? null : random() < 0.3,
      unicom: random() < 0.3,
    },
  }));
}

describe('the map of the city', () => {
  const inCity = fc.tuple(
    fc.double({ min: 120.84, max: 121.99, noNaN: true }),
    fc.double({ min: 30.67, max: 31.87, noNaN: true }),
  );

  test('distances are those of the great circle to 1 %, and locations come back', () => {
    fc.assert(
      fc.property(inCity, inCity, (a, b) => {
        const [ax, ay] = projectLocation(a);
        const [bx, by] = projectLocation(b);
        expect(Math.abs(Math.hypot(bx - ax, by - ay) - haversineKm(a, b))).toBeLessThan(
          0.01 * haversineKm(a, b) + 1e-6,
        );
        const [lonDeg, latDeg] = unprojectLocation([ax, ay]);
        expect([lonDeg - a[0], latDeg - a[1]].every((value) => Math.abs(value) < 1e-9)).toBe(true);
      }),
      { seed: 1 },
    );
  });

  test('what is zoomed at stays under the pointer, what is dragged follows it, fitted locations are on the screen', () => {
    const size = { widthPx: 900, heightPx: 600 };
    const pixel = fc.tuple(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 0, max: 600 }));
    fc.assert(
      fc.property(
        pixel,
        fc.double({ min: 0.5, max: 3, noNaN: true }),
        fc.array(inCity, { minLength: 1 }),
        (at, factor, points) => {
          // Well inside, so that the edge of the city stops nothing.
          const camera = { eastKm: 0, northKm: 0, pixelsPerKm: 60 };
          const zoomed = zoomCamera(camera, size, at, factor);
          const before = toLocation(camera, size, at);
          expect(apart(toLocation(zoomed, size, at), before)).toBeLessThan(1e-9);
          const panned = panCamera(camera, 30, -20);
          expect(apart(toLocation(panned, size, [at[0] + 30, at[1] - 20]), before)).toBeLessThan(1e-9);
          const projected = points.map(projectLocation);
          const fitted = fitCamera(projected, size);
          for (const point of projected) {
            const [x, y] = toPixel(fitted, size, point);
            expect(x >= 0 && y >= 0 && x <= size.widthPx && y <= size.heightPx).toBe(true);
          }
        },
      ),
      { seed: 2 },
    );
  });

  test('a location of a table lies where it is on the earth, whichever datum the table has', () => {
    for (const point of districtOutline('黄浦区')[0]) {
      const [lonDeg, latDeg] = toGcj02(point);
      const shifted = { ...simulateCity(1)[0], lonDeg, latDeg };
      const at = (datum: Datum) => cityRows([shifted], { asOf: '2026-12-31', datum, year })[0].location!;
      const truth = projectLocation([point[0], point[1]]);
      // Half a kilometre is what a wrong datum costs, half a metre what converting back does.
      expect(apart(at('gcj02'), truth)).toBeLessThan(0.0005);
      expect(apart(at('wgs84'), truth)).toBeGreaterThan(0.3);
    }
    for (const district of districtNames)
      for (const [lonDeg, latDeg] of districtOutline(district).flat())
        expect(isOnMap([lonDeg, latDeg]), district).toBe(true);
    const wrong = { ...simulateCity(1)[0], lonDeg: 116.4, latDeg: 39.9 };
    expect(cityRows([wrong], { asOf: '2026-12-31', datum: 'wgs84', year })[0].location).toBeUndefined();
  });

  test.each(Object.keys(deficiencies))('any two stages, and the land, differ under %s', (name) => {
    for (const theme of ['light', 'dark'] as const) {
      expect(stageColors[theme]).toHaveLength(stages.length);
      const seen = [...stageColors[theme], mapColors[theme].land].map((color) =>
        labOf(
          [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16)),
          deficiencies[name],
        ),
      );
      for (const [a, first] of seen.entries())
        for (const [b, second] of seen.slice(0, a).entries())
          expect(colourDifference(first, second), `${theme} ${a} ${b}`).toBeGreaterThan(8);
    }
  });
});

describe('filters', () => {
  const rows = cityRows(simulateCity(400), { asOf: '2026-08-31', datum: 'gcj02', year });

  const planned = new Set(rows.filter((_, index) => index % 7 === 0).map(({ community }) => community.id));

  test('every count is what choosing that value shows, whatever else is chosen (seed 3)', () => {
    const { counts: all } = filterCity(rows, noFilters, planned);
    const value = (facet: (typeof cityFacets)[number]) => fc.constantFrom('', '', ...all[facet].keys());
    const filters = fc.record({
      ...Object.fromEntries(cityFacets.map((facet) => [facet, value(facet)])),
      words: fc.constantFrom('', '', '小区1', '样例街道 2', 'ＣＨ'),
    });
    fc.assert(
      fc.property(filters, (chosen) => {
        const asked = { ...noFilters, ...chosen };
        const { counts } = filterCity(rows, asked, planned);
        for (const facet of cityFacets) {
          for (const key of all[facet].keys()) {
            const { shown } = filterCity(rows, { ...asked, [facet]: key }, planned);
            expect(counts[facet].get(key) ?? 0, `${facet} ${key}`).toBe(shown.length);
          }
        }
      }),
      { seed: 3, numRuns: 25 },
    );
  });

  test('a value shows those that a reader of the table would pick', () => {
    const shown = (part: Partial<typeof noFilters>) =>
      filterCity(rows, { ...noFilters, ...part }, planned).shown.map(({ community }) => community);
    const all = rows.map(({ community }) => community);
    const none = all.filter(({ covered }) => programmeOperators.every((each) => covered[each] === false));
    expect(shown({ coverage: 'none' })).toEqual(none);
    expect(shown({ coverage: 'with-mobile' })).toEqual(all.filter(({ covered }) => covered.mobile));
    expect(shown({ plan: 'with' }).map(({ id }) => id)).toEqual([...planned]);
    expect(shown({ plan: 'without' })).toEqual(all.filter(({ id }) => !planned.has(id)));
    expect(shown({ place: 'missing' })).toEqual(all.filter(({ lonDeg }) => lonDeg === null));
    expect(shown({ district: '崇明区', words: '小区' })).toEqual(
      all.filter(({ district }) => district === '崇明区'),
    );
    expect(shown({ words: all[7].id })).toContain(all[7]);
    const late = shown({ late: 'late' });
    expect(late.length).toBeGreaterThan(5);
    // They stand before all others.
    expect(all.slice(0, late.length)).toEqual(late);
  });
});

test('the board counts as the month’s report does: quarters added up, over or under at the day, every community once', () => {
  const city = simulateCity(600);
  const upTo = (counts: readonly number[]) =>
    counts.map((_, quarter) => counts.slice(0, quarter + 1).reduce((sum, count) => sum + count, 0));
  for (const asOf of ['2026-03-31', '2026-08-31', '2026-12-31', '2027-02-28']) {
    const rows = cityRows(city, { asOf, datum: 'gcj02', year });
    const board = quotaBoard(rows, quotas, asOf);
    const month = monthStatistics(city as ProgrammeCommunity[], { quotas, asOf });
    for (const [index, { district, quarters, due, accepted }] of board.rows.entries()) {
      const expected = month.districts[index];
      expect(district).toBe(expected.district);
      expect(quarters.map((cell) => cell.accepted)).toEqual(upTo(expected.acceptedInQuarter));
      expect(quarters.map(({ quota }) => quota)).toEqual(upTo(expected.quota));
      const { surveyed, chosen } = expected.standing;
      expect(quarters[3].assigned).toBe(expected.communities - surveyed);
      expect(quarters[3].planned).toBe(expected.communities - surveyed - chosen);
      expect([due, accepted]).toEqual([expected.due, expected.accepted]);
    }
    expect([board.city.due, board.city.accepted]).toEqual([month.city.due, month.city.accepted]);
    // A cell lists the communities that it counts.
    const { shown } = filterCity(rows, { ...noFilters, quarter: 'until-3' });
    expect(shown.length).toBe(board.city.quarters[2].assigned);
  }
});

describe('the plan of a community', () => {
  const communities = [
    { id: 'c1', name: '海棠苑（一期）', district: '静安区' as const },
    { id: 'c2', name: '海棠苑（一期）', district: '徐汇区' as const },
    { id: 'c3', name: '梧桐里', district: '徐汇区' as const },
  ];
  test.each([
    [{ communityId: 'c2', communityName: '别的', label: '梧桐里' }, 'c2'],
    [{ communityId: '17', communityName: '海棠苑(一期)', district: '静安区' }, 'c1'],
    [{ communityName: '海棠苑（一期）' }, undefined],
    [{ communityName: '梧桐里' }, 'c3'],
    [{ communityName: '梧桐里', district: '静安区' }, undefined],
    [{ label: '徐汇区_海棠苑_一期_' }, 'c2'],
    [{ label: '梧桐里' }, 'c3'],
    [{ label: 'c1' }, 'c1'],
    [{ label: '梧桐里二期' }, undefined],
  ])('%j is that of %s', (entry, id) => {
    expect([...matchPlans(communities, [entry]).keys()]).toEqual(id === undefined ? [] : [id]);
  });

  test('several stay in the order given', () => {
    const entries = ['梧桐里', 'c3', '徐汇区梧桐里'].map((label) => ({ label }));
    expect(matchPlans(communities, entries).get('c3')).toEqual(entries);
  });
});

describe('files of the programme', () => {
  const bytes = (text: string) => ({
    bytes: new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>,
    fileName: 'table.csv',
  });
  const monitor = { cancelled: () => false };

  test('what is exported is read again; what is damaged is refused with its location', () => {
    const communities = simulateCity(40);
    const text = formatProgrammeDocument(communities, { asOf: '2026-11-20', datum: 'wgs84' });
    const opened = openProgrammeJson(JSON.parse(text));
    expect(opened).toMatchObject({ kind: 'programme', content: { asOf: '2026-11-20', datum: 'wgs84' } });
    expect(opened?.kind === 'programme' && opened.content.communities).toEqual(communities);
    const damage = (change: (document: ReturnType<typeof JSON.parse>) => void) => () => {
      const document = JSON.parse(text);
      change(document);
      openProgrammeJson(document);
    };
    expect(damage((all) => Object.assign(all.communities[3].history[0], { date: '2026-02-30' }))).toThrow(
      /communities\[3\]\.history\[0\]\.date.*2026-02-30.*a day such as/s,
    );
    expect(damage((all) => Object.assign(all.communities[5], { id: communities[0].id }))).toThrow(
      /communities\[5\]\.id.*an id of one community alone/s,
    );
    expect(damage((all) => all.communities[0].history.push({ stage: 'chosen', date: '2025-01-01' }))).toThrow(
      /communities\[0\]\.history\[\d+\]\.date.*no day before/s,
    );
    expect(openProgrammeJson({ format: 'diku-plan' })).toBeUndefined();
    expect(openProgrammeJson(quotas)).toEqual({ kind: 'quotas', quotas });
    expect(() => openProgrammeJson({ year, districts: { 静安: [1, 2, 3, 4] } })).toThrow(/quotas.*静安/s);
  });

  test('a status table is read with its datum and the ids of the programme’s file; a table of progress is refused', async () => {
    const table = '行政区,小区名称,地址,经度(WGS84),纬度(WGS84)\n静安区,海棠苑,样例路1号,121.45,31.24\n';
    const opened = await openStatusTable(bytes(table), monitor);
    if (opened.kind !== 'programme') throw new Error(opened.kind);
    const [community] = opened.content.communities;
    expect(opened.content.datum).toBe('wgs84');
    expect(community).toMatchObject({ name: '海棠苑', lonDeg: 121.45, history: [{ stage: 'surveyed' }] });
    expect(community.id).toMatch(/^c[0-9a-z]{10}$/);
    const progress =
      'id,name,chosen on,planned on,coordinated on,works began on,tested on,accepted on\nc1,海棠苑,,,,,,\n';
    await expect(openStatusTable(bytes(progress), monitor)).rejects.toThrow(/diku programme export/);
    await expect(openStatusTable(bytes('a,b\n1,2\n'), monitor)).rejects.toThrow();
  });
});

test('the newest five programmes are kept on this computer, each with its view', async () => {
  const memory = new ProgrammeMemory();
  const content = {
    communities: simulateCity(3),
    asOf: '2026-11-20',
    datum: null,
    noticeQuotas: quotas,
    judgements: 0,
  };
  for (const index of [1, 2, 3, 4, 5, 6]) {
    await memory.write({ name: `${index}.json`, content }, index);
    await memory.writeView(`${index}.json`, { view: { ...initialProgrammeView, asOf: `2026-0${index}-01` } });
  }
  expect((await memory.recent()).map(({ name }) => name)).toEqual(
    [6, 5, 4, 3, 2].map((index) => `${index}.json`),
  );
  expect(await memory.read('1.json')).toBeUndefined();
  expect(await memory.readView('1.json')).toBeUndefined();
  expect(await memory.read('4.json')).toEqual({ name: '4.json', content });
  expect((await memory.readView('4.json'))?.view.asOf).toBe('2026-04-01');
});

function apart([ax, ay]: readonly number[], [bx, by]: readonly number[]): number {
  return Math.hypot(bx - ax, by - ay);
}

function haversineKm([aLon, aLat]: readonly number[], [bLon, bLat]: readonly number[]): number {
  const rad = (deg: number) => (deg * Math.PI) / 180;
  const half = (deg: number) => Math.sin(rad(deg) / 2) ** 2;
  const chord = half(bLat - aLat) + Math.cos(rad(aLat)) * Math.cos(rad(bLat)) * half(bLon - aLon);
  return 2 * 6371 * Math.asin(Math.sqrt(chord));
}
