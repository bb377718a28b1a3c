// 3GPP TS 36.214 §5.1.3: RSRQ = N·RSRP/RSSI, RSSI over N resource blocks in the symbols that hold reference signals.

import { dbToRatio, ratioToDb } from '../../core/index.ts';
import { type Carrier, type RequirementProfile, technologyRow } from '../../plan/index.ts';

const subcarriersPerBlock = 12;
/** Reference elements of one port in a block and symbol. */
const referenceElements = 2;

/**
 * RSRQ from SINR on a resource element: per block, RSSI is what the serving cell sends (its reference elements, and of
 * the rest the fraction that is loaded) and 12 elements of interference and noise. One port: −3.0 dB without load,
 * −10.8 dB with full load. Synchronisation blocks of NR are full whatever the load. Undefined for GSM.
 * @param sinrDb −Infinity gives −Infinity
 */
export function referenceQualityDb(
  { technology }: Pick<Carrier, 'technology'>,
  sinrDb: number,
  { ownLoadRatio }: Pick<RequirementProfile, 'ownLoadRatio'>,
): number | undefined {
  const { referenceLoad } = technologyRow(technology);
  if (!referenceLoad) return undefined;
  const load = referenceLoad === 'full' ? 1 : ownLoadRatio;
  const ownElements = referenceElements + load * (subcarriersPerBlock - referenceElements);
  return -ratioToDb(ownElements + subcarriersPerBlock * dbToRatio(-sinrDb));
}
