import { type Plan, planProfile } from '@diku/engine';
import {
  acceptanceRules,
  candidateKinds,
  defaultModelId,
  efforts,
  entranceChoices,
  findRequirementProfile,
  isFailure,
  lobbyChoices,
  objectives,
  phonePositions,
  profileValues,
  scenarioIds,
} from '@diku/engine/plan';
import { propagationModelIds } from '@diku/engine/radio';
import type { SettingSection } from './setting-sections.ts';

export type SettingValue = string | number | boolean | readonly string[];

/** One number or choice of a project. */
export interface SettingRow {
  /** Dotted keys in the plan; those of the requirement profile after `profile`. */
  path: string;
  section: SettingSection;
  form: 'number' | 'choice' | 'switch' | 'several' | 'text';
  /** `0–1` is shown as per cent. */
  unit: string;
  options?: readonly string[];
  /** Value where nobody set another; undefined: none. */
  usual: SettingValue | undefined;
  /** Source of the usual value as the profile has it; empty where the program chose it. */
  source: string;
}

/** Values of a profile that another setting decides: the acceptance test. */
const decided = ['parkedCars.occupancyRatio', 'phonePlaces.bay.inVehicle'];

/** Sections of the profile's values by the beginning of their paths; the first that fits. */
const profileSections: readonly (readonly [RegExp, SettingSection])[] = [
  [/^(voice|data|floorKinds)\.|^iot\.(points|technologies)\.|^(pointProbability|liftCarLossDb)$/, 'demands'],
  [
    /^(walkSpacingM|phone\w+|body\w+|vehicle\w+)$|^(earExtraLossDb|phonePlaces|parkedCars|outdoor)\./,
    'acceptance',
  ],
  [/^network\.constructionMarginDb$/, 'placement'],
  [/^(network|interference)\.|^uplink\.sourcePowerDbm$/, 'network'],
  [/^(handover|capacity|installation|exposure|economics)\.|^iot\.\w+Count$/, 'others'],
  [/^/, 'model'],
];

/** Every setting of a project that has one value, in the order of its section. */
export function settingRows(plan: Plan): SettingRow[] {
  return [...demandRows, ...modelRows(plan), ...placingRows, ...networkRows, ...profileRows(plan)];
}

const row = (
  path: string,
  section: SettingSection,
  form: SettingRow['form'],
  more: Partial<SettingRow> = {},
): SettingRow => ({ path, section, form, unit: '', usual: undefined, source: '', ...more });

const demandRows: readonly SettingRow[] = [
  row('requirements.coverageRatio', 'demands', 'number', { unit: '0–1', usual: 0.9 }),
  row('requirements.confidence', 'demands', 'number', { unit: '0–1', usual: 0.95 }),
  row('requirements.everyCarrier', 'demands', 'switch', { usual: false }),
  row('requirements.acceptance.rule', 'acceptance', 'choice', { options: acceptanceRules }),
  row('requirements.acceptance.phone', 'acceptance', 'choice', { options: phonePositions }),
  row('requirements.acceptance.baysTakenRatio', 'acceptance', 'number', { unit: '0–1' }),
].map((each) => ({ ...each, usual: each.usual ?? usualAcceptance(each.path) }));

/** The acceptance test where nobody orders another. */
function usualAcceptance(path: string): SettingValue {
  if (path.endsWith('.rule')) return acceptanceRules[0];
  if (path.endsWith('.phone')) return phonePositions[0];
  return findRequirementProfile('shanghai-2023').parkedCars.occupancyRatio;
}

/** Rows that only a formula needs. */
const formulaRows: readonly SettingRow[] = [
  row('propagation.formula.usesObstacles', 'model', 'switch', { usual: true }),
  row('propagation.formula.capDb', 'model', 'number', { unit: 'dB', usual: 40 }),
];

function modelRows({ propagation }: Plan): SettingRow[] {
  const fitted = propagation?.calibration ? ['calibrated'] : [];
  const options = [...propagationModelIds, ...fitted, 'custom'];
  return [
    row('propagation.model', 'model', 'choice', { options, usual: defaultModelId }),
    row('propagation.formula.expression', 'model', 'text'),
    ...(propagation?.formula ? formulaRows : []),
  ];
}

