import { parsePlan } from '@diku/engine';

/** Material and thickness of walls where they are not known. */
const unknownMaterial = 'brick';
const usualThicknessM = 0.2;
/** Walls shorter than this are left out. */
const shortestWallM = 0.05;
/** Floor beyond everything that was measured or drawn, metres. */
const marginM = 5;
/** Carriers of different devices lie so far apart, so that each has its own offset, MHz. */
const carrierStepMhz = 0.1;
/** Range of a port's power in a plan. */
const powerRangeDbm = { min: -60, max: 60 };

/**
 * The plan of a site: its floors as levels with their walls and columns, an antenna and a cell for each transmitter, and a
 * carrier for each device, whose level is that of the whole channel. `powersDbm` are the carriers' by device.
 */
export function sitePlan({ floors, materials, links }, { powersDbm = new Map(), phoneHeightM = 1.2 } = {}) {
  const outline = outlineAround(floors, links);
  const devices = listDevices(links);
  const frequencyMhz = Math.round(meanOf(links.map((link) => link.frequencyMhz)));
  return parsePlan({
    format: 'diku-plan',
    version: 2,
    community: { id: 'measured', name: 'Measured building' },
    levels: floors.map((floor) => levelOf(floor, outline)),
    ...(materials ? { materials } : {}),
    carriers: devices.map((device, index) => ({
      id: carrierId(index),
      operator: 'telecom',
      technology: 'gsm',
      frequencyMhz: frequencyMhz + carrierStepMhz * index,
      bandwidthMhz: 20,
      portPowerDbm: Math.min(
        powerRangeDbm.max,
        Math.max(powerRangeDbm.min, Math.round(10 * (powersDbm.get(device) ?? 20)) / 10),
      ),
      services: ['data'],
    })),
    antennas: listTransmitters(links).map(({ name, fromFloor, from }) => ({
      id: name,
      level: fromFloor,
      position: [from[0], from[1]],
      heightM: from[2],
      type: 'isotropic',
      cell: name,
      carriers: ['*'],
    })),
    requirements: {
      coverageRatio: 0.9,
      confidence: 0.95,
      profile: 'shanghai-2023',
      profileOverrides: { phoneHeightM },
    },
  });
}

export const carrierId = (index) => `device-${index + 1}`;

/** Devices of links, sorted. */
export function listDevices(links) {
  return [...new Set(links.map(({ device }) => device))].sort();
}

/** Transmitters of links with where they stand, sorted by name. */
export function listTransmitters(links) {
  const byName = new Map(links.map(({ transmitter, fromFloor, from }) => [transmitter, { fromFloor, from }]));
  return [...byName].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, place]) => ({ name, ...place }));
}

function levelOf({ id, elevationM, clearHeightM, walls, columns = [] }, outline) {
  return {
    id,
    elevationM,
    clearHeightM,
    outline,
    walls: walls
      .filter(({ start, end }) => Math.hypot(end[0] - start[0], end[1] - start[1]) >= shortestWallM)
      .map((wall, index) => ({ ...asBuilt(wall), id: `wall-${index + 1}` })),
    columns: columns.map((column, index) => ({ ...column, id: `column-${index + 1}` })),
  };
}

function asBuilt({ material, thicknessM, ...wall }) {
  if (material === 'unknown') return { ...wall, material: unknownMaterial, thicknessM: usualThicknessM };
  return { ...wall, material, thicknessM: thicknessM ?? usualThicknessM };
}

function outlineAround(floors, links) {
  const points = [
    ...floors.flatMap(({ walls }) => walls.flatMap(({ start, end }) => [start, end])),
    ...links.flatMap(({ from, to }) => [from, to]),
  ];
  const [left, bottom] = [0, 1].map((axis) => lowest(points, axis) - marginM);
  const [right, top] = [0, 1].map((axis) => -lowest(points, axis, -1) + marginM);
  return [
    [left, bottom],
    [right, bottom],
    [right, top],
    [left, top],
  ];
}

function lowest(points, axis, sign = 1) {
  return points.reduce((low, point) => Math.min(low, sign * point[axis]), Number.POSITIVE_INFINITY);
}

function meanOf(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
