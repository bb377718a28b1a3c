import { createNormalSource, createRandom, dbmToMw, dbToRatio, ratioToDb } from '../../core/index.ts';
import {
  type Antenna,
  type Carrier,
  type Level,
  type Plan,
  planProfile,
  type RequirementProfile,
  servesPhones,
  technologyRow,
} from '../../plan/index.ts';
import { antennaCarriers, fittingNetwork } from '../feeder/apply-port-powers.ts';
import type { FieldStack } from '../fields/field-stack.ts';
import type { PropagationModel } from '../propagation/propagation-model.ts';
import { cellKind, levelAreaM2 } from '../scene/build-grid.ts';
import type { ObstacleOptions } from '../scene/level-facets.ts';
import { patternGainDbi } from '../signal/antenna-gain.ts';
import { outdoorIndex } from '../signal/carrier-map.ts';
import { listSources } from '../signal/compute-carrier-map.ts';
import { detectableAntennas } from '../signal/detectable-antennas.ts';
import {
  mapService,
  radiates,
  resourceElementRatioDb,
  sentBand,
  thermalNoiseDbmPerHz,
  uplinkBudget,
} from '../signal/link-budget.ts';
import { independentSigmaDb, phoneLoss } from '../signal/service-signal.ts';

// Power of a phone: 3GPP TS 36.213 clause 5.1.1.1 and TS 38.213 clause 7.1.1, P = min(P_max, P_0 + α·PL) per resource block.
/** Block of 12 subcarriers of 15 kHz, to which P_0 is stated whatever the width of the subcarriers. */
const blockKhz = 180;

/** Phones stand on so many locations of the garage, and the shadowing is drawn so often at each. */
const locationCount = 400;
const drawCount = 16;
const seed = 20_231;

/** The receiver of a cell, and how much more it hears by the phones of the others. */
export interface CellNoise {
  carrier: string;
  cell: string;
  /** Power of the other cells' phones and the receiver's own noise over that noise alone, dB. */
  riseDb: number;
}

export interface UplinkNoiseOptions {
  model: PropagationModel;
  fields: FieldStack;
  obstacles: ObstacleOptions;
  /** Default: every carrier is looked at. */
  isWanted?: (carrier: Carrier) => boolean;
}

/** Couplings of one cell with locations of phones. */
interface CellCoupling {
  cell: string;
  /** Level at each location, mW; none beyond the last where it is received. [locations] */
  levelMw: number[];
  /** Power at the receiver over that of the phone. [locations] */
  coupling: number[];
  /** Noise of the receiver in a block, mW; none where nobody knows the receiver: outside. */
  noiseMw?: number;
}

/**
 * Cells of a plan whose antennas send a carrier; none of GSM, whose cells do not share their channels, and none that no phone
 * sends in.
 */
function carrierCells({ antennas }: Pick<Plan, 'antennas'>, carrier: Carrier): string[] {
  if (!technologyRow(carrier.technology).resourceBlocks || !servesPhones(carrier)) return [];
  return [...new Set(antennas.filter((each) => radiates(each, carrier)).map(({ cell }) => cell))];
}

/**
 * The plan whose carriers state by how much phones of other cells raise the noise of their receivers, where that is more than
 * the profile assumes, and the rise of every cell. A map has one uplink for all of a carrier: it is that of the cell with the
 * largest rise. A carrier with one cell, and one that states its rise, stays as it is.
 * @param powered the plan with its port powers applied
 */
export async function raiseNoise(
  powered: Plan,
  options: UplinkNoiseOptions,
): Promise<{ plan: Plan; cells: CellNoise[] }> {
  const profile = planProfile(powered);
  const cells: CellNoise[] = [];
  const carriers: Carrier[] = [];
  for (const carrier of powered.carriers) {
    const isLookedAt = carrier.noiseRiseDb === undefined && (options.isWanted?.(carrier) ?? true);
    const isShared = isLookedAt && carrierCells(powered, carrier).length > 1;
    const found = isShared
      ? cellNoises(await cellCouplings(powered, carrier, profile, options), carrier, profile)
      : [];
    cells.push(...found);
    const riseDb = Math.max(0, ...found.map((each) => each.riseDb));
    carriers.push(riseDb > profile.uplink.noiseRiseDb ? { ...carrier, noiseRiseDb: riseDb } : carrier);
  }
  return { plan: { ...powered, carriers }, cells };
}

