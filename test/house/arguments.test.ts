import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as root from '@diku/engine';
import * as design from '@diku/engine/design';
import * as plans from '@diku/engine/plan';
import * as radio from '@diku/engine/radio';
import { beforeAll, describe, expect, it } from 'vitest';
import { partsOf } from '../support/is-long.ts';

/** What callers without types hand in where something else is expected. */
const wrong: readonly unknown[] = [
  undefined,
  null,
  Number.NaN,
  -1,
  Infinity,
  'nonsense',
  true,
  [],
  {},
  () => 1,
];

type Arguments = readonly unknown[];

/** A hall with a wall and one antenna: small enough to be predicted again and again. */
const hall = root.parsePlan({
  ...{ format: 'diku-plan', version: 2, community: { id: 'hall', name: 'A hall' } },
  carriers: root.findCarrierProfile('lte').slice(0, 1),
  requirements: root.defaultRequirements,
  levels: [
    {
      ...{ id: 'B1', elevationM: -4, clearHeightM: 2.8 },
      outline: [
        [0, 0],
        [20, 0],
        [20, 10],
        [0, 10],
      ],
      walls: [{ id: 'W1', start: [10, 0], end: [10, 6], thicknessM: 0.2, material: 'concrete' }],
    },
  ],
  antennas: [
    {
      id: 'A1',
      level: 'B1',
      position: [5, 5],
      heightM: 2.6,
      type: 'ceiling-omni',
      cell: 'S1',
      carriers: ['*'],
    },
  ],
});
const solver = root.createPlainSolver(root.createSimdKernel());
const file = (path: string) => readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)));
const work = { solver, resolutionM: 2, effort: 'low' };
const walkBytes = file('examples/walk-one-level.csv').subarray(0, 4000);
const table = [{ line: 1, x: '5', y: '5', level: 'B1' }];
const [antenna] = hall.antennas;
const [carrier] = hall.carriers;
const profile = root.planProfile(hall);
const states = root.derivedStates(hall);
const transform = { metresPerUnit: 1, rotationDeg: 0, translation: [0, 0] };
const problem = { at: 'x', found: 'y', expected: 'z' };
const phrase = { code: 'verbatim', values: { text: 'x' } };
const jobGrid = { originXMm: 0, originYMm: 0, cellMm: 500, columns: 4, rows: 4 };
const flat = Array.from({ length: 36 }, () => 0);
const cuts = { gainDbi: 2, horizontalLossDb: flat, verticalLossDb: flat };
let prediction: root.Prediction;
let survey: root.Survey;
let read: root.ReadDrawing;
let fonts: unknown[];

beforeAll(async () => {
  prediction = await root.predictPlan(hall, { solver, resolutionM: 2 });
  const surveyed = await root.surveyPlan(hall, { solver, resolutionM: 2 });
  if (surveyed.status === 'ready') survey = surveyed;
  read = await root.readDrawing(file('examples/garage-one-level.dxf'));
  fonts = [root.readFont(file('assets/fonts/NotoSansSC-Subset.ttf'))];
});

