import { InputError, say } from '../../core/index.ts';
import {
  type CatalogueEntry,
  type Opening,
  obstacles,
  openingKindRows,
  type Plan,
  planningBandsMhz,
  wallMaterial,
  wallMaterials,
} from '../../plan/index.ts';

/** Losses of what stands in the way and is no wall: leaves of openings, columns, rows of cars, slabs. */
/**
 * Loss of a link through an opening, dB: 0 when open, its leaf's loss when closed. A material of the plan
 * with the kind's name (`"fire-shutter": { "lossDb": … }`) replaces the leaf's loss.
 */
export function openingLossDb(
  kind: Opening['kind'],
  state: Opening['state'],
  frequencyMhz: number,
  overrides?: MaterialOverrides,
): number {
  return state === 'open' ? 0 : obstacleLossDb(kind, frequencyMhz, overrides);
}

/**
 * Loss of a link across a full row of parked cars below roof height, dB. A material of the plan named `cars`
 * replaces it.
 */
export function carRowLossDb(frequencyMhz: number, overrides?: MaterialOverrides): number {
  return obstacleLossDb('cars', frequencyMhz, overrides);
}

/**
 * Loss of a link through the slab between two levels, dB, normal incidence. A material of the plan named
 * `slab` replaces it, whatever the thickness unless it has `byThickness`.
 */
export function slabLossDb(thicknessM: number, frequencyMhz: number, overrides?: MaterialOverrides): number {
  return obstacleLossDb('slab', frequencyMhz, overrides, thicknessM);
}

const catalogueSizeM = 0.6;
/** The shadow of a strip deepens by 10–20 dB per decade of width; the lower end is taken. Assumption. */
const growthDbPerDecade = 10;

/**
 * Loss of a link through a column, dB per column (not per face): what diffraction leaves of the shadow.
 * A material of the plan named `column` replaces it, whatever the size unless it has `byThickness`.
 * @param sizeM side of a square column, both sides of an oblong one, or the diameter of a round one
 * @param ratio fraction of the catalogue's loss that the model takes (`PropagationModel.columnRatio`)
 */
export function columnLossDb(
  frequencyMhz: number,
  sizeM: number | readonly [number, number],
  overrides?: MaterialOverrides,
  ratio: number = 1,
): number {
  const sideM = typeof sizeM === 'number' ? sizeM : Math.sqrt(sizeM[0] * sizeM[1]);
  const custom = overridePoints('column', overrides, sideM);
  if (custom !== undefined) return interpolateLossDb(custom, frequencyMhz);
  const lossDb = interpolateLossDb(pointsAtThickness(findCatalogueEntry('column')!, 0), frequencyMhz);
  return ratio * Math.max(0, lossDb + growthDbPerDecade * Math.log10(sideM / catalogueSizeM));
}

function obstacleLossDb(
  id: string,
  frequencyMhz: number,
  overrides?: MaterialOverrides,
  thicknessM?: number,
): number {
  const points =
    overridePoints(id, overrides, thicknessM) ?? pointsAtThickness(findCatalogueEntry(id)!, thicknessM ?? 0);
  return interpolateLossDb(points, frequencyMhz);
}

/**
 * Loss of a wall per crossing, dB, normal incidence. The plan's own material wins and then counts as it
 * stands, whatever the thickness unless it has `byThickness`.
 * @throws InputError for a name neither the plan nor the catalogue knows
 */
export function penetrationLossDb(
  material: string,
  frequencyMhz: number,
  thicknessM: number,
  overrides?: MaterialOverrides,
): number {
  const custom = overridePoints(material, overrides, thicknessM);
  if (custom !== undefined) return interpolateLossDb(custom, frequencyMhz);
  const entry = isWallMaterial(material) ? findCatalogueEntry(material) : undefined;
  if (entry === undefined) {
    throw new InputError([
      {
        at: 'material',
        found: say('unknown-material', { material }),
        expected: say('one-of', { list: knownMaterials(overrides).join(', ') }),
      },
    ]);
  }
  if (!(thicknessM > 0) || !Number.isFinite(thicknessM)) {
    throw new InputError([{ at: 'thicknessM', found: String(thicknessM), expected: 'metres, > 0' }]);
  }
  return interpolateLossDb(pointsAtThickness(entry, thicknessM), frequencyMhz);
}

export type MaterialOverrides = Plan['materials'];

const entries = new Map<string, CatalogueEntry>(
  [...wallMaterials, ...openingKindRows, ...obstacles].map((entry) => [entry.id, entry]),
);

/** Names a plan can use: the wall materials of the catalogue and the plan's own, sorted. */
export function knownMaterials(overrides?: MaterialOverrides): string[] {
  const matching = Object.keys(overrides ?? {}).filter((name) => !entries.has(name) || isWallMaterial(name));
  return [...new Set<string>([...wallMaterials.map((entry) => entry.id), ...matching])].sort();
}

