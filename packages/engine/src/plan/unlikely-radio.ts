import {
  boundsOf,
  degToRad,
  distance,
  distanceToBounds,
  distanceToSegment,
  type LocalizedProblem,
  type Phrase,
  type Point,
  PointGrid,
  ratioToDb,
  ringContains,
  say,
  segmentsCross,
} from '../core/index.ts';
import { reasonCodes } from './accept-reasons.ts';
import { type AntennaCuts, antennaType, isAimed, radiatesAlongPath } from './antenna-types.ts';
import { bands } from './bands.ts';
import { zoneKindRow } from './floor-kinds.ts';
import { wallMaterial } from './materials.ts';
import { openingKindRows } from './opening-kinds.ts';
import { planAcceptance } from './plan-acceptance.ts';
import { each, fault, standingGrids } from './plausibility.ts';
import { rowName } from './row-names.ts';
import type { Antenna, Carrier, Plan } from './schema.ts';
import { technologyRow } from './technologies.ts';
import { lineKind } from './unlikely-network.ts';
import { closedRoomAt } from './unlikely-rooms.ts';
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
  /** Walls that carry soil, a building or a blast lose more at some frequency, dB. */
  carryingDb: 4,
  /** Width of a beam that states none, m. */
  beamM: 0.3,
  /** Bands of one fit are no farther apart, dB. */
  offsetsDb: 25,
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
  /** An antenna that was built hangs no farther from where it was designed, m. */
  movedM: 40,
  /** An antenna that hangs as designed is measured no farther from there, and the plan has it where the record has it, m. */
  asDesignedM: 3,
  asRecordedM: 1,
  /** So many antennas that all moved alike, by so much at least and within so much, m. */
  movedAlike: { fewest: 3, byM: 1, withinM: 0.2 },
  /** Intermodulation that no test passes and none fails, dBc. */
  intermodulation: { worstDbc: -100, bestDbc: -145 },
  /** Days between records of one job that are out of their order, or that lie so far apart. */
  days: { slack: 31, apart: 400 },
  /** A place that is refused or forbidden reaches so far where it does not say how far, m. */
  aroundM: 5,
  /** So much of a floor is left to place antennas on. */
  placeableRatio: 0.02,
  /** So many antennas of a level of which none is of an operator. */
  withoutOperator: 3,
  /** Length as measured over that as designed. */
  lengthTimes: 3,
  /** A frequency in MHz below this was meant in GHz. */
  lowestMhz: 100,
  /** Means of a walk lie in half as many places at least. */
  spots: 10,
  /** Edge of a channel that reaches no farther into the block of others, MHz. */
  guardMhz: 0.7,
  /** Power per MHz of one carrier over that of another one, and of one port over another one's of a carrier, dB. */
  unevenDb: 20,
  unevenPortsDb: 25,
  /** Mean of so many residuals of a fit, dB. */
  biased: { fewest: 10, db: 6 },
  /** So many branches that all read alike. */
  alikeTests: 6,
  /** Ratio of a kind of floor that a demand asks for, where it asks for anything. */
  demandedRatio: 0.4,
  /** Letters in which two names of a material differ where one is meant. */
  misspeltLetters: 2,
  /** Channels of two operators lie no farther over each other, MHz: those of one shared carrier are the same. */
  overlapMhz: 0.5,
  /** Ports that all have less are of another sign or unit, dBm. */
  emptyPortDbm: -5,
  /** A sweep is within this fraction of the frequency of a carrier. */
  sweepRatio: 0.15,
  /** Locations of measurements lie no farther outside, m. */
  walkAsideM: 20,
} as const;