/** Couplings of all cells of a carrier with locations all over the counted floor, evenly spaced. */
async function cellCouplings(
  plan: Plan,
  carrier: Carrier,
  profile: RequirementProfile,
  options: UplinkNoiseOptions,
): Promise<CellCoupling[]> {
  const areaM2 = plan.levels.reduce((sum, level) => sum + levelAreaM2(level), 0);
  const spacingM = Math.min(10, Math.max(0.5, Math.ceil(2 * Math.sqrt(areaM2 / locationCount)) / 2));
  const carrierOf = antennaCarriers(plan, fittingNetwork(plan));
  const couplings = new Map<string, CellCoupling>();
  let first = 0;
  for (const level of plan.levels) {
    const links = await levelLinks(plan, level, carrier, profile, { ...options, spacingM });
    for (const { antenna, isOutside, levelMw } of links) {
      const budget = uplinkBudget(carrierOf(antenna.id, carrier), mapService(carrier), profile);
      const { sourcePowerDbm, noiseFigureDb, remotesDb, pairedBandDb } = budget;
      const noiseDbm = thermalNoiseDbmPerHz + ratioToDb(blockKhz * 1000) + noiseFigureDb + remotesDb;
      const cell = couplings.get(antenna.cell) ?? {
        ...{ cell: antenna.cell, levelMw: [], coupling: [] },
        ...(isOutside ? {} : { noiseMw: dbmToMw(noiseDbm) }),
      };
      couplings.set(antenna.cell, cell);
      // The network loses on the way back what it loses on the way to the port.
      const perLevel = dbToRatio(pairedBandDb - sourcePowerDbm - resourceElementRatioDb(carrier));
      levelMw.forEach((powerMw, index) => {
        const location = first + index;
        cell.levelMw[location] = (cell.levelMw[location] ?? 0) + powerMw;
        cell.coupling[location] = (cell.coupling[location] ?? 0) + powerMw * perLevel;
      });
    }
    first += links[0]?.levelMw.length ?? 0;
  }
  return [...couplings.values()];
}

/** Levels that each antenna received on a level gives at the locations of phones there, mW, with the losses of the phone. */
async function levelLinks(
  plan: Plan,
  level: Level,
  carrier: Carrier,
  profile: RequirementProfile,
  { model, fields, obstacles, spacingM }: UplinkNoiseOptions & { spacingM: number },
): Promise<{ antenna: Antenna; isOutside: boolean; levelMw: Float64Array }[]> {
  const scene = fields.scene(level, carrier.frequencyMhz, spacingM, obstacles);
  const { grid, cells } = scene;
  const antennas = detectableAntennas(plan, level, carrier, { model, fields, obstacles, profile });
  const sources = antennas.map((placed) => listSources(scene, [placed], carrier, profile));
  const transmitters = sources.flat().map(({ transmitter }) => transmitter);
  const lossDb = await fields.fields(scene, transmitters, model, profile.phoneHeightM);
  const counted = [...cells.keys()].filter((cell) => cells[cell] !== cellKind.none);
  const passed = counted.map((cell) => {
    const place = cells[cell] === cellKind.inBay ? 'bay' : 'open';
    const loss = phoneLoss(profile, place, mapService(carrier), carrier.frequencyMhz);
    return dbToRatio(-loss.bodyLossDb - loss.vehicleLossDb);
  });
  let next = 0;
  return antennas.map(({ antenna, index }, at) => {
    const levelMw = new Float64Array(counted.length);
    for (const { pattern, powerDbm, xMm, yMm, upMm } of sources[at]) {
      const fieldDb = lossDb[next];
      next += 1;
      counted.forEach((cell, location) => {
        const eastMm = grid.originXMm + (cell % grid.columns) * grid.cellMm - xMm;
        const northMm = grid.originYMm + Math.floor(cell / grid.columns) * grid.cellMm - yMm;
        const gainDbi = patternGainDbi(pattern, eastMm, northMm, upMm);
        levelMw[location] += passed[location] * dbmToMw(powerDbm + gainDbi - fieldDb[cell]);
      });
    }
    return { antenna, isOutside: index === outdoorIndex, levelMw };
  });
}

