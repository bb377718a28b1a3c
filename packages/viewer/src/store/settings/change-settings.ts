import {
  type Carrier,
  InputError,
  type LocalizedProblem,
  type Plan,
  parseCatalogue,
  parsePlan,
  planProfile,
} from '@diku/engine';
import { say } from '@diku/engine/core';
import { wallMaterials, withoutNetwork } from '@diku/engine/plan';
import { loadPlanModel, planModel } from '@diku/engine/radio';
import type { PartChange, PlanChange } from '../plan-change.ts';

/** Parts of a plan that settings are in. */
const settingParts = [
  ...['carriers', 'requirements', 'materials', 'propagation', 'placement', 'choices', 'outdoor'],
  ...['antennaTypes', 'antennas', 'cells', 'network', 'derived'],
] as readonly PartChange['part'][];

/** Change from one plan to another that differs in settings, as one step; undefined where nothing differs. */
export function settingsChange(before: Plan, after: Plan): PlanChange | undefined {
  const records = settingParts
    .filter((part) => JSON.stringify(before[part]) !== JSON.stringify(after[part]))
    .map((part): PartChange => ({ kind: 'part', part, before: before[part], after: after[part] }));
  return records.length > 0 ? { name: 'settings', records } : undefined;
}

/** Everything that the engine has against a plan with other settings; empty where it takes them. */
export async function settingProblems(plan: Plan): Promise<readonly LocalizedProblem[]> {
  try {
    const read = parsePlan(plan);
    planProfile(read);
    if (read.choices?.catalogue) parseCatalogue(read.choices.catalogue);
    await loadPlanModel(read);
    planModel(read);
    return [];
  } catch (error) {
    if (error instanceof InputError) return error.said;
    throw error;
  }
}

/**
 * The plan with other carriers. What names one that is gone goes along: powers of antennas, identities of cells, levels outside. A
 * network that feeds one that is gone is no network of this plan.
 */
export function withCarriers(plan: Plan, carriers: readonly Carrier[]): Plan {
  const ids = new Set(carriers.map(({ id }) => id));
  const isGone = plan.carriers.some(({ id }) => !ids.has(id));
  const basis = isGone ? withoutNetwork(plan) : plan;
  const ofCarriers = <Value>(table: Readonly<Record<string, Value>> | undefined) =>
    table && Object.fromEntries(Object.entries(table).filter(([id]) => ids.has(id)));
  const antennas = basis.antennas.map((antenna) => {
    const sent = antenna.carriers.filter((id) => id === '*' || ids.has(id));
    const { portPowerDbm, targetPowerDbm, ...others } = antenna;
    const powers = { ...(portPowerDbm ? { portPowerDbm: ofCarriers(portPowerDbm) } : {}) };
    const targets = { ...(targetPowerDbm ? { targetPowerDbm: ofCarriers(targetPowerDbm) } : {}) };
    return { ...others, carriers: sent.length > 0 ? sent : ['*'], ...powers, ...targets };
  });
  const outdoor = plan.outdoor?.groundRsrpDbm;
  const operators = new Set<string>(carriers.map(({ operator }) => operator));
  const outside =
    outdoor && Object.fromEntries(Object.entries(outdoor).filter(([id]) => ids.has(id) || operators.has(id)));
  return {
    ...basis,
    carriers: [...carriers],
    antennas: isGone ? antennas : basis.antennas,
    ...(plan.cells ? { cells: plan.cells.filter(({ carrier }) => ids.has(carrier)) } : {}),
    ...(outside ? { outdoor: { ...plan.outdoor, groundRsrpDbm: outside } } : {}),
  };
}

/** Settings of a project as a file. */
export interface SettingsDocument {
  format: 'diku-settings';
  version: 1;
  name: string;
  settings: Partial<Pick<Plan, (typeof carriedParts)[number]>>;
}

const carriedParts = [
  ...([
    'carriers',
    'requirements',
    'materials',
    'propagation',
    'placement',
    'choices',
    'antennaTypes',
  ] as const),
] as const;

/** The settings of a plan without what is of its garage alone: areas, refusals, what a walk test told. */
export function settingsDocument(plan: Plan, name: string): SettingsDocument {
  const { forbidden: _, refused: __, ...rules } = plan.placement ?? {};
  const { calibration, ...propagation } = plan.propagation ?? {};
  const model = calibration && propagation.model === 'calibrated' ? { model: calibration.basis } : {};
  const carried = {
    ...Object.fromEntries(carriedParts.map((part) => [part, plan[part]])),
    placement: rules,
    propagation: { ...propagation, ...model },
  };
  const filled = Object.entries(carried).filter(([, value]) => Object.keys(Object(value)).length > 0);
  return { format: 'diku-settings', version: 1, name, settings: Object.fromEntries(filled) };
}

/** @throws InputError where it is no file of settings */
export function parseSettings(value: unknown): SettingsDocument {
  const { format, version, name, settings } = Object(value) as Partial<SettingsDocument>;
  const isKnown =
    format === 'diku-settings' && version === 1 && typeof settings === 'object' && settings !== null;
  if (!isKnown) {
    throw new InputError([{ at: 'format', found: String(format), expected: say('settings-document') }]);
  }
  return { format, version, name: String(name ?? ''), settings };
}

/** A plan with the settings of a document in place of its own; what is of its garage alone stays. */
export function withSettings(plan: Plan, { settings }: SettingsDocument): Plan {
  const { forbidden, refused } = plan.placement ?? {};
  const placement = {
    ...settings.placement,
    ...(forbidden ? { forbidden } : {}),
    ...(refused ? { refused } : {}),
  };
  const taken: Record<string, unknown> = { ...withCarriers(plan, settings.carriers ?? plan.carriers) };
  const used = new Set(plan.antennas.map(({ type }) => type));
  const types = Object.entries(plan.antennaTypes ?? {}).filter(([id]) => used.has(id));
  const next = {
    requirements: settings.requirements ?? plan.requirements,
    materials: { ...unknownMaterials(plan), ...settings.materials },
    propagation: settings.propagation,
    placement,
    choices: settings.choices,
    antennaTypes: { ...Object.fromEntries(types), ...settings.antennaTypes },
  };
  for (const [part, value] of Object.entries(next)) {
    if (value === undefined || Object.keys(value).length === 0) delete taken[part];
    else taken[part] = value;
  }
  return taken as Plan;
}

/** Materials that walls of the plan are of and only the plan knows. */
function unknownMaterials({ levels, materials = {} }: Plan): NonNullable<Plan['materials']> {
  const used = new Set(levels.flatMap(({ walls = [] }) => walls.map(({ material }) => material as string)));
  return Object.fromEntries(
    Object.entries(materials).filter(([id]) => used.has(id) && !wallMaterials.some((row) => row.id === id)),
  );
}

const storageKey = 'diku.settings';
const maxRemembered = 30;

/** Settings persisted on this computer, newest first; none where the browser stores nothing. */
export function rememberedSettings(): SettingsDocument[] {
  try {
    const persisted: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '[]');
    return Array.isArray(persisted) ? persisted.map(parseSettings) : [];
  } catch {
    return [];
  }
}

/** Remembers settings, or forgets those of that name. @returns false where the browser stores nothing */
export function rememberSettings(name: string, document: SettingsDocument | undefined): boolean {
  const others = rememberedSettings().filter((each) => each.name !== name);
  const all = [...(document ? [document] : []), ...others].slice(0, maxRemembered);
  try {
    localStorage.setItem(storageKey, JSON.stringify(all));
    return true;
  } catch {
    return false;
  }
}
