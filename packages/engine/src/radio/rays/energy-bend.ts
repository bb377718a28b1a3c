import { wavelengthM } from '../../core/index.ts';
import { advance, createFlight, type Flight, rotate } from './energy-flight.ts';
import { findMeeting, type Meeting, nearestM, nothingObject, type Obstruction } from './energy-meeting.ts';
import type { EnergyScene } from './energy-scene.ts';
import { type EnergySlab, slabValueAt } from './energy-slab.ts';

/**
 * Energy rays turn at an edge that they pass (after Stephenson's uncertainty-based diffraction of sound particles): by a
 * random angle around the edge, normal with a standard deviation in inverse proportion to the distance passed at. The
 * constant follows from Keller's half plane, of whose front rays at all distances together send λ/4π²ε² a radian to the
 * angle ε: √(2π)/4π². On the boundary of shadow a quarter arrives, whatever the law.
 */
const bendingConstant = Math.sqrt(2 * Math.PI) / (4 * Math.PI ** 2);

/** Rays that pass farther off do not bend, wavelengths: there they would turn by less than 0.8°. */
const reachWavelengths = 5;
/** Flatter than this against an edge there is no turn around it. */
const minEdgeSine = 0.05;
/** An edge nearer than this is seen whatever it is part of, metres. */
const touchM = 0.02;

/** Edges of a scene by columns. */
export interface Outlines {
  waveM: number;
  reachM: number;
  /** [edges × 13] start, direction, length, both faces. */
  edges: Float64Array;
  owners: Int32Array;
  /** [edges] slabs of their faces; undefined: black. */
  slabs: readonly (EnergySlab | undefined)[];
  /** Scratch: a look from a ray to an edge, and what it meets. */
  look: Flight;
  looked: Meeting;
}

const edgeSize = 13;

export function packOutlines({ edges, slabs, frequencyMhz }: EnergyScene): Outlines {
  const columns = edges.flatMap(({ start, end, faces }) => {
    const along = [end[0] - start[0], end[1] - start[1], end[2] - start[2]];
    const lengthM = Math.hypot(...along) || 1;
    return [...start, ...along.map((part) => part / lengthM), lengthM, ...faces[0], ...faces[1]];
  });
  return {
    waveM: wavelengthM(frequencyMhz),
    reachM: reachWavelengths * wavelengthM(frequencyMhz),
    edges: Float64Array.from(columns),
    owners: Int32Array.from(edges, ({ owner }) => owner),
    slabs: edges.map(({ slab }) => (slab === undefined ? undefined : slabs[slab])),
    look: createFlight(),
    looked: { distanceM: 0.5, object: nothingObject, nx: 0.5, ny: 0.5, nz: 0.5 },
  };
}

/**
 * First edge of `near` that the flight passes before what it meets, close enough to bend, with nothing between; −1
 * none. Shortens the meeting to where it passes.
 */
export function findBend(
  outlines: Outlines,
  obstruction: Obstruction,
  flight: Flight,
  meeting: Meeting,
  near: readonly number[],
): number {
  let found = -1;
  for (const edge of near) {
    if (edge === flight.edge) continue;
    const distanceM = passesAt(outlines, flight, edge, meeting.distanceM);
    if (distanceM < 0 || !isSeen(outlines, obstruction, flight, edge, distanceM)) continue;
    found = edge;
    meeting.distanceM = distanceM;
  }
  return found;
}

/** Distance at which the flight passes an edge that is an outline to it, within `maxM`; −1 nowhere. */
function passesAt({ edges, owners, reachM }: Outlines, flight: Flight, edge: number, maxM: number): number {
  const { ux, uy, uz } = flight;
  const at = edge * edgeSize;
  const ax = edges[at + 3];
  const ay = edges[at + 4];
  const az = edges[at + 5];
  const cx = uy * az - uz * ay;
  const cy = uz * ax - ux * az;
  const cz = ux * ay - uy * ax;
  const sine2 = cx * cx + cy * cy + cz * cz;
  if (sine2 < minEdgeSine * minEdgeSine) return -1;
  const wx = edges[at] - flight.x;
  const wy = edges[at + 1] - flight.y;
  const wz = edges[at + 2] - flight.z;
  const apart = wx * cx + wy * cy + wz * cz;
  if (apart * apart > reachM * reachM * sine2) return -1;
  const distanceM = ((wy * az - wz * ay) * cx + (wz * ax - wx * az) * cy + (wx * ay - wy * ax) * cz) / sine2;
  if (distanceM <= nearestM || distanceM >= maxM) return -1;
  if (owners[edge] === flight.owner && flight.sinceM + distanceM < flight.quietM) return -1;
  const along = ((wy * uz - wz * uy) * cx + (wz * ux - wx * uz) * cy + (wx * uy - wy * ux) * cz) / sine2;
  if (along < 0 || along > edges[at + 6]) return -1;
  // Both faces lie on the other side of the edge.
  const side = apart > 0 ? -1 : 1;
  const first = edges[at + 7] * cx + edges[at + 8] * cy + edges[at + 9] * cz;
  const second = edges[at + 10] * cx + edges[at + 11] * cy + edges[at + 12] * cz;
  return side * first > 1e-9 || side * second > 1e-9 ? -1 : distanceM;
}