/**
 * Rise of the noise of every receiver: on each resource block of each other cell one phone sends for the fraction of the time
 * that the cell is loaded, anywhere where it is served by that cell, with the power that brings it to its own receiver at
 * the level that is asked for, and no more than it has. Means are of powers.
 */
function cellNoises(
  cells: readonly CellCoupling[],
  carrier: Carrier,
  profile: RequirementProfile,
): CellNoise[] {
  const receivedMw = interferenceMw(cells, carrier, profile);
  return cells.flatMap(({ cell, noiseMw }, receiver) => {
    if (noiseMw === undefined) return [];
    const othersMw = receivedMw[receiver].reduce((sum, powerMw) => sum + powerMw, 0);
    const riseDb = ratioToDb(1 + (profile.interferenceLoadRatio * othersMw) / noiseMw);
    return [{ carrier: carrier.id, cell, riseDb }];
  });
}

/** Mean power of a phone of each other cell at each receiver, mW per block; 0 of its own. [receivers, serving cells] */
function interferenceMw(
  cells: readonly CellCoupling[],
  carrier: Carrier,
  profile: RequirementProfile,
): number[][] {
  const normal = createNormalSource(createRandom(seed));
  const { targetDbm, compensationRatio } = profile.powerControl;
  const targetMw = dbmToMw(targetDbm);
  const maxMw = blockPowerMw(carrier, profile);
  const cellSigmaDb = independentSigmaDb(profile);
  const commonSigmaDb = profile.shadowingSigmaDb * Math.sqrt(profile.shadowingCorrelationRatio);
  const sums = cells.map(() => cells.map(() => 0));
  const counts = cells.map(() => 0);
  const coupling = new Float64Array(cells.length);
  const locations = Math.max(0, ...cells.map(({ levelMw }) => levelMw.length));
  for (let at = 0; at < locations * drawCount; at += 1) {
    const location = at % locations;
    const common = dbToRatio(commonSigmaDb * normal());
    let serving = -1;
    let bestMw = 0;
    cells.forEach((each, index) => {
      const shadowing = common * dbToRatio(cellSigmaDb * normal());
      coupling[index] = (each.coupling[location] ?? 0) * shadowing;
      const levelMw = (each.levelMw[location] ?? 0) * shadowing;
      if (levelMw > bestMw) [serving, bestMw] = [index, levelMw];
    });
    // Nobody knows what a phone sends that is served from outside.
    if (serving < 0 || cells[serving].noiseMw === undefined) continue;
    counts[serving] += 1;
    const sentMw = Math.min(maxMw, targetMw * coupling[serving] ** -compensationRatio);
    for (let receiver = 0; receiver < cells.length; receiver += 1) {
      if (receiver !== serving) sums[receiver][serving] += sentMw * coupling[receiver];
    }
  }
  return sums.map((row) => row.map((sum, serving) => (counts[serving] === 0 ? 0 : sum / counts[serving])));
}

/** The most that a phone has for one block where its service fills a few, mW. */
function blockPowerMw(carrier: Carrier, profile: RequirementProfile): number {
  const service = mapService(carrier);
  const { bandwidthKhz } = sentBand(carrier, service, profile);
  const { phonePowerDbm } = uplinkBudget(carrier, service, profile);
  return dbmToMw(phonePowerDbm) / Math.max(1, bandwidthKhz / blockKhz);
}
