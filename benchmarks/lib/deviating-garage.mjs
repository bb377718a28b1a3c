/**
 * Garages as they may be in truth where a plan is only what a model says of them: drawn with the spreads that the plan's
 * profile states, by other means than its chance to pass. Exponent, losses and port powers are written into the plan
 * itself, so that every level is found anew from single links.
 */
import { planProfile } from '@diku/engine';
import {
  carRowLossDb,
  columnLossDb,
  openingLossDb,
  penetrationLossDb,
  planModel,
  slabLossDb,
} from '../../packages/engine/dist/radio/index.js';

/** At this distance the exponent moves nothing, metres: docs/verdict.md. */
const referenceM = 10;

/** How a garage deviates, drawn with the spreads of the plan's profile. */
export function drawDeviations(plan, normal) {
  const profile = planProfile(plan);
  return {
    exponent: profile.exponentSigma * normal(),
    obstacleRatio: profile.obstacleSigmaRatio * normal(),
    vehicleDb: profile.vehicleBiasSigmaDb * normal(),
    antennasDb: plan.antennas.map(() => profile.antennaSigmaDb * normal()),
    overrides: {
      shadowingSigmaDb: profile.shadowingSigmaDb * Math.exp(profile.shadowingSigmaRatio * normal()),
    },
  };
}

/**
 * The same where a garage is to the model what a measured building is (of `npm run score:measured -- FOLDER --json FILE`):
 * its exponent, its obstacles, its shadowing, and what of that is not spatial, all at the one decorrelation distance that they were
 * estimated at.
 */
export function deviationsOf(
  plan,
  { exponent, obstacle, sigmaDb, notSpatialRatio },
  { decorrelationM, normal },
) {
  return {
    ...drawDeviations(plan, normal),
    exponent,
    obstacleRatio: obstacle,
    overrides: {
      shadowingSigmaDb: sigmaDb * Math.sqrt(1 - notSpatialRatio),
      phoneReadingSigmaDb: sigmaDb * Math.sqrt(notSpatialRatio),
      decorrelationM,
    },
  };
}

/** The plan as the buildings of a class have it that are not the one left out: their means, and their spreads as its profile. */
export function planOfOthers(plan, others, decorrelationM) {
  const { exponentMean, obstacleMean, medianSigmaDb, notSpatialRatio } = others;
  const moved = deviatingPlan(plan, {
    ...{ exponent: exponentMean, obstacleRatio: obstacleMean, vehicleDb: 0 },
    antennasDb: plan.antennas.map(() => 0),
  });
  const { profileOverrides } = moved.requirements;
  return {
    ...moved,
    requirements: {
      ...moved.requirements,
      profileOverrides: {
        ...profileOverrides,
        exponentSigma: others.exponentSigma,
        // A fraction of the losses as they are by now.
        obstacleSigmaRatio: Math.min(1, others.obstacleSigma / Math.max(0.1, 1 + obstacleMean)),
        antennaSigmaDb: others.antennaSigmaDb,
        shadowingSigmaDb: medianSigmaDb * Math.sqrt(1 - notSpatialRatio),
        shadowingSigmaRatio: others.shadowingSigmaRatio,
        phoneReadingSigmaDb: medianSigmaDb * Math.sqrt(notSpatialRatio),
        decorrelationM,
      },
    },
  };
}

/** The plan whose own model is what a deviating garage is in truth. */
export function deviatingPlan(plan, { exponent, obstacleRatio, vehicleDb, antennasDb, overrides }) {
  const model = planModel(plan);
  const { slopeDbPerDecade } = model.distanceLaw(plan.carriers[0].frequencyMhz);
  const factor = Math.max(0, 1 + obstacleRatio);
  const { requirements } = plan;
  const { vehicleLossDb } = planProfile(plan);
  return {
    ...plan,
    propagation: {
      ...plan.propagation,
      model: 'calibrated',
      calibration: {
        basis: model.id,
        exponent: slopeDbPerDecade / 10 + exponent,
        offsetDb: {},
        otherOffsetDb: -10 * exponent * Math.log10(referenceM),
        capDb: model.capDb,
      },
    },
    materials: { ...plan.materials, ...scaledLosses(plan, factor, model) },
    antennas: plan.antennas.map((antenna, index) => ({
      ...antenna,
      portPowerDbm: Object.fromEntries(
        plan.carriers.map(({ id, portPowerDbm }) => [
          id,
          (antenna.portPowerDbm?.[id] ?? portPowerDbm) + antennasDb[index],
        ]),
      ),
    })),
    requirements: {
      ...requirements,
      profileOverrides: {
        ...requirements.profileOverrides,
        vehicleLossDb: Math.max(0, vehicleLossDb + vehicleDb),
        ...overrides,
      },
    },
  };
}

/** Every loss that the plan's obstacles have, times a factor, at the carriers' frequencies. */
function scaledLosses(plan, factor, { columnRatio }) {
  const { materials } = plan;
  const table = (lossAt) => ({
    lossDb: Object.fromEntries(
      plan.carriers.map(({ frequencyMhz }) => [String(frequencyMhz), factor * lossAt(frequencyMhz)]),
    ),
  });
  const bySize = (sizesM, lossAt) => {
    const rows = [...new Set(sizesM)].map((sizeM) => ({ thicknessM: sizeM, ...table(lossAt(sizeM)) }));
    return rows.length === 0 ? undefined : { lossDb: rows[0].lossDb, byThickness: rows };
  };
  const walls = plan.levels.flatMap((level) => level.walls ?? []);
  const names = [...new Set(walls.map(({ material }) => material))];
  const openings = plan.levels
    .flatMap((level) => level.openings ?? [])
    .filter(({ state }) => state !== 'open');
  const columns = plan.levels.flatMap((level) => level.columns ?? []);
  const slabs = plan.levels.flatMap(({ slabThicknessM }) => slabThicknessM ?? []);
  const scaled = {
    ...Object.fromEntries(
      names.map((name) => [
        name,
        bySize(
          walls.filter(({ material }) => material === name).map(({ thicknessM }) => thicknessM),
          (thicknessM) => (frequencyMhz) => penetrationLossDb(name, frequencyMhz, thicknessM, materials),
        ),
      ]),
    ),
    ...Object.fromEntries(
      [...new Set(openings.map(({ kind }) => kind))].map((kind) => [
        kind,
        table((frequencyMhz) => openingLossDb(kind, 'closed', frequencyMhz, materials)),
      ]),
    ),
    column: bySize(
      columns.map(({ sizeM, radiusM }) => (radiusM === undefined ? Math.min(...sizeM) : 2 * radiusM)),
      (sideM) => (frequencyMhz) => columnLossDb(frequencyMhz, sideM, materials, columnRatio),
    ),
    slab: bySize(slabs, (thicknessM) => (frequencyMhz) => slabLossDb(thicknessM, frequencyMhz, materials)),
    cars: table((frequencyMhz) => carRowLossDb(frequencyMhz, materials)),
  };
  return Object.fromEntries(Object.entries(scaled).filter(([, losses]) => losses !== undefined));
}