/** Returns whether nothing stands between an edge and the place where a flight passes it. */
function isSeen(
  { edges, look, looked }: Outlines,
  obstruction: Obstruction,
  flight: Flight,
  edge: number,
  distanceM: number,
): boolean {
  const at = edge * edgeSize;
  look.x = flight.x + distanceM * flight.ux;
  look.y = flight.y + distanceM * flight.uy;
  look.z = flight.z + distanceM * flight.uz;
  const along =
    (look.x - edges[at]) * edges[at + 3] +
    (look.y - edges[at + 1]) * edges[at + 4] +
    (look.z - edges[at + 2]) * edges[at + 5];
  const toX = edges[at] + along * edges[at + 3] - look.x;
  const toY = edges[at + 1] + along * edges[at + 4] - look.y;
  const toZ = edges[at + 2] + along * edges[at + 5] - look.z;
  const apartM = Math.sqrt(toX * toX + toY * toY + toZ * toZ);
  if (apartM <= touchM) return true;
  look.ux = toX / apartM;
  look.uy = toY / apartM;
  look.uz = toZ / apartM;
  findMeeting(obstruction, look, looked, apartM - touchM);
  return looked.object === nothingObject;
}

/** Takes a flight to where it passes an edge and turns it around that by lot. */
export function bendAt(
  { edges, owners, slabs, waveM }: Outlines,
  flight: Flight,
  edge: number,
  distanceM: number,
  normal: () => number,
): void {
  advance(flight, distanceM);
  const at = edge * edgeSize;
  const ax = edges[at + 3];
  const ay = edges[at + 4];
  const az = edges[at + 5];
  const cx = flight.uy * az - flight.uz * ay;
  const cy = flight.uz * ax - flight.ux * az;
  const cz = flight.ux * ay - flight.uy * ax;
  const sine = Math.sqrt(cx * cx + cy * cy + cz * cz);
  const across =
    (edges[at] - flight.x) * cx + (edges[at + 1] - flight.y) * cy + (edges[at + 2] - flight.z) * cz;
  const apartM = Math.max(Math.abs(across) / sine, 1e-6);
  const spreadRad = (bendingConstant * waveM) / (apartM * sine);
  let turnRad = spreadRad * normal();
  while (Math.abs(turnRad) > Math.PI) turnRad = spreadRad * normal();
  // A turn to the left leads to the edge where that lies on the left.
  const intoShadowRad = across > 0 ? -turnRad : turnRad;
  const slab = slabs[edge];
  if (slab) {
    const ratio = wedgeRatio(edges, at, flight, slab, sine, Math.abs(intoShadowRad));
    // What a wedge gives the shadow it takes from the light, and the other way round.
    flight.powerRatio *= intoShadowRad > 0 ? ratio : 2 - ratio;
  }
  rotate(flight, ax, ay, az, turnRad);
  flight.skipped = -1;
  flight.edge = edge;
  flight.owner = owners[edge];
  flight.sinceM = 0;
  // Nearer than this both edges of a body are one to the wave.
  flight.quietM = (apartM * apartM) / waveM;
}

/** Flatter against a face than this is taken at it, radians. */
const flattestRad = (10 * Math.PI) / 180;
/** Most that goes into the shadow over the law, so that the light has something left: no power is made. */
const maxRatio = 2;

/**
 * Energy that a wedge turns by an angle into its shadow, over that of the law: Keller's coefficients of the wedge with
 * its faces' reflections (Luebbers 1984), for the part of the field along the edge and the part across.
 */
function wedgeRatio(
  edges: Float64Array,
  at: number,
  { ux, uy, uz, ex, ey, ez }: Flight,
  slab: EnergySlab,
  sine: number,
  turnRad: number,
): number {
  const [ax, ay, az] = [edges[at + 3], edges[at + 4], edges[at + 5]];
  const along = ux * ax + uy * ay + uz * az;
  const backOf = (face: number) =>
    -(
      edges[face] * (ux - along * ax) +
      edges[face + 1] * (uy - along * ay) +
      edges[face + 2] * (uz - along * az)
    ) / sine;
  const first = backOf(at + 7);
  const second = backOf(at + 10);
  const between =
    edges[at + 7] * edges[at + 10] + edges[at + 8] * edges[at + 11] + edges[at + 9] * edges[at + 12];
  const exteriorRad = 2 * Math.PI - Math.acos(Math.max(-1, Math.min(1, between)));
  const incidenceRad = Math.max(flattestRad, Math.acos(Math.max(-1, Math.min(1, Math.max(first, second)))));
  const leavingRad = Math.min(exteriorRad - flattestRad, incidenceRad + Math.PI + turnRad);
  const n2 = (2 * exteriorRad) / Math.PI;
  const cot = (angleRad: number) => 1 / Math.tan(angleRad / n2);
  const passing = cot(2 * Math.PI + turnRad) + cot(-turnRad);
  const zero = cot(Math.PI - leavingRad - incidenceRad);
  const other = cot(Math.PI + leavingRad + incidenceRad);
  const ratio = (reflectionOf: (angleRad: number) => number) => {
    const sum = passing + reflectionOf(incidenceRad) * zero + reflectionOf(exteriorRad - leavingRad) * other;
    return Math.min(maxRatio, ((sum * turnRad) / n2) ** 2);
  };
  const soft = Math.min(1, ((ex * ax + ey * ay + ez * az) / sine) ** 2);
  const position = (angleRad: number) => Math.abs(Math.sin(angleRad));
  const softRatio = ratio((angleRad) => -Math.sqrt(slabValueAt(slab.reflectedTe, position(angleRad))));
  const hardRatio = ratio((angleRad) => {
    const cosine = position(angleRad);
    return slabValueAt(slab.signTm, cosine) * Math.sqrt(slabValueAt(slab.reflectedTm, cosine));
  });
  return soft * softRatio + (1 - soft) * hardRatio;
}
