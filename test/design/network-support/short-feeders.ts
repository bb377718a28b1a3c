import {
  createPlainSolver,
  createSimdKernel,
  findCarrierProfile,
  type Plan,
  predictPlan,
} from '@diku/engine';
import type { Catalogue } from '@diku/engine/design';
import type { CatalogPart } from '@diku/engine/plan';
import { defaultCatalogue, designNetwork } from '../../../packages/engine/src/design/index.ts';
import { evaluateNetwork } from '../../../packages/engine/src/radio/index.ts';
import { buildAntenna, buildLevel, buildPlan } from '../../support/build-garage.ts';

const solver = createPlainSolver(createSimdKernel());

/**
 * A hall whose two antennas just meet the target with their nominal powers, and a catalogue whose cheapest feeders leave every
 * port 0.8 dB short: within the tolerance of a design, and too little here. Dearer cable makes up for it.
 */
export async function shortFeeders(resolutionM: number): Promise<{ plan: Plan; catalogue: Catalogue }> {
  const level = buildLevel({
    ...{ walls: [], openings: [], columns: [], bays: [], points: [] },
    facilities: [{ id: 'er1', kind: 'equipment-room', position: [20, 20] }],
  });
  const at = (portPowerDbm: number) =>
    buildPlan({
      levels: [level],
      carriers: [{ ...findCarrierProfile('lte')[0], portPowerDbm }],
      antennas: [buildAntenna('A1', 8, 12), buildAntenna('A2', 32, 12)],
    });
  // The least power at which the antennas are enough, to an eighth of a decibel.
  let [failsDbm, passesDbm] = [-80, 15];
  while (passesDbm - failsDbm > 0.125) {
    const middleDbm = (failsDbm + passesDbm) / 2;
    const { assessment } = await predictPlan(at(middleDbm), { solver, resolutionM });
    if (assessment.target.met) passesDbm = middleDbm;
    else failsDbm = middleDbm;
  }
  const plan = at(passesDbm);
  // Ports may be below their targets and not above, and units give all that they have.
  plan.requirements.profileOverrides = { network: { portRiseDb: 0, sourceHeadroomDb: 0 } };
  const thin = designNetwork(plan, { catalogue: catalogueOf(43) });
  const feeds = evaluateNetwork(thin.plan)?.antennas ?? [];
  const lossDb = Math.max(...feeds.map(({ carriers }) => carriers[0].lossDb));
  return { plan, catalogue: catalogueOf(passesDbm + lossDb - 0.8) };
}

function catalogueOf(sourcePowerDbm: number): Catalogue {
  return {
    ...defaultCatalogue(),
    parts: [
      named('rru', 'radio-unit', { sourcePowerDbm }),
      named('thin', 'cable', { lossDbPer100M: { '1800': 20 } }),
      named('thick', 'cable', { priceCny: 30, lossDbPer100M: { '1800': 5 } }),
      named('split', 'splitter', { ways: 2, lossDb: { '1800': 3.3 } }),
    ],
  };
}

function named(id: string, kind: CatalogPart['kind'], rest: Partial<CatalogPart>): CatalogPart {
  return { id, kind, name: id, source: 'made up for this test', priceCny: 10, ...rest };
}