const isState = (id: (typeof scenarioIds)[number]) => id !== 'planned';

const placingRows: readonly SettingRow[] = [
  row('choices.objective', 'placement', 'choice', { options: objectives, usual: objectives[0] }),
  row('choices.kinds', 'placement', 'several', {
    options: candidateKinds,
    usual: ['omni', 'directional'],
  }),
  row('choices.effort', 'placement', 'choice', { options: efforts, usual: 'normal' }),
  row('choices.seed', 'placement', 'number', { usual: 1 }),
  row('choices.gapRatio', 'placement', 'number', { unit: '0–1' }),
  row('choices.keepExisting', 'placement', 'switch', { usual: false }),
  row('choices.refuseRadiusM', 'placement', 'number', { unit: 'm', usual: 5 }),
  row('placement.spacingM', 'placement', 'number', { unit: 'm', usual: 3.5 }),
  row('placement.leastDistanceM', 'placement', 'number', { unit: 'm', usual: 0 }),
  row('placement.clearanceM', 'placement', 'number', { unit: 'm', usual: 0.5 }),
  row('placement.leastHeightM', 'placement', 'number', { unit: 'm', usual: 2.2 }),
  row('placement.serviceDistanceM', 'placement', 'number', { unit: 'm' }),
  row('placement.entrances', 'placement', 'choice', { options: entranceChoices, usual: 'as-placed' }),
  row('placement.lobbies', 'placement', 'choice', { options: lobbyChoices, usual: 'as-placed' }),
  row('requirements.requiredScenarios', 'placement', 'several', {
    options: [...scenarioIds.filter((id) => isState(id) && !isFailure(id)), ...scenarioIds.filter(isFailure)],
    usual: [],
  }),
];

const sectorCounts = Array.from({ length: 16 }, (_, index) => String(index + 1));

const networkRows: readonly SettingRow[] = [
  row('choices.paths', 'network', 'choice', { options: ['1', '2', 'shift'] }),
  row('choices.sectors', 'network', 'choice', { options: ['auto', ...sectorCounts] }),
  row('choices.reserve', 'network', 'choice', { options: ['auto', '0', '0.5', '1', '1.5'], usual: 'auto' }),
];

function profileRows({ requirements }: Plan): SettingRow[] {
  return profileValues(findRequirementProfile(requirements.profile))
    .filter(({ path }) => !decided.includes(path))
    .map(({ path, value, unit, source, range }) => {
      const [, section] = profileSections.find(([pattern]) => pattern.test(path))!;
      const isChoice = 'oneOf' in range && typeof value === 'string';
      const form = typeof value === 'boolean' ? 'switch' : isChoice ? 'choice' : 'number';
      const options = isChoice ? { options: range.oneOf.map(String) } : {};
      return row(`profile.${path}`, section, form, { unit, usual: value, source, ...options });
    });
}

const known = new WeakMap<Plan, Map<string, SettingValue>>();

/** Value of the profile, with the demands on kinds of floor that the plan has itself. */
function profileValue(plan: Plan, path: string): SettingValue | undefined {
  let values = known.get(plan);
  if (!values) {
    const profile = planProfile(plan);
    values = new Map(profileValues(profile).map((each) => [each.path, each.value]));
    for (const { kind, requiredRatio, thresholdDbm } of plan.requirements.kinds ?? []) {
      values.set(`floorKinds.${kind}.requiredRatio`, requiredRatio);
      if (thresholdDbm !== undefined) values.set(`floorKinds.${kind}.thresholdDbm`, thresholdDbm);
    }
    known.set(plan, values);
  }
  return values.get(path);
}

/** Value that counts in a plan: its own, else the usual one. */
export function settingValue(plan: Plan, { path, form, usual }: SettingRow): SettingValue | undefined {
  if (path.startsWith('profile.')) return profileValue(plan, path.slice('profile.'.length));
  // Values that override a profile may say it too.
  if (path.endsWith('.baysTakenRatio')) return profileValue(plan, decided[0]);
  if (path.endsWith('.phone')) return phonePositions[profileValue(plan, decided[1]) === true ? 1 : 0];
  const given = path.split('.').reduce<unknown>((value, key) => (Object(value) as Tree)[key], plan);
  const shown = form === 'choice' && typeof given === 'number' ? String(given) : given;
  return (shown as SettingValue | undefined) ?? usual;
}

