/** ITU-R P.2040-3 and P.2040-1, Table 3: `ε' = a f^b`, `σ = c f^d` S/m, f in GHz. */
import { InputError } from '../../core/index.ts';

export const p2040Editions = ['P.2040-3', 'P.2040-1'] as const;
export type P2040Edition = (typeof p2040Editions)[number];

export interface P2040Row {
  a: number;
  b: number;
  c: number;
  d: number;
  /** Closed range of the row, GHz. */
  frequencyGhz: readonly [number, number];
}

type Coefficients = [a: number, b: number, c: number, d: number, lowGhz: number, highGhz: number];

/** Edition -3 as NVIDIA's Sionna RT transcribes it, rows to 100 GHz. */
const edition3: Record<string, Coefficients> = {
  concrete: [5.24, 0, 0.0462, 0.7822, 1, 100],
  brick: [3.91, 0, 0.0238, 0.16, 1, 40],
  plasterboard: [2.73, 0, 0.0085, 0.9395, 1, 100],
  wood: [1.99, 0, 0.0047, 1.0718, 0.001, 100],
  glass: [6.31, 0, 0.0036, 1.3394, 0.1, 100],
  'ceiling-board': [1.48, 0, 0.0011, 1.075, 1, 100],
  chipboard: [2.58, 0, 0.0217, 0.78, 1, 100],
  plywood: [2.71, 0, 0.33, 0, 1, 40],
  marble: [7.074, 0, 0.0055, 0.9262, 1, 60],
  floorboard: [3.66, 0, 0.0044, 1.3515, 50, 100],
  'asphalt-concrete': [4.83, 0, 0.0108, 1.3969, 1, 40],
  vinyl: [3.62, 0, 0.0051, 0.8422, 1, 40],
  'carpet-tile': [2.08, 0, 0.0009, 0.82, 1, 40],
  metal: [1, 0, 1e7, 0, 1, 100],
  'very-dry-ground': [3, 0, 0.00015, 2.52, 1, 10],
  'medium-dry-ground': [15, -0.1, 0.035, 1.63, 1, 10],
  'wet-ground': [30, -0.4, 0.15, 1.3, 1, 10],
};

/**
 * Edition -1 (07/2015), all rows of its table: two public codes transcribe each with the same numbers and ranges
 * (docs/models.md names them); metal's conductivity from a third, since both misread 10⁷.
 */
const edition1: Record<string, Coefficients> = {
  concrete: [5.31, 0, 0.0326, 0.8095, 1, 100],
  brick: [3.75, 0, 0.038, 0, 1, 10],
  plasterboard: [2.94, 0, 0.0116, 0.7076, 1, 100],
  wood: [1.99, 0, 0.0047, 1.0718, 0.001, 100],
  glass: [6.27, 0, 0.0043, 1.1925, 0.1, 100],
  'ceiling-board': [1.5, 0, 0.0005, 1.1634, 1, 100],
  chipboard: [2.58, 0, 0.0217, 0.78, 1, 100],
  floorboard: [3.66, 0, 0.0044, 1.3515, 50, 100],
  metal: [1, 0, 1e7, 0, 1, 100],
  'very-dry-ground': [3, 0, 0.00015, 2.52, 1, 10],
  'medium-dry-ground': [15, -0.1, 0.035, 1.63, 1, 10],
  'wet-ground': [30, -0.4, 0.15, 1.3, 1, 10],
};

const vacuum: Coefficients = [1, 0, 0, 0, 0, Number.POSITIVE_INFINITY];

/** Materials of an edition; `vacuum` (alias `air`) belongs to both. */
export function p2040Materials(edition: P2040Edition): string[] {
  return ['vacuum', ...Object.keys(edition === 'P.2040-3' ? edition3 : edition1)];
}

/** `P.2040-3`, `2040-3`, `-3`, `3` or 3 and the same for 1, as the edition. @throws InputError for others */
export function parseP2040Edition(value: unknown): P2040Edition {
  const text = String(value).trim().toUpperCase();
  const number = /^(?:(?:ITU-R )?P?\.?2040)?-?([13])$/.exec(text)?.[1];
  if (number === '3') return 'P.2040-3';
  if (number === '1') return 'P.2040-1';
  throw new InputError([
    { at: 'edition', found: JSON.stringify(value) ?? 'nothing', expected: p2040Editions.join(' or ') },
  ]);
}

/** The row of a material. Spaces and underscores read as hyphens. @throws InputError for an unknown one */
export function findP2040Row(material: string, edition: P2040Edition): P2040Row {
  const name = material
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, '-');
  const table = edition === 'P.2040-3' ? edition3 : edition1;
  const isVacuum = name === 'vacuum' || name === 'air';
  if (!isVacuum && !Object.hasOwn(table, name)) {
    const isInOther = Object.hasOwn(edition1, name) || Object.hasOwn(edition3, name);
    throw new InputError([
      {
        at: 'material',
        found: isInOther
          ? `${JSON.stringify(material)}, for which ${edition} has no row`
          : `unknown material ${JSON.stringify(material)}`,
        expected: `one of ${p2040Materials(edition).join(', ')} (${edition})`,
      },
    ]);
  }
  const [a, b, c, d, lowGhz, highGhz] = isVacuum ? vacuum : table[name];
  return { a, b, c, d, frequencyGhz: [lowGhz, highGhz] };
}

/** Relative permittivity (real part) and conductivity in S/m; as written outside the row's range too. */
export function p2040Constants(
  row: P2040Row,
  frequencyMhz: number,
): { permittivity: number; conductivitySm: number } {
  const frequencyGhz = frequencyMhz / 1000;
  return { permittivity: row.a * frequencyGhz ** row.b, conductivitySm: row.c * frequencyGhz ** row.d };
}
