import {
  boundsOf,
  dbToRatio,
  degToRad,
  distance,
  distanceToBounds,
  type LocalizedProblem,
  type Phrase,
  type Point,
  PointGrid,
  ringContains,
  say,
  segmentsCross,
} from '../core/index.ts';
import { reasonCodes } from './accept-reasons.ts';
import { type AntennaCuts, antennaType, isAimed, radiatesAlongPath } from './antenna-types.ts';
import { bands } from './bands.ts';
import { pathLengthM } from './check-plan-sense.ts';
import { zoneKindRow } from './floor-kinds.ts';
import { wallMaterial } from './materials.ts';
import { openingKindRows } from './opening-kinds.ts';
import { planAcceptance } from './plan-acceptance.ts';
import { each, fault, standingGrids } from './plausibility.ts';
import type { Antenna, Carrier, Plan } from './schema.ts';
import { technologyRow } from './technologies.ts';
import { wallKindRow } from './wall-kinds.ts';

/**
 * How carriers, antennas, network and records of a plan fit each other where each alone is sound. Assumptions from practice, with room
 * for what is seldom; what they find is a warning, and a person looks.
 */
const limits = {
  /** Losses of a material of the plan's own name for a built-in one: no more dB apart, nor so much less at a higher frequency. */
  materialDb: 25,
  fallingDb: 12,
  /** Loss straight ahead of a measured pattern, dB; frequencies between which one pattern or cable is taken for another. */
  aheadDb: 1.5,
  frequencyRatio: 1.6,
  /** Antennas within 2 m of one. */
  crowd: 3,
  /** Residual of one local mean, dB. */
  residualDb: 40,
  /** The face of a wall that an antenna looks at is no nearer, m; that of one with soil behind it. */
  facingM: 0.7,
  facingSoilM: 3,
  /** An antenna no farther under the ceiling than this, m, looks no more upwards than this. */
  underCeilingM: 0.5,
  upwardsDeg: 30,
  /** Shafts of lifts end no deeper under the lowest floor, m. */
  pitM: 4,
  /** Power of a port over that of the unit that feeds it, dB: of values that are rounded. */
  gainedDb: 0.5,
  /** Years of a date that somebody wrote. */
  years: { low: 1990, high: 2060 },
  /** A cable is no shorter than the way between its ends, m of slack for positions that are rounded. */
  cableSlackM: 0.5,
  /** An antenna that was built hangs no farther from where it was designed, m. */
  movedM: 40,
  /** Length as measured over that as designed. */
  lengthTimes: 3,
  /** A cable is no longer than its course by more, with slack at its ends, m. */
  courseTimes: 1.6,
  courseSlackM: 15,
  /** Power out of a passive part over power in: figures of catalogues are rounded. */
  powerRatio: 1.07,
  /** A frequency in MHz below this was meant in GHz. */
  lowestMhz: 100,
  /** Means of a walk lie in half as many places at least. */
  spots: 10,
  /** Letters in which two names of a material differ where one is meant. */
  misspeltLetters: 2,
  /** Channels of two operators lie no farther over each other, MHz: those of one shared carrier are the same. */
  overlapMhz: 0.5,
  /** Ports that all have less are of another sign or unit, dBm. */
  emptyPortDbm: -5,
  /** Prices of one piece or metre, CNY, by whether a part takes electric power; 0 is no price. Electric power of one, W. */
  activeCny: { low: 150, high: 300_000 },
  passiveCny: { low: 0.2, high: 30_000 },
  unitW: 5000,
  /** Loss of a feeder at a frequency over that at a lower one, as a ratio. */
  feederRatio: 0.9,
  /** A sweep is within this fraction of the frequency of a carrier. */
  sweepRatio: 0.15,
  /** A source stands no farther from its room's location, and equipment from its level, m. */
  roomAsideM: 15,
  /** Locations of measurements lie no farther outside, m. */
  walkAsideM: 20,
} as const;

/** Parts of a plan's radio system and records that do not fit each other, each with its path. */
export function unlikelyRadio(plan: Plan): LocalizedProblem[] {
  return [
    ...carrierRelations(plan.carriers),
    ...serviceFaults(plan),
    ...materialRelations(plan),
    ...antennaRelations(plan),
    ...networkFaults(plan),
    ...dateFaults(plan),
    ...signatureFaults(plan),
    ...calibrationFaults(plan),
    ...builtFaults(plan),
    ...placingFaults(plan),
    ...rowsTwice(plan),
    ...acceptanceFaults(plan),
  ];
}

