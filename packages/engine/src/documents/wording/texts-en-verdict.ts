import { formatGrouped } from '../encoders/format-numbers.ts';
import type { verdictAssumptionsZh, verdictTextsZh } from './texts-zh-verdict.ts';

export const verdictTextsEn: typeof verdictTextsZh = {
  placementStatus: {
    optimal: 'proven optimal',
    feasible: 'feasible, not proven optimal',
    infeasible: 'infeasible: the target cannot be met everywhere',
    unknown: 'ended early, before a plan that meets the target was found',
  },
  densityTitle: 'Antenna density',
  density: (value, areaM2) =>
    `${value} antennas per ${formatGrouped(1000)} m², of ${formatGrouped(areaM2)} m² inside the outlines.`,
  densityUsual: 'Within the usual 1–4.',
  densityLow: 'Below the usual 1–4: check wall materials, vehicle loss and port power among the assumptions.',
  densityHigh:
    'Above the usual 1–4: port power, band, walls and vehicle loss set the radius one antenna serves; check the assumptions below.',
  jointChance: 'Chance that all operators pass the acceptance test on one day, at the locations',
  withPointsChance: 'The same with every charger, gate and payment point served when measured once',
  jointShort: 'all on one day',
  undecidable: 'Acceptance target: not decidable yet',
  undecidedShort: 'open',
  reasonsTitle: 'To be looked at by a person, then accepted with --accept',
  readFloorOnly:
    'Holds for the floor that was read from the drawing alone; doubts that nobody has looked at yet',
  acceptedTitle: 'Doubts that a person has accepted',
  locationTitle: 'Locations that count',
  locationLine: (gridM, areaM2, kinds) =>
    `Locations: every cell of a ${gridM} m grid; ${areaM2} m² count, of it ${kinds}`,
  testLine: (locations, least, squareM) =>
    `Its ${locations} locations are drawn at random (squares of ${squareM} m)${least === undefined ? '' : `; at least ${least} of them have to be served for each operator`}`,
  leftOutLine: (zones) => `Left out: ${zones}, walls and columns`,
  floorKindNames: { lane: 'lanes and other open floor', bay: 'bays', lobby: 'lobbies' },
  zoneNames: {
    parking: 'parking',
    lane: 'lane',
    lobby: 'lobby',
    plant: 'plant room',
    core: 'core',
    ramp: 'ramp',
    excluded: 'excluded zone',
    'lift-car': 'lift car',
    entrance: 'entrance',
    stair: 'stair',
    'guard-room': 'guard room',
    'equipment-room': 'equipment room',
  },
  bindingTitle: 'Weakest places',
  bindingLine: (carrier, level) => `Most is missed on ${carrier}, on ${level}`,
  placeArea: 'Area',
  weakPlacesNote:
    'Connected floor served with less than the demanded ratio, by the expected coverage it costs; coordinates in the plan’s local frame, metres.',
  noWeakPlaces: 'No connected floor is served with less than the demanded ratio.',
  place: 'Place',
  landmark: 'Near',
  lostCoverage: 'Costs',
  limit: 'Short of',
  limitNames: {
    level: 'signal level',
    interference: 'interference',
    uplink: 'uplink',
    'no-antenna': 'no antenna',
  },
  landmarkNames: { bay: 'bay', point: 'point' },
  landmarkAway: (what, distanceM) => `${distanceM} m from ${what}`,
  andMore: ' …',
  kindsTitle: 'Kinds of floor: demanded and predicted',
  kindColumns: {
    kind: 'kind of floor',
    area: 'area, m²',
    rooms: 'served/all',
    coverage: 'expected coverage',
    required: 'required',
    chance: 'chance that a measurement finds it',
    weakest: 'weakest',
  },
  kindNames: {
    lane: 'lanes and other open floor',
    bay: 'bays (phone beside the car)',
    'bay-in-car': 'bays (phone in the car)',
    lobby: 'lift lobbies',
    'lift-car': 'lift cars',
    ramp: 'ramps',
    entrance: 'entrances',
    stair: 'stairs',
    'guard-room': 'guard rooms',
    'equipment-room': 'equipment rooms',
  },
  kindNotDemanded: 'none',
  kindNote:
    'Lobbies, ramps and other rooms are evaluated one by one: the expected coverage of each must reach what is required. Lanes and bays are evaluated over all of their floor. Figures are those of the weakest operator.',
  limitingKind: (kind, met, rooms, where, expected, required) =>
    `${kind} miss their demand: ${met} of ${rooms} served as required, the weakest, ${where}, with an expected coverage of ${expected} (${required} required)`,
  scenariosTitle: 'Chance to pass the acceptance test, by state of the garage',
  withstandShort: 'Antennas that do',
  notDesigned: 'not designed for',
  designInfeasible: 'no number does',
  designUnknown: 'not known: out of time',
  scenario: 'State',
  // Short enough for the planner's list.
  scenarioShutters: { 'as-drawn': '', open: 'shutters open', closed: 'shutters closed' },
  scenarioCars: (percent) => `cars ${percent}`,
  scenarioOutsideOff: 'no outdoor signal',
  scenarioPlanned: (state) => `as planned (${state})`,
  scenarioWorst: ' (worst)',
  scenarioOptional: (result) => `${result} (not demanded)`,
  scenarioNote:
    'The acceptance is walked in the planned state, and the states demanded decide; shutters close in a fire only and cars come and go, so the others are for information. “Antennas that do” are those of a design that meets the target in that state; this plan’s where it does, else of one placed for it where that was asked for (--antennas-for-states). Cars count by what their rows take from links below their roofs.',
  limitingScenario: (operator, scenario, pass, confidence) =>
    `in the state “${scenario}” ${operator} passes with ${pass} (${confidence} demanded), or points are not served`,
};

export const verdictAssumptionsEn: typeof verdictAssumptionsZh = {
  phoneBiasSigmaDb: 'Error of a phone on a whole walk, standard deviation',
  phoneReadingSigmaDb: 'Error of a single reading, standard deviation',
  carrierCorrelationRatio: 'Shadowing and model error that two carriers share (of the variance)',
};