/** The catalogue's entry of a material or obstacle kind, undefined where there is none. */
export function findCatalogueEntry(name: string): CatalogueEntry | undefined {
  return entries.get(name);
}

/**
 * The plan's own losses for a name, lowest frequency first; undefined where the plan has none. Those of the nearest
 * thickness where the plan has them by thickness and one is given.
 */
export function overridePoints(
  name: string,
  overrides?: MaterialOverrides,
  thicknessM?: number,
): LossPoint[] | undefined {
  if (overrides === undefined || !Object.hasOwn(overrides, name)) return undefined;
  const { lossDb, byThickness } = overrides[name];
  const apartM = (row: { thicknessM: number }) => Math.abs(row.thicknessM - (thicknessM ?? 0));
  const nearest =
    thicknessM === undefined
      ? undefined
      : byThickness?.reduce((best, row) => (apartM(row) < apartM(best) ? row : best));
  const points = Object.entries(nearest?.lossDb ?? lossDb)
    .map(([frequency, lossDb]) => ({ frequencyMhz: Number(frequency), lossDb }))
    .sort((a, b) => a.frequencyMhz - b.frequencyMhz);
  const bad = points.find((point) => !(point.frequencyMhz > 0) || !(point.lossDb >= 0));
  if (points.length === 0 || bad !== undefined) {
    throw new InputError([
      {
        at: `materials[${JSON.stringify(name)}].lossDb`,
        found: bad === undefined ? 'no frequency' : `"${bad.frequencyMhz}": ${bad.lossDb}`,
        expected: 'MHz → dB per crossing, at least one, both numbers, MHz > 0, dB ≥ 0',
      },
    ]);
  }
  return points;
}

/**
 * Catalogue losses at a thickness. Between the rows linear in thickness (a slab's loss is two faces plus a
 * length of attenuation); beyond them along the nearest two rows, never below 0 dB.
 */
export function pointsAtThickness(entry: CatalogueEntry, thicknessM: number): LossPoint[] {
  const { rows } = entry;
  return planningBandsMhz.map((frequencyMhz, band) => {
    if (rows.length === 1) return { frequencyMhz, lossDb: rows[0].lossDb[band] };
    let upper = 1;
    while (upper < rows.length - 1 && thicknessM > rows[upper].thicknessM!) upper++;
    const from = rows[upper - 1];
    const to = rows[upper];
    const weightRatio = (thicknessM - from.thicknessM!) / (to.thicknessM! - from.thicknessM!);
    const lossDb = from.lossDb[band] + weightRatio * (to.lossDb[band] - from.lossDb[band]);
    return { frequencyMhz, lossDb: Math.max(0, lossDb) };
  });
}

/** Returns whether the catalogue has a wall material of that name. */
export function isWallMaterial(name: string): boolean {
  return wallMaterial(name) !== undefined;
}

/** One loss of a table: MHz and dB. */
export interface LossPoint {
  frequencyMhz: number;
  lossDb: number;
}

/**
 * Loss in dB at a frequency, linear over the logarithm of frequency between the rows.
 * Outside the rows the end value is held: see `heldEndNote`.
 * @param points sorted by frequency, at least one
 */
export function interpolateLossDb(points: readonly LossPoint[], frequencyMhz: number): number {
  if (!(frequencyMhz > 0) || !Number.isFinite(frequencyMhz)) {
    throw new InputError([
      { at: 'frequencyMhz', found: String(frequencyMhz), expected: 'a frequency in MHz, > 0' },
    ]);
  }
  const first = points[0];
  const last = points[points.length - 1];
  if (frequencyMhz <= first.frequencyMhz) return first.lossDb;
  if (frequencyMhz >= last.frequencyMhz) return last.lossDb;
  const upperIndex = points.findIndex((point) => point.frequencyMhz >= frequencyMhz);
  const lower = points[upperIndex - 1];
  const upper = points[upperIndex];
  const weightRatio =
    Math.log(frequencyMhz / lower.frequencyMhz) / Math.log(upper.frequencyMhz / lower.frequencyMhz);
  return lower.lossDb + weightRatio * (upper.lossDb - lower.lossDb);
}

/** Says that the end value was held, or undefined where the frequency is inside the rows. */
export function heldEndNote(points: readonly LossPoint[], frequencyMhz: number): string | undefined {
  const lowestMhz = points[0].frequencyMhz;
  const highestMhz = points[points.length - 1].frequencyMhz;
  if (frequencyMhz >= lowestMhz && frequencyMhz <= highestMhz) return undefined;
  const endMhz = frequencyMhz < lowestMhz ? lowestMhz : highestMhz;
  return `${frequencyMhz} MHz is outside ${lowestMhz}–${highestMhz} MHz: the value at ${endMhz} MHz is held`;
}
