import { requireObject } from '../core/index.ts';
import type { RequirementProfile } from './requirement-profile.ts';

/** One number (or choice) of a profile: its dotted path, unit, and where it comes from. */
export interface ProfileValue {
  path: string;
  value: number | string | boolean;
  /** Empty for choices and counts. */
  unit: string;
  source: string;
}

/** Of probabilities and shares. */
export const ratioUnit = '0–1';

/** By the end of a key, the longest first. */
const unitEndings = [
  ['Probability', ratioUnit],
  ['BpsPerHz', 'b/s/Hz'],
  ['Ratio', ratioUnit],
  ['1000Mhz', 'dB'],
  ['Kbps', 'kb/s'],
  ['Cny', 'CNY'],
  ['Khz', 'kHz'],
  ['Dbm', 'dBm'],
  ['Dbc', 'dBc'],
  ['Dbi', 'dBi'],
  ['Db', 'dB'],
  ['M', 'm'],
] as const;

/** Every value of a profile in its order, names and sources aside. */
export function profileValues(profile: RequirementProfile): ProfileValue[] {
  requireObject('profile', profile, ['sources']);
  const { id: _, name: __, sources, ...values } = profile;
  return listValues(values, '', sources);
}

function listValues(tree: object, above: string, sources: Record<string, string>): ProfileValue[] {
  return Object.entries(tree).flatMap(([key, value]) => {
    const path = above ? `${above}.${key}` : key;
    if (typeof value === 'object') return listValues(value, path, sources);
    return [
      { path, value, unit: typeof value === 'number' ? unitOf(path) : '', source: sourceOf(path, sources) },
    ];
  });
}

function unitOf(path: string): string {
  // Powers by technology have theirs in the group's name.
  if (path.startsWith('uplink.phonePowerDbm.')) return 'dBm';
  return unitEndings.find(([ending]) => path.endsWith(ending))?.[1] ?? '';
}

/** The source of the key itself, else of the nearest one above it; empty where there is none. */
function sourceOf(path: string, sources: Record<string, string>): string {
  for (let key = path; key; key = key.slice(0, Math.max(0, key.lastIndexOf('.')))) {
    if (sources[key]) return sources[key];
  }
  return '';
}
