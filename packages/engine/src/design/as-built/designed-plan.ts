import { type Antenna, type NetworkSource, type Plan, requirePlan } from '../../plan/index.ts';

/** The plan as it was designed: of a plan with a record of what was built that which the record was held against. */
export function designedPlan(plan: Plan): Plan {
  requirePlan(plan);
  const { asBuilt, ...rest } = plan;
  if (!asBuilt) return plan;
  const { antennas, network, derived, stage } = asBuilt.designed;
  const { network: _network, derived: _derived, titleBlock, ...others } = rest;
  const { stage: _stage, ...fields } = titleBlock ?? {};
  const title = { ...fields, ...(stage === undefined ? {} : { stage }) };
  return {
    ...others,
    antennas,
    ...(network ? { network } : {}),
    ...(derived ? { derived } : {}),
    ...(Object.keys(title).length > 0 ? { titleBlock: title } : {}),
  } as Plan;
}

/** Small cells of a plan's hubs with their antennas: what hangs on the output of each. */
export function smallCellAntennas({ antennas, network = {} }: Pick<Plan, 'antennas' | 'network'>): {
  unit: NetworkSource['units'][number];
  antenna: Antenna;
}[] {
  const { sources = [], cables = [], parts = [] } = network;
  const cells = new Set(parts.flatMap(({ id, kind }) => (kind === 'small-cell' ? [id] : [])));
  return sources.flatMap(({ id, units }) =>
    units.flatMap((unit, index) => {
      const fed = cables.find(({ from }) => from.node === id && from.port === `out${index + 1}`);
      const antenna = antennas.find((each) => each.id === fed?.to.node);
      return cells.has(unit.part) && antenna ? [{ unit, antenna }] : [];
    }),
  );
}