/** Parts of a plan's radio system and records that do not fit each other, each with its path. */
export function unlikelyRadio(plan: Plan): LocalizedProblem[] {
  return [
    ...carrierRelations(plan.carriers),
    ...serviceFaults(plan),
    ...radiatedFaults(plan),
    ...unevenFaults(plan),
    ...materialRelations(plan),
    ...antennaRelations(plan),
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
    const edgeMhz = Math.max(0, bandwidthMhz / 2 - limits.guardMhz);
    const isLicensedToOthers = ofTechnology.some(({ licensed = [] }) =>
      licensed.some(
        ({ operators, lowestMhz, highestMhz }) =>
          mhz + edgeMhz > lowestMhz && mhz - edgeMhz < highestMhz && !operators.includes(operator),
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

/** Carriers far weaker than others, ports far weaker than others, demands of next to nothing. */
function unevenFaults({ carriers, antennas, requirements }: Plan): LocalizedProblem[] {
  const densities = carriers.map(({ portPowerDbm, bandwidthMhz }) => portPowerDbm - ratioToDb(bandwidthMhz));
  const highestOf = (technology: string) =>
    Math.max(...densities.filter((_, index) => carriers[index].technology === technology));
  const weakest = new Map<string, [number, number]>();
  const passive = antennas.filter(({ feed }) => feed !== 'small-cell');
  for (const { portPowerDbm = {} } of passive) {
    for (const [id, eachDbm] of Object.entries(portPowerDbm)) {
      const [low, high] = weakest.get(id) ?? [eachDbm, eachDbm];
      weakest.set(id, [Math.min(low, eachDbm), Math.max(high, eachDbm)]);
    }
  }
  const uneven = [...weakest].find(([, [low, high]]) => high - low > limits.unevenPortsDb);
  return [
    ...each(carriers, 'carriers', ({ id, technology, portPowerDbm }, index) => {
      const underDb = highestOf(technology) - densities[index];
      return underDb > limits.unevenDb
        ? say('carrier-far-weaker', { carrier: id, power: portPowerDbm, under: underDb.toFixed(0) })
        : undefined;
    }),
    ...(uneven
      ? [
          fault(
            'antennas',
            say('ports-uneven', {
              carrier: uneven[0],
              low: uneven[1][0].toFixed(1),
              high: uneven[1][1].toFixed(1),
            }),
          ),
        ]
      : []),
    ...each(requirements.kinds, 'requirements.kinds', ({ kind, requiredRatio }) =>
      requiredRatio !== undefined && requiredRatio > 0 && requiredRatio < limits.demandedRatio
        ? say('demand-of-little', { kind: rowName('floor', kind), ratio: requiredRatio })
        : undefined,
    ),
  ];
}

/** Carriers and operators that no antenna radiates, or none of a level where others do, and powers of what is not radiated. */
function radiatedFaults({ carriers, antennas, levels }: Plan): LocalizedProblem[] {
  if (antennas.length === 0) return [];
  const radiated = new Set(antennas.flatMap((antenna) => antenna.carriers));
  const isOnAir = (listed: ReadonlySet<string>, { id }: Carrier) => listed.has('*') || listed.has(id);
  const operators = [...new Set(carriers.map(({ operator }) => operator))];
  const of = (operator: string) => carriers.filter((carrier) => carrier.operator === operator);
  const silent = operators.filter((operator) => !of(operator).some((carrier) => isOnAir(radiated, carrier)));
  return [
    ...silent.map((operator) =>
      fault('antennas', say('operator-on-no-antenna', { operator: rowName('operator', operator) })),
    ),
    ...each(carriers, 'carriers', (carrier) =>
      isOnAir(radiated, carrier) || silent.includes(carrier.operator)
        ? undefined
        : say('carrier-on-no-antenna', { carrier: carrier.id }),
    ),
    ...each(levels, 'levels', ({ id, bays = [] }) => {
      const there = antennas.filter(({ level }) => level === id);
      if (bays.length === 0 || there.length < limits.withoutOperator) return undefined;
      const listed = new Set(there.flatMap((antenna) => antenna.carriers));
      const missing = operators.find(
        (operator) => !silent.includes(operator) && !of(operator).some((carrier) => isOnAir(listed, carrier)),
      );
      return missing === undefined
        ? undefined
        : say('operator-not-on-level', { operator: rowName('operator', missing), level: id });
    }),
    ...each(antennas, 'antennas', ({ carriers: listed, portPowerDbm = {}, targetPowerDbm = {} }) => {
      const other = [...Object.keys(portPowerDbm), ...Object.keys(targetPowerDbm)].find(
        (id) =>
          !(listed.includes(id) || (listed.includes('*') && carriers.some((carrier) => carrier.id === id))),
      );
      return other === undefined ? undefined : say('power-of-other-carrier', { carrier: other });
    }),
  ];
}

/** Losses far from those of the built-in material of the name, or that fall as frequency rises. */
function materialRelations({ materials = {}, levels }: Plan): LocalizedProblem[] {
  const used = new Set(
    levels.flatMap(({ walls = [], beams = [] }) => [...walls, ...beams].map(({ material }) => material)),
  );
  const carrying = new Set(
    levels.flatMap(({ walls = [] }) =>
      walls.flatMap(({ kind, material }) =>
        wallKindRow(kind).castThinnestM === undefined ? [] : [material],
      ),
    ),
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
    const weakDb = Math.max(...losses.map(([, eachDb]) => eachDb));
    if (!wallMaterial(id) && carrying.has(id) && weakDb < limits.carryingDb)
      return [fault(`materials.${id}`, say('wall-of-weak', { material: id }))];
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
        closedRoomFault(antenna, plan) ??
        beamFault(antenna, plan),
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

/** An antenna in a locked room of machines serves nobody. */
function closedRoomFault({ level: levelId, position }: Antenna, { levels }: Plan): Phrase | undefined {
  const level = levels.find(({ id }) => id === levelId);
  return level && closedRoomAt(level, position) ? say('antenna-in-closed-room') : undefined;
}

/** An antenna inside a beam. */
function beamFault({ level: levelId, position, heightM }: Antenna, { levels }: Plan): Phrase | undefined {
  const level = levels.find(({ id }) => id === levelId);
  const beam = level?.beams?.find(
    ({ start, end, bottomM, topM = level.clearHeightM, widthM = limits.beamM }) =>
      heightM > bottomM + 0.05 &&
      heightM < topM &&
      distanceToSegment(position, start, end) < widthM / 2 - 0.05,
  );
  return beam ? say('antenna-in-beam', { beam: beam.id }) : undefined;
}

/** Ports that all have next to no power. */
function emptyPorts(antennas: readonly Antenna[]): LocalizedProblem[] {
  const powers = antennas.flatMap(({ portPowerDbm = {} }) => Object.values(portPowerDbm));
  if (powers.length === 0 || powers.some((eachDbm) => eachDbm > limits.emptyPortDbm)) return [];
  return [fault('antennas', say('ports-without-power', { most: Math.max(...powers).toFixed(1) }))];
}

/** An antenna whose pattern or cable was measured at frequencies far from those that it radiates. */
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
  const offsets = Object.values(calibration.offsetDb);
  const offsetsApartDb = offsets.length > 1 ? Math.max(...offsets) - Math.min(...offsets) : 0;
  const series = calibration.residuals?.series ?? [];
  const { before, after } = calibration.heldBack ?? {};
  const { refitted, kriged } = calibration.heldBackSquares ?? {};
  const meansCount = series.reduce((sum, { means }) => sum + means.length, 0);
  const isWorse = before !== undefined && after !== undefined && after.rmseDb > before.rmseDb;
  return [
    ...(isOfNone
      ? [fault(`${at}.offsetDb`, say('measured-of-no-carrier', { list: measuredMhz.join(', ') }))]
      : []),
    ...(offsetsApartDb > limits.offsetsDb
      ? [fault(`${at}.offsetDb`, say('offsets-apart', { apart: offsetsApartDb.toFixed(0) }))]
      : []),
    ...(isWorse
      ? [fault(`${at}.heldBack`, say('fit-worse', { before: before.rmseDb, after: after.rmseDb }))]
      : []),
    ...(kriged !== undefined && refitted !== undefined && kriged.rmseDb > 1.2 * refitted.rmseDb
      ? [fault(`${at}.heldBackSquares`, say('fit-worse', { before: refitted.rmseDb, after: kriged.rmseDb }))]
      : []),
    ...(calibration.samples !== undefined && meansCount > calibration.samples
      ? [
          fault(
            `${at}.samples`,
            say('more-means-than-samples', { means: meansCount, samples: calibration.samples }),
          ),
        ]
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
      const meanDb = means.reduce((sum, [, , residualDb]) => sum + residualDb, 0) / means.length;
      if (means.length >= limits.biased.fewest && Math.abs(meanDb) > limits.biased.db)
        return say('residuals-biased', { mean: meanDb.toFixed(1) });
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
  return early.concat(datesOnNoDay(dates), datesOutOfOrder({ propagation, titleBlock, decisions, asBuilt }));
}

/** Days since 1970 of a date that begins with its year. */
function dayOf(date = ''): number | undefined {
  const [, year, month, day] =
    /^\D*(\d{4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})(?!\d)/.exec(date) ??
    /^\D*(\d{4})(\d{2})(\d{2})(?!\d)/.exec(date) ??
    [];
  return year === undefined ? undefined : Date.UTC(Number(year), Number(month) - 1, Number(day)) / 86_400_000;
}

/** Records of one job in another order than that of the job: measured, decided, drawn, built, tested, drawn as built. */
function datesOutOfOrder({
  propagation,
  titleBlock,
  decisions = [],
  asBuilt,
}: Pick<Plan, 'propagation' | 'titleBlock' | 'decisions' | 'asBuilt'>): LocalizedProblem[] {
  const { slack, apart } = limits.days;
  const isAsBuilt = titleBlock?.stage === 'as-built';
  const drawn = titleBlock?.date;
  const drawnDay = dayOf(drawn);
  const decidedDays = decisions.flatMap(({ date }) => dayOf(date) ?? []);
  const firstDecided = decidedDays.length > 0 ? Math.min(...decidedDays) : Number.NEGATIVE_INFINITY;
  const testDays = (asBuilt?.tests ?? []).flatMap(({ date }) => dayOf(date) ?? []);
  const lastTested = Math.max(...testDays);
  const walkedOn = propagation?.calibration?.walkedOn;
  const walkedDay = dayOf(walkedOn);
  const isFuture = (day: number | undefined) =>
    day !== undefined && drawnDay !== undefined && day > drawnDay + slack;
  return [
    ...each(asBuilt?.tests, 'asBuilt.tests', ({ date }) => {
      const day = dayOf(date);
      if (day === undefined) return undefined;
      const values = { date: date ?? '', other: drawn ?? '' };
      if (drawnDay !== undefined) {
        if (isAsBuilt && day > drawnDay + slack) return say('tested-after-drawn', values);
        if (isAsBuilt ? day < drawnDay - apart : day < drawnDay - slack)
          return say('tested-before-drawn', values);
      }
      if (day < firstDecided - slack) return say('tested-before-decided', { date: date ?? '' });
      return lastTested - day > apart ? say('tested-far-apart', { date: date ?? '' }) : undefined;
    }),
    ...each(decisions, 'decisions', ({ date }) =>
      isFuture(dayOf(date))
        ? say('decided-after-drawn', { date: date ?? '', other: drawn ?? '' })
        : undefined,
    ),
    ...(isFuture(walkedDay)
      ? [
          fault(
            'propagation.calibration.walkedOn',
            say('walked-after-drawn', { date: walkedOn ?? '', other: drawn ?? '' }),
          ),
        ]
      : []),
  ];
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
  const kind = lineKind(network, cable);
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
  const isUnknownLine = (id: string) => lines.size > 0 && !lines.has(id) && !lengths.has(id);
  const isOfNone = (id: string) =>
    ![...plan.antennas, ...(designed?.antennas ?? []), ...asBuilt.antennas].some(
      (antenna) => antenna.id === id,
    );
  const lines = new Map((plan.network?.cables ?? []).map(({ id, lengthM }) => [id, lengthM]));
  return [
    ...each(asBuilt.cables, 'asBuilt.cables', ({ id, lengthM, added }) => {
      const [designedM, planM] = [lengths.get(id), lines.get(id)];
      if (!added && isUnknownLine(id)) return say('record-of-nothing', { id });
      if (lengthM === undefined) return undefined;
      if (planM !== undefined && Math.abs(planM - lengthM) > limits.asRecordedM)
        return say('plan-against-record', { plan: `${planM} m`, record: `${lengthM} m` });
      if (designedM === undefined) return undefined;
      const isFar =
        lengthM > limits.lengthTimes * designedM + 5 || lengthM < designedM / limits.lengthTimes - 5;
      return isFar ? say('length-far', { length: lengthM, designed: designedM }) : undefined;
    }),
    ...each(asBuilt.tests, 'asBuilt.tests', (test) =>
      isUnknownLine(test.cable)
        ? say('record-of-nothing', { id: test.cable })
        : (resultFault(test) ?? sweepFault(test, plan)),
    ),
    ...(areAllAlike(asBuilt.tests)
      ? [fault('asBuilt.tests', say('tests-all-alike', { count: asBuilt.tests?.length ?? 0 }))]
      : []),
    ...each(asBuilt.photos, 'asBuilt.photos', ({ antenna }) =>
      antenna !== undefined && isOfNone(antenna) ? say('photo-of-nothing', { id: antenna }) : undefined,
    ),
    ...builtAntennaFaults(plan, asBuilt),
  ];
}

type BuiltTests = NonNullable<NonNullable<Plan['asBuilt']>['tests']>;

/** Returns whether many branches read the very same: one row that was filled down. */
function areAllAlike(tests: BuiltTests = []): boolean {
  const readings = new Set(tests.map(({ vswr, pimDbc }) => `${vswr}, ${pimDbc}`));
  return tests.length >= limits.alikeTests && tests[0].vswr !== undefined && readings.size === 1;
}

/** A result that says the opposite of what was read. */
function resultFault({ vswr, pimDbc, statedPass }: BuiltTests[number]): Phrase | undefined {
  const { worstDbc, bestDbc } = limits.intermodulation;
  const isWrong = (isBad: boolean, isGood: boolean) =>
    (statedPass === true && isBad) || (statedPass === false && isGood);
  const [isReflecting, isMatched] = [(vswr ?? 1) > 2, vswr !== undefined && vswr <= 1.2];
  const [isNoisy, isClean] = [(pimDbc ?? bestDbc) > worstDbc, pimDbc === undefined || pimDbc < bestDbc];
  if (vswr !== undefined && isWrong(isReflecting, isMatched && isClean))
    return say('result-against-value', { vswr });
  if (pimDbc === undefined) return undefined;
  return isWrong(isNoisy, vswr === undefined && isClean)
    ? say('result-against-products', { products: pimDbc })
    : undefined;
}

/** Antennas whose record speaks against the design, the plan or their level, and a record that is off as a whole. */
function builtAntennaFaults(
  { antennas, levels }: Plan,
  asBuilt: NonNullable<Plan['asBuilt']>,
): LocalizedProblem[] {
  const { designed } = asBuilt;
  const positions = new Map((designed?.antennas ?? []).map(({ id, position }) => [id, position]));
  const hung = new Map(antennas.map((antenna) => [antenna.id, antenna]));
  const moves = asBuilt.antennas.flatMap(({ id, position }): Point[] => {
    const from = positions.get(id);
    return from && position ? [[position[0] - from[0], position[1] - from[1]]] : [];
  });
  const { fewest, byM, withinM } = limits.movedAlike;
  const [first] = moves;
  const isAlike =
    moves.length >= fewest &&
    Math.hypot(...first) > byM &&
    moves.every((move) => distance(move, first) < withinM);
  return [
    ...(isAlike
      ? [
          fault(
            'asBuilt.antennas',
            say('moved-alike', { count: moves.length, by: Math.hypot(...first).toFixed(1) }),
          ),
        ]
      : []),
    ...each(asBuilt.antennas, 'asBuilt.antennas', ({ id, state, position, heightM, level }) => {
      const from = positions.get(id);
      const inPlan = hung.get(id);
      const clearM = levels.find((each) => each.id === (level ?? inPlan?.level))?.clearHeightM;
      if (heightM !== undefined && clearM !== undefined && heightM > clearM)
        return say('antenna-too-high', { height: heightM, clear: clearM });
      if (level !== undefined && levels.every((each) => each.id !== level))
        return say('of-no-level', { level });
      if (state === 'added' && !inPlan) return say('record-of-nothing', { id });
      if (state === 'not-installed' && inPlan) return say('left-out-and-there', { id });
      if (from && position && distance(from, position) > limits.movedM)
        return say('moved-far', { moved: distance(from, position).toFixed(0) });
      const other = (designed?.antennas ?? []).find(
        (each) =>
          each.id !== id &&
          position &&
          each.level === inPlan?.level &&
          distance(each.position, position) < limits.asRecordedM,
      );
      if (other && from && position && distance(from, position) > limits.asDesignedM)
        return say('built-at-another', { other: other.id });
      if (state === 'installed' && from && position && distance(from, position) > limits.asDesignedM)
        return say('installed-elsewhere', { moved: distance(from, position).toFixed(1) });
      return inPlan && position && distance(inPlan.position, position) > limits.asRecordedM
        ? say('plan-against-record', { plan: inPlan.position.join(', '), record: position.join(', ') })
        : undefined;
    }),
  ];
}

function placingFaults(plan: Plan): LocalizedProblem[] {
  const { placement, levels, community } = plan;
  const clearM = Math.max(...levels.map(({ clearHeightM }) => clearHeightM));
  const low = levels.find(
    ({ bays = [], clearHeightM }) => bays.length > 0 && (placement?.leastHeightM ?? 0) > clearHeightM,
  );
  const leavesNone = placement?.leastHeightM !== undefined && placement.leastHeightM > clearM;
  return [
    ...(leavesNone
      ? [fault('placement.leastHeightM', say('height-leaves-none', { clear: clearM }))]
      : low
        ? [
            fault(
              'placement.leastHeightM',
              say('height-over-ceiling', { level: low.id, clear: low.clearHeightM }),
            ),
          ]
        : []),
    ...distanceFaults(plan),
    ...forbiddenFaults(plan),
    ...(community.name.trim() === '' ? [fault('community.name', say('name-empty'))] : []),
  ];
}

/** Distances of placing that no layout meets, and antennas that stay although they hang where the plan lets none hang. */
function distanceFaults({ placement = {}, antennas }: Plan): LocalizedProblem[] {
  const {
    leastDistanceM = 0,
    serviceDistanceM = Number.POSITIVE_INFINITY,
    spacingM = 0,
    leastHeightM,
  } = placement;
  // Circles of a radius cover a floor only where their centres are no farther apart than √3 times as much.
  const isTooFar = leastDistanceM > Math.sqrt(3) * serviceDistanceM;
  const isTooWide = spacingM > 2 * serviceDistanceM;
  const staying = antennas.map(({ fixed, locked }) => fixed === true || locked === true);
  return [
    ...(isTooFar || isTooWide
      ? [
          fault(
            'placement.serviceDistanceM',
            say('service-out-of-reach', {
              service: serviceDistanceM,
              apart: isTooFar ? leastDistanceM : spacingM,
            }),
          ),
        ]
      : []),
    ...each(antennas, 'antennas', ({ heightM, level, position }, index) => {
      if (!staying[index]) return undefined;
      if (leastHeightM !== undefined && heightM < leastHeightM - 0.005)
        return say('fixed-too-low', { height: heightM, least: leastHeightM });
      const near = antennas.find(
        (other, otherIndex) =>
          otherIndex < index &&
          staying[otherIndex] &&
          other.level === level &&
          distance(other.position, position) < leastDistanceM - 0.005,
      );
      return near
        ? say('fixed-too-near', {
            other: near.id,
            apart: distance(near.position, position).toFixed(1),
            least: leastDistanceM,
          })
        : undefined;
    }),
  ];
}

/** Antennas that hang where none is allowed, those of a refusal that stay, and areas that leave no floor to place on. */
function forbiddenFaults({ placement = {}, antennas, levels }: Plan): LocalizedProblem[] {
  const { forbidden = [], refused = [] } = placement;
  if (forbidden.length === 0 && refused.length === 0) return [];
  const isIn = (
    area: { level: string; polygon?: readonly Point[]; position?: Point; radiusM?: number },
    level: string,
    place: Point,
  ) =>
    area.level === level &&
    (area.polygon
      ? ringContains(area.polygon, place)
      : area.position !== undefined && distance(area.position, place) < (area.radiusM ?? limits.aroundM));
  const refusedAreas = refused.filter((area) => typeof area !== 'string');
  return [
    ...each(antennas, 'antennas', ({ id, level, position, path = [], fixed, locked }) => {
      const area = forbidden.find((each) => [position, ...path].some((place) => isIn(each, level, place)));
      if (area) return say('antenna-where-forbidden', { reason: area.reason ?? '' });
      if (!fixed && !locked) return undefined;
      const isRefused =
        refused.includes(id) ||
        refusedAreas.some((each) => each.antenna === undefined && isIn(each, level, position));
      return isRefused ? say('fixed-and-refused') : undefined;
    }),
    ...each(forbidden, 'placement.forbidden', (area) => {
      const level = levels.find(({ id }) => id === area.level);
      if (!level || !area.polygon) return undefined;
      const { minX, minY, maxX, maxY } = boundsOf(level.outline);
      const isOff = distanceToBounds(area.polygon[0], { minX, minY, maxX, maxY }) > limits.walkAsideM;
      return isOff ? say('off-the-floor') : undefined;
    }),
    ...each(levels, 'levels', ({ id, outline }) => {
      const areas = forbidden.filter((area) => area.level === id);
      if (areas.length === 0) return undefined;
      const { minX, minY, maxX, maxY } = boundsOf(outline);
      const stepM = Math.max(maxX - minX, maxY - minY) / 60;
      let [floor, left] = [0, 0];
      for (let x = minX + stepM / 2; x < maxX; x += stepM) {
        for (let y = minY + stepM / 2; y < maxY; y += stepM) {
          if (!ringContains(outline, [x, y])) continue;
          floor += 1;
          if (!areas.some((area) => isIn(area, id, [x, y]))) left += 1;
        }
      }
      return left < limits.placeableRatio * floor ? say('forbidden-everywhere', { level: id }) : undefined;
    }),
  ];
}
