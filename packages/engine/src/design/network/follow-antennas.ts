import { type Point, roundMm, say } from '../../core/index.ts';
import {
  antennaLocation,
  checkNetwork,
  type Level,
  type NetworkCable,
  networkState,
  type Plan,
  portOnPath,
  requirePlan,
  withNetworkBasis,
  withoutNetworkPower,
} from '../../plan/index.ts';
import { evaluateNetwork } from '../../radio/index.ts';
import { courseLengthM } from './course-length.ts';

export type CourseEnd = 'first' | 'last';

/** A course whose path at one of its ends is another. */
export function withPathAt(
  followed: NetworkCable['course'],
  end: CourseEnd,
  pathOf: (path: readonly Point[]) => Point[],
): NetworkCable['course'] {
  const at = end === 'first' ? 0 : followed.length - 1;
  return followed.map((part, index) => (index === at ? { ...part, path: pathOf(part.path) } : part));
}

/** A path that begins or ends elsewhere; one of a single point leads from there to where it was. */
export function movedTo(path: readonly Point[], end: CourseEnd, position: Point): Point[] {
  const rest = path.length === 1 ? path : end === 'first' ? path.slice(1) : path.slice(0, -1);
  return end === 'first' ? [position, ...rest] : [...rest, position];
}

/** The same with a length that follows the course: drops and slack stay. */
export function withLength(
  levels: readonly Level[],
  cable: NetworkCable,
  followed: NetworkCable['course'],
): NetworkCable {
  const addedM = courseLengthM(levels, followed) - courseLengthM(levels, cable.course);
  const lengthM = Math.max(0, Math.round((cable.lengthM + addedM) * 100) / 100);
  const { courseAssumed: _, ...known } = cable;
  return { ...known, course: followed, lengthM };
}

/** Ends nearer to their antenna lead to it, metres: courses are in whole millimetres. */
const sameM = 1e-3;
/** Powers are written in millionths of a dB, as designs have them. */
const powerSteps = 1e6;

/**
 * The plan whose feeders lead to where its antennas hang now: the last stretch of each is straight, its length follows, and the
 * ports have what arrives there. Where nothing but locations of antennas changed since the network was designed it is of this plan
 * again, though no course was looked for and no part chosen anew; rules on courses hold for what was led. A plan whose feeders lead
 * to its antennas, or whose network does not fit it, comes back as it is.
 * @throws InputError, PlanError: what is no plan
 */
export function followAntennas(plan: Plan): Plan {
  requirePlan(plan);
  const { network, levels, antennas } = plan;
  if (!network?.sources?.length || checkNetwork(plan).length > 0) return plan;
  const hung = new Map(antennas.map((antenna) => [antenna.id, antenna]));
  let isLed = false;
  const cables = (network.cables ?? []).map((cable) => {
    const antenna = hung.get(cable.to.node);
    const end = cable.course[cable.course.length - 1];
    if (!antenna || antenna.level !== end.level) return cable;
    const location = antennaLocation(antenna);
    const [x, y] = end.path[end.path.length - 1];
    if (Math.hypot(location[0] - x, location[1] - y) <= sameM) return cable;
    isLed = true;
    const course = withPathAt(cable.course, 'last', (path) =>
      movedTo(path, 'last', location.map(roundMm) as Point),
    );
    return withLength(levels, cable, course);
  });
  if (!isLed) return plan;
  const led = withArrivingPowers({ ...plan, network: { ...network, cables } }, plan);
  const { state, moved } = networkState(plan);
  const isOnlyMoved = state === 'current' || moved.every(({ code }) => code === movedCode);
  return isOnlyMoved ? withNetworkBasis(led) : led;
}

/** How it is said that an antenna hangs elsewhere. */
const movedCode = say('moved-antenna', { id: '', distanceM: 0 }).code;

/** The plan with the powers that arrive at the ports of its first paths in place of those that arrived before. */
function withArrivingPowers(plan: Plan, before: Plan): Plan {
  const evaluation = evaluateNetwork(plan);
  if (!evaluation) return plan;
  const bare = withoutNetworkPower(before);
  const feeds = new Map(evaluation.antennas.map((feed) => [feed.antenna, feed]));
  const longer = new Set(
    (plan.network?.cables ?? []).flatMap(({ to, lengthM }, index) =>
      portOnPath(to.port).path === 1 && lengthM !== before.network?.cables?.[index].lengthM ? [to.node] : [],
    ),
  );
  const antennas = plan.antennas.map((antenna) => {
    const feed = longer.has(antenna.id) ? feeds.get(antenna.id) : undefined;
    // Small cells and radiating cables have a level of their own.
    if (!feed || !antenna.portPowerDbm) return antenna;
    const plain = bare(antenna);
    if (plain === antenna) return antenna;
    const arriving = feed.carriers.map(({ carrier, powerDbm }) => [
      carrier,
      Math.round(powerDbm * powerSteps) / powerSteps,
    ]);
    return { ...plain, portPowerDbm: { ...plain.portPowerDbm, ...Object.fromEntries(arriving) } };
  });
  return { ...plan, antennas };
}
