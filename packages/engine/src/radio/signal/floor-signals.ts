import { dbToRatio } from '../../core/index.ts';
import {
  type Carrier,
  type DemandedKind,
  type FloorDemand,
  openFloorKinds,
  type RequirementProfile,
} from '../../plan/index.ts';
import type { Location } from '../fields/trace-path-loss.ts';
import { cellKind } from '../scene/build-grid.ts';
import type { FloorRooms } from '../scene/floor-rooms.ts';
import type { CarrierMap, FloorSignals } from './carrier-map.ts';
import { mapService } from './link-budget.ts';
import type { CellSums, PowerSums } from './power-sums.ts';
import {
  type PreparedService,
  prepareService,
  servedProbability,
  serviceSignal,
  signalAt,
  signalLength,
} from './service-signal.ts';

/** Writes what power sums mean to a phone at the samples of the demanded kinds of floor. */
export class FloorSignalWriter {
  readonly signals: FloorSignals;
  /** [rooms] */
  readonly #services: PreparedService[];
  readonly #signal = new Float64Array(signalLength);

  constructor(
    { rooms, cells }: FloorRooms,
    carrier: Carrier,
    profile: RequirementProfile,
    demands: readonly FloorDemand[],
  ) {
    const empty = () => new Float32Array(cells.length).fill(Number.NaN);
    this.signals = { rooms, cells, marginDb: empty(), sigmaDb: empty(), servedProbability: empty() };
    const byKind = new Map(
      demands.map((demand) => [demand.kind, prepareFloorService(carrier, profile, demand)]),
    );
    this.#services = rooms.map(({ kind }) => byKind.get(kind) as PreparedService);
  }

  /** The samples outside the grid, link by link. */
  writeOutside(sumsAt: (location: Location) => CellSums, phoneHeightM: number): void {
    const { rooms, marginDb, sigmaDb, servedProbability: served } = this.signals;
    rooms.forEach(({ points: locations, firstSample }, room) => {
      locations?.forEach(([x, y], index) => {
        const signal = sumsAt({ x, y, z: phoneHeightM }).signal(this.#services[room]);
        marginDb[firstSample + index] = signal.marginDb;
        sigmaDb[firstSample + index] = signal.sigmaDb;
        served[firstSample + index] = servedProbability(signal.marginDb, signal.sigmaDb);
      });
    });
  }

  /** The samples among the cells that the sums are of, `from` being the first one's number. */
  write(from: number, { bestMw, bestSquareMw2, sumMw, strongestMw }: PowerSums): void {
    const { rooms, cells, marginDb, sigmaDb, servedProbability: served } = this.signals;
    const signal = this.#signal;
    rooms.forEach(({ firstSample, sampleCount }, room) => {
      const service = this.#services[room];
      for (let sample = firstSample; sample < firstSample + sampleCount; sample += 1) {
        const at = cells[sample] - from;
        if (at < 0 || at >= bestMw.length) continue;
        serviceSignal(service, bestMw[at], bestSquareMw2[at], sumMw[at], strongestMw[at], signal);
        marginDb[sample] = signal[signalAt.marginDb];
        sigmaDb[sample] = signal[signalAt.sigmaDb];
        served[sample] = servedProbability(marginDb[sample], sigmaDb[sample]);
      }
    });
  }
}

/** The service of a carrier's map at a kind of floor. */
export function prepareFloorService(
  carrier: Carrier,
  profile: RequirementProfile,
  demand: FloorDemand,
): PreparedService {
  const service = mapService(carrier);
  const { place: location, inVehicle } = phoneAt(demand.kind);
  const there: RequirementProfile = {
    ...profile,
    phonePlaces: { ...profile.phonePlaces, [location]: { ...profile.phonePlaces[location], inVehicle } },
  };
  const prepared = prepareService(carrier, service, location, there);
  return {
    ...prepared,
    rsrpThresholdDbm: prepared.rsrpThresholdDbm + demand.thresholdDbm - profile.voice.lte.rsrpDbm,
    passedRatio: prepared.passedRatio * dbToRatio(-demand.enclosureLossDb),
  };
}

/** How a phone is held at a kind of floor, and whether a parked car is around it. */
export function phoneAt(kind: DemandedKind): { place: 'bay' | 'open'; inVehicle: boolean } {
  const { place, inVehicle } = openFloorKinds.find(({ id }) => id === kind) ?? {
    place: 'open',
    inVehicle: false,
  };
  return { place, inVehicle };
}

/** What the sums mean to a phone, from cell `from` of the map on. */
export function writeSignals(
  map: CarrierMap,
  from: number,
  { bestMw, bestSquareMw2, sumMw, strongestMw }: PowerSums,
  carrier: Carrier,
  profile: RequirementProfile,
): void {
  const service = mapService(carrier);
  const onFoot = prepareService(carrier, service, 'open', profile);
  const inBay = prepareService(carrier, service, 'bay', profile);
  const signal = new Float64Array(signalLength);
  for (let index = 0; index < bestMw.length; index += 1) {
    const cell = from + index;
    const kind = map.cells[cell];
    if (kind === cellKind.none) continue;
    const prepared = kind === cellKind.inBay ? inBay : onFoot;
    serviceSignal(prepared, bestMw[index], bestSquareMw2[index], sumMw[index], strongestMw[index], signal);
    const marginDb = signal[signalAt.marginDb];
    const sigmaDb = signal[signalAt.sigmaDb];
    map.rsrpDbm[cell] = signal[signalAt.rsrpDbm];
    map.sinrDb[cell] = signal[signalAt.sinrDb];
    map.marginDb[cell] = marginDb;
    map.sigmaDb[cell] = sigmaDb;
    map.limiting[cell] = signal[signalAt.limiting];
    map.servedProbability[cell] = servedProbability(marginDb, sigmaDb);
  }
}
