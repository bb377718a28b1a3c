// A map as a GeoTIFF for GIS, and its figures as an array.
import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPlainSolver, createSimdKernel, parsePlan, predictPlan } from '@diku/engine';
import { rasterGeoTiff } from '@diku/engine/documents';
import { rasterQuantity } from '@diku/engine/radio';

const plan = parsePlan(JSON.parse(readFileSync(new URL('../garage-one-level.diku.json', import.meta.url))));
const solver = createPlainSolver(createSimdKernel());
const { maps, profile } = await predictPlan(plan, { solver, resolutionM: 2, scenarios: 'required' });
const [map] = maps;
const carrier = plan.carriers.find(({ id }) => id === map.carrierId);
const file = join(tmpdir(), `diku-${map.levelId}-${map.carrierId}-sinr.tif`);
writeFileSync(file, rasterGeoTiff(map, 'sinr', plan.georeference));
const sinr = rasterQuantity('sinr');
const values = sinr
  .values(map, { carrier, profile })
  .filter((value) => !Number.isNaN(value))
  .sort();
console.log(`${file}: ${map.grid.columns} × ${map.grid.rows} pixels of ${map.grid.cellMm / 1000} m`);
console.log(`median SINR ${values[values.length >> 1].toFixed(1)} ${sinr.unit}`);
