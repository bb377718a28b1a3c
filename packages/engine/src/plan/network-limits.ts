import { provenance } from '../core/index.ts';
import { type Operator, operatorRows } from './operators.ts';

/** Limits of a feeder network. All values are editable. */
export interface NetworkLimits {
  /** Most power at an antenna's port, and what it bounds: each carrier, each operator's together, or all. */
  portPowerCapDbm: number;
  portPowerCapOf: 'carrier' | 'operator' | 'port';
  /** How far a port may be over its target, no higher than the cap. */
  portRiseDb: number;
  /** How far below where the cap leaves no room for a spread of twice as much, and what is fed at its own level either way. */
  portToleranceDb: number;
  /** How far the carriers at one port may be apart in that. */
  imbalanceDb: number;
  /** How far the paths of one antenna may be apart on a carrier. */
  pathImbalanceDb: number;
  /** Limit on the rise of the noise of a second path's receiver by frequency shifting. */
  shiftNoiseRiseDb: number;
  /** Kept of a radio unit's rated power. */
  sourceHeadroomDb: number;
  /** Loss of connectors, bends and tolerances of the works at all ports: the state `ports-weaker`. */
  constructionMarginDb: number;
  /** Margin of a part's rated power over the average of all carriers. */
  ratedPowerMarginDb: number;
  /** Peak of one carrier over its average; the peaks of several may meet. */
  carrierCrestDb: number;
  /** Longest data cable where the part says nothing. */
  dataCableM: number;
  /** Longest feeder that leads to one antenna alone. */
  singleRunM: number;
  /** False: civil defence is passed in the sleeves of the plan alone, on levels without any nowhere. */
  sleevesAssumed: boolean;
  /** Levels of a lift's shaft that one antenna in it is for. */
  shaftLevelsCount: number;
  mostUnitsCount: number;
  mostAntennasCount: number;
  /** Uplink over downlink where the downlink just does, at least. */
  uplinkReserveDb: number;
  /** Third order that a passive part makes of two carriers of 43 dBm, below one of them, where the part says nothing. */
  intermodulationDbc: number;
  /** Limit on the rise of a receiver's noise by all such products. */
  intermodulationRiseDb: number;
  /** Ordered over installed cable. */
  cableWasteRatio: number;
  /** Labour cost of one crew and day: turns the labour of the bill into days. */
  crewDayCny: number;
}

/** Demands on handover and leakage. */
export interface HandoverDemand {
  /** Both cells can serve where their levels are no further apart. */
  overlapDb: number;
  /** Speed of a car, and how long it has to be where both cells can serve. */
  speedKmh: number;
  overlapS: number;
  /** Distance from the outer end of an entrance at which leakage is looked at. */
  leakageDistanceM: number;
  /** The garage's level there is at most this, or as much below the network outside. */
  leakageDbm: number;
  leakageBelowOutdoorDb: number;
}

/** Traffic of the busy hour. */
export interface CapacityDemand {
  /** Floor of a bay with its lane, where the plan has no bays. */
  areaPerBayM2: number;
  /** Cars that come or go in the busy hour per bay, people in each, and how long they stay. */
  movementsPerBayRatio: number;
  personsPerCarCount: number;
  stayMin: number;
  /** Fraction of all users by operator. */
  operatorRatio: Record<Operator, number>;
  /** Calls that a user offers, and the fraction of them that may be blocked. */
  voiceErlang: number;
  blockingRatio: number;
  /** Mean rates of a user's data. */
  dataDownKbps: number;
  dataUpKbps: number;
  /** Fraction of the users that are connected at once, and connections that a cell bears. */
  connectedRatio: number;
  maxConnectedCount: number;
  /** Fraction of the resource blocks that may be in use on average. */
  maxLoadRatio: number;
  /** Fraction of them that are in use, without the garage, in the cell that a repeater repeats. */
  donorLoadRatio: number;
}

/** Costs of owning a network, for the comparison of schemes. */
export interface EconomicAssumptions {
  energyCnyPerKwh: number;
  /** Upkeep of a year over the cost to build: of radio units, baseband units, small cells and hubs, and of all else. */
  activeUpkeepRatio: number;
  passiveUpkeepRatio: number;
  yearsCount: number;
  /** Interest at which later payments count less, a year. */
  discountRatio: number;
  /** How far assumed prices may be off either way. */
  priceSpreadRatio: number;
}