/** Arguments that each function takes; made when they are needed, after what they are made of. */
const rootCalls: Record<string, () => Arguments> = {
  acceptReasons: () => [hall, [], { by: 'A person', date: '2026-01-01' }],
  acceptWalk: () => [hall, [{ name: 'walk.csv', bytes: walkBytes }], {}],
  calibratePlan: () => [hall, { readings: [], setAside: [], assumptions: [], columns: [], ignored: [] }],
  constructionPackZip: () => [prediction, { lang: 'en', fonts }],
  createPlainSolver: () => [root.createSimdKernel()],
  derivedStates: () => [hall],
  describeProblem: () => [problem, 'en'],
  designFeeder: () => [hall, { ...work, reserve: 0 }],
  drawMaps: () => [prediction, 'en', 'rsrp'],
  evaluateExposure: () => [hall],
  findCarrierProfile: () => ['lte'],
  floorDxf: () => [hall, { lang: 'en' }],
  knownMaterials: () => [{}],
  listModels: () => [],
  parseCatalogue: () => [{}],
  parseCorrections: () => [{}],
  parsePlan: () => [hall],
  parsePreset: () => [{}],
  parseWalk: () => [walkBytes, hall, { fileName: 'walk.csv' }],
  phraseText: () => [phrase, 'en'],
  placePlan: () => [
    hall,
    { ...work, seed: 1, gapRatio: 0.5, objective: 'antennas', spacingM: 5, refuse: [], refuseRadiusM: 5 },
  ],
  planGarage: () => [{ plan: hall }, { ...work, network: false, seed: 1, gapRatio: 0.5 }],
  planPdf: () => [hall, { lang: 'en', fonts, paper: 'A3' }],
  planProfile: () => [{ requirements: hall.requirements }],
  planWarnings: () => [hall, 'en'],
  predictPlan: () => [
    hall,
    { solver, resolutionM: 2, memoryBytes: 1e8, locations: 40, scenarios: 'required' },
  ],
  readFont: () => [file('assets/fonts/NotoSansSC-Subset.ttf').subarray(0, 2000)],
  reportHtml: () => [{ prediction, lang: 'en' }],
  reportNetwork: () => [hall],
  resultDocument: () => [prediction],
  surveyHtml: () => [survey, hall, 'en'],
  surveyPlan: () => [hall, { solver, resolutionM: 2, points: 50, seed: 1 }],
  traceLink: () => [hall, 'A1', '15,5,1.5,B1', { carrierId: carrier.id, modelId: 'multi-wall' }],
  verdictTable: () => [prediction, 'en', 80],
};
/** Those that read a whole drawing: each argument once. */
const slowCalls: Record<string, () => Arguments> = {
  importDrawing: () => [file('examples/garage-one-level.dxf'), {}],
  readDrawing: () => [file('examples/garage-one-level.dxf'), {}],
  recogniseDrawing: () => [read, {}],
};
const radioCalls: Record<string, () => Arguments> = {
  createPlainRaySolver: () => [() => Promise.resolve()],
  dataRates: () => [carrier, 'data', profile],
  isScaledQuantity: () => ['rsrp'],
  layersAt: () => [prediction.maps[0], 3],
  rasterQuantity: () => ['rsrq'],
  scaledQuantity: () => ['rsrp'],
  energyDoubts: () => [cuts],
  radiatedOverFedDb: () => [cuts],
  antennaGainDbi: () => [antenna, 3, 4, -1],
  cableLosses: () => [{}, 1800],
  evaluateBatch: () => [[{ model: 'free-space', inputs: { distanceM: 10, frequencyMhz: 1800 } }]],
  evaluateModel: () => ['free-space', { distanceM: 10, frequencyMhz: 1800 }],
  isSameGrid: () => [jobGrid, jobGrid],
  levelName: () => [carrier],
  loadFormulas: () => [],
  loadPlanModel: () => [hall, 'multi-wall'],
  mapService: () => [carrier],
  operatorCells: () => [hall, 'telecom', prediction.maps, profile],
  planModel: () => [hall, 'multi-wall'],
  planNotes: () => [hall, radio.planModel(hall), profile],
  powerReasons: () => [states],
  storeVerdict: () => [hall, { assessment: prediction.assessment, modelId: 'multi-wall', resolutionM: 1 }],
  throughputClassOf: () => [radio.throughputLimits(carrier, 'data', profile), 10, 3],
  throughputLimits: () => [carrier, 'data', profile],
  unfedNotes: () => [hall],
  verdictReasons: () => [hall, states],
};
const raySubject = { levelId: hall.levels[0].id, carrierId: hall.carriers[0].id };
const planCalls: Record<string, () => Arguments> = {
  antennaType: () => ['ceiling-omni', {}],
  isAimed: () => [antenna],
  isFailure: () => ['antenna-failed'],
  radiatesAlongPath: () => [antenna],
  antennaLocation: () => [antenna],
  antennaLocations: () => [antenna],
  applyScenario: () => [
    hall,
    { id: 'cars-full', shutters: 'as-drawn', occupancyRatio: 1, outside: 'as-given' },
  ],
  carrierProfileRequirements: () => ['lte'],
  createFingerprintMemo: () => [],
  derivedDocument: () => [states],
  drawingToPlan: () => [[1, 2], transform],
  facilityKindRow: () => ['power'],
  findRequirementProfile: () => ['shanghai-2023'],
  levelWalls: () => [hall.levels[0]],
  mergeProfile: () => [profile, {}],
  moveAntenna: () => [antenna, [6, 5]],
  withFeederPaths: () => [hall, 2],
  fingerprint: () => [hall],
  planFingerprint: () => [hall],
  movedPhrase: () => [[phrase]],
  rowName: () => ['material', 'brick'],
  openingKindRow: () => ['door'],
  partStateText: () => ['network', states.network, 'en'],
  cableLengthM: () => [antenna],
  phraseDocument: () => [phrase],
  placedOpenings: () => [hall.levels[0]],
  planScenarios: () => [hall],
  portOnPath: () => ['path2-in'],
  planToDrawing: () => [[1, 2], transform],
  profileNames: () => [profile],
  profileValues: () => [profile],
  schemaProblems: () => [[], hall],
  sortReasons: () => [hall],
  rayState: () => [hall, raySubject, { basis: 'sha256:00' }],
  withoutNetwork: () => [hall],
  zoneKindRow: () => ['lobby'],
};
const designCalls: Record<string, () => Arguments> = {
  defaultPriceBook: () => [],
  defaultCatalogue: () => [],
  estimateCost: () => [hall],
  builtPlan: () => [hall, { antennas: [] }],
  compareBuilt: () => [{ designed: prediction, built: prediction }],
  designedPlan: () => [hall],
  matchPhotos: () => [[{ file: 'A1.jpg', sha256: '0'.repeat(64) }], hall, ['A2']],
  readBuiltAntennas: () => [new TextEncoder().encode('Antenna ID,Status\nA1,Installed\n'), hall],
  readBuiltCables: () => [new TextEncoder().encode('Cable ID,Length (m)\n'), hall, {}],
  readBuiltDevices: () => [new TextEncoder().encode('Component ID,Type\n'), hall, {}],
  readBuiltTests: () => [new TextEncoder().encode('Branch,VSWR\n'), hall],
  changeNetwork: () => [hall, [{ change: 'lock', ids: ['T1'], locked: true }]],
  followAntennas: () => [hall],
  existingNetwork: () => [hall, { parts: [], cables: [], problems: [], doubts: [], encoding: 'utf-8' }],
  listRework: () => [hall],
  parsePriceBook: () => [{}],
  proposeRecordColumns: () => [walkBytes],
  proposeTreeColumns: () => [walkBytes],
  readTreeTable: () => [walkBytes],
  evaluateHandover: () => [prediction],
  networkDocument: () => [{}, hall],
  customCandidates: () => [hall, table],
  workerProver: () => [() => ({})],
};

