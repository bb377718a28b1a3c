import {
  type Carrier,
  deviceCarriers,
  type Operator,
  type Plan,
  pointKindRow,
  type RequirementProfile,
  servesPhones,
} from '../../plan/index.ts';
import {
  antennaPaths,
  type CarrierMap,
  countedCells,
  dataRates,
  filledBandwidthHz,
  fittingNetwork,
  layersAt,
  mapService,
  type Prediction,
  radiates,
  requirePrediction,
  resourceBlocks,
  sentBand,
  withLayers,
} from '../../radio/index.ts';

/** Busy hour of a cell on a carrier. */
export interface CarrierCapacity {
  operator: Operator;
  carrier: string;
  cell: string;
  /** Users of the operator in the cell at once. */
  users: number;
  /** Offered calls, and so many at once that no more than the profile's fraction of them is blocked. */
  callsErlang: number;
  simultaneousCalls: number;
  /** Resource blocks of the carrier, and those that the calls take. */
  blocks: number;
  callBlocks: number;
  /** Data that is asked for, and what the cell carries where all its users get as much as each other. */
  demandDownKbps: number;
  rateDownKbps: number;
  demandUpKbps: number;
  rateUpKbps: number;
  /** Fraction of the blocks in use, calls with data. */
  downLoadRatio: number;
  upLoadRatio: number;
  connected: number;
  /** Cells that it takes for load and connections to stay within the profile's. */
  neededCells: number;
}

/** Messages of the modems that one carrier may have to carry, as if all of them were in one cell. */
export interface DeviceCapacity {
  operator: Operator;
  carrier: string;
  /** Devices at the points where the carrier is asked for. */
  devices: number;
  messagesPerHour: number;
  /** Fraction of the messages that a carrier of NB-IoT carries; absent of other technologies, where nothing is reckoned. */
  loadRatio?: number;
}

/** Traffic of the busy hour of a plan. */
export interface Capacity {
  bays: number;
  /** True: the plan has no bays, and they are counted by the floor's area. */
  areBaysAssumed: boolean;
  chargers: number;
  /** People with a phone in the garage at once. */
  users: number;
  operators: readonly { operator: Operator; users: number }[];
  /** A row per cell and carrier of phones with resource blocks; GSM has none. */
  carriers: readonly CarrierCapacity[];
  /** A row per carrier that modems are asked for on. */
  devices: readonly DeviceCapacity[];
}

/**
 * Users, calls and data of the busy hour, and what of the cells they take: users by bays, calls by Erlang B, data by the mean block
 * that a bit costs over the counted floor.
 */
export function evaluateCapacity(prediction: Prediction): Capacity {
  requirePrediction(prediction);
  const { plan, profile, maps } = prediction;
  const { capacity } = profile;
  const drawn = plan.levels.reduce((sum, { bays = [] }) => sum + bays.length, 0);
  const bays = drawn > 0 ? drawn : Math.round(countedM2(plan, maps) / capacity.areaPerBayM2);
  const users = (bays * capacity.movementsPerBayRatio * capacity.personsPerCarCount * capacity.stayMin) / 60;
  const found = [...new Set(plan.carriers.map(({ operator }) => operator))];
  const operators = found.map((operator) => ({ operator, users: users * capacity.operatorRatio[operator] }));
  const layered = layeredMaps(prediction);
  return {
    ...{ bays, areBaysAssumed: drawn === 0, users, operators },
    chargers: plan.levels
      .flatMap(({ points = [] }) => points)
      .filter(({ kind }) => pointKindRow(kind).isRequired && !pointKindRow(kind).isEntrance).length,
    carriers: operators.flatMap((each) => operatorCapacity(plan, profile, layered, each)),
    devices: plan.carriers.flatMap((carrier) => deviceCapacity(plan, carrier, profile)),
  };
}

const hoursPerDay = 24;