/** Rows of a list that are of one thing: which of them holds, nobody says. */
function rowsTwice({ requirements, cells, decisions, asBuilt }: Plan): LocalizedProblem[] {
  const twice = <Row>(
    rows: readonly Row[] | undefined,
    at: string,
    keyOf: (row: Row) => string | undefined,
  ) => {
    const seen = new Set<string>();
    return each(rows, at, (row) => {
      const key = keyOf(row);
      if (key === undefined) return undefined;
      if (seen.has(key)) return say('same-thing-twice', { key });
      seen.add(key);
      return undefined;
    });
  };
  return [
    ...twice(requirements.kinds, 'requirements.kinds', ({ kind }) => kind),
    ...twice(cells, 'cells', ({ cell, carrier }) => `${cell}, ${carrier}`),
    ...twice(decisions, 'decisions', ({ code, level, basis }) =>
      [code, level, basis].filter(Boolean).join(', '),
    ),
    ...twice(asBuilt?.antennas, 'asBuilt.antennas', ({ id }) => id),
    ...twice(asBuilt?.cables, 'asBuilt.cables', ({ id }) => id),
    ...twice(asBuilt?.devices, 'asBuilt.devices', ({ id }) => id),
    // One photograph of two antennas is one of none of them.
    ...twice(asBuilt?.photos, 'asBuilt.photos', ({ antenna, sha256 }) => (antenna ? sha256 : undefined)),
  ];
}

/** Phones in cars of a garage without a car, in words of the plan itself. */
function acceptanceFaults({ requirements }: Plan): LocalizedProblem[] {
  const { phone, baysTakenRatio } = planAcceptance({ requirements });
  const isInNone = phone === 'in-car' && baysTakenRatio === 0;
  return isInNone ? [fault('requirements.acceptance.phone', say('phones-in-no-car'))] : [];
}

/** Carriers outside the bands of their technology, of a width that it has not, or twice. */
function carrierRelations(carriers: readonly Carrier[]): LocalizedProblem[] {
  return each(carriers, 'carriers', (carrier, index) => {
    const { technology, frequencyMhz: mhz, bandwidthMhz, operator } = carrier;
    const ofTechnology = bands.filter(({ technologies }) => technologies.includes(technology));
    const halfMhz = bandwidthMhz / 2 - 0.2;
    const isInBand = ofTechnology.some(
      ({ downlinkMhz: [low, high] }) => mhz - halfMhz >= low && mhz + halfMhz <= high,
    );
    if (!isInBand) return say('carrier-in-no-band', { carrier: carrier.id, mhz });
    const { sourcePowerDbm = Number.POSITIVE_INFINITY, portPowerDbm } = carrier;
    if (portPowerDbm > sourcePowerDbm + limits.gainedDb)
      return say('port-over-source', { port: portPowerDbm, source: sourcePowerDbm });
    const isLicensedToOthers = ofTechnology.some(({ licensed = [] }) =>
      licensed.some(
        ({ operators, lowestMhz, highestMhz }) =>
          mhz > lowestMhz && mhz < highestMhz && !operators.includes(operator),
      ),
    );
    if (isLicensedToOthers) return say('carrier-of-others', { carrier: carrier.id, mhz });
    const { resourceBlocks } = technologyRow(technology);
    const { subcarrierKhz } = carrier;
    if (
      subcarrierKhz !== undefined &&
      resourceBlocks &&
      !resourceBlocks[subcarrierKhz]?.[String(bandwidthMhz)]
    )
      return say('carrier-of-subcarriers', {
        carrier: carrier.id,
        width: bandwidthMhz,
        spacing: subcarrierKhz,
      });
    const widths = resourceBlocks ? Object.values(resourceBlocks).flatMap((row) => Object.keys(row)) : [];
    if (widths.length > 0 && !widths.includes(String(bandwidthMhz)))
      return say('carrier-of-width', { carrier: carrier.id, width: bandwidthMhz });
    const isTwice = carriers
      .slice(0, index)
      .some(
        (other) =>
          other.operator === operator &&
          Math.abs(other.frequencyMhz - mhz) < (other.bandwidthMhz + bandwidthMhz) / 4 &&
          other.technology === technology,
      );
    return isTwice ? say('carrier-doubled', { carrier: carrier.id }) : undefined;
  });
}

