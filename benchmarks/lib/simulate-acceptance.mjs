/**
 * Acceptance tests of a plan, drawn from its model by other means than its chance to pass: medians from single links
 * and not from maps, shadowing by the Cholesky factor of the whole covariance at the locations ordered, another
 * generator of random numbers. What comes out are readings, as a phone's file has them.
 */
import { planProfile } from '@diku/engine';
import { tracePointSignals } from '@diku/engine/workflow';
import { deviatingPlan, drawDeviations } from './deviating-garage.mjs';

/** Height of a phone that scans a code where the plan gives none, metres. */
const scanHeightM = 1.2;

/**
 * Returns what every test of a survey shares: locations, medians and spreads there, and the factors of their shadowing.
 */
export function prepareTests(plan, survey) {
  const profile = planProfile(plan);
  const points = new Map(
    plan.levels.flatMap(({ id, points: levelPoints = [] }) =>
      levelPoints.map((point) => [`${id} ${point.id}`, point]),
    ),
  );
  const locations = survey.points.map(({ number, level, x, y, required, pointId }) => {
    const scanM = points.get(`${level} ${pointId}`)?.heightM ?? scanHeightM;
    const car = required ? undefined : carAt(plan, profile, level, x, y);
    return { number, level, x, y, required, car, z: required ? scanM : profile.phoneHeightM };
  });
  // Codes are scanned in the hand, wherever the phone of the locations is.
  const acceptance = { ...plan.requirements.acceptance, phone: 'beside-car' };
  const inHand = { ...plan, requirements: { ...plan.requirements, acceptance } };
  const levels = plan.levels.map(({ id }) =>
    locations.flatMap(({ level }, index) => (level === id ? [index] : [])),
  );
  return {
    plan,
    profile,
    locations,
    levels,
    factors: levels.map((each) =>
      correlationFactor(
        each.map((index) => locations[index]),
        profile.decorrelationM,
      ),
    ),
    signals: plan.carriers.map(({ id: carrierId }) => {
      const signals = [];
      for (const [asked, isPoint] of [
        [plan, false],
        [inHand, true],
      ]) {
        const indices = locations.flatMap(({ required }, index) => (required === isPoint ? [index] : []));
        const traced = tracePointSignals(
          asked,
          indices.map((index) => locations[index]),
          { carrierId },
        );
        indices.forEach((location, index) => {
          signals[location] = traced[index];
        });
      }
      return signals;
    }),
    operators: [...new Set(plan.carriers.map(({ operator }) => operator))],
  };
}

/** The car that a phone is in where the test has it in one; bays of drawings are convex. */
function carAt(plan, profile, level, x, y) {
  if (!profile.phonePlaces.bay.inVehicle) return undefined;
  const { bays = [] } = plan.levels.find(({ id }) => id === level);
  const bay = bays.find(({ polygon }) => {
    const sides = polygon.map(([ax, ay], index) => {
      const [bx, by] = polygon[(index + 1) % polygon.length];
      return (bx - ax) * (y - ay) - (by - ay) * (x - ax);
    });
    return sides.every((side) => side >= 0) || sides.every((side) => side <= 0);
  });
  return bay && `${level} ${bay.id}`;
}

/** A test of a garage that deviates from its plan as the plan's profile says garages do. */
export function prepareDeviating(plan, survey, normal, deviations = drawDeviations(plan, normal)) {
  return prepareTests(deviatingPlan(plan, deviations), survey);
}

