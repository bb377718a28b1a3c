import type { RequirementProfile } from '../plan/requirement-profile.ts';
import type { Carrier } from '../plan/schema.ts';
import { cellKind } from '../scene/scene.ts';
import type { CarrierMap } from './carrier-map.ts';
import { mapService } from './link-budget.ts';
import type { PowerSums } from './power-sums.ts';
import { servedProbability } from './served-probability.ts';
import { emptySignal, prepareService, serviceSignal } from './service-signal.ts';

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
  const signal = emptySignal();
  for (let index = 0; index < bestMw.length; index += 1) {
    const cell = from + index;
    const kind = map.cells[cell];
    if (kind === cellKind.none) continue;
    const prepared = kind === cellKind.inBay ? inBay : onFoot;
    serviceSignal(prepared, bestMw[index], bestSquareMw2[index], sumMw[index], strongestMw[index], signal);
    map.rsrpDbm[cell] = signal.rsrpDbm;
    map.sinrDb[cell] = signal.sinrDb;
    map.marginDb[cell] = signal.marginDb;
    map.sigmaDb[cell] = signal.sigmaDb;
    map.limiting[cell] = signal.limiting;
    map.servedProbability[cell] = servedProbability(signal.marginDb, signal.sigmaDb);
  }
}