/** Carriers that carry no calls, though calls are what a garage is covered for; channels of two operators over each other. */
function serviceFaults({ carriers }: Plan): LocalizedProblem[] {
  const overlaps = each(carriers, 'carriers', (carrier, index) => {
    const other = carriers.slice(0, index).find(({ operator, frequencyMhz, bandwidthMhz }) => {
      const sharedMhz =
        (bandwidthMhz + carrier.bandwidthMhz) / 2 - Math.abs(frequencyMhz - carrier.frequencyMhz);
      const isShared = frequencyMhz === carrier.frequencyMhz && bandwidthMhz === carrier.bandwidthMhz;
      return operator !== carrier.operator && !isShared && sharedMhz > limits.overlapMhz;
    });
    return other ? say('carriers-overlap', { carrier: carrier.id, other: other.id }) : undefined;
  });
  const stated = carriers.filter(({ services }) => services !== undefined);
  const isSilent =
    stated.length > 0 &&
    stated.length === carriers.length &&
    stated.every(({ services }) => !services?.includes('voice'));
  return isSilent ? [...overlaps, fault('carriers', say('no-carrier-for-calls'))] : overlaps;
}

/** Losses far from those of the built-in material of the name, or that fall as frequency rises. */
function materialRelations({ materials = {}, levels }: Plan): LocalizedProblem[] {
  const used = new Set(
    levels.flatMap(({ walls = [], beams = [] }) => [...walls, ...beams].map(({ material }) => material)),
  );
  return Object.entries(materials).flatMap(([id, { lossDb, byThickness = [] }]) => {
    const losses = Object.entries(lossDb)
      .map(([mhz, eachDb]) => [Number(mhz), eachDb] as const)
      .sort(([a], [b]) => a - b);
    const at = `materials.${id}.lossDb`;
    const tables = [lossDb, ...byThickness.map((row) => row.lossDb)];
    const odd = tables.flatMap((table) => Object.keys(table)).find((mhz) => Number(mhz) < limits.lowestMhz);
    if (odd !== undefined) return [fault(at, say('frequency-of-gigahertz', { mhz: odd }))];
    const meant = used.has(id) ? undefined : [...used].find((other) => isMisspelt(id, other));
    if (meant !== undefined) return [fault(`materials.${id}`, say('material-misspelt', { meant }))];
    if (new Set(byThickness.map(({ thicknessM }) => thicknessM)).size < byThickness.length)
      return [fault(`materials.${id}.byThickness`, say('thickness-twice'))];
    const falls = losses.some(([, laterDb], index) =>
      losses.slice(0, index).some(([, eachDb]) => laterDb < eachDb - limits.fallingDb),
    );
    if (falls) return [fault(at, say('material-falls'))];
    const row = wallMaterial(id) ?? openingKindRows.find((kind) => kind.id === id);
    const builtIn = row?.rows.flatMap((each) => each.lossDb) ?? [];
    if (builtIn.length === 0) return [];
    const [lowDb, highDb] = [Math.min(...builtIn), Math.max(...builtIn)];
    const isFar = losses.some(([, eachDb]) => eachDb < lowDb / 3 - 1 || eachDb > highDb + limits.materialDb);
    return isFar ? [fault(at, say('material-far', { low: lowDb, high: highDb }))] : [];
  });
}

/** Returns whether two names are one but for signs and so many letters. */
function isMisspelt(a: string, b: string): boolean {
  const [plainA, plainB] = [a, b].map((name) => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, ''));
  if (a === b || plainA.length < 4 || Math.abs(plainA.length - plainB.length) > limits.misspeltLetters)
    return false;
  let row = Array.from({ length: plainB.length + 1 }, (_, index) => index);
  for (const [above, letter] of [...plainA].entries()) {
    const next = [above + 1];
    for (const [index, other] of [...plainB].entries())
      next.push(Math.min(row[index] + (letter === other ? 0 : 1), row[index + 1] + 1, next[index] + 1));
    row = next;
  }
  return row[plainB.length] <= limits.misspeltLetters;
}

