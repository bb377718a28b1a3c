import { type BuiltTest, type NetworkCable, type Plan, planProfile, requirePlan } from '../../plan/index.ts';
import { type AntennaFeed, evaluateNetwork } from '../../radio/index.ts';
import { mismatchLossDb } from './built-plan.ts';

/** One reading against its limits. Absent where a reading has none, or cannot be held against its limit. */
export interface TestResult extends BuiltTest {
  from: { node: string; port: string };
  to: string;
  vswrPassed?: boolean;
  pimPassed?: boolean;
  /** Loss of the branch by reflection, where its VSWR is over the limit. */
  mismatchLossDb?: number;
  /** The row's own result says otherwise. */
  contradicted?: true;
  /** Measured with other tones than the limit is for: not held against it. */
  otherTones?: true;
}

/** Readings of VSWR and intermodulation against the limits, and what nobody measured. */
export interface TestResults {
  maxVswr: number;
  maxPimDbc: number;
  pimToneDbm: number;
  rows: TestResult[];
  /** Branches that fail, by their cables. */
  failed: string[];
  /** Outputs of sources without a reading of VSWR, and without one of intermodulation. */
  missingVswr: { node: string; port: string; cable: string }[];
  missingPim: { node: string; port: string; cable: string }[];
  /** Antennas that no VSWR was measured close enough to: an open end behind more than `reachDb` passes the limit. */
  untestedAntennas: string[];
  /** Half of the return loss of the limit. */
  reachDb: number;
}

/** Tones are set to the decibel. */
const toneToleranceDb = 0.5;

/** Holds the readings of a plan's record against the limits of its profile; undefined where none were handed in. */
export function evaluateTests(plan: Plan): TestResults | undefined {
  requirePlan(plan);
  const tests = plan.asBuilt?.tests;
  if (!tests) return undefined;
  const { maxVswr, maxPimDbc, pimToneDbm } = planProfile(plan).installation;
  const cables = new Map((plan.network?.cables ?? []).map((cable) => [cable.id, cable]));
  const rows = tests.flatMap((test): TestResult[] => {
    const cable = cables.get(test.cable);
    return cable ? [resultOf(test, cable, { maxVswr, maxPimDbc, pimToneDbm })] : [];
  });
  const isFailed = ({ vswrPassed, pimPassed }: TestResult) => vswrPassed === false || pimPassed === false;
  return {
    ...{ maxVswr, maxPimDbc, pimToneDbm, rows },
    failed: [...new Set(rows.filter(isFailed).map(({ cable }) => cable))],
    ...missingTests(plan, rows, maxVswr),
  };
}

function resultOf(
  test: BuiltTest,
  { from, to }: NetworkCable,
  limits: Pick<TestResults, 'maxVswr' | 'maxPimDbc' | 'pimToneDbm'>,
): TestResult {
  const { vswr, pimDbc, tonePowerDbm = limits.pimToneDbm, statedPass } = test;
  const vswrPassed = vswr === undefined ? undefined : vswr <= limits.maxVswr;
  const isOfTones = Math.abs(tonePowerDbm - limits.pimToneDbm) <= toneToleranceDb;
  const pimPassed = pimDbc === undefined || !isOfTones ? undefined : pimDbc <= limits.maxPimDbc;
  const passed = vswrPassed !== false && pimPassed !== false;
  return {
    ...test,
    ...{ from: { node: from.node, port: from.port }, to: to.node },
    ...(vswrPassed === undefined ? {} : { vswrPassed }),
    ...(pimPassed === undefined ? {} : { pimPassed }),
    ...(vswr !== undefined && vswrPassed === false ? { mismatchLossDb: mismatchLossDb(vswr) } : {}),
    ...(pimDbc !== undefined && !isOfTones ? { otherTones: true } : {}),
    ...(statedPass !== undefined && statedPass !== passed ? { contradicted: true } : {}),
  };
}

/**
 * Outputs of sources and antennas without readings; radio cables alone, as a small cell is tested with its hub. What is reflected at
 * an antenna comes back weaker by twice the loss between it and the instrument.
 */
function missingTests(
  plan: Plan,
  rows: readonly TestResult[],
  maxVswr: number,
): Pick<TestResults, 'missingVswr' | 'missingPim' | 'untestedAntennas' | 'reachDb'> {
  const parts = new Map((plan.network?.parts ?? []).map((part) => [part.id, part]));
  const feeders = (plan.network?.cables ?? []).filter(({ part }) => parts.get(part)?.kind === 'cable');
  const sources = new Set((plan.network?.sources ?? []).map(({ id }) => id));
  const measured = (reading: 'vswr' | 'pimPassed') =>
    new Set(rows.filter((row) => row[reading] !== undefined).map(({ cable }) => cable));
  const [withVswr, withPim] = [measured('vswr'), measured('pimPassed')];
  const outputs = feeders
    .filter(({ from }) => sources.has(from.node))
    .map(({ id, from }) => ({ node: from.node, port: from.port, cable: id }));
  const reachDb = 10 * Math.log10((maxVswr + 1) / (maxVswr - 1));
  const network = evaluateNetwork(plan);
  const starts = new Map((network?.cables ?? []).map(({ cable, fromDbm }) => [cable, fromDbm]));
  const isRadio = new Set(feeders.map(({ id }) => id));
  const isTested = ({ path, carriers }: AntennaFeed) =>
    path.some((id) => {
      const fromDbm = withVswr.has(id) ? starts.get(id) : undefined;
      return carriers.some(({ carrier, powerDbm }) => (fromDbm?.[carrier] ?? Infinity) - powerDbm <= reachDb);
    });
  const fed = (network?.antennas ?? []).filter(({ path }) =>
    path.every((id) => (starts.has(id) ? isRadio.has(id) : true)),
  );
  return {
    missingVswr: outputs.filter(({ cable }) => !withVswr.has(cable)),
    missingPim: outputs.filter(({ cable }) => !withPim.has(cable)),
    untestedAntennas: fed.filter((feed) => !isTested(feed)).map(({ antenna }) => antenna),
    reachDb,
  };
}
