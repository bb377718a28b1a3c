/**
 * Random edits of plans with a feeder network, as people make them in the planner and in files: after each either
 * everything derived is current or it is named as stale, cables that miss their nodes fail a rule, and documents of a
 * stale network are refused or stamped. What has to be stale is evaluated by the edit and by designing anew, never by
 * fingerprints.
 */
import { editKinds, editPlan } from './edit-plan.mjs';

const toleranceM = 0.05;
/** Fields of an antenna that no network is designed from. */
const unread = ['name', 'fixed', 'locked', 'portPowerDbm', 'azimuthDeg', 'downtiltDeg', 'pattern'];

/**
 * @param engine the package, compiled or not
 * @param options.plans plans with a network of their own; each has its share of the edits
 * @param options.redesignEvery so many edits between two designs anew
 * @param options.documentsEvery so many edits between two full sets of documents; the quick ones are made after every edit
 * @param options.makeDocuments further documents of a plan: `[name, make(allowStale), read(content)]`
 * @param options.report hears of the counts after every edit
 * @returns counts, and the first disagreements in words
 */
export function runRandomEdits(engine, options) {
  const {
    plans,
    edits,
    seed,
    redesignEvery = 25,
    documentsEvery = 25,
    makeDocuments = () => [],
    report,
  } = options;
  const random = engine.createRandom(seed);
  const figures = {
    ...{ edits: 0, stale: 0, current: 0, redesigned: 0, redesignedOther: 0 },
    ...{ endsOff: 0, documentsRefused: 0, documentsStamped: 0, documentsPlain: 0 },
    ...{ wronglyCurrent: 0, wronglyStale: 0, unnamed: 0, endsUnnamed: 0, documentsUnstamped: 0, metStale: 0 },
    byKind: Object.fromEntries(editKinds.map((kind) => [kind, 0])),
    faults: [],
  };
  const fault = (counter, words) => {
    figures[counter] += 1;
    if (figures.faults.length < 20) figures.faults.push(`${counter}: ${words}`);
  };
  for (const [index, designed] of plans.entries()) {
    let plan = designed;
    const editCount = Math.floor(edits / plans.length) + (index < edits % plans.length ? 1 : 0);
    for (let count = 0; count < editCount; count++) {
      const kind = editKinds[Math.floor(random() * editKinds.length)];
      // Edits add up, as they do at a desk, until they are taken back.
      plan =
        kind === 'undo'
          ? designed
          : engine.parsePlan(editPlan(JSON.parse(JSON.stringify(plan)), kind, random));
      figures.edits += 1;
      figures.byKind[kind] += 1;
      const at = `plan ${index + 1}, edit ${count + 1} (${kind})`;
      checkStates(engine, { plan, designed, at, figures, fault });
      if (figures.edits % redesignEvery === 0) checkByDesign(engine, { plan, designed, at, figures, fault });
      checkEnds(engine, { plan, at, figures, fault });
      const isFull = figures.edits % documentsEvery === 0;
      const documents = [...quickDocuments(engine, plan), ...(isFull ? makeDocuments(plan) : [])];
      checkDocuments(engine, documents, { plan, at, figures, fault });
      report?.(figures);
    }
  }
  return figures;
}

/** What the edit itself says: antennas that differ make the network stale, a plan that differs in nothing keeps it. */
function checkStates(engine, { plan, designed, at, figures, fault }) {
  const states = engine.derivedStates(plan);
  const isStale = states.network.state === 'stale';
  figures[isStale ? 'stale' : 'current'] += 1;
  if (antennasOf(plan) !== antennasOf(designed) && !isStale) fault('wronglyCurrent', at);
  const isSame = ['antennas', 'levels', 'carriers', 'requirements'].every(
    (key) => JSON.stringify(sorted(plan[key])) === JSON.stringify(sorted(designed[key])),
  );
  if (isSame && isStale) fault('wronglyStale', at);
  if (!isStale) return;
  if (states.network.moved.length === 0 || states.portPowers.state !== 'stale') fault('unnamed', at);
  // Where there is any reason no target is met.
  if (engine.verdictReasons(plan, states).length === 0) fault('metStale', at);
}