function deviceCapacity(plan: Plan, carrier: Carrier, profile: RequirementProfile): DeviceCapacity[] {
  const { messagesPerHourCount, meterMessagesPerDayCount, carrierMessagesPerHourCount } = profile.iot;
  const served = plan.levels
    .flatMap(({ points = [] }) => points)
    .filter(({ kind }) => deviceCarriers(plan, kind, profile).includes(carrier));
  const devices = served.length;
  if (devices === 0) return [];
  const meters = served.filter(({ kind }) => pointKindRow(kind).isDeviceAlone).length;
  const messagesPerHour =
    (devices - meters) * messagesPerHourCount + (meters * meterMessagesPerDayCount) / hoursPerDay;
  return [
    {
      ...{ operator: carrier.operator, carrier: carrier.id, devices, messagesPerHour },
      ...(servesPhones(carrier) ? {} : { loadRatio: messagesPerHour / carrierMessagesPerHourCount }),
    },
  ];
}

function countedM2({ carriers }: Plan, maps: readonly CarrierMap[]): number {
  return maps
    .filter(({ carrierId }) => carrierId === carriers[0].id)
    .reduce((sum, { cells, grid }) => sum + countedCells(cells) * (grid.cellMm / 1000) ** 2, 0);
}

function layeredMaps({ plan, profile, maps }: Prediction): CarrierMap[] {
  const pathsOf = antennaPaths(plan, fittingNetwork(plan));
  return maps.map((map) => {
    const carrier = plan.carriers.find(({ id }) => id === map.carrierId);
    return carrier ? withLayers(map, plan.antennas, carrier, profile, pathsOf) : map;
  });
}

/** A cell on a carrier: its fraction of the carrier's floor, and the rates of the whole carrier there. */
interface ServedCell {
  carrier: Carrier;
  cell: string;
  floorRatio: number;
  rateDownKbps: number;
  rateUpKbps: number;
}

function operatorCapacity(
  plan: Plan,
  profile: RequirementProfile,
  maps: readonly CarrierMap[],
  { operator, users }: { operator: Operator; users: number },
): CarrierCapacity[] {
  const carriers = plan.carriers.filter(
    (carrier) =>
      carrier.operator === operator && servesPhones(carrier) && resourceBlocks(carrier) !== undefined,
  );
  const served = carriers.flatMap((carrier) => servedCells(plan, profile, maps, carrier));
  const carriersOf = (service: 'voice' | 'data') => {
    const able = served.filter(({ carrier }) => carrier.services.includes(service));
    // A carrier of calls carries data too where no other does.
    return able.length > 0 ? able : served;
  };
  const fractionOf = (each: ServedCell, service: 'voice' | 'data') => {
    const able = carriersOf(service);
    if (!able.includes(each)) return 0;
    const rateOf = (carrier: Carrier) =>
      able
        .filter((other) => other.carrier === carrier)
        .reduce((sum, other) => sum + other.floorRatio * other.rateDownKbps, 0);
    const rates = new Map(able.map(({ carrier }) => [carrier, rateOf(carrier)]));
    const wholeKbps = [...rates.values()].reduce((sum, rateKbps) => sum + rateKbps, 0);
    return wholeKbps > 0 ? (each.floorRatio * (rates.get(each.carrier) ?? 0)) / wholeKbps : 0;
  };
  return served.map((each) =>
    cellCapacity(each, profile, {
      ...{ operator, users: users * each.floorRatio },
      callUsers: users * fractionOf(each, 'voice'),
      dataUsers: users * fractionOf(each, 'data'),
    }),
  );
}

