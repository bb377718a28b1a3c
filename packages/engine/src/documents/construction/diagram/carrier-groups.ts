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