export function isSettingChanged(plan: Plan, setting: SettingRow): boolean {
  const value = settingValue(plan, setting);
  return JSON.stringify(sorted(value)) !== JSON.stringify(sorted(setting.usual));
}

const sorted = (value: SettingValue | undefined) =>
  typeof value === 'object' ? [...value].sort() : (value ?? null);

type Tree = Record<string, unknown>;

/** The plan with another value of a setting; undefined takes the usual one. What else the plan has stays. */
export function withSetting(plan: Plan, { path, usual }: SettingRow, value: SettingValue | undefined): Plan {
  const isUsual = JSON.stringify(sorted(value)) === JSON.stringify(sorted(usual));
  const written = isUsual ? undefined : asWritten(path, value);
  const keys = path.split('.');
  if (keys[0] !== 'profile') {
    // The plan's format asks for these.
    const isNeeded = /^requirements\.(coverageRatio|confidence)$/.test(path);
    const basis = keys[1] === 'acceptance' ? withoutDecided(plan) : plan;
    return setAt(basis, keys, isNeeded ? (value ?? usual) : written) as Plan;
  }
  const basis = keys[1] === 'floorKinds' ? withDemandAsOverride(plan, keys[2]) : plan;
  return setAt(basis, ['requirements', 'profileOverrides', ...keys.slice(1)], written) as Plan;
}

/** The plan without what overrides its profile in the place of the acceptance test, which says the same itself. */
function withoutDecided(plan: Plan): Plan {
  const [ratio, inVehicle] = decided.map((path) => profileValue(plan, path));
  const overrides = JSON.stringify(plan.requirements.profileOverrides ?? {});
  if (!/"(occupancyRatio|inVehicle)"/.test(overrides)) return plan;
  const acceptance = {
    baysTakenRatio: ratio as number,
    phone: phonePositions[inVehicle === true ? 1 : 0],
    ...plan.requirements.acceptance,
  };
  const said = { ...plan, requirements: { ...plan.requirements, acceptance } };
  return decided.reduce<Plan>(
    (each, path) => setAt(each, ['requirements', 'profileOverrides', ...path.split('.')], undefined) as Plan,
    said,
  );
}

/** Numbers that are chosen from a list, or typed beside words. */
function asWritten(path: string, value: SettingValue | undefined): SettingValue | undefined {
  const isMixed = ['choices.paths', 'choices.sectors', 'choices.reserve'].includes(path);
  const isNumber = isMixed && typeof value === 'string' && value.trim() !== '' && Number.isFinite(+value);
  return isNumber ? Number(value) : value === '' ? undefined : value;
}

/** The plan whose own demand on a kind of floor stands among the values that override its profile. */
function withDemandAsOverride(plan: Plan, kind: string): Plan {
  const { requirements } = plan;
  const demand = requirements.kinds?.filter((each) => each.kind === kind).at(-1);
  if (!demand) return plan;
  const { requiredRatio, thresholdDbm } = demand;
  const { kinds = [], ...others } = requirements;
  const rest = kinds.filter((each) => each.kind !== kind);
  const override = { requiredRatio, ...(thresholdDbm === undefined ? {} : { thresholdDbm }) };
  const moved = { ...plan, requirements: { ...others, ...(rest.length > 0 ? { kinds: rest } : {}) } };
  return setAt(moved, ['requirements', 'profileOverrides', 'floorKinds', kind], override) as Plan;
}

/** A tree with another value at a path; undefined takes the key away, and branches that are empty then. */
function setAt(tree: unknown, [key, ...deeper]: readonly string[], value: unknown): unknown {
  const { [key]: before, ...others } = Object(tree) as Tree;
  const after = deeper.length === 0 ? value : setAt(before, deeper, value);
  const isEmpty =
    typeof after === 'object' && !Array.isArray(after) && Object.keys(Object(after)).length === 0;
  const isGone = after === undefined || (deeper.length > 0 && isEmpty);
  if (isGone) return before === undefined ? tree : others;
  return { ...(tree as Tree), [key]: after };
}
