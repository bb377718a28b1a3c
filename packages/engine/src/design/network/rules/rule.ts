import { inEveryLanguage, type Language, type Point, provenance, say } from '../../../core/index.ts';
import type { RequirementProfile } from '../../../plan/index.ts';

const structure = [provenance('source.structure-of-the-network')] as const;
const parts = [provenance('source.parts')] as const;
const code = [provenance('source.practice-of-civil-defence-and-fire')] as const;
/**
 * Every rule that a network is held to, and what its limit rests on: what the profile says by its key, which has a dot, or a
 * word for it.
 */
const sourcesOfRules = {
  'port-power': ['network.portPowerCapDbm'],
  'port-deviation': ['network.portRiseDb', 'network.portToleranceDb'],
  'carrier-imbalance': ['network.imbalanceDb'],
  'paths-fed': structure,
  'path-imbalance': ['network.pathImbalanceDb'],
  'shift-band': parts,
  'shift-noise': [...parts, 'network.shiftNoiseRiseDb'],
  'shift-supply': parts,
  'stated-power': [provenance('source.rounding')],
  'antennas-fed': structure,
  'open-ports': structure,
  'dead-ends': structure,
  'cable-reach': [...parts, 'network.dataCableM'],
  'cable-sizes': [...structure, ...parts],
  'cable-ends': [provenance('source.courses-as-drawn')],
  'cable-lengths': [provenance('source.courses-as-drawn')],
  'course-walls': code,
  'passages-assumed': structure,
  'passages-frame': structure,
  'sleeve-cables': code,
  'course-stairs': code,
  'course-lifts': code,
  'fed-once': structure,
  'single-run': ['network.singleRunM'],
  'antennas-accounted': structure,
  'device-power': [...parts, 'network.ratedPowerMarginDb', 'network.carrierCrestDb'],
  'band-rating': parts,
  'passive-parts': [provenance('source.conservation-of-energy')],
  'unit-power': parts,
  'source-headroom': ['network.sourceHeadroomDb'],
  'unit-carriers': parts,
  'small-cell-power': parts,
  'hub-ports': parts,
  'hub-power': parts,
  'cable-end': [provenance('source.profile'), ...parts],
  'combiner-inputs': parts,
  'cell-units': ['network.mostUnitsCount'],
  'cell-antennas': ['network.mostAntennasCount'],
  'cell-agreement': structure,
  'shaft-levels': ['network.shaftLevelsCount'],
  'lift-lobby-cell': [provenance('source.practice-one-cell-in-lobby-and-car')],
  'uplink-noise': ['network.uplinkReserveDb', 'uplink.noiseRiseDb'],
  intermodulation: ['network.intermodulationRiseDb', 'network.intermodulationDbc', ...parts],
  'source-antennas': parts,
  exposure: ['GB 8702-2014'],
} as const satisfies Record<string, readonly string[]>;

export type RuleId = keyof typeof sourcesOfRules;

/** Provenances of the limit of a rule, one by one. */
export function ruleSources(id: RuleId, { sources }: Pick<RequirementProfile, 'sources'>): string[] {
  const keys: readonly string[] = sourcesOfRules[id];
  // Provenances have a dot too, as keys of the profile.
  const isKey = (key: string) => key.includes('.') && !key.startsWith('source.');
  return keys.map((key) => (isKey(key) ? (sources[key] ?? provenance('source.assumption')) : key));
}

/** A location in a plan or its network. */
export interface RuleLocation {
  kind:
    | 'antenna'
    | 'device'
    | 'source'
    | 'hub'
    | 'baseband'
    | 'unit'
    | 'cable'
    | 'facility'
    | 'part'
    | 'cell'
    | 'carrier'
    | 'head';
  id: string;
  level?: string;
  position?: Point;
  /** Port of the device or source. */
  port?: string;
  carrier?: string;
}

/** One thing that was looked at and its value in the unit of the rule. */
export interface RuleFinding {
  at: RuleLocation;
  value?: number;
  /** Limit of this finding, where it differs from thing to thing. */
  limit?: number;
  /** Contributions to the value by name; the names give the unit: dB, dBm, MHz or counts. */
  detail?: Readonly<Record<string, number | string>>;
}

/** A rule and how the network stands to it. */
export interface RuleResult {
  id: RuleId;
  name: Record<Language, string>;
  passed: boolean;
  /** Present where nothing depends on it: a failed rule that is a warning fails no network. */
  isWarning?: true;
  /** `most`: values up to the limit pass; `least`: from it on. */
  bound: 'most' | 'least';
  /** Absent where each thing has its own, and where nothing is measured. */
  limit?: number;
  unit: 'dBm' | 'dB' | 'W' | 'm' | 'MHz' | 'ratio' | 'count';
  /** Provenances of the limit: their codes, or what somebody wrote. */
  sources: string[];
  checked: number;
  /** Nearest to its limit or farthest beyond; absent where nothing was looked at. */
  worst?: RuleFinding;
  failed: number;
  /** The first of those that failed, worst first. */
  failures: RuleFinding[];
}

const namesOfRules = new Map<RuleId, Record<Language, string>>();

/** Rules are looked at in loops: each has its name made once. */
function ruleName(id: RuleId): Record<Language, string> {
  const known = namesOfRules.get(id) ?? inEveryLanguage(say(`rule-${id}`));
  namesOfRules.set(id, known);
  return known;
}

/** Listed of a rule. */
export const maxFailures = 50;
/** Powers are sums of many terms: what is over a limit by less is at it. */
const roundingDb = 1e-6;

/** A rule over findings with values: each against its own limit or the rule's. */
export function evaluate(
  id: RuleId,
  rule: Pick<RuleResult, 'bound' | 'unit' | 'limit' | 'isWarning'>,
  findings: readonly RuleFinding[],
): RuleResult {
  const over = ({ value = 0, limit = rule.limit ?? 0 }: RuleFinding) =>
    rule.bound === 'most' ? value - limit : limit - value;
  const sorted = findings
    .map((finding) => ({ finding, overBy: over(finding) }))
    .sort((a, b) => b.overBy - a.overBy);
  const failures = sorted.filter(({ overBy }) => !(overBy <= roundingDb));
  return {
    ...{ id, name: ruleName(id), passed: failures.length === 0, ...rule, sources: [] },
    checked: findings.length,
    ...(sorted.length > 0 ? { worst: sorted[0].finding } : {}),
    failed: failures.length,
    failures: failures.slice(0, maxFailures).map(({ finding }) => finding),
  };
}
