import { importDrawing } from '@diku/engine';
import { describe, expect, it } from 'vitest';
import { isLong } from '../support/is-long.ts';
import { createHall } from './ifc-support/hall.ts';
import type { IfcText, IfcTextOptions } from './ifc-support/ifc-text.ts';
import { planeOf } from './map-support/earth.ts';

async function importHall(options: IfcTextOptions, add: (model: IfcText) => void = () => {}) {
  const { model } = createHall(options);
  add(model);
  return importDrawing(model.toBytes(), { fileName: 'hall.ifc' });
}

function convert(
  system: string,
  [eastings, northings]: readonly [number, number],
  { turn = [1, 0], mapUnit = '$' }: { turn?: readonly [number, number]; mapUnit?: string } = {},
) {
  return (model: IfcText) => {
    const crs = model.add(`IFCPROJECTEDCRS('${system}',$,$,$,$,$,${mapUnit})`);
    const [x, y] = turn.map((value) => value.toFixed(12));
    const [e, n] = [eastings, northings].map((value) => value.toFixed(4));
    model.add(`IFCMAPCONVERSION(#${model.context},#${crs},${e},${n},0.,${x},${y},1.)`);
  };
}

function addPropertySet(model: IfcText, name: string, values: Record<string, string | number>): void {
  const properties = Object.entries(values).map(([key, value]) => {
    const given = typeof value === 'number' ? `IFCREAL(${value.toFixed(12)})` : `IFCLABEL('${value}')`;
    return `#${model.add(`IFCPROPERTYSINGLEVALUE('${key}',$,${given},$)`)}`;
  });
  model.add(`IFCPROPERTYSET(${model.root(name)},(${properties.join(',')}))`);
}

/** A mark on the earth in plan metres. */
async function placeInPlan(
  result: Awaited<ReturnType<typeof importHall>>,
  lonLatDeg: readonly [number, number],
): Promise<[number, number]> {
  const { lonDeg, latDeg, rotationDeg } = result.plan.georeference!;
  const [east, north] = planeOf([lonDeg, latDeg], lonLatDeg);
  const turnRad = (-rotationDeg * Math.PI) / 180;
  return [
    east * Math.cos(turnRad) - north * Math.sin(turnRad),
    east * Math.sin(turnRad) + north * Math.cos(turnRad),
  ];
}

