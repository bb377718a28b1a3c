import { dbmToMw, mwToDbm, ratioToDb } from '../../../core/index.ts';
import { type NetworkSource, uplinkFrequencyMhz } from '../../../plan/index.ts';
import { antennaPartId, combinedReceivers, thermalNoiseDbmPerHz } from '../../../radio/index.ts';
import { furtherParts } from '../design/further-paths.ts';
import { type IntermodulationProduct, intermodulationProducts, productDbm } from '../intermodulation.ts';
import { evaluate, type RuleFinding, type RuleResult } from './rule.ts';
import { type RuleContext, unitLocation } from './rule-context.ts';

/** A part with what enters it, and what lies between it and the radio unit. */
interface HeatedPart {
  /** Sources that send what enters, by carrier id. */
  senders: Readonly<Record<string, string>>;
  intermodulationDbc: number;
  /** False where the profile's figure stands in for the part's. */
  isRated: boolean;
  powerDbm: ReadonlyMap<string, number>;
  /** Loss by carrier on the path here; the uplink is taken to lose the same. */
  lossDb: ReadonlyMap<string, number>;
  /** It is of a further path: another receiver hears it. */
  isFurther?: true;
}

/**
 * Rise of each receiver's noise by products of third order: for every passive part `43 dBm + rating + 2·(P1 −
 * 43) + (P2 − 43)`, added up as energy, back to the unit through the parts before it.
 */
export function intermodulationRule(context: RuleContext): RuleResult {
  const { plan, profile, carriers } = context;
  const { intermodulationRiseDb: limit } = profile.network;
  const products = intermodulationProducts(plan.carriers);
  const parts = listHeated(context);
  const figures = new Map(
    combinedReceivers(plan).map(({ cell, carrier, noiseFigureDb }) => [
      JSON.stringify([cell, carrier]),
      noiseFigureDb,
    ]),
  );
  const findings = combiningSources(context).flatMap((source): RuleFinding[] =>
    source.units.flatMap((unit) =>
      Object.keys(unit.outputPowerDbm).flatMap((victim): RuleFinding[] => {
        const carrier = carriers.get(victim);
        if (!carrier) return [];
        const sending = parts.filter(({ senders }) => senders[victim] === source.id);
        const ofVictim = products.filter((product) => product.victim === victim);
        // Each path has a receiver of its own.
        const [first, further] = [false, true].map((isFurther) =>
          addProducts(
            ofVictim,
            sending.filter((part) => (part.isFurther ?? false) === isFurther),
          ),
        );
        const { sumMw, product } = further.sumMw > first.sumMw ? further : first;
        const figureDb = figures.get(JSON.stringify([source.cell, victim])) ?? profile.uplink.noiseFigureDb;
        const noiseDbm = thermalNoiseDbmPerHz + ratioToDb(carrier.bandwidthMhz * 1e6) + figureDb;
        return [
          {
            at: { ...unitLocation(context, source.id, unit.id), carrier: victim },
            value: ratioToDb(1 + sumMw / dbmToMw(noiseDbm)),
            detail: {
              ...{ noiseDbm, uplinkMhz: uplinkFrequencyMhz(carrier) },
              ...(product
                ? {
                    productsDbm: mwToDbm(sumMw),
                    strongest: `${product.added.join(' + ')} − ${product.taken}`,
                    strongestMhz: product.frequencyMhz,
                  }
                : {}),
            },
          },
        ];
      }),
    ),
  );
  return evaluate(
    'intermodulation',
    {
      ...{ bound: 'most', unit: 'dB', limit },
      // What no data sheet says fails no network.
      ...(parts.some(({ isRated }) => !isRated) ? { isWarning: true as const } : {}),
    },
    findings,
  );
}

/** Sources but hubs: units of a hub transmit each alone, with nothing passive between them and their antennas. */
function combiningSources({ sources, parts }: RuleContext): NetworkSource[] {
  return [...sources.values()].filter(({ part }) => parts.get(part ?? '')?.kind !== 'hub');
}