function antennaRelations(plan: Plan): LocalizedProblem[] {
  const { antennas, antennaTypes = {}, cells = [] } = plan;
  return [
    ...Object.entries(antennaTypes).flatMap(([id, { bands: cuts }]) =>
      each(cuts, `antennaTypes.${id}.bands`, ({ horizontalLossDb, verticalLossDb }: AntennaCuts) =>
        Math.min(...horizontalLossDb) > limits.aheadDb || Math.min(...verticalLossDb) > limits.aheadDb
          ? say('pattern-without-peak')
          : undefined,
      ),
    ),
    ...each(
      antennas,
      'antennas',
      (antenna) =>
        frequencyFault(antenna, plan) ??
        facingFault(antenna, plan) ??
        fallFault(antenna, plan) ??
        closedRoomFault(antenna, plan),
    ),
    ...crowdFaults(antennas),
    ...emptyPorts(antennas),
    ...each(cells, 'cells', ({ cell, carrier, pci }, index) =>
      cells
        .slice(0, index)
        .some((other) => other.carrier === carrier && other.pci === pci && other.cell !== cell)
        ? say('identity-twice', { pci })
        : undefined,
    ),
  ];
}

/** An antenna whose pattern or cable was measured at frequencies far from those that it radiates. */
/** An antenna in a locked room of machines serves nobody. */
function closedRoomFault({ level: levelId, position }: Antenna, { levels }: Plan): Phrase | undefined {
  const level = levels.find(({ id }) => id === levelId);
  const isLockedIn = level?.zones?.some(({ kind, polygon }) => {
    const { isClosed, isCore, isLobby } = zoneKindRow(kind);
    return isClosed && !isCore && !isLobby && ringContains(polygon, position);
  });
  return isLockedIn ? say('antenna-in-closed-room') : undefined;
}

/** Ports that all have next to no power. */
function emptyPorts(antennas: readonly Antenna[]): LocalizedProblem[] {
  const powers = antennas.flatMap(({ portPowerDbm = {} }) => Object.values(portPowerDbm));
  if (powers.length === 0 || powers.some((eachDbm) => eachDbm > limits.emptyPortDbm)) return [];
  return [fault('antennas', say('ports-without-power', { most: Math.max(...powers).toFixed(1) }))];
}

function frequencyFault(antenna: Antenna, { carriers, antennaTypes }: Plan): Phrase | undefined {
  const used = carriers.filter(({ id }) => antenna.carriers.includes('*') || antenna.carriers.includes(id));
  const { pattern } = antennaType(antenna.type, antennaTypes);
  const measuredMhz = [
    ...(pattern.formula === 'cuts' ? pattern.bands.map(({ frequencyMhz }) => frequencyMhz) : []),
    ...(radiatesAlongPath(antenna) ? Object.keys(antenna.cable?.couplingLossDb ?? {}).map(Number) : []),
  ];
  if (measuredMhz.length === 0) return undefined;
  const far = used.find(({ frequencyMhz }) =>
    measuredMhz.every((mhz) => Math.max(mhz / frequencyMhz, frequencyMhz / mhz) > limits.frequencyRatio),
  );
  return far ? say('measured-elsewhere', { mhz: far.frequencyMhz, list: measuredMhz.join(', ') }) : undefined;
}

/** A directional antenna that looks at a wall right in front of it. */
function facingFault(
  { type, azimuthDeg, downtiltDeg = 0, heightM, position, level: levelId }: Antenna,
  { levels }: Plan,
): Phrase | undefined {
  if (!isAimed({ type })) return undefined;
  const level = levels.find(({ id }) => id === levelId);
  const { walls = [] } = level ?? {};
  if (!level) return undefined;
  const isInShaft = () =>
    (level.zones ?? []).some(
      ({ kind, polygon }) => zoneKindRow(kind).isLiftShaft && ringContains(polygon, position),
    );
  const isUpAtCeiling =
    downtiltDeg < -limits.upwardsDeg && level.clearHeightM - heightM < limits.underCeilingM;
  if (isUpAtCeiling && !isInShaft()) return say('antenna-faces-ceiling', { up: -downtiltDeg });
  if (azimuthDeg === undefined || Math.abs(downtiltDeg) > 60) return undefined;
  const [x, y] = position;
  const ahead = (lengthM: number): Point => [
    x + lengthM * Math.cos(degToRad(azimuthDeg)),
    y + lengthM * Math.sin(degToRad(azimuthDeg)),
  ];
  const { minX, minY, maxX, maxY } = boundsOf([position, ahead(limits.facingSoilM)]);
  const near = standingGrids(level)
    .walls.near(minX, minY, maxX, maxY)
    .map((index) => walls[index]);
  const hit = near.find(({ start, end, thicknessM, kind }) => {
    const reachM = wallKindRow(kind).isToSoil ? limits.facingSoilM : limits.facingM;
    return segmentsCross(ahead(thicknessM / 2 + 0.02), ahead(reachM + thicknessM / 2), start, end);
  });
  return hit ? say('antenna-faces-wall', { wall: hit.id }) : undefined;
}

