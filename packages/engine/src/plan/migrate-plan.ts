import { acceptanceOfProfile } from './plan-acceptance.ts';
import { planVersion } from './schema.ts';

/**
 * A plan document of an older format version in the form of this one; anything else comes back as it is, for the parser
 * to refuse. Version 1 told nothing of what its network and port powers were computed from: they count as stale. It chose
 * the acceptance test by values laid over the profile: the bays taken, and the phone in a car.
 */
export function migratePlan(value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  const document = value as Record<string, unknown>;
  if (document.format !== 'diku-plan' || document.version !== 1) return value;
  const { requirements } = document;
  return {
    ...document,
    ...(isTree(requirements) ? { requirements: migrateRequirements(requirements) } : {}),
    version: planVersion,
  };
}

function migrateRequirements(requirements: Tree): Tree {
  const { profileOverrides: overrides, acceptance } = requirements;
  if (!isTree(overrides) || (acceptance !== undefined && !isTree(acceptance))) return requirements;
  const chosen = { ...acceptanceOfProfile(overrides), ...acceptance };
  if (Object.keys(chosen).length === 0) return requirements;
  const unparked = without(overrides, ['parkedCars', 'occupancyRatio']);
  const kept = without(unparked, ['phonePlaces', 'bay', 'inVehicle']);
  const { profileOverrides: _, ...others } = requirements;
  return {
    ...others,
    ...(Object.keys(kept).length > 0 ? { profileOverrides: kept } : {}),
    acceptance: chosen,
  };
}

type Tree = Record<string, unknown>;

/** The tree without the value at a path, and without branches that are empty then. */
function without(tree: Tree, [key, ...deeper]: readonly string[]): Tree {
  const { [key]: value, ...others } = tree;
  if (deeper.length === 0 || !isTree(value)) return deeper.length === 0 ? others : tree;
  const rest = without(value, deeper);
  return Object.keys(rest).length > 0 ? { ...tree, [key]: rest } : others;
}

function isTree(value: unknown): value is Tree {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
