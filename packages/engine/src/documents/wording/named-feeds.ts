import type { Language } from '../../core/index.ts';
import type { AntennaFeed, NetworkEvaluation } from '../../radio/index.ts';
import { textsIn } from './document-text.ts';

/** Feeds of all antennas, path by path, with the names of their ports: `ANT1-B1`, `ANT1-B1 第2路`. */
export function namedFeeds(
  { antennas, furtherPaths }: NetworkEvaluation,
  lang: Language,
): (AntennaFeed & { name: string })[] {
  const texts = textsIn(lang);
  return antennas.flatMap((first) => [
    { ...first, name: first.antenna },
    ...furtherPaths
      .filter(({ antenna }) => antenna === first.antenna)
      .map((feed) => ({
        ...feed,
        name: texts('construction.antennaPath', { id: feed.antenna, path: feed.inputPath }),
      })),
  ]);
}
