import type { RequirementProfile } from '../plan/requirement-profile.ts';
import type { Antenna, Carrier } from '../plan/schema.ts';
import { cellKind, type Scene } from '../scene/scene.ts';
import { dbmToMw, metresToMm } from '../units.ts';
import { antennaGainDbi } from './antenna-gain.ts';
import type { CarrierMap } from './carrier-map.ts';
import { combineCells } from './combine-cells.ts';
import {
  elementPowerDbm,
  mapService,
  noiseDbm,
  phoneLossDb,
  serviceThreshold,
  shadowingSigmaDb,
} from './link-budget.ts';
import { servedProbability } from './served-probability.ts';

/** An antenna with its path loss on the level. */
export interface AntennaField {
  antenna: Antenna;
  /** Index into `plan.antennas`. */
  index: number;
  /** [rows, columns], dB, without antenna gain. */
  pathLossDb: Float32Array;
}

/** RSRP, SINR, best antenna and the probability of service of one carrier on one level. */
export function computeCarrierMap(
  scene: Scene,
  carrier: Carrier,
  fields: readonly AntennaField[],
  profile: RequirementProfile,
): CarrierMap {
  const { grid, cells } = scene;
  const count = grid.rows * grid.columns;
  const map: CarrierMap = {
    carrierId: carrier.id,
    levelId: scene.levelId,
    grid,
    cells,
    rsrpDbm: new Float32Array(count).fill(Number.NaN),
    sinrDb: new Float32Array(count).fill(Number.NaN),
    marginDb: new Float32Array(count).fill(Number.NaN),
    bestAntenna: new Int16Array(count).fill(-1),
    servedProbability: new Float32Array(count).fill(Number.NaN),
  };
  const cellIds = [...new Set(fields.map((field) => field.antenna.cell))];
  const cellOf = fields.map((field) => cellIds.indexOf(field.antenna.cell));
  const sources = fields.map((field) => prepareSource(field, carrier, profile));
  const threshold = serviceThreshold(carrier, mapService(carrier), profile);
  const noiseMw = dbmToMw(noiseDbm(carrier, profile));
  const cellPowersMw = new Float64Array(cellIds.length);
  for (let row = 0, cell = 0; row < grid.rows; row += 1) {
    for (let column = 0; column < grid.columns; column += 1, cell += 1) {
      if (cells[cell] === cellKind.none) continue;
      const inBay = cells[cell] === cellKind.inBay;
      const lossDb = phoneLossDb(profile, inBay);
      cellPowersMw.fill(0);
      let strongestDbm = Number.NEGATIVE_INFINITY;
      for (let index = 0; index < sources.length; index += 1) {
        const receivedDbm =
          receivedAt(sources[index], grid, column, row, fields[index].pathLossDb[cell]) - lossDb;
        cellPowersMw[cellOf[index]] += dbmToMw(receivedDbm);
        if (receivedDbm > strongestDbm) {
          strongestDbm = receivedDbm;
          map.bestAntenna[cell] = fields[index].index;
        }
      }
      const { rsrpDbm, sinrDb } = combineCells(cellPowersMw, noiseMw, profile.interferenceLoadRatio);
      const marginDb = Math.min(rsrpDbm - threshold.rsrpDbm, sinrDb - threshold.sinrDb);
      map.rsrpDbm[cell] = rsrpDbm;
      map.sinrDb[cell] = sinrDb;
      map.marginDb[cell] = marginDb;
      map.servedProbability[cell] = servedProbability(marginDb, shadowingSigmaDb(profile, inBay));
    }
  }
  return map;
}

interface Source {
  type: Antenna['type'];
  powerDbm: number;
  xMm: number;
  yMm: number;
  heightDifferenceMm: number;
}

function prepareSource(field: AntennaField, carrier: Carrier, profile: RequirementProfile): Source {
  return {
    type: field.antenna.type,
    powerDbm: elementPowerDbm(field.antenna, carrier),
    xMm: metresToMm(field.antenna.position[0]),
    yMm: metresToMm(field.antenna.position[1]),
    heightDifferenceMm: metresToMm(field.antenna.heightM) - metresToMm(profile.phoneHeightM),
  };
}

function receivedAt(
  source: Source,
  grid: Scene['grid'],
  column: number,
  row: number,
  pathLossDb: number,
): number {
  const deltaX = grid.originXMm + column * grid.cellMm - source.xMm;
  const deltaY = grid.originYMm + row * grid.cellMm - source.yMm;
  const rise2 = source.heightDifferenceMm * source.heightDifferenceMm;
  const distance2 = deltaX * deltaX + deltaY * deltaY + rise2;
  const sineSquared = distance2 === 0 ? 0 : rise2 / distance2;
  return source.powerDbm + antennaGainDbi(source.type, sineSquared) - pathLossDb;
}
