import type { Language } from '../../../core/index.ts';
import { bands, type Carrier } from '../../../plan/index.ts';
import type { CarrierPowers } from '../../../radio/index.ts';
import { formatFixed, formatShort } from '../../encoders/format-numbers.ts';
import { messagesOf, textsIn } from '../../wording/document-text.ts';

/** Carriers of one technology in one band: parts treat them alike, so that a diagram states one power for them. */
export interface CarrierGroup {
  /** `LTE 1.8G`. */
  name: string;
  carriers: readonly string[];
}

/** Groups of carriers, LTE before NR as the plan has them, by band. */
export function carrierGroups(carriers: readonly Carrier[], lang: Language): CarrierGroup[] {
  const texts = textsIn(lang);
  const groups = new Map<string, string[]>();
  for (const { id, technology, frequencyMhz } of carriers) {
    const known = messagesOf('construction.technologyShort', lang)[technology];
    const name = `${known ?? texts.name('technology', technology)} ${formatShort(bandMhz(frequencyMhz) / 1000, 1)}G`;
    groups.set(name, [...(groups.get(name) ?? []), id]);
  }
  return [...groups].map(([name, ids]) => ({ name, carriers: ids }));
}

/** The frequency that a band goes by, or the carrier's own where no planning table has the band. */
function bandMhz(frequencyMhz: number): number {
  const band = bands.find(
    ({ downlinkMhz: [low, high], planningMhz }) =>
      planningMhz !== undefined && frequencyMhz >= low && frequencyMhz <= high,
  );
  return band?.planningMhz ?? frequencyMhz;
}

/** One line for each group: the lowest power of its carriers, dBm with one decimal; a dash where none arrives. */
export function groupPowers(groups: readonly CarrierGroup[], powers: CarrierPowers): string[] {
  return groups.map(({ carriers }) => {
    const arriving = carriers.flatMap((id) => (powers[id] === undefined ? [] : [powers[id]]));
    return arriving.length === 0 ? '–' : formatFixed(Math.min(...arriving), 1);
  });
}

/** The most by which a carrier of a group is over the lowest of it anywhere, dB, rounded up to a tenth; 0 of one carrier. */
export function groupSpreadDb({ carriers }: CarrierGroup, powers: readonly CarrierPowers[]): number {
  const spreadsDb = powers.map((each) => {
    const arriving = carriers.flatMap((id) => (each[id] === undefined ? [] : [each[id]]));
    return arriving.length === 0 ? 0 : Math.max(...arriving) - Math.min(...arriving);
  });
  return Math.ceil(10 * Math.max(0, ...spreadsDb) - 1e-6) / 10;
}
