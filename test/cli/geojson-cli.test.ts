import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { collection, geoJsonGarage } from '../import/map-support/geojson-garage.ts';
import { osmGarage } from '../import/map-support/osm-map.ts';
import { isLong } from '../support/is-long.ts';
import { createWorkFolder, fixturePlan, runCli } from '../support/run-cli.ts';

describe('maps on the command line', () => {
  const { folder, remove } = createWorkFolder();
  afterAll(remove);
  const write = (name: string, content: Uint8Array | string) => writeFileSync(join(folder, name), content);
  write('B1.geojson', collection(geoJsonGarage()));
  write('B2.json', collection(geoJsonGarage()));
  write('garage.osm', osmGarage('-1').xml());
  write('picture.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>');

  it('imports one file per level into one plan', async () => {
    const { status, stdout } = await runCli(folder, [
      'import',
      'B1.geojson',
      'B2.json',
      '-o',
      'plan.json',
      '--json',
    ]);
    expect(status).toBe(0);
    const { source, levels } = JSON.parse(stdout);
    expect(source.format).toBe('geojson');
    expect(levels.map(({ id, bays }: { id: string; bays: number }) => [id, bays])).toEqual([
      ['B1', 12],
      ['B2', 12],
    ]);
    const plan = JSON.parse(readFileSync(join(folder, 'plan.json'), 'utf8'));
    expect(plan.levels).toHaveLength(2);
  });

  it('imports OSM XML, with warnings in Chinese', async () => {
    const { status, stderr } = await runCli(folder, [
      'import',
      'garage.osm',
      '-o',
      'osm.json',
      '--lang',
      'zh',
    ]);
    expect(status).toBe(0);
    expect(stderr).toContain('坐标为经纬度');
  });

  it.runIf(isLong)('plans from GeoJSON, whatever it is called, and still takes a plan', async () => {
    // With so little power there is nothing to search for.
    const { carriers } = JSON.parse(readFileSync(fixturePlan, 'utf8'));
    write('weak.json', JSON.stringify([{ ...carriers[0], portPowerDbm: -40 }]));
    const first = await runCli(folder, [
      ...['plan', 'B2.json', '-o', 'out', '--carriers', 'weak.json', '--resolution', '2'],
      ...['--effort', 'low', '--json', '--no-network', '--scenarios', 'none'],
    ]);
    expect([0, 1]).toContain(first.status);
    const again = await runCli(folder, ['validate', 'out/plan.diku.json']);
    expect(again.status).toBe(0);
    const refused = await runCli(folder, ['import', 'out/plan.diku.json', '-o', 'again.json']);
    expect(refused.status).toBe(65);
    expect(refused.stderr).toContain('a Diku plan');
  });

  it('refuses files that do not belong together, and says what a file is', async () => {
    const mixed = await runCli(folder, ['import', 'B1.geojson', 'garage.osm', '-o', 'mixed.json']);
    expect(mixed.status).toBe(65);
    expect(mixed.stderr).toContain('garage.osm');
    const svgImport = await runCli(folder, ['import', 'picture.svg', '-o', 'no.json']);
    expect(svgImport.status).toBe(65);
    expect(svgImport.stderr).toContain('an SVG image');
  });
});