/** A radiating cable that falls deeper than any lift goes. */
function fallFault({ level: levelId, heightM, fallM }: Antenna, { levels }: Plan): Phrase | undefined {
  const level = levels.find(({ id }) => id === levelId);
  if (!level || fallM === undefined) return undefined;
  const lowestM = Math.min(...levels.map(({ elevationM }) => elevationM));
  const underM = lowestM - (level.elevationM + heightM - fallM);
  return underM > limits.pitM
    ? say('cable-under-ground', { fall: fallM, under: underM.toFixed(1) })
    : undefined;
}

/** Antennas with several others of their carriers within two metres. */
function crowdFaults(antennas: readonly Antenna[]): LocalizedProblem[] {
  const grid = new PointGrid(2);
  antennas.forEach(({ position: [x, y] }, index) => {
    grid.add(index, x, y);
  });
  return each(antennas, 'antennas', ({ level, position: [x, y] }, index) => {
    const near = grid.near(x - 2, y - 2, x + 2, y + 2).filter((other) => {
      const { level: otherLevel, position } = antennas[other];
      return other !== index && otherLevel === level && distance(position, [x, y]) < 2;
    });
    return near.length >= limits.crowd ? say('antennas-crowded', { count: near.length }) : undefined;
  });
}

/** Cables shorter than the straight way between their ends or far longer than their course, and parts that make power. */
function networkFaults({ network, antennas, levels, carriers }: Plan): LocalizedProblem[] {
  if (!network) return [];
  const elevations = new Map(levels.map(({ id, elevationM }) => [id, elevationM]));
  const nodes = new Map(
    [...antennas, ...(network.devices ?? []), ...(network.sources ?? [])].map((node) => [node.id, node]),
  );
  const parts = new Map((network.parts ?? []).map((part) => [part.id, part]));
  return [
    ...each(network.cables, 'network.cables', ({ from, to, lengthM, course }) => {
      const [a, b] = [nodes.get(from.node), nodes.get(to.node)];
      if (!a || !b) return undefined;
      const riseM = Math.abs((elevations.get(a.level) ?? 0) - (elevations.get(b.level) ?? 0));
      const straightM = Math.max(distance(a.position, b.position), riseM);
      if (lengthM < straightM - limits.cableSlackM)
        return say('cable-too-short', { length: lengthM.toFixed(1), straight: straightM.toFixed(1) });
      const courseM = riseM + course.reduce((sum, { path }) => sum + pathLengthM(path), 0);
      return lengthM > limits.courseTimes * courseM + limits.courseSlackM
        ? say('cable-too-long', { length: lengthM.toFixed(1), course: courseM.toFixed(1) })
        : undefined;
    }),
    ...feedFaults(network, antennas),
    ...placeFaults(network, levels),
    ...each(network.parts, 'network.parts', (part) => {
      if (makesPower(part)) return say('part-makes-power');
      const odd = priceFault(part) ?? fallingFault(part);
      if (odd) return odd;
      const { powerW, sourcePowerDbm } = part;
      if (powerW === undefined || sourcePowerDbm === undefined || powerW === 0) return undefined;
      const sentW = dbToRatio(sourcePowerDbm) / 1000;
      return powerW < sentW ? say('unit-takes-less', { takes: powerW, sends: sentW.toFixed(1) }) : undefined;
    }),
    ...(network.sources ?? []).flatMap(({ units }, source) =>
      each(units, `network.sources[${source}].units`, ({ part, outputPowerDbm }) => {
        const unit = parts.get(part);
        const outside = carriers.find(
          ({ id, frequencyMhz }) => outputPowerDbm[id] !== undefined && unit && !sendsAt(unit, frequencyMhz),
        );
        if (outside) return say('unit-outside-band', { carrier: outside.id, mhz: outside.frequencyMhz });
        const highestDbm = unit?.sourcePowerDbm ?? Number.POSITIVE_INFINITY;
        const over = Object.entries(outputPowerDbm).find(
          ([, eachDbm]) => eachDbm > highestDbm + limits.gainedDb,
        );
        return over
          ? say('unit-over-rating', { carrier: over[0], power: over[1], highest: highestDbm })
          : undefined;
      }),
    ),
  ];
}