/** The readings of one test: every carrier of every operator at every location, on one day. */
export function drawTest({ plan, profile, locations, levels, factors, signals, operators }, normal) {
  const shared = Math.sqrt(profile.carrierCorrelationRatio);
  const independentFactor = Math.sqrt(1 - profile.carrierCorrelationRatio);
  const draw = () => drawField(levels, factors, locations.length, normal);
  const common = draw();
  const carUnits = new Map(locations.map(({ car }) => [car, normal()]));
  const modelCommon = shared * normal();
  const biasDb = new Map(
    operators.map((operator) => [
      operator,
      profile.modelBiasSigmaDb * (modelCommon + independentFactor * normal()) +
        Math.hypot(profile.phoneBiasSigmaDb, profile.bodySigmaDb) * normal(),
    ]),
  );
  const readings = [];
  plan.carriers.forEach((carrier, index) => {
    const rest = draw();
    locations.forEach(({ number, level, x, y, required, car }, location) => {
      const { rsrpDbm, sinrDb, uplinkMarginDb, levelSigmaDb } = signals[index][location];
      const carSigmaDb = car === undefined ? 0 : profile.vehicleSigmaDb;
      const sigmaDb = Math.sqrt(levelSigmaDb ** 2 - carSigmaDb ** 2);
      const shadowDb = sigmaDb * (shared * common[location] + independentFactor * rest[location]);
      const errorDb =
        shadowDb +
        (car === undefined ? 0 : carSigmaDb * carUnits.get(car)) +
        biasDb.get(carrier.operator) +
        profile.phoneReadingSigmaDb * normal();
      readings.push({
        row: readings.length + 2,
        ...{ x, y, level, point: number },
        ...(required ? { required } : {}),
        ...{ operator: carrier.operator, carrierId: carrier.id, frequencyMhz: carrier.frequencyMhz },
        rsrpDbm: rsrpDbm + errorDb,
        sinrDb: sinrDb + errorDb,
        // A call that the phone's own power does not carry fails, whatever the phone hears.
        ...(uplinkMarginDb + errorDb < 0 ? { served: false } : {}),
      });
    });
  });
  return readings;
}

/** The same readings as a file that `diku accept` reads. */
export function readingsCsv(readings) {
  const rows = readings.map(
    ({ point, level, x, y, required, operator, carrierId, rsrpDbm, sinrDb, served }) =>
      [
        ...[point, level, x, y, required ? 'yes' : 'no', operator, carrierId],
        ...[rsrpDbm, sinrDb, served === false ? 'fail' : ''],
      ].join(','),
  );
  return ['point,level,x,y,required,operator,carrier,rsrpDbm,sinrDb,result', ...rows, ''].join('\n');
}

function drawField(levels, factors, count, normal) {
  const values = new Float64Array(count);
  levels.forEach((drawn, level) => {
    const white = Float64Array.from(drawn, normal);
    let at = 0;
    drawn.forEach((location, row) => {
      let sum = 0;
      for (let column = 0; column <= row; column += 1, at += 1) sum += factors[level][at] * white[column];
      values[location] = sum;
    });
  });
  return values;
}

/** Lower factor of the correlation matrix e^(−Δ/d), row by row. */
export function correlationFactor(locations, decorrelationM) {
  const count = locations.length;
  const factor = new Float64Array((count * (count + 1)) / 2);
  for (let row = 0; row < count; row += 1) {
    const rowFrom = (row * (row + 1)) / 2;
    for (let column = 0; column <= row; column += 1) {
      const columnFrom = (column * (column + 1)) / 2;
      const apartM = Math.hypot(
        locations[row].x - locations[column].x,
        locations[row].y - locations[column].y,
      );
      let sum = Math.exp(-apartM / decorrelationM);
      for (let k = 0; k < column; k += 1) sum -= factor[rowFrom + k] * factor[columnFrom + k];
      factor[rowFrom + column] =
        row === column ? Math.sqrt(Math.max(1e-12, sum)) : sum / factor[columnFrom + column];
    }
  }
  return factor;
}

/** Standard normal values: Marsaglia's polar method over his xorwow (J. Stat. Software 8, 2003). */
export function polarNormal(seed) {
  const state = [123_456_789 ^ seed, 362_436_069, 521_288_629, 88_675_123, 5_783_321];
  let counter = 6_615_241;
  const uniform = () => {
    const mixed = state[0] ^ (state[0] >>> 2);
    state.shift();
    const last = state[3];
    state.push((last ^ (last << 4) ^ (mixed ^ (mixed << 1))) | 0);
    counter = (counter + 362_437) | 0;
    return (((counter + state[4]) >>> 0) + 0.5) / 4_294_967_296;
  };
  for (let warm = 0; warm < 64; warm += 1) uniform();
  return () => {
    for (;;) {
      const u = 2 * uniform() - 1;
      const v = 2 * uniform() - 1;
      const s = u * u + v * v;
      if (s > 0 && s < 1) return u * Math.sqrt((-2 * Math.log(s)) / s);
    }
  };
}