/** Limits of what systems that are built together do to each other. */
export interface InterferenceLimits {
  /** Rise of a receiver's noise by one other system. */
  noiseRiseDb: number;
  /** Spurious emissions of a transmitter in the receive bands of other systems, and in that of its own band. */
  spuriousDbmPerMhz: number;
  sameBandSpuriousDbmPerMhz: number;
  /** Power of another system at a receiver that does not block it. */
  blockingDbm: number;
  /** Isolation of two inputs of a combining platform, of different bands and of one band. */
  poiIsolationDb: number;
  poiSameBandIsolationDb: number;
  /** Fifth order that a passive part makes of carriers of 43 dBm, below one of them. */
  fifthOrderDbc: number;
}

/** Limits that the works are accepted by. */
export interface InstallationLimits {
  /** Highest voltage standing wave ratio at a branch. */
  maxVswr: number;
  /** Third order of two tones at a branch, below one of them, and the power of each. */
  maxPimDbc: number;
  pimToneDbm: number;
  /** An antenna hangs where it was designed within so much; what is farther off was moved. */
  positionToleranceM: number;
  /** How far a cable's length may be off the designed one. */
  lengthToleranceRatio: number;
  /** Floor counts as weakened where the built network brings so much less than the designed one. */
  weakenedDb: number;
}

/** Parameters of human exposure to the antennas' fields. */
export interface ExposureLimits {
  /** Heads between these heights above the floor are looked at. */
  lowestHeadM: number;
  highestHeadM: number;
  /** Worst case of waves from floor and ceiling that meet in phase, over the direct one. */
  reflectionDb: number;
  /** No direction of an antenna is taken for weaker. */
  leastGainDbi: number;
  /** Nobody's head is nearer to an antenna. */
  nearestM: number;
  /** Loss into the closed car of a lift: heads in a shaft are in one. */
  liftCarLossDb: number;
  /** Fraction of the limit that one project is to stay under. */
  managementRatio: number;
}

export const networkLimits: NetworkLimits = {
  portPowerCapDbm: 15,
  portPowerCapOf: 'carrier',
  portRiseDb: 5,
  portToleranceDb: 1.5,
  imbalanceDb: 5,
  pathImbalanceDb: 3,
  shiftNoiseRiseDb: 1,
  sourceHeadroomDb: 3,
  constructionMarginDb: 2,
  ratedPowerMarginDb: 3,
  carrierCrestDb: 10,
  dataCableM: 100,
  singleRunM: 60,
  sleevesAssumed: true,
  shaftLevelsCount: 4,
  mostUnitsCount: 16,
  mostAntennasCount: 100,
  uplinkReserveDb: 0,
  intermodulationDbc: -140,
  intermodulationRiseDb: 1,
  cableWasteRatio: 0.1,
  crewDayCny: 1200,
};

export const installationLimits: InstallationLimits = {
  maxVswr: 1.5,
  maxPimDbc: -140,
  pimToneDbm: 43,
  positionToleranceM: 0.3,
  lengthToleranceRatio: 0.1,
  weakenedDb: 3,
};

export const exposureLimits: ExposureLimits = {
  lowestHeadM: 1.7,
  highestHeadM: 2,
  reflectionDb: 6.02,
  leastGainDbi: -5,
  nearestM: 0.2,
  liftCarLossDb: 15,
  managementRatio: 0.2,
};

export const handoverDemand: HandoverDemand = {
  overlapDb: 6,
  speedKmh: 15,
  overlapS: 5,
  leakageDistanceM: 10,
  leakageDbm: -110,
  leakageBelowOutdoorDb: 10,
};

export const capacityDemand: CapacityDemand = {
  areaPerBayM2: 35,
  movementsPerBayRatio: 0.5,
  personsPerCarCount: 1.5,
  stayMin: 8,
  operatorRatio: Object.fromEntries(
    operatorRows.map(({ id, usersRatio }) => [id, usersRatio]),
  ) as CapacityDemand['operatorRatio'],
  voiceErlang: 0.025,
  blockingRatio: 0.02,
  dataDownKbps: 300,
  dataUpKbps: 60,
  connectedRatio: 0.5,
  maxConnectedCount: 400,
  maxLoadRatio: 0.5,
  donorLoadRatio: 0.4,
};