/** Designs the network anew: one that would be another now is stale; what is said to be current is the same. */
function checkByDesign(engine, { plan, designed, at, figures, fault }) {
  const { state } = engine.derivedStates(plan).network;
  let again;
  try {
    again = engine.designNetwork(engine.withoutNetwork(plan), { effort: 'low', partial: true }).plan;
  } catch (error) {
    if (!(error instanceof engine.InputError)) throw error;
  }
  figures.redesigned += 1;
  const isOther = engine.canonicalJson(again?.network) !== engine.canonicalJson(designed.network);
  if (isOther) figures.redesignedOther += 1;
  if (isOther && state !== 'stale') fault('wronglyCurrent', `${at}: designed anew it is another one`);
  if (again && engine.derivedStates(again).network.state !== 'current')
    fault('wronglyStale', `${at}: just designed`);
}

/** Ends of cables away from their nodes, measured here; the rules have to name each node. */
function checkEnds(engine, { plan, at, figures, fault }) {
  const off = endsOff(plan);
  if (off.length === 0) return;
  figures.endsOff += off.length;
  const report = engine.reportNetwork(plan);
  const rule = report?.rules.find(({ id }) => id === 'cable-ends');
  const named = new Set(rule?.failures.map((failure) => failure.at.id));
  for (const node of off) if (report && !named.has(node)) fault('endsUnnamed', `${at}: ${node}`);
  if (report?.met !== false) fault('endsUnnamed', `${at}: the network counts as met`);
}

function endsOff({ antennas, network }) {
  const nodes = new Map(
    [...antennas, ...(network.sources ?? []), ...(network.devices ?? []), ...(network.basebands ?? [])].map(
      (node) => [node.id, node],
    ),
  );
  return (network.cables ?? []).flatMap(({ from, to, course }) => {
    const last = course[course.length - 1];
    const ends = [
      [from.node, course[0].level, course[0].path[0]],
      [to.node, last.level, last.path[last.path.length - 1]],
    ];
    return ends.flatMap(([id, level, [x, y]]) => {
      const node = nodes.get(id);
      const location = node?.path?.[0] ?? node?.position;
      const isThere = node?.level === level && Math.hypot(location[0] - x, location[1] - y) <= toleranceM;
      return isThere ? [] : [id];
    });
  });
}

function quickDocuments(engine, plan) {
  const tables = ['bill', 'ports', 'cables', 'devices', 'schedule', 'rules', 'assumptions'];
  const table = tables[plan.antennas.length % tables.length];
  return [
    [
      `${table}.csv`,
      (allowStale) => engine.planCsv(plan, table, { lang: 'zh', allowStale }),
      (text) => [text],
    ],
    ['diagram.svg', (allowStale) => engine.diagramSvg(plan, { lang: 'en', allowStale }), sheetsOfSvg],
    ['floor.svg', (allowStale) => engine.floorSvg(plan, { lang: 'zh', allowStale }), sheetsOfSvg],
    [
      'floor.dxf',
      (allowStale) => engine.floorDxf(plan, { lang: 'en', allowStale }),
      (bytes) => [decode(bytes)],
    ],
  ];
}

/** Every sheet has a drawing number in its title block. */
function sheetsOfSvg(svg) {
  const numbers = svg.match(/>DK-[^<]*\d\d</g) ?? [];
  const stamps = svg.match(/>[^<]*STALE/g) ?? [];
  return numbers.map((_, index) => stamps[index] ?? '');
}

export function decode(bytes) {
  return new TextDecoder().decode(bytes);
}

/**
 * No document comes of a stale plan unless it is asked for by name; those that do say so on every page, and no others
 * do.
 */
function checkDocuments(engine, documents, { plan, at, figures, fault }) {
  const isStale = engine.derivedStates(plan).network.state === 'stale';
  for (const [name, make, pages] of documents) {
    if (isStale) {
      if (isRefused(engine, make)) figures.documentsRefused += 1;
      else fault('documentsUnstamped', `${at}: ${name} was not refused`);
    }
    const texts = pages(make(true));
    const stamped = texts.filter((text) => text.includes('STALE')).length;
    if (stamped !== (isStale ? texts.length : 0) || texts.length === 0)
      fault('documentsUnstamped', `${at}: ${name}`);
    else figures[isStale ? 'documentsStamped' : 'documentsPlain'] += 1;
  }
}

function isRefused(engine, make) {
  try {
    make(false);
    return false;
  } catch (error) {
    if (error instanceof engine.InputError) return true;
    throw error;
  }
}

function antennasOf({ antennas }) {
  const read = antennas.map((antenna) =>
    Object.entries(antenna).filter(([key, value]) => value !== undefined && !unread.includes(key)),
  );
  return JSON.stringify(
    sorted(read.map((entries) => Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1))))),
  );
}

function sorted(value) {
  if (!Array.isArray(value)) return value;
  return [...value].sort((a, b) => (String(a.id) < String(b.id) ? -1 : 1));
}
