import { type BuiltTest, type NetworkCable, type Plan, planProfile, requirePlan } from '../../plan/index.ts';
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
  /** Antennas of whose branch, behind the source's own cable, no VSWR was measured. */
  untestedAntennas: string[];
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
    ...missingTests(plan, rows),
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

/** Radio cables alone: a small cell is tested with its hub. */
function missingTests(
  plan: Plan,
  rows: readonly TestResult[],
): Pick<TestResults, 'missingVswr' | 'missingPim' | 'untestedAntennas'> {
  const parts = new Map((plan.network?.parts ?? []).map((part) => [part.id, part]));
  const feeders = (plan.network?.cables ?? []).filter(({ part }) => parts.get(part)?.kind === 'cable');
  const sources = new Set((plan.network?.sources ?? []).map(({ id }) => id));
  const measured = (reading: 'vswr' | 'pimPassed') =>
    new Set(rows.filter((row) => row[reading] !== undefined).map(({ cable }) => cable));
  const [withVswr, withPim] = [measured('vswr'), measured('pimPassed')];
  const outputs = feeders
    .filter(({ from }) => sources.has(from.node))
    .map(({ id, from }) => ({ node: from.node, port: from.port, cable: id }));
  const into = new Map(feeders.map((cable) => [cable.to.node, cable]));
  const isTested = (antenna: string) => {
    const path: NetworkCable[] = [];
    for (let cable = into.get(antenna); cable && path.length <= feeders.length; ) {
      path.push(cable);
      cable = into.get(cable.from.node);
    }
    const branches = path.filter(({ from }) => path.length === 1 || !sources.has(from.node));
    return branches.some(({ id }) => withVswr.has(id));
  };
  return {
    missingVswr: outputs.filter(({ cable }) => !withVswr.has(cable)),
    missingPim: outputs.filter(({ cable }) => !withPim.has(cable)),
    untestedAntennas: plan.antennas.filter(({ id }) => into.has(id) && !isTested(id)).map(({ id }) => id),
  };
}
