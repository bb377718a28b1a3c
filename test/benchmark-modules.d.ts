/** The parts of benchmarks/ that tests import; they are plain JavaScript. */
declare module '*/benchmarks/lib/per-cell-reference.mjs' {
  export function createPerCellReference(): import('./support/whole-engine.ts').FieldKernel;
}
declare module '*/benchmarks/lib/skipping-reference.mjs' {
  export function createSkippingReference(): import('./support/whole-engine.ts').FieldKernel;
}
declare module '*/benchmarks/lib/per-cell-variants.mjs' {
  export const perCellVariants: Record<
    string,
    (job: import('./support/whole-engine.ts').FieldJob) => Int32Array
  >;
}
declare module '*/benchmarks/lib/field-jobs.mjs' {
  type Job = import('./support/whole-engine.ts').FieldJob;
  export function createFieldJobs(plan: unknown, resolutionM: number): Job[];
  export function createHugeGarageJobs(): { id: string; jobs: Job[] }[];
  export function hashLossUnits(
    kernel: import('./support/whole-engine.ts').FieldKernel,
    jobs: readonly Job[],
  ): string;
}
declare module '*/benchmarks/lib/random-edits.mjs' {
  type Engine = typeof import('./support/whole-engine.ts');
  type Plan = import('./support/whole-engine.ts').Plan;
  export interface EditFigures {
    edits: number;
    stale: number;
    current: number;
    redesigned: number;
    redesignedOther: number;
    endsOff: number;
    documentsRefused: number;
    documentsStamped: number;
    documentsPlain: number;
    wronglyCurrent: number;
    wronglyStale: number;
    unnamed: number;
    endsUnnamed: number;
    documentsUnstamped: number;
    metStale: number;
    byKind: Record<string, number>;
    faults: string[];
  }
  type Document = [
    name: string,
    make: (allowStale: boolean) => unknown,
    pages: (content: never) => readonly string[],
  ];
  export function runRandomEdits(
    engine: Engine,
    options: {
      plans: readonly Plan[];
      edits: number;
      seed: number;
      redesignEvery?: number;
      documentsEvery?: number;
      makeDocuments?: (plan: Plan) => readonly Document[];
    },
  ): EditFigures;
}
declare module '*/benchmarks/lib/fit-exponent.mjs' {
  export function fitExponent(
    sizes: readonly number[],
    times: readonly number[],
  ): { exponent: number; standardError: number };
}
declare module '*/benchmarks/lib/race.mjs' {
  export interface Contender {
    run: () => unknown;
    repeats?: number;
  }
  export interface Summary {
    medianMs: number;
    minMs: number;
    spread: number;
    rounds: number;
  }
  export function race(
    contenders: readonly Contender[],
    options: { rounds: number; warmups?: number },
  ): Promise<number[][]>;
  export function summarise(timesMs: readonly number[]): Summary;
  export function compareTimes(
    others: readonly number[],
    times: readonly number[],
  ): { ratio: number; ratioQuartiles: [number, number]; minRatio: number };
}
declare module '*/benchmarks/lib/history.mjs' {
  export interface Task {
    name: string;
    medianMs: number;
    minMs: number;
    spread?: number;
    checksum: string;
    ratio?: number;
    reference?: { name: string; medianMs: number };
  }
  export interface BenchmarkRecord {
    date: string;
    revision: string;
    node: string;
    platform: string;
    threads: number;
    memoryGb: number;
    load: number;
    tasks: Task[];
  }
  export interface BenchmarkHistory {
    format: string;
    version: number;
    cpu: string;
    records: BenchmarkRecord[];
  }
  export interface Run {
    machine: Omit<BenchmarkRecord, 'date' | 'revision' | 'tasks'> & { cpu: string };
    tasks: (Task & Record<string, unknown>)[];
  }
  export function cpuSlug(cpu: string): string;
  export function historyFile(cpu: string): string;
  export function readHistory(file: string, cpu: string): BenchmarkHistory;
  export function createRecord(run: Run, at: { date: string; revision: string }): BenchmarkRecord;
  export function appendRecord(file: string, history: BenchmarkHistory, record: BenchmarkRecord): void;
  export function checkHistory(history: unknown): void;
}
declare module '*/benchmarks/lib/read-options.mjs' {
  export class UsageError extends Error {}
  export interface Options {
    quick: boolean;
    json: boolean;
    isWhole: boolean;
    isChosenTask(name: string): boolean;
    isChosenResult(name: string): boolean;
  }
  export function readOptions(argv: readonly string[], taskNames: readonly string[]): Options;
}
declare module '*/benchmarks/lib/write-docs.mjs' {
  export function replaceBetweenMarks(page: string, text: string, name: string): string;
}
declare module '*/scripts/lib/correlated-field.mjs' {
  export function correlatedField(
    random: () => number,
    sigmaDb: number,
    decorrelationM: number,
    waveCount?: number,
  ): (x: number, y: number) => number;
}
declare module '*/benchmarks/frames/draw-counter.mjs' {
  export function installDrawCounter(): void;
}
declare module '*/benchmarks/frames/edit-rounds.mjs' {
  type Page = import('playwright-core').Page;
  type Browser = import('playwright-core').Browser;
  export interface PageSample {
    round: number;
    heapBytes: number;
    nodes: number;
    listeners: number;
    /** What the page's largest process has for itself, where the system says it. */
    memoryBytes: number;
    /** The same once garbage was collected in the workers too; of the first and the last sample. */
    heldBytes?: number;
  }
  export function editFor(
    page: Page,
    browser: Browser,
    options: {
      minutes: number;
      antennas: readonly string[];
      sampleMs: number;
      onSample: (sample: PageSample) => void;
    },
  ): Promise<void>;
}
declare module '*/benchmarks/lib/redis-server.mjs' {
  export function hasRedis(): boolean;
  export function startRedis(folder: string, port: number): import('node:child_process').ChildProcess;
  export function freePort(): Promise<number>;
}
declare module '*/benchmarks/lib/simulate-acceptance.mjs' {
  type Plan = import('./support/whole-engine.ts').Plan;
  type Survey = import('./support/whole-engine.ts').Survey;
  type Reading = import('./support/whole-engine.ts').WalkReading;
  export interface PreparedTests {
    operators: Plan['carriers'][number]['operator'][];
    profile: import('./support/whole-engine.ts').RequirementProfile;
  }
  export function prepareTests(plan: Plan, survey: Survey): PreparedTests;
  export function prepareDeviating(plan: Plan, survey: Survey, normal: () => number): PreparedTests;
  export function drawTest(tests: PreparedTests, normal: () => number): Reading[];
  export function readingsCsv(readings: readonly Reading[]): string;
  export function polarNormal(seed: number): () => number;
  export function correlationFactor(
    locations: readonly { x: number; y: number }[],
    decorrelationM: number,
  ): Float64Array;
}
declare module '*/benchmarks/lib/community-plan.mjs' {
  export function createCommunityPlan(id: string, random: () => number): unknown;
}
declare module '*/benchmarks/measured/lib/mean-links.mjs' {
  export interface MeanRule {
    into(levelDbm: number): number;
    outOf(mean: number): number;
  }
  export const meanOfPowers: MeanRule;
  export function createLinkMeans(rule?: MeanRule): {
    add(key: string, link: object, to: readonly number[], levelDbm: number): void;
    has(key: string): boolean;
    links(): { to: number[]; levelDbm: number; samples: number }[];
  };
}
declare module '*/benchmarks/measured/lib/pair-faces.mjs' {
  export interface DrawnWall {
    start: number[];
    end: number[];
    thicknessM?: number;
    material?: string;
  }
  export function pairFaces(segments: readonly number[][][]): DrawnWall[];
  export function bundleLines(segments: readonly number[][][]): DrawnWall[];
  export function cutOverlap(walls: readonly DrawnWall[], others: readonly DrawnWall[]): DrawnWall[];
  export function dropDoubles(walls: readonly DrawnWall[]): DrawnWall[];
}
declare module '*/benchmarks/measured/lib/read-plan-image.mjs' {
  export function readPlanImage(
    raster: { width: number; height: number; data: Uint8Array },
    facts: {
      marks: readonly { pixel: readonly number[]; point: readonly number[] }[];
      legend?: readonly number[];
      track?: readonly number[][];
      shrink?: number;
    },
  ): { start: number[]; end: number[]; thicknessM?: number }[];
}
declare module '*/benchmarks/measured/sets/index.mjs' {
  export const sets: {
    id: string;
    repository: string;
    commit: string;
    licence: string;
    files: string[];
    read(folder: string): Promise<object[]>;
  }[];
}
declare module '*/benchmarks/measured/lib/boosted-trees.mjs' {
  export function fitBoostedTrees(
    rows: readonly (readonly number[])[],
    values: readonly number[],
    options?: { trees?: number; learningRatio?: number; depth?: number; minLeaf?: number; bins?: number },
  ): (row: readonly number[]) => number;
}
declare module '*/benchmarks/measured/lib/draw-links.mjs' {
  export interface MeasuredLink {
    transmitter: string;
    fromFloor: string;
    from: number[];
    toFloor: string;
    to: number[];
    frequencyMhz: number;
    device: string;
    levelDbm: number;
    crossed?: Record<string, number>;
  }
  export interface MeasuredBuilding {
    id: string;
    title: string;
    floors: { id: string; elevationM: number; clearHeightM: number; walls: object[] }[];
    links: MeasuredLink[];
    unheard?: MeasuredLink[];
  }
  export interface DrawnSite extends Omit<MeasuredBuilding, 'unheard'> {
    building: string;
    scope: string;
    band: string;
    received: number;
    unheard: number;
  }
  export function drawSites(building: MeasuredBuilding): DrawnSite[];
}
declare module '*/benchmarks/measured/lib/trace-site.mjs' {
  type DrawnSite = import('*/benchmarks/measured/lib/draw-links.mjs').DrawnSite;
  export interface TracedLink {
    transmitter: string;
    device: string;
    series: string;
    floor: string;
    floors: number;
    point: number[];
    levelDbm: number;
    frequencyMhz: number;
    distanceM: number;
    logDistance: number;
    nearLossDb: number;
    walls: number;
    sumDb: number;
    largestDb: number;
    lossDb: Record<string, number>;
    factorLossDb: number[];
  }
  export const wallFactors: number[];
  export function traceSite(site: DrawnSite): TracedLink[];
}
declare module '*/benchmarks/measured/lib/error-figures.mjs' {
  type TracedLink = import('*/benchmarks/measured/lib/trace-site.mjs').TracedLink;
  export interface ErrorFigures {
    rmseDb: number;
    lowDb: number;
    highDb: number;
  }
  export function offsetErrorsDb(links: readonly TracedLink[], predictedDb: readonly number[]): number[];
  export function meanOverBuildings(
    sites: readonly { building: string }[],
    valuesDb: readonly number[],
  ): { buildings: number; meanDb: number } | undefined;
}
declare module '*/benchmarks/measured/lib/leave-buildings-out.mjs' {
  type TracedLink = import('*/benchmarks/measured/lib/trace-site.mjs').TracedLink;
  type ErrorFigures = import('*/benchmarks/measured/lib/error-figures.mjs').ErrorFigures;
  interface TracedSite {
    id: string;
    building: string;
    links: TracedLink[];
  }
  export function leaveBuildingsOut(
    sites: readonly TracedSite[],
    table: 'walls' | 'links' | 'floors',
  ): {
    scores: Record<string, ErrorFigures>;
    fits: Record<string, { exponent: number; stepDb: number }>;
  }[];
  export function refitSaturatingPath(sites: readonly TracedSite[]): {
    exponent: number;
    factorIndex: number;
  };
}
declare module '*/benchmarks/measured/lib/leave-transmitters-out.mjs' {
  type DrawnSite = import('*/benchmarks/measured/lib/draw-links.mjs').DrawnSite;
  type TracedLink = import('*/benchmarks/measured/lib/trace-site.mjs').TracedLink;
  type ErrorFigures = import('*/benchmarks/measured/lib/error-figures.mjs').ErrorFigures;
  export function drawFolds(names: readonly string[], count?: number): Set<string>[];
  export function heldOutErrorsDb(
    links: readonly TracedLink[],
    folds: readonly Set<string>[],
    learn: (indices: number[]) => (link: TracedLink, index: number) => number,
  ): number[] | undefined;
  export function leaveTransmittersOut(
    site: DrawnSite,
    links: readonly TracedLink[],
  ): Record<string, ErrorFigures> | undefined;
}
declare module '*/benchmarks/measured/lib/hold-blocks-out.mjs' {
  export function holdBlocksOut(
    links: readonly import('*/benchmarks/measured/lib/trace-site.mjs').TracedLink[],
  ): Record<string, import('*/benchmarks/measured/lib/error-figures.mjs').ErrorFigures> | undefined;
}
declare module '*/benchmarks/measured/lib/krige-residuals.mjs' {
  interface Located {
    series: string;
    point: readonly number[];
  }
  export function krigeResiduals(
    known: readonly (Located & { residualDb: number })[],
    links: readonly Located[],
  ): number[];
}
declare module '*/benchmarks/measured/lib/estimate-spreads.mjs' {
  interface Site {
    id: string;
    building: string;
    band: string;
    campaign: string;
    links: import('*/benchmarks/measured/lib/trace-site.mjs').TracedLink[];
  }
  interface PreparedBuilding {
    building: string;
  }
  export function prepareSpreads(sites: readonly Site[]): PreparedBuilding[];
  export function estimateSpreads(
    prepared: readonly PreparedBuilding[],
    options?: { decorrelationM?: number; resampleCount?: number },
  ): {
    buildings: number;
    figures: Record<string, { value: number; low: number; high: number }>;
    rows: {
      building: string;
      exponent: number;
      exponentError: number;
      obstacle: number;
      obstacleError: number;
    }[];
  };
}
declare module '*/benchmarks/measured/lib/fit-levels.mjs' {
  interface Spreads {
    building: Float64Array; // [3, 3]
    transmitter: Float64Array; // [3, 3]
  }
  export function fitLevels(
    buildings: readonly {
      campaign: string;
      columns: number;
      transmitters: readonly { group: number; information: Float64Array; right: Float64Array }[];
    }[],
    options?: { rounds?: number; start?: Spreads },
  ): Spreads & { mean: { exponent: number; obstacle: number } };
}
declare module '*/benchmarks/measured/lib/correlate-transmitters.mjs' {
  export function correlateTransmitters(
    residuals: readonly { transmitter: string; place: string; residualDb: number }[],
  ): { ratio: number; pairs: number } | undefined;
}
declare module '*/benchmarks/measured/lib/compare-devices.mjs' {
  interface ComparedDevices {
    building: string;
    band: string;
    devices: string[];
    places: number;
    offsetsDb: number[];
    readingSigmaDb: number;
  }
  export function compareDevices(site: {
    building: string;
    band: string;
    links: readonly import('*/benchmarks/measured/lib/trace-site.mjs').TracedLink[];
  }): ComparedDevices[];
  export function deviceSigmaDb(sites: readonly ComparedDevices[]): number;
}
declare module '*/benchmarks/measured/lib/weaken-unknown-walls.mjs' {
  interface WeakenedSite {
    building: string;
    band: string;
    links: readonly import('*/benchmarks/measured/lib/trace-site.mjs').TracedLink[];
  }
  type Mean = { buildings: number; meanDb: number } | undefined;
  export function weakenWalls(sites: readonly WeakenedSite[]):
    | {
        rows: {
          building: string;
          wholeDb: number;
          halfDb: number;
          learntDb: number;
          learntFactor: number;
        }[];
        means: Record<'wholeDb' | 'halfDb' | 'learntDb' | 'halfLessDb' | 'learntLessDb', Mean>;
      }
    | undefined;
}
declare module '*/benchmarks/lib/location-sets.mjs' {
  type Plan = import('./support/whole-engine.ts').Plan;
  interface Location {
    level: string;
    x: number;
    y: number;
  }
  export function seededSets(plan: Plan): Location[][];
  export function offsetSets(plan: Plan): Location[][];
  export function chancesOfSets(
    plan: Plan,
    sets: readonly Location[][],
    options: { tests: number; seed: number },
  ): { operator: string; chances: { chance: number }[] }[];
}