export const economicAssumptions: EconomicAssumptions = {
  energyCnyPerKwh: 0.8,
  activeUpkeepRatio: 0.05,
  passiveUpkeepRatio: 0.02,
  yearsCount: 10,
  discountRatio: 0.05,
  priceSpreadRatio: 0.2,
};

export const interferenceLimits: InterferenceLimits = {
  noiseRiseDb: 0.8,
  spuriousDbmPerMhz: -49,
  sameBandSpuriousDbmPerMhz: -86,
  blockingDbm: -15,
  poiIsolationDb: 80,
  poiSameBandIsolationDb: 30,
  fifthOrderDbc: -160,
};

/** Sources by the profile's keys. */
export const networkLimitSources = {
  'network.portPowerCapDbm': provenance('source.indoor-antenna-port-at-most-15-dbm-trade'),
  'network.portPowerCapOf': provenance('source.assumed-the-guides-do-not-say-of-what-of-each-carrier'),
  'network.portRiseDb': provenance('source.assumed-ports-between-target-and-cap'),
  'network.portToleranceDb': provenance('source.assumed-ports-of-a-carrier-3-db-apart'),
  'network.imbalanceDb': provenance('source.assumed-one-carrier-at-its-target-another-at-the-end'),
  'network.pathImbalanceDb': provenance('source.assumed-paths-of-an-antenna-3-db-apart'),
  'network.shiftNoiseRiseDb': provenance('source.assumed-a-quarter-of-the-noise-is-lost-on-it'),
  'network.sourceHeadroomDb': provenance('source.assumed-3-db-headroom-at-sources'),
  'network.constructionMarginDb': provenance('source.assumed-2-db-lost-by-the-works'),
  'network.ratedPowerMarginDb': provenance('source.half-of-the-rated-power-assumption'),
  'network.carrierCrestDb': provenance('source.assumed-peak-of-an-ofdm-carrier-about-10-db-over-its'),
  'network.dataCableM': provenance('source.assumed-longest-channel-of-twisted-pair-100-m-iso-iec'),
  'network.singleRunM': provenance('source.assumed-60-m-of-feeder-to-one-antenna'),
  'network.sleevesAssumed': provenance('source.assumed-sleeves-that-no-drawing-shows'),
  'network.shaftLevelsCount': provenance('source.assumed-a-panel-in-a-shaft-every-3-to-5-floors'),
  'network.mostUnitsCount': provenance('source.at-most-16-radio-units-a-sector-in-car-parks'),
  'network.mostAntennasCount': provenance('source.assumption-a-garage-of-40-000-m2-was-built'),
  'network.uplinkReserveDb': provenance('source.assumed-the-way-back-must-not-be-the-weaker-one'),
  'network.intermodulationDbc': provenance('source.assumed-passive-indoor-parts-of-140-dbc-at-2-43-dbm'),
  'network.intermodulationRiseDb': provenance('source.assumed-a-quarter-of-the-noise-is-lost-on-it'),
  'network.cableWasteRatio': provenance('source.assumed-a-tenth-of-the-cable-for-cuts-and-ends'),
  'network.crewDayCny': provenance('source.assumed-a-crew-of-two-fitters-at-cny-600-a-day-each'),
  'installation.maxVswr': provenance('source.question-bank-on-acceptance-vswr-below-1-5'),
  'installation.maxPimDbc': provenance('source.assumed-140-dbc-at-a-branch'),
  'installation.pimToneDbm': provenance('source.assumed-pim-with-two-tones-of-20-w'),
  'installation.positionToleranceM': provenance('source.assumed-positions-surveyed-to-0-3-m'),
  'installation.lengthToleranceRatio': provenance(
    'source.question-bank-on-acceptance-lengths-within-a-tenth',
  ),
  'installation.weakenedDb': provenance('source.assumed-half-of-the-power'),
  'exposure.lowestHeadM': provenance('source.assumed-head-of-a-standing-adult-1-7-m-to-2-0-m'),
  'exposure.highestHeadM': provenance('source.assumed-head-of-a-standing-adult-1-7-m-to-2-0-m'),
  'exposure.reflectionDb': provenance('source.assumed-a-wave-from-the-floor-in-phase-with-the'),
  'exposure.leastGainDbi': provenance('source.assumed-ceiling-antennas-are-5-to-15-db-weaker'),
  'exposure.nearestM': provenance('source.assumed-nearer-than-20-cm-power-density-does-not'),
  'exposure.liftCarLossDb': provenance('source.assumed-least-loss-of-a-closed-car'),
  'exposure.managementRatio': provenance('source.hj-t-10-3-1996-a-fifth-of-the-limit-for-one'),
  'handover.overlapDb': provenance('source.assumed-a-serving-cell-is-decoded-down-to-6-db-below-a'),
  'handover.speedKmh': provenance('source.assumed-cars-at-ramps-drive-15-km-h'),
  'handover.overlapS': provenance('source.assumed-a-handover-takes-up-to-5-s-with-measurement'),
  'handover.leakageDistanceM': provenance('source.assumed-leakage-as-operators-accept-it-at-10-m'),
  'handover.leakageDbm': provenance('source.assumed-leakage-as-operators-accept-it-at-10-m'),
  'handover.leakageBelowOutdoorDb': provenance('source.assumed-leakage-as-operators-accept-it-at-10-m'),
  'capacity.areaPerBayM2': provenance('source.assumed-35-m2-of-floor-for-a-bay-with-its-lane'),
  'capacity.movementsPerBayRatio': provenance('source.assumed-half-of-the-cars-move-in-the-busy-hour'),
  'capacity.personsPerCarCount': provenance('source.assumed-half-of-the-cars-move-in-the-busy-hour'),
  'capacity.stayMin': provenance('source.assumed-half-of-the-cars-move-in-the-busy-hour'),
  'capacity.operatorRatio': provenance('source.assumed-users-by-operator-as-customers-counted-in'),
  'capacity.voiceErlang': provenance('source.assumed-25-merl-a-user-2-blocked-by-erlang-b'),
  'capacity.blockingRatio': provenance('source.assumed-25-merl-a-user-2-blocked-by-erlang-b'),
  'capacity.dataDownKbps': provenance('source.assumed-mean-data-of-a-user-300-kb-s-down-60-up'),
  'capacity.dataUpKbps': provenance('source.assumed-mean-data-of-a-user-300-kb-s-down-60-up'),
  'capacity.connectedRatio': provenance('source.assumed-400-connected-phones-in-a-cell-half-load'),
  'capacity.maxConnectedCount': provenance('source.assumed-400-connected-phones-in-a-cell-half-load'),
  'capacity.maxLoadRatio': provenance('source.assumed-400-connected-phones-in-a-cell-half-load'),
  'capacity.donorLoadRatio': provenance('source.assumed-cells-outdoors-are-loaded-to-two-fifths'),
  'economics.energyCnyPerKwh': provenance('source.assumed-energy-at-cny-0-8-a-kwh'),
  'economics.activeUpkeepRatio': provenance('source.assumed-upkeep-of-5-and-2-a-year'),
  'economics.passiveUpkeepRatio': provenance('source.assumed-upkeep-of-5-and-2-a-year'),
  'economics.yearsCount': provenance('source.assumed-ten-years-at-5'),
  'economics.discountRatio': provenance('source.assumed-ten-years-at-5'),
  'economics.priceSpreadRatio': provenance('source.assumed-prices-may-be-off-by-a-fifth'),
  'interference.noiseRiseDb': provenance('source.assumed-0-8-db-of-sensitivity-lost-to-one-system'),
  'interference.spuriousDbmPerMhz': provenance('source.assumed-spurious-emissions-and-blocking-as-the-trade'),
  'interference.sameBandSpuriousDbmPerMhz': provenance(
    'source.assumed-spurious-emissions-and-blocking-as-the-trade',
  ),
  'interference.blockingDbm': provenance('source.assumed-spurious-emissions-and-blocking-as-the-trade'),
  'interference.poiIsolationDb': provenance('source.assumed-isolation-of-a-combining-platform-80-db'),
  'interference.poiSameBandIsolationDb': provenance('source.assumed-isolation-of-a-combining-platform-80-db'),
  'interference.fifthOrderDbc': provenance('source.assumed-fifth-order-20-db-below-the-third'),
} as const;