/** Antennas that no cable leads to, where cables lead to others, and ports that have more than their carrier's unit sends. */
function feedFaults(network: Network, antennas: Plan['antennas']): LocalizedProblem[] {
  const ends = new Set((network.cables ?? []).flatMap(({ from, to }) => [from.node, to.node]));
  const isAnyFed = antennas.some(({ id }) => ends.has(id));
  const highest = new Map<string, number>();
  for (const { units } of network.sources ?? []) {
    for (const { outputPowerDbm } of units ?? []) {
      for (const [carrier, eachDbm] of Object.entries(outputPowerDbm))
        highest.set(carrier, Math.max(eachDbm, highest.get(carrier) ?? Number.NEGATIVE_INFINITY));
    }
  }
  return each(antennas, 'antennas', ({ id, portPowerDbm = {} }) => {
    if (isAnyFed && !ends.has(id)) return say('antenna-unfed');
    const over = Object.entries(portPowerDbm).find(
      ([carrier, eachDbm]) => eachDbm > (highest.get(carrier) ?? Number.POSITIVE_INFINITY) + limits.gainedDb,
    );
    return over
      ? say('port-over-source', { port: over[1].toFixed(1), source: highest.get(over[0]) ?? 0 })
      : undefined;
  });
}

/** Sources away from the room that they are said to stand in, and equipment away from its level. */
function placeFaults({ sources, basebands, devices }: Network, levels: Plan['levels']): LocalizedProblem[] {
  const byId = new Map(levels.map((level) => [level.id, level]));
  const lists = [
    ['network.sources', sources],
    ['network.basebands', basebands],
    ['network.devices', devices],
  ] as const;
  return lists.flatMap(([at, list]) =>
    each<{ level: string; position: Point; facility?: string }>(
      list,
      at,
      ({ level: id, position, facility }) => {
        const level = byId.get(id);
        if (!level) return undefined;
        if (distanceToBounds(position, boundsOf(level.outline)) > limits.movedM) return say('off-the-floor');
        const room = level.facilities?.find((each) => each.id === facility);
        return room?.position && distance(room.position, position) > limits.roomAsideM
          ? say('away-from-room', {
              room: room.name ?? room.id,
              away: distance(room.position, position).toFixed(0),
            })
          : undefined;
      },
    ),
  );
}

/** Prices that are of another unit of money, and electric power of a house. */
function priceFault({ kind, priceCny, powerW = 0 }: Part): Phrase | undefined {
  const isActive = ['radio-unit', 'repeater', 'small-cell', 'hub', 'baseband', 'poi'].includes(kind);
  const { low, high } = isActive ? limits.activeCny : limits.passiveCny;
  if (priceCny !== 0 && (priceCny < low || priceCny > high)) return say('price-odd', { price: priceCny });
  return powerW > limits.unitW ? say('power-odd', { power: powerW }) : undefined;
}

/** Feeders that lose less at a higher frequency. */
function fallingFault({ kind, lossDbPer100M }: Part): Phrase | undefined {
  if (kind !== 'cable' || !lossDbPer100M) return undefined;
  const losses = Object.entries(lossDbPer100M)
    .map(([mhz, eachDb]) => [Number(mhz), eachDb] as const)
    .sort(([a], [b]) => a - b)
    .map(([, eachDb]) => eachDb);
  const falls = losses.some((eachDb, index) => index > 0 && eachDb < limits.feederRatio * losses[index - 1]);
  return falls ? say('material-falls') : undefined;
}

type Network = NonNullable<Plan['network']>;
type Part = NonNullable<NonNullable<Plan['network']>['parts']>[number];

/** Returns whether more leaves a splitter or coupler than enters it. */
function makesPower({ kind, ways = 2, lossDb = {}, coupledLossDb, couplingDb }: Part): boolean {
  return Object.entries(lossDb).some(([mhz, eachDb]) => {
    if (kind === 'splitter') return ways * dbToRatio(-eachDb) > limits.powerRatio;
    if (kind !== 'coupler') return false;
    const coupledDb = coupledLossDb?.[mhz] ?? couplingDb ?? Number.POSITIVE_INFINITY;
    return dbToRatio(-eachDb) + dbToRatio(-coupledDb) > limits.powerRatio;
  });
}