/** Returns what the engine made is whole: looked at as one, not key by key. */
const engineMade = (): unknown[] => [
  hall,
  profile,
  states,
  states.network,
  antenna,
  carrier,
  prediction.assessment,
];

const isBag = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** Every call with one argument, or one option of one, that is wrong; `changed` says which. */
function* wrongCalls(args: Arguments): Generator<{ changed: string; value: unknown; args: unknown[] }> {
  for (const [index, given] of args.entries()) {
    const put = (value: unknown) => args.map((each, at) => (at === index ? value : each));
    for (const value of wrong) yield { changed: `argument ${index + 1}`, value, args: put(value) };
    const isOptions = isBag(given) && index > 0 && !engineMade().includes(given);
    if (!isOptions) continue;
    for (const key of Object.keys(given)) {
      for (const value of wrong) yield { changed: key, value, args: put({ ...given, [key]: value }) };
    }
  }
}

const isRefusal = (error: unknown) => error instanceof root.InputError || error instanceof RangeError;

/** Returns whether a number in it is none; of large results the first thousand values. */
function hasNaN(value: unknown, depth = 4): boolean {
  if (typeof value === 'number') return Number.isNaN(value);
  if (depth === 0 || typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return false;
  return Object.values(value)
    .slice(0, 1000)
    .some((each) => hasNaN(each, depth - 1));
}

/** Returns what goes wrong otherwise: another error than a refusal, or a result that is no number. */
async function nonsenseOf(call: (...args: unknown[]) => unknown, args: Arguments): Promise<string[]> {
  const found: string[] = [];
  for (const each of wrongCalls(args)) {
    const shown = `${each.changed} = ${typeof each.value === 'string' ? `'${each.value}'` : typeof each.value === 'object' ? JSON.stringify(each.value) : String(each.value)}`;
    try {
      const result = await call(...each.args);
      if (hasNaN(result)) found.push(`${shown}: NaN in the result`);
    } catch (error) {
      if (!isRefusal(error)) found.push(`${shown}: ${String(error)}`);
    }
  }
  return found;
}

/** Each of their wrong arguments that is right after all is a search. */
const searches = ['placePlan', 'planGarage'];

describe.each([
  ['@diku/engine', root, { ...rootCalls, ...slowCalls }],
  ['@diku/engine/radio', radio, radioCalls],
  ['@diku/engine/plan', plans, planCalls],
  ['@diku/engine/design', design, designCalls],
] as const)('wrong arguments at %s', (_, door, calls) => {
  const functions = Object.entries(door).filter(
    ([, value]) => typeof value === 'function' && !/^class/.test(String(value)),
  );

  it('every function is tried', () => {
    expect(
      functions.map(([name]) => name).filter((name) => !(name in calls) && name !== 'createSimdKernel'),
    ).toEqual([]);
  });

  const names = Object.keys(calls);
  for (const { cases, tags } of partsOf(names, (index) => !searches.includes(names[index]))) {
    it.each(cases)('%s refuses them with what was found and expected', { tags }, async (name) => {
      const call = (door as Record<string, unknown>)[name] as (...args: unknown[]) => unknown;
      expect(await nonsenseOf(call, (calls as Record<string, () => Arguments>)[name]())).toEqual([]);
    });
  }
});