function cellCapacity(
  { carrier, cell, rateDownKbps, rateUpKbps }: ServedCell,
  profile: RequirementProfile,
  {
    operator,
    users,
    callUsers,
    dataUsers,
  }: { operator: Operator; users: number; callUsers: number; dataUsers: number },
): CarrierCapacity {
  const { capacity } = profile;
  const blocks = resourceBlocks(carrier) ?? 0;
  const callsErlang = callUsers * capacity.voiceErlang;
  const simultaneousCalls = callsErlang > 0 ? erlangServers(callsErlang, capacity.blockingRatio) : 0;
  const { bandwidthKhz } = sentBand(carrier, 'voice', profile);
  const blockKhz = filledBandwidthHz(carrier) / 1000 / blocks;
  const callBlocks = simultaneousCalls * Math.ceil(bandwidthKhz / blockKhz - 1e-9);
  const demandDownKbps = dataUsers * capacity.dataDownKbps;
  const demandUpKbps = dataUsers * capacity.dataUpKbps;
  const loadOf = (demandKbps: number, rateKbps: number) =>
    callBlocks / blocks + (demandKbps > 0 ? demandKbps / rateKbps : 0);
  const downLoadRatio = loadOf(demandDownKbps, rateDownKbps);
  const upLoadRatio = loadOf(demandUpKbps, rateUpKbps);
  const connected = Math.max(callUsers, dataUsers) * capacity.connectedRatio;
  const neededCells = Math.max(
    1,
    Math.ceil(Math.max(downLoadRatio, upLoadRatio) / capacity.maxLoadRatio - 1e-9),
    Math.ceil(connected / capacity.maxConnectedCount - 1e-9),
  );
  return {
    ...{ operator, carrier: carrier.id, cell, users, callsErlang, simultaneousCalls, blocks, callBlocks },
    ...{ demandDownKbps, rateDownKbps, demandUpKbps, rateUpKbps, downLoadRatio, upLoadRatio },
    ...{ connected, neededCells },
  };
}

/** Fewest servers of which a load is refused with at most that probability (Erlang B). */
export function erlangServers(loadErlang: number, blockingRatio: number): number {
  let blocked = 1;
  for (let servers = 1; ; servers += 1) {
    blocked = (loadErlang * blocked) / (servers + loadErlang * blocked);
    if (blocked <= blockingRatio) return servers;
  }
}

/** The cells of a carrier by their floor as best server. Locations without any rate count with the least one that there is. */
function servedCells(
  plan: Plan,
  profile: RequirementProfile,
  maps: readonly CarrierMap[],
  carrier: Carrier,
): ServedCell[] {
  const rates = dataRates(carrier, mapService(carrier), profile);
  if (!rates) return [];
  const whole = 1 / profile.throughput.userShareRatio;
  const sums = new Map<string, { count: number; downPerKbps: number; upPerKbps: number }>();
  let counted = 0;
  for (const map of maps.filter(({ carrierId }) => carrierId === carrier.id)) {
    for (let at = 0; at < map.rsrpDbm.length; at += 1) {
      const antenna = plan.antennas[map.bestAntenna[at]];
      if (Number.isNaN(map.rsrpDbm[at]) || !antenna) continue;
      const uplinkMarginDb = map.rsrpDbm[at] + map.uplinkOverRsrpDb;
      const { downKbps, upKbps } = rates(map.sinrDb[at], uplinkMarginDb, layersAt(map, at));
      if (downKbps <= 0 || upKbps <= 0) continue;
      const sum = sums.get(antenna.cell) ?? { count: 0, downPerKbps: 0, upPerKbps: 0 };
      sums.set(antenna.cell, {
        count: sum.count + 1,
        downPerKbps: sum.downPerKbps + 1 / (downKbps * whole),
        upPerKbps: sum.upPerKbps + 1 / (upKbps * whole),
      });
      counted += 1;
    }
  }
  const cells = [
    ...new Set(plan.antennas.filter((each) => radiates(each, carrier)).map((each) => each.cell)),
  ];
  return cells.flatMap((cell) => {
    const sum = sums.get(cell);
    if (!sum) return [];
    return [
      {
        ...{ carrier, cell, floorRatio: sum.count / counted },
        rateDownKbps: sum.count / sum.downPerKbps,
        rateUpKbps: sum.count / sum.upPerKbps,
      },
    ];
  });
}