function sendsAt(part: Part, mhz: number): boolean {
  const { lowestMhz = 0, highestMhz = Number.POSITIVE_INFINITY, bands: stated = [] } = part;
  const isIn = (band: { lowestMhz: number; highestMhz: number }) =>
    mhz >= band.lowestMhz && mhz <= band.highestMhz;
  return stated.length > 0 ? stated.some(isIn) : isIn({ lowestMhz, highestMhz });
}

/** Measurements on bands that no carrier is on, or off the level that it is said to be of. */
function calibrationFaults({ propagation, carriers, levels }: Plan): LocalizedProblem[] {
  const { calibration } = propagation ?? {};
  if (!calibration) return [];
  const at = 'propagation.calibration';
  const measuredMhz = Object.keys(calibration.offsetDb).map(Number);
  const isOfNone =
    measuredMhz.length > 0 &&
    measuredMhz.every((mhz) =>
      carriers.every(({ frequencyMhz }) => Math.abs(frequencyMhz - mhz) > 0.2 * mhz),
    );
  const series = calibration.residuals?.series ?? [];
  const { before, after } = calibration.heldBack ?? {};
  const isWorse = before !== undefined && after !== undefined && after.rmseDb > before.rmseDb;
  return [
    ...(isOfNone
      ? [fault(`${at}.offsetDb`, say('measured-of-no-carrier', { list: measuredMhz.join(', ') }))]
      : []),
    ...(isWorse
      ? [fault(`${at}.heldBack`, say('fit-worse', { before: before.rmseDb, after: after.rmseDb }))]
      : []),
    ...each(series, `${at}.residuals.series`, ({ level: id, means }) => {
      const level = levels.find((one) => one.id === id);
      if (!level) return say('off-the-floor');
      const farDb = Math.max(...means.map(([, , residualDb]) => Math.abs(residualDb)));
      if (farDb > limits.residualDb) return say('residual-far', { residual: farDb });
      const bounds = boundsOf(level.outline);
      const spots = new Set(means.map(([x, y]) => `${x}, ${y}`)).size;
      if (means.length >= limits.spots && spots < limits.spots / 2)
        return say('walk-in-one-place', { spots });
      const off = means.filter(([x, y]) => distanceToBounds([x, y], bounds) > limits.walkAsideM).length;
      return off > 0.1 * means.length ? say('off-the-floor') : undefined;
    }),
  ];
}

function dateFaults({
  propagation,
  titleBlock,
  decisions = [],
  asBuilt,
  carriers,
}: Plan): LocalizedProblem[] {
  const dates: [string, string | undefined][] = [
    ['propagation.calibration.walkedOn', propagation?.calibration?.walkedOn],
    ['titleBlock.date', titleBlock?.date],
    ...decisions.map(({ date }, index): [string, string | undefined] => [`decisions[${index}].date`, date]),
    ...(asBuilt?.tests ?? []).map(({ date }, index): [string, string | undefined] => [
      `asBuilt.tests[${index}].date`,
      date,
    ]),
  ];
  const firstYear = Math.min(...carriers.map(({ technology }) => technologyRow(technology).onAirSince));
  const [walked] = /\d{4}/.exec(propagation?.calibration?.walkedOn ?? '') ?? [];
  const early =
    walked !== undefined && Number(walked) < firstYear
      ? [
          fault(
            'propagation.calibration.walkedOn',
            say('walked-before-on-air', { date: walked, first: firstYear }),
          ),
        ]
      : [];
  return early.concat(datesOnNoDay(dates));
}

function datesOnNoDay(dates: readonly (readonly [string, string | undefined])[]): LocalizedProblem[] {
  return dates.flatMap(([at, date]) => {
    const [, year] = /(?:^|\D)(\d{4})(?:\D|$)/.exec(date ?? '') ?? [];
    const isOdd = year && (Number(year) < limits.years.low || Number(year) > limits.years.high);
    return isOdd || isOnNoDay(date) ? [fault(at, say('date-unlikely', { date: date ?? '' }))] : [];
  });
}

