/**
 * Tells roofs, sites, elevations, sections and details from floors, by their titles and by what is written on them, and
 * takes those that stand close beside a plan out of the plan's part. Metres.
 */
import {
  type Bounds,
  DrawingError,
  distanceToBounds,
  foldTraditional,
  type Point,
  say,
} from '../../core/index.ts';
import { type LeftOut, levelIdOf, titlesFloor, titlesNoFloor, titlesOtherSheet } from '../../plan/index.ts';
import type { Drawing, DrawingText } from '../drawing/drawing.ts';
import type { LayerClass } from '../drawing/layer-classes.ts';
import {
  describeLocation,
  type ImportWarning,
  importWarning,
  type LevelDrawing,
} from '../drawing/level-drawing.ts';
import { tuning } from '../tuning.ts';
import { type Cluster, clusterPaths, distanceToCluster } from './cluster-paths.ts';
import { leftOutPart } from './confidence/left-out.ts';

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
const { titledViews: views } = tuning;

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
  const highestInUnits = Math.max(
    0,
    ...drawing.texts.filter(isWord).map(({ heightInUnits }) => heightInUnits),
  );
  const hasFloorTitle = drawing.texts.some(({ text }) => titlesFloor(text));
  const denied = garages.flatMap((cluster) => {
    if (cluster.bays >= fewBays) return [];
    const title = hasFloorTitle
      ? undefined
      : titleOf(cluster, drawing, { clusters, minHeightInUnits: minTitleHeightRatio * highestInUnits });
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
  { clusters, minHeightInUnits }: { clusters: readonly Cluster[]; minHeightInUnits: number },
): string | undefined {
  const others = clusters.filter(
    (each) => each !== cluster && each.wallM >= minOtherWallsRatio * cluster.wallM,
  );
  const isBy = ({ position }: DrawingText) => {
    const awayM = distanceToCluster(position, cluster);
    return awayM <= titleReachM && others.every((other) => distanceToCluster(position, other) > awayM);
  };
  return texts
    .find((each) => each.heightInUnits >= minHeightInUnits && titlesNoFloor(each.text) && isBy(each))
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

/** The title of a plan, an elevation or a section. */
export function isSheetTitle(text: string): boolean {
  return (
    levelIdOf(text) !== undefined ||
    titlesOtherSheet(text) ||
    titlesFloor(text) ||
    /平面|立面|剖面|\b(PLAN|LAYOUT|FLOOR|ELEVATION|SECTION|PLANTA|GRUNDRISS)\b/i.test(text)
  );
}

/** They run between views. */
const between: ReadonlySet<LayerClass> = new Set<LayerClass>([
  'axis',
  'frame',
  'text',
  'outline',
  'floor-edge',
]);

type ClassOf = LevelDrawing['classOf'];

/**
 * The drawing without what stands under a title of no floor, where one of the groups that it was split into holds a plan
 * under its own title, or with bays, too. Undefined where there is none.
 */
export function withoutTitledViews(
  drawing: Drawing,
  groups: readonly Cluster[],
  { classOf, warnings, leftOut }: { classOf: ClassOf; warnings: ImportWarning[]; leftOut: LeftOut[] },
): Drawing | undefined {
  const titles = drawing.texts.flatMap(({ text, position }) => {
    const isFloor = titlesFloor(text);
    return isFloor || titlesNoFloor(text) ? [{ text, position, isFloor }] : [];
  });
  if (!titles.some(({ isFloor }) => !isFloor)) return undefined;
  const paths = drawing.paths.filter((path) => !between.has(classOf(path)));
  const reach = { cellM: views.cellM, cells: views.reachCells };
  const groupsOfLines = clusterPaths({ ...drawing, paths }, classOf, { reach, everything: true }).filter(
    ({ bounds: { minX, minY, maxX, maxY } }) =>
      Math.max(maxX - minX, maxY - minY) >= views.minLengthM &&
      Math.min(maxX - minX, maxY - minY) >= views.minDepthM,
  );
  const plans = new Set(groupsOfLines.filter(({ bays }) => bays >= views.fewestBays));
  const others = new Map<Cluster, string>();
  for (const { text, position, isFloor } of titles) {
    const nearest = nearestTo(position, groupsOfLines);
    if (!nearest) continue;
    if (isFloor) plans.add(nearest);
    else others.set(nearest, text.trim());
  }
  const dropped = [...others].filter(
    ([view]) =>
      ![...plans].some(({ bounds }) => overlap(bounds, view.bounds)) &&
      groups.some(
        ({ isGarage, bounds }) =>
          isGarage && overlap(bounds, view.bounds) && [...plans].some((plan) => overlap(bounds, plan.bounds)),
      ),
  );
  if (dropped.length === 0) return undefined;
  for (const [view, title] of dropped) tell(view, title, { warnings, leftOut });
  const isGone = (point: Readonly<Point>) =>
    dropped.some(([{ bounds }]) => distanceToBounds(point, bounds) <= views.marginM);
  return { ...drawing, paths: drawing.paths.filter(({ points }) => !points.every(isGone)) };
}

function nearestTo(position: Readonly<Point>, among: readonly Cluster[]): Cluster | undefined {
  let nearest: Cluster | undefined;
  let gapM = views.titleReachM;
  for (const view of among) {
    const awayM = distanceToBounds(position, view.bounds);
    if (awayM >= gapM) continue;
    gapM = awayM;
    nearest = view;
  }
  return nearest;
}

function overlap(one: Bounds, two: Bounds): boolean {
  return one.minX <= two.maxX && two.minX <= one.maxX && one.minY <= two.maxY && two.minY <= one.maxY;
}

function tell(
  view: Cluster,
  title: string,
  { warnings, leftOut }: { warnings: ImportWarning[]; leftOut: LeftOut[] },
): void {
  const { minX, minY, maxX, maxY } = view.bounds;
  leftOut.push(leftOutPart({ ...view, title, isOtherSheet: true }));
  warnings.push(
    importWarning(
      'part-dropped',
      describeLocation([(minX + maxX) / 2, (minY + maxY) / 2]),
      say('warning-part-dropped', {
        width: (maxX - minX).toFixed(0),
        depth: (maxY - minY).toFixed(0),
        wall: view.wallM.toFixed(0),
        titled: say('part-titled', { title }),
      }),
    ),
  );
}