describe('where an IFC model stands', () => {
  it('takes longitude and latitude from the site, and north from the context', async () => {
    // 121°28′25.5″ E, 31°13′49.2″ N; the model's x runs 30° north of east.
    const north = (60 * Math.PI) / 180;
    const result = await importHall({
      longitude: [121, 28, 25, 500_000],
      latitude: [31, 13, 49, 200_000],
      trueNorth: [Math.cos(north), Math.sin(north)],
    });
    const { georeference, levels } = result.plan;
    expect(georeference!.lonDeg).toBeCloseTo(121 + 28 / 60 + 25.5 / 3600, 8);
    expect(georeference!.latDeg).toBeCloseTo(31 + 13 / 60 + 49.2 / 3600, 8);
    expect(georeference!.rotationDeg).toBeCloseTo(30, 6);
    expect(Math.max(...levels[0].outline.map(([x]) => x))).toBeCloseTo(20, 2);
    expect(result.warnings.find(({ code }) => code === 'georeference-site')?.message).toContain('121.47375');
  });

  it('has the site where its placement is, west and south of zero too', async () => {
    const options = { longitude: [-71, -2, -30], latitude: [-33, -26, -15], offsetM: [500, 300, 0] } as const;
    const result = await importHall({ ...options });
    // The hall's corner is the site's zero: that is where it stands, whatever its coordinates are.
    const [x, y] = await placeInPlan(result, [-71 - 2 / 60 - 30 / 3600, -33 - 26 / 60 - 15 / 3600]);
    expect(Math.hypot(x, y)).toBeLessThan(0.01);
  });

  // Eastings and northings of locations that PROJ 9.6 gives for the longitudes and latitudes beside them.
  const known: [string, readonly [number, number], readonly [number, number]][] = [
    ['EPSG:4549', [640_412.315, 3_457_455.4886], [121.4737, 31.2304]],
    ['EPSG:4528', [40_428_511.2119, 4_063_516.802], [119.2, 36.7]],
    ['EPSG:4498', [20_632_782.4098, 2_711_299.1379], [118.31, 24.5]],
    ['EPSG:4509', [632_782.4098, 2_711_299.1379], [118.31, 24.5]],
    ['epsg: 32651', [354_633.649, 3_456_140.5296], [121.4737, 31.2304]],
    ['EPSG:32733', [695_351.6273, 7_502_836.328], [16.9, -22.57]],
    ['EPSG:25832', [456_448.632, 5_429_182.9734], [8.4044, 49.014]],
  ];
  for (const [system, grid, lonLatDeg] of known.filter((_, index) => isLong || index % 2 === 0)) {
    it(`takes the place of ${system} from the map conversion`, async () => {
      const result = await importHall({ unit: 'm' }, convert(system, grid));
      const [x, y] = await placeInPlan(result, lonLatDeg);
      expect(Math.hypot(x, y)).toBeLessThan(0.02);
      expect(result.warnings.map(({ code }) => code)).not.toContain('georeference-unread');
    });
  }

  it('turns by the direction of the x axis and by the convergence of the grid', async () => {
    // Within its zone the grid is turned against north by (λ − λ0) sin φ.
    const [, grid, [lonDeg, latDeg]] = known[0];
    const angle = (25 * Math.PI) / 180;
    const turn = [Math.cos(angle), Math.sin(angle)] as const;
    const { plan } = await importHall({ unit: 'm' }, convert(known[0][0], grid, { turn }));
    const convergence = (lonDeg - 120) * Math.sin((latDeg * Math.PI) / 180);
    expect(plan.georeference!.rotationDeg).toBeCloseTo(25 - convergence, 3);
  });

  it('reads a model drawn in millimetres on a map in metres, and one drawn in map coordinates', {
    tags: ['thorough'],
  }, async () => {
    const [system, [east, north], lonLatDeg] = known[0];
    const inMillimetres = await importHall({ unit: 'mm' }, (model) => {
      const metre = model.add('IFCSIUNIT(*,.LENGTHUNIT.,$,.METRE.)');
      convert(system, [east, north], { mapUnit: `#${metre}` })(model);
    });
    const farOut = await importHall({ unit: 'm', offsetM: [east, north, 0] }, convert(system, [0, 0]));
    for (const result of [inMillimetres, farOut]) {
      const [x, y] = await placeInPlan(result, lonLatDeg);
      expect(Math.hypot(x, y)).toBeLessThan(0.02);
      expect(Math.max(...result.plan.levels[0].outline.map(([u]) => u))).toBeCloseTo(20, 2);
    }
  });

  it('takes the place from the property sets that stand for a map conversion in IFC2X3', async () => {
    const [system, [east, north], lonLatDeg] = known[0];
    const angle = (25 * Math.PI) / 180;
    const result = await importHall({ schema: 'IFC2X3', unit: 'mm' }, (model) => {
      addPropertySet(model, 'ePSet_ProjectedCRS', { Name: system, MapUnit: 'METRE' });
      const turn = { XAxisAbscissa: Math.cos(angle), XAxisOrdinate: Math.sin(angle) };
      addPropertySet(model, 'ePSet_MapConversion', { Eastings: east, Northings: north, ...turn });
    });
    const [x, y] = await placeInPlan(result, lonLatDeg);
    expect(Math.hypot(x, y)).toBeLessThan(0.02);
    const convergence = (lonLatDeg[0] - 120) * Math.sin((lonLatDeg[1] * Math.PI) / 180);
    expect(result.plan.georeference!.rotationDeg).toBeCloseTo(25 - convergence, 3);
  });

  it('says which system is not read, and has no location then', async () => {
    const { plan, warnings } = await importHall({ unit: 'm' }, convert('EPSG:28992', [155_000, 463_000]));
    expect(plan.georeference).toBeUndefined();
    expect(warnings.find(({ code }) => code === 'georeference-unread')?.message).toContain('EPSG:28992');
  });

  it('says nothing where the model says nothing, or zero', { tags: ['thorough'] }, async () => {
    for (const options of [
      {},
      { longitude: [0, 0, 0], latitude: [0, 0, 0] },
      { latitude: [200, 0, 0], longitude: [1, 0, 0] },
    ]) {
      const { plan, warnings } = await importHall(options);
      expect(plan.georeference).toBeUndefined();
      expect(warnings.filter(({ code }) => code.startsWith('georeference'))).toEqual([]);
    }
  });
});