/** Returns whether a date that begins with its year, as 2026-02-30 or 2026年2月30日, is of a day that no calendar has. */
function isOnNoDay(date = ''): boolean {
  const [year, month, day] = (/^\D*(\d{4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})(?!\d)/.exec(date) ?? [])
    .slice(1)
    .map(Number);
  if (year === undefined) return false;
  const found = new Date(Date.UTC(year, month - 1, day));
  return found.getUTCMonth() !== month - 1 || found.getUTCDate() !== day;
}

function signatureFaults({ titleBlock, decisions, asBuilt, levels }: Plan): LocalizedProblem[] {
  const known = new Set<string>(reasonCodes);
  const hands = [titleBlock?.designer, titleBlock?.checker, titleBlock?.reviewer, titleBlock?.approver];
  const named = hands.flatMap((hand) => (hand?.trim() ? [hand.trim()] : []));
  return [
    ...each(decisions, 'decisions', ({ code, level }) => {
      if (!known.has(code)) return say('decision-of-nothing', { code });
      const isElsewhere = level !== undefined && levels.every(({ id }) => id !== level);
      return isElsewhere ? say('of-no-level', { level }) : undefined;
    }),
    ...(new Set(named).size < named.length
      ? [fault('titleBlock', say('checked-by-oneself', { list: named.join(', ') }))]
      : []),
    ...(titleBlock?.stage === 'as-built' && !asBuilt
      ? [fault('titleBlock.stage', say('as-built-of-nothing'))]
      : []),
  ];
}

/** A sweep at a frequency that no carrier of the plan is near, or of a line that carries light or data. */
function sweepFault(
  { cable, band = '' }: NonNullable<NonNullable<Plan['asBuilt']>['tests']>[number],
  { network, carriers }: Plan,
): Phrase | undefined {
  const part = network?.cables?.find(({ id }) => id === cable)?.part;
  const kind = network?.parts?.find(({ id }) => id === part)?.kind;
  if (kind === 'fibre' || kind === 'data-cable') return say('sweep-of-no-feeder', { cable });
  const [, number, unit] = /^\s*(\d+(?:\.\d+)?)\s*(MHz|GHz|G|M)?\s*$/i.exec(band) ?? [];
  if (number === undefined) return undefined;
  const mhz = Number(number) * (/^g/i.test(unit ?? '') || Number(number) < 10 ? 1000 : 1);
  const isNear = carriers.some(({ frequencyMhz }) => Math.abs(frequencyMhz - mhz) < limits.sweepRatio * mhz);
  return isNear ? undefined : say('sweep-of-no-carrier', { mhz });
}

function builtFaults(plan: Plan): LocalizedProblem[] {
  const { asBuilt } = plan;
  if (!asBuilt) return [];
  const { designed } = asBuilt;
  const lengths = new Map((designed?.network?.cables ?? []).map(({ id, lengthM }) => [id, lengthM]));
  const positions = new Map((designed?.antennas ?? []).map(({ id, position }) => [id, position]));
  return [
    ...each(asBuilt.cables, 'asBuilt.cables', ({ id, lengthM }) => {
      const designedM = lengths.get(id);
      if (designedM === undefined || lengthM === undefined) return undefined;
      const isFar =
        lengthM > limits.lengthTimes * designedM + 5 || lengthM < designedM / limits.lengthTimes - 5;
      return isFar ? say('length-far', { length: lengthM, designed: designedM }) : undefined;
    }),
    ...each(asBuilt.tests, 'asBuilt.tests', (test) => {
      const { vswr, statedPass } = test;
      return vswr !== undefined &&
        ((statedPass === true && vswr > 2) || (statedPass === false && vswr < 1.15))
        ? say('result-against-value', { vswr })
        : sweepFault(test, plan);
    }),
    ...each(asBuilt.antennas, 'asBuilt.antennas', ({ id, position }) => {
      const from = positions.get(id);
      if (!from || !position || distance(from, position) <= limits.movedM) return undefined;
      return say('moved-far', { moved: distance(from, position).toFixed(0) });
    }),
  ];
}

function placingFaults({ placement, levels, community }: Plan): LocalizedProblem[] {
  const clearM = Math.max(...levels.map(({ clearHeightM }) => clearHeightM));
  const leavesNone = placement?.leastHeightM !== undefined && placement.leastHeightM > clearM;
  return [
    ...(leavesNone ? [fault('placement.leastHeightM', say('height-leaves-none', { clear: clearM }))] : []),
    ...(community.name.trim() === '' ? [fault('community.name', say('name-empty'))] : []),
  ];
}