/** Power of all products at the receiver, and the strongest of them. */
function addProducts(
  products: readonly IntermodulationProduct[],
  parts: readonly HeatedPart[],
): { sumMw: number; product?: IntermodulationProduct } {
  let sumMw = 0;
  let worst: { powerMw: number; product?: IntermodulationProduct } = { powerMw: 0 };
  for (const product of products) {
    const powerMw = parts.reduce((sum, part) => sum + productMw(product, part), 0);
    sumMw += powerMw;
    if (powerMw > worst.powerMw) worst = { powerMw, product };
  }
  return { sumMw, product: worst.product };
}

function productMw(product: IntermodulationProduct, part: HeatedPart): number {
  const powerDbm = (id: string) => part.powerDbm.get(id) ?? Number.NEGATIVE_INFINITY;
  const atPartDbm = productDbm(product, part.intermodulationDbc, powerDbm);
  return dbmToMw(atPartDbm - (part.lossDb.get(product.victim) ?? 0)) * product.shareRatio;
}

function listHeated(context: RuleContext): HeatedPart[] {
  const { evaluation, parts, profile, sources, plan } = context;
  const isHub = (source: string) => parts.get(sources.get(source)?.part ?? '')?.kind === 'hub';
  const units = new Map(
    [...sources.values()].map(({ id, units: sourceUnits }) => [
      id,
      new Map(sourceUnits.flatMap((unit) => Object.entries(unit.outputPowerDbm))),
    ]),
  );
  const heated = (
    partId: string,
    powers: Readonly<Record<string, number>>,
    senders: Readonly<Record<string, string>>,
  ): HeatedPart[] => {
    const part = parts.get(partId);
    const isOfHub = Object.values(senders).some(isHub);
    if (!part || Object.keys(senders).length === 0 || isOfHub || part.kind === 'load') return [];
    const powerDbm = new Map(Object.entries(powers));
    const lossDb = new Map(
      [...powerDbm].map(([id, value]) => [id, (units.get(senders[id])?.get(id) ?? value) - value] as const),
    );
    const { intermodulationDbc = profile.network.intermodulationDbc } = part;
    const isRated = part.intermodulationDbc !== undefined;
    return [{ senders, intermodulationDbc, isRated, powerDbm, lossDb }];
  };
  const cables = new Map(evaluation.cables.map((each) => [each.cable, each]));
  const further = furtherParts(plan.network ?? {});
  const onPath = (found: HeatedPart[], isFurther: boolean) =>
    isFurther ? found.map((part) => ({ ...part, isFurther: true as const })) : found;
  return [
    ...[...sources.values()].flatMap(({ id, part }) => {
      if (part === undefined) return [];
      const sent = Object.fromEntries([...(units.get(id) ?? new Map())].map(([carrier]) => [carrier, id]));
      const brought = (plan.network?.cables ?? []).filter(({ to }) => to.node === id);
      const senders = Object.assign({}, ...brought.map((cable) => cables.get(cable.id)?.senders), sent);
      return heated(part, outputOf(context, id, units.get(id) ?? new Map()), senders);
    }),
    ...evaluation.devices.flatMap(({ device, part, powerDbm, senders }) =>
      onPath(heated(part, powerDbm, senders), further.devices.has(device)),
    ),
    ...(plan.network?.cables ?? []).flatMap(({ id, part }) => {
      const cable = cables.get(id);
      return cable ? onPath(heated(part, cable.fromDbm, cable.senders), further.cables.has(id)) : [];
    }),
    ...evaluation.antennas.flatMap(({ antenna, carriers }) => {
      const powers = Object.fromEntries(carriers.map((each) => [each.carrier, each.powerDbm]));
      const senders = Object.fromEntries(carriers.map((each) => [each.carrier, each.source]));
      const part = antennaPart(context, antenna);
      return part ? heated(part, powers, senders) : [];
    }),
  ];
}

/** A combiner is where carriers meet: at its output. */
function outputOf(
  { evaluation }: RuleContext,
  source: string,
  inputs: ReadonlyMap<string, number>,
): Readonly<Record<string, number>> {
  const output = evaluation.outputs.find(({ node }) => node === source);
  return output?.powerDbm ?? Object.fromEntries(inputs);
}

function antennaPart({ antennas, parts }: RuleContext, id: string): string | undefined {
  const antenna = antennas.get(id);
  return antenna && antennaPartId(antenna, [...parts.values()]);
}
