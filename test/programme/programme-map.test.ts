import { toGcj02 } from '@diku/engine/core';
import { assignmentMap, monthHtml, stageLabel } from '@diku/engine/documents';
import {
  assignCommunities,
  type DistrictName,
  districtNames,
  districtOutline,
  rankCommunities,
  reportMonth,
  type Stage,
  shanghai2023Quotas,
  stages,
} from '@diku/engine/programme';
import fc from 'fast-check';
import loadHighs from 'highs';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../packages/engine/src/core/index.ts';
import { checkWellFormed } from '../documents/report-support/check-well-formed.ts';
import { community } from './programme-support/communities.ts';
import { simulateProgramme } from './programme-support/simulate-programme.ts';

type Location = readonly [number, number];

/** Returns whether a ray to the east crosses the rings an odd number of times. */
function isInside([x, y]: Location, district: DistrictName): boolean {
  let crossings = 0;
  for (const ring of districtOutline(district)) {
    ring.forEach(([x1, y1], index) => {
      const [x2, y2] = ring[(index + 1) % ring.length];
      if (y1 > y !== y2 > y && x < x1 + ((x2 - x1) * (y - y1)) / (y2 - y1)) crossings += 1;
    });
  }
  return crossings % 2 === 1;
}

const districtsAt = (point: Location) => districtNames.filter((district) => isInside(point, district));

/** km², on a degree of latitude of 110.9 km and one of longitude at 31.2°. */
function areaKm2(district: DistrictName): number {
  const doubled = districtOutline(district).map((ring) =>
    ring.reduce((sum, [x1, y1], index) => {
      const [x2, y2] = ring[(index + 1) % ring.length];
      return sum + x1 * y2 - x2 * y1;
    }, 0),
  );
  return doubled.reduce(
    (sum, each) => sum + (Math.abs(each) / 2) * 110.9 * 111.3 * Math.cos((31.2 * Math.PI) / 180),
    0,
  );
}

describe('the outlines of the districts', () => {
  it('have the districts’ areas to a tenth', () => {
    // km², as the districts' own year books have them.
    const known: Record<DistrictName, number> = {
      ...{
        浦东新区: 1210,
        闵行区: 371,
        嘉定区: 464,
        宝山区: 271,
        松江区: 606,
        青浦区: 670,
        静安区: 37,
        徐汇区: 55,
      },
      ...{
        杨浦区: 61,
        长宁区: 38,
        普陀区: 55,
        奉贤区: 687,
        虹口区: 23.5,
        黄浦区: 20.5,
        金山区: 586,
        崇明区: 1185,
      },
    };
    for (const district of districtNames) {
      const ratio = areaKm2(district) / known[district];
      expect([district, Math.abs(ratio - 1) < 0.1]).toEqual([district, true]);
    }
  });

  it('hold what everybody knows is in them', () => {
    const landmarks: [DistrictName, Location][] = [
      ['黄浦区', [121.474, 31.23]],
      ['静安区', [121.445, 31.224]],
      ['徐汇区', [121.437, 31.194]],
      ['长宁区', [121.42, 31.221]],
      ['普陀区', [121.405, 31.24]],
      ['虹口区', [121.48, 31.271]],
      ['杨浦区', [121.514, 31.3]],
      ['浦东新区', [121.5, 31.24]],
      ['浦东新区', [121.805, 31.143]],
      ['闵行区', [121.385, 31.112]],
      ['宝山区', [121.489, 31.405]],
      ['嘉定区', [121.255, 31.383]],
      ['松江区', [121.228, 31.032]],
      ['青浦区', [121.124, 31.15]],
      ['奉贤区', [121.474, 30.918]],
      ['金山区', [121.342, 30.742]],
      ['崇明区', [121.397, 31.627]],
    ];
    for (const [district, point] of landmarks)
      expect([point, districtsAt(point)]).toEqual([point, [district]]);
  });

  it('neither overlap nor gape: no location is in two, none on the mainland in none (seed 16)', () => {
    const lon = fc.double({ min: 120.85, max: 122, noNaN: true });
    const lat = fc.double({ min: 30.65, max: 31.9, noNaN: true });
    const inner = fc.tuple(
      fc.double({ min: 121.2, max: 121.58, noNaN: true }),
      fc.double({ min: 30.95, max: 31.36, noNaN: true }),
    );
    fc.assert(
      fc.property(lon, lat, inner, (x, y, point) => {
        expect(districtsAt([x, y]).length).toBeLessThanOrEqual(1);
        expect(districtsAt(point)).toHaveLength(1);
      }),
      { seed: 16, numRuns: 2000 },
    );
  });
});

describe('the map of an assignment', () => {
  it('has a dot per community with a location, in the same location whatever datum the table has', async () => {
    const point: [number, number] = [121.445, 31.224];
    const make = (datum: 'wgs84' | 'gcj02') => {
      const [lonDeg, latDeg] = datum === 'wgs84' ? point : toGcj02(point);
      return [
        community(1, { lonDeg, latDeg }),
        community(2, { lonDeg, latDeg, owners: 'disagree' }),
        community(3),
      ];
    };
    const highs = await loadHighs();
    const quotas = { year: 2023, districts: { 静安区: [0, 0, 3, 0] as const } };
    const maps = (['wgs84', 'gcj02'] as const).map((datum) => {
      const ranking = rankCommunities(make(datum));
      return assignmentMap(assignCommunities(ranking, { quotas, highs }), ranking, { lang: 'zh', datum });
    });
    expect(checkWellFormed(maps[0])).toBeUndefined();
    const circles = maps.map((svg) => svg.match(/<circle [^>]*r="(3|1.8)"[^>]*>/g));
    expect(circles[0]).toHaveLength(4);
    expect(circles[1]).toEqual(circles[0]);
    expect(maps[0]).toContain('2/3');
    expect(maps[1]).toContain('1 个小区没有坐标');
  });
});

describe('the map of the month', () => {
  it('has a mark for each community with a location, coloured by stage, and counts all (seed 6)', () => {
    const year = 2025;
    const random = createRandom(6);
    // Far enough from each other to be dots of their own, outside of the map of the centre.
    const communities = simulateProgramme(300, year, 6).map((community, index) => {
      const [lonDeg, latDeg] = toGcj02([121.6 + 0.02 * (index % 15), 30.9 + 0.008 * Math.floor(index / 15)]);
      return random() < 0.1 ? community : { ...community, lonDeg, latDeg };
    });
    const asOf = '2025-10-31';
    const quotas = { ...shanghai2023Quotas, year };
    const report = reportMonth(communities, { quotas, isNoticeQuota: true, asOf, datum: 'gcj02' });
    const html = monthHtml(report, 'en');
    const placed = (stage: Stage) =>
      communities.filter(
        (community) =>
          community.lonDeg !== null &&
          community.history.filter(({ date }) => date <= asOf).at(-1)?.stage === stage,
      ).length;
    const map = html.slice(html.indexOf('class="map"'));
    for (const stage of stages) {
      const name = stageLabel(stage, 'en');
      const fill = new RegExp(`fill="(#\\w+)"[^>]*/>\\s*<text[^>]*>${name} (\\d+)<`).exec(map)!;
      expect([name, Number(fill[2])]).toEqual([name, report.statistics.city.standing[stage]]);
      // One more stands in the legend.
      expect([name, map.split(`fill="${fill[1]}"`).length - 2]).toEqual([name, placed(stage)]);
    }
    const missing = communities.filter(({ lonDeg }) => lonDeg === null).length;
    expect(map).toContain(`${missing} communities have no coordinates`);
  });
});
