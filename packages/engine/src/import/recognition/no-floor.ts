/** Tells roofs, sites, elevations, sections and details from floors, by their titles and by what is written on them. */
import { DrawingError, distanceToBounds, foldTraditional, say } from '../../core/index.ts';
import { titlesFloor, titlesNoFloor } from '../../plan/index.ts';
import type { Drawing, DrawingText } from '../drawing/drawing.ts';
import { tuning } from '../tuning.ts';
import { type Cluster, distanceToCluster } from './cluster-paths.ts';

const { fewBays } = tuning.splitLevels;
const {
  minTitleHeightRatio,
  minOtherWallsRatio,
  titleReachM,
  fewestRoofWords,
  minRoofWordsRatio,
  longestWord,
  textMarginM,
} = tuning.noFloor;

const roofWords =
  /屋面|女儿墙|天沟|檐沟|屋脊|落水|雨水|天窗|泛水|檐口|\bROOF|PARAPET|GUTTER|\bRIDGE\b|DOWN ?PIPE|SKYLIGHT|\bEAVES\b|DACHRINNE|ATTIKA|GRONDAIA|COLMO|GOUTTI[EÈ]RE|ACROT[EÈ]RE|CANAL[OÓ]N/;
const indoorWords =
  /室|厅|房|厕|卫|梯|走道|走廊|过道|车|井|弱电|强电|\bROOM|\bHALL|CORRIDOR|STAIR|OFFICE|KITCHEN|BATH|TOILET|\bW\.?C\b|LOBBY|\bLIFT|PARKING|GARAGE|K(?:Ü|UE)CHE|ZIMMER|FLUR|CUCINA|BAGNO|CHAMBRE|CUISINE|COCINA|BA[NÑ]O/;

/**
 * Takes from the parts that could be levels those that are no floor, unless bays are drawn on them. Throws
 * `DrawingError` where nothing else is left.
 */
export function refuseNoFloors(clusters: readonly Cluster[], drawing: Drawing): void {
  const garages = clusters.filter(({ isGarage }) => isGarage);
  const highest = Math.max(0, ...drawing.texts.filter(isWord).map(({ heightInUnits }) => heightInUnits));
  const hasFloorTitle = drawing.texts.some(({ text }) => titlesFloor(text));
  const denied = garages.flatMap((cluster) => {
    if (cluster.bays >= fewBays) return [];
    const title = hasFloorTitle
      ? undefined
      : titleOf(cluster, drawing, { clusters, minHeight: minTitleHeightRatio * highest });
    const roof = title === undefined ? roofTexts(cluster, drawing) : undefined;
    return title !== undefined || roof ? [{ cluster, title, roof }] : [];
  });
  if (denied.length === 0 || denied.length < garages.length) {
    for (const { cluster, title } of denied) {
      cluster.isGarage = false;
      cluster.isOtherSheet = true;
      cluster.title = title ?? cluster.title;
    }
    return;
  }
  const [{ title, roof }] = denied;
  throw new DrawingError(
    say('drawing'),
    roof ? say('roof-by-words', roof) : say('no-floor-title', { title: title! }),
    say('a-floor-plan'),
  );
}

/** The title of another view that stands by a part and by no other of some walls, large among all that is written. */
function titleOf(
  cluster: Cluster,
  { texts }: Drawing,
  { clusters, minHeight }: { clusters: readonly Cluster[]; minHeight: number },
): string | undefined {
  const others = clusters.filter(
    (each) => each !== cluster && each.wallM >= minOtherWallsRatio * cluster.wallM,
  );
  const isBy = ({ position }: DrawingText) => {
    const awayM = distanceToCluster(position, cluster);
    return awayM <= titleReachM && others.every((other) => distanceToCluster(position, other) > awayM);
  };
  return texts
    .find((each) => each.heightInUnits >= minHeight && titlesNoFloor(each.text) && isBy(each))
    ?.text.trim();
}

/** How many texts name parts of a roof, and some of them, where a part has many and hardly any of what is indoors. */
function roofTexts({ bounds }: Cluster, { texts }: Drawing): { count: number; words: string } | undefined {
  const near = texts
    .filter(
      ({ text, position }) => text.length <= longestWord && distanceToBounds(position, bounds) <= textMarginM,
    )
    .map(({ text }) => foldTraditional(text).trim().toUpperCase());
  const roof = near.filter((text) => roofWords.test(text));
  const indoors = near.filter((text) => !roofWords.test(text) && indoorWords.test(text));
  if (roof.length < fewestRoofWords || roof.length < minRoofWordsRatio * indoors.length) return undefined;
  return { count: roof.length, words: [...new Set(roof)].slice(0, 3).join(', ') };
}

function isWord({ text }: DrawingText): boolean {
  return text.length <= 60 && /\p{L}{2}/u.test(text);
}
