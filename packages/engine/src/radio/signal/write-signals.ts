import type { Carrier, RequirementProfile } from '../../plan/index.ts';
import { cellKind } from '../scene/cell-kinds.ts';
import type { CarrierMap } from './carrier-map.ts';
import { mapService } from './link-budget.ts';
import type { PowerSums } from './power-sums.ts';
import { servedProbability } from './served-probability.ts';
import { prepareService, serviceSignal, signalAt, signalLength } from './service-signal.ts';

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
