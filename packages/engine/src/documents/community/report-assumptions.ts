import type { Language } from '../../core/index.ts';
import {
  type Calibration,
  demandedKinds,
  deviceCarriers,
  deviceTechnologies,
  hasMeters,
  isForPhones,
  judgesDevices,
  modemKinds,
  type PhoneLocation,
  type PhoneService,
  type Plan,
  profileNames,
  profileValues,
  type RequirementProfile,
  ratioUnit,
} from '../../plan/index.ts';
import { calibratedModelId, formulaModelId, type Prediction, planModel } from '../../radio/index.ts';
import { formatFixed, formatGrouped, formatPercent, formatShort } from '../encoders/format-numbers.ts';
import { htmlSection, htmlTable } from '../encoders/html-table.ts';
import { carrierLabel } from '../wording/carrier-label.ts';
import { type DocumentTexts, textsIn } from '../wording/document-text.ts';
import { modelName } from '../wording/model-name.ts';
import { sourceCode, sourceText } from '../wording/source-text.ts';
import { noteText } from './note-text.ts';

type Row = [name: string, value: string, source: string];

/** Every number the verdict rests on, with its value, unit and source. */
export function assumptionsSection(prediction: Prediction, lang: Language): string {
  const texts = textsIn(lang);
  const rows = [
    ...targetRows(prediction, lang),
    ...profileRows(prediction, lang),
    ...runRows(prediction, lang),
  ];
  const name = `${profileNames(prediction.profile)[lang]} (${prediction.profile.id})`;
  return htmlSection(
    `${texts('report.assumptionsTitle')}${texts('report.separator')}${name}`,
    htmlTable({
      head: [texts('report.assumption'), texts('report.value'), texts('report.source')],
      rows,
      even: true,
    }),
  );
}

function targetRows(prediction: Prediction, lang: Language): Row[] {
  const texts = textsIn(lang);
  const { target } = prediction.assessment;
  const source = sourceOf(prediction, lang);
  return [
    [
      texts('report.assumptionNames.coverageRatio'),
      `≥ ${formatPercent(target.coverageRatio, 0)}`,
      source('coverageRatio'),
    ],
    [
      texts('report.assumptionNames.confidence'),
      `≥ ${formatPercent(target.confidence, 0)}`,
      texts('report.sourcePlan'),
    ],
  ];
}

/** Thresholds, budgets and limits of a profile, in words, with their sources. */
export function profileRows(prediction: Pick<Prediction, 'plan' | 'profile'>, lang: Language): Row[] {
  const texts = textsIn(lang);
  const { profile, plan } = prediction;
  const source = sourceOf(prediction, lang);
  const carried = [...new Set(plan.carriers.map((carrier) => carrier.technology))];
  const technologies = carried.filter(isForPhones);
  const pointsName = texts('report.assumptionNames.pointProbability');
  const limits = (service: PhoneService): string =>
    technologies
      .map((technology) => {
        const { rsrpDbm, sinrDb } = profile[service][technology];
        const level = `RSRP ≥ ${formatShort(rsrpDbm)} dBm, SINR ≥ ${formatShort(sinrDb)} dB`;
        return `${texts.name('technology', technology)} ${level}`;
      })
      .join('; ');
  const limitSource = (service: PhoneService): string => {
    const sources = technologies.map((technology) => source(`${service}.${technology}`, service));
    return [...new Set(sources)].join('; ');
  };
  const number = (key: NumberKey, unit: string, ...others: string[]): Row => [
    texts(`report.assumptionNames.${key}`),
    `${formatShort(profile[key])} ${unit}`.trimEnd(),
    source(key, ...others),
  ];
  const percent = (key: RatioKey): Row => [
    texts(`report.assumptionNames.${key}`),
    formatPercent(profile[key], 0),
    source(key),
  ];
  return [
    [texts('report.assumptionNames.voice'), limits('voice'), limitSource('voice')],
    [texts('report.assumptionNames.data'), limits('data'), limitSource('data')],
    [pointsName, `≥ ${formatPercent(profile.pointProbability, 0)}`, source('pointProbability')],
    number('shadowingSigmaDb', 'dB'),
    percent('shadowingSigmaRatio'),
    number('decorrelationM', 'm'),
    number('modelBiasSigmaDb', 'dB'),
    number('exponentSigma', ''),
    percent('obstacleSigmaRatio'),
    number('antennaSigmaDb', 'dB'),
    number('phoneBiasSigmaDb', 'dB'),
    number('phoneReadingSigmaDb', 'dB'),
    percent('carrierCorrelationRatio'),
    number('bodyLossDb', 'dB'),
    number('bodySigmaDb', 'dB'),
    number('vehicleLossDb', 'dB'),
    number('vehicleSigmaDb', 'dB', 'vehicleLossDb'),
    number('vehicleBiasSigmaDb', 'dB'),
    number('phoneHeightM', 'm'),
    number('noiseFigureDb', 'dB'),
    number('walkSpacingM', 'm'),
    percent('interferenceLoadRatio'),
    ...kindRowsOf(profile, lang),
    ...(judgesDevices(plan, profile) ? modemRows(prediction, lang) : []),
    ...groupRows(prediction, lang),
  ];
}

/** Demands on each kind of floor. */
function kindRowsOf(profile: RequirementProfile, lang: Language): Row[] {
  const texts = textsIn(lang);
  const values = profileValues(profile);
  return demandedKinds.map((kind) => {
    const { requiredRatio, thresholdDbm } = profile.floorKinds[kind];
    const shown =
      requiredRatio === 0
        ? texts('report.kindNotDemanded')
        : `≥ ${formatPercent(requiredRatio, 0)}, RSRP ≥ ${formatShort(thresholdDbm)} dBm`;
    const found = values.find(({ path }) => path === `floorKinds.${kind}.requiredRatio`);
    const name = `${texts('report.assumptionNames.floorKinds')}${texts('report.separator')}${texts.name('floor', kind)}`;
    return [name, shown, sourceText(found?.source ?? '', lang)];
  });
}

/** Modems of devices: where they are asked for, and what those of each technology that is asked for have and need. */
function modemRows({ plan, profile }: Pick<Prediction, 'plan' | 'profile'>, lang: Language): Row[] {
  const texts = textsIn(lang);
  const { points, housingLossDb, technologies, messagesPerHourCount, meterMessagesPerDayCount } = profile.iot;
  const { carrierMessagesPerHourCount } = profile.iot;
  const asked = modemKinds(plan).flatMap((kind) => deviceCarriers(plan, kind, profile));
  const used = deviceTechnologies.filter((id) => asked.some(({ technology }) => technology === id));
  const row = (key: string, name: string, value: string): Row => [
    `${texts('report.assumptionNames.iot')}${texts('report.separator')}${name}`,
    value,
    sourceWords(profileValues(profile).find(({ path }) => path.startsWith(key))?.source, plan, lang),
  ];
  const services = modemKinds(plan).map(
    (kind) => `${texts.name('point', kind)} ${texts(`report.deviceServices.${points[kind]}`)}`,
  );
  return [
    row('iot.points', texts('report.deviceAsked'), services.join(texts('report.clauseSeparator'))),
    row('iot.housingLossDb', texts('report.modemNumbers.housing'), `${formatShort(housingLossDb)} dB`),
    ...used.map((id) => {
      const { powerDbm, rsrpDbm, sinrDb, bandwidthKhz, uplinkSinrDb } = technologies[id];
      const value = texts('report.modemNumbers.technology', {
        ...{ power: formatShort(powerDbm), level: formatShort(rsrpDbm), sinr: formatShort(sinrDb) },
        ...{ bandwidth: formatShort(bandwidthKhz), uplinkSinr: formatShort(uplinkSinrDb) },
      });
      return row(`iot.technologies.${id}`, texts.name('technology', id), value);
    }),
    row(
      'iot.messagesPerHourCount',
      texts('report.modemNumbers.messages'),
      formatGrouped(messagesPerHourCount),
    ),
    ...(hasMeters(plan)
      ? [
          row(
            'iot.meterMessagesPerDayCount',
            texts('report.modemNumbers.meterMessages'),
            formatShort(meterMessagesPerDayCount),
          ),
        ]
      : []),
    row(
      'iot.carrierMessagesPerHourCount',
      texts('report.modemNumbers.carried'),
      formatGrouped(carrierMessagesPerHourCount),
    ),
  ];
}

/** Further groups of a profile: one row each, with their values in order. */
const groupKeys = [
  'shadowingCorrelationRatio',
  'earExtraLossDb',
  'phonePlaces',
  'liftCarLossDb',
  'ownLoadRatio',
  'uplink.phonePowerDbm',
  'uplink.sourcePowerDbm',
  'uplink.noiseFigureDb',
  'uplink.noiseRiseDb',
  'uplink.activeRemotes',
  'uplink.voice',
  'uplink.data',
  'powerControl',
  'throughput.downlink',
  'throughput.uplink',
  'throughput.nrDownlink',
  'throughput.nrUplink',
  'throughput.userShareRatio',
  'throughput.duplex',
  'throughput.phoneAerials',
  'throughput.layers',
  'throughput.classes',
  'outdoor',
  'parkedCars',
  'network.portPowerCapDbm',
  'network.portPowerCapOf',
  'network.portRiseDb',
  'network.portToleranceDb',
  'network.imbalanceDb',
  'network.pathImbalanceDb',
  'network.shiftNoiseRiseDb',
  'network.sourceHeadroomDb',
  'network.constructionMarginDb',
  'network.ratedPowerMarginDb',
  'network.carrierCrestDb',
  'network.dataCableM',
  'network.singleRunM',
  'network.sleevesAssumed',
  'network.shaftLevelsCount',
  'network.mostUnitsCount',
  'network.mostAntennasCount',
  'network.uplinkReserveDb',
  'network.intermodulationDbc',
  'network.intermodulationRiseDb',
  'network.cableWasteRatio',
  'network.crewDayCny',
  'handover.overlapDb',
  'handover.speedKmh',
  'handover.overlapS',
  'handover.leakageDistanceM',
  'handover.leakageDbm',
  'handover.leakageBelowOutdoorDb',
  'capacity.areaPerBayM2',
  'capacity.movementsPerBayRatio',
  'capacity.personsPerCarCount',
  'capacity.stayMin',
  'capacity.operatorRatio',
  'capacity.voiceErlang',
  'capacity.blockingRatio',
  'capacity.dataDownKbps',
  'capacity.dataUpKbps',
  'capacity.connectedRatio',
  'capacity.maxConnectedCount',
  'capacity.maxLoadRatio',
  'capacity.donorLoadRatio',
  'economics.energyCnyPerKwh',
  'economics.activeUpkeepRatio',
  'economics.passiveUpkeepRatio',
  'economics.yearsCount',
  'economics.discountRatio',
  'economics.priceSpreadRatio',
  'interference.noiseRiseDb',
  'interference.spuriousDbmPerMhz',
  'interference.sameBandSpuriousDbmPerMhz',
  'interference.blockingDbm',
  'interference.poiIsolationDb',
  'interference.poiSameBandIsolationDb',
  'interference.fifthOrderDbc',
  'installation.maxVswr',
  'installation.maxPimDbc',
  'installation.pimToneDbm',
  'installation.positionToleranceM',
  'installation.lengthToleranceRatio',
  'installation.weakenedDb',
  'exposure.lowestHeadM',
  'exposure.highestHeadM',
  'exposure.reflectionDb',
  'exposure.leastGainDbi',
  'exposure.nearestM',
  'exposure.liftCarLossDb',
  'exposure.managementRatio',
] as const;

function groupRows(prediction: Pick<Prediction, 'plan' | 'profile'>, lang: Language): Row[] {
  const values = profileValues(prediction.profile);
  return groupKeys.map((key): Row => groupRow(key, values, { prediction, lang }));
}

function groupRow(
  key: (typeof groupKeys)[number],
  all: ReturnType<typeof profileValues>,
  {
    prediction: { profile, plan },
    lang,
  }: { prediction: Pick<Prediction, 'plan' | 'profile'>; lang: Language },
): Row {
  const texts = textsIn(lang);
  const values = all.filter(({ path }) => path === key || path.startsWith(`${key}.`));
  const shown =
    key === 'phonePlaces'
      ? phonePositionText(profile, lang)
      : key === 'network.portPowerCapOf'
        ? texts(`report.capOf.${profile.network.portPowerCapOf}`)
        : key === 'network.sleevesAssumed'
          ? texts(`report.sleevesAssumed.${profile.network.sleevesAssumed}`)
          : values.map(({ value, unit }) => showValue(value, unit, texts)).join('; ');
  const sources = [...new Set(values.map(({ source }) => sourceWords(source, plan, lang)))];
  return [texts(`report.assumptionNames.${key}`), shown, sources.join('; ')];
}

function showValue(value: number | string | boolean, unit: string, texts: DocumentTexts): string {
  if (typeof value !== 'number') return String(value);
  if (unit === ratioUnit) return formatPercent(value, 0);
  // Traffic of a user is a few hundredths.
  const shown = formatShort(value, Math.abs(value) < 0.1 ? 3 : 2);
  return `${shown} ${unit.replace('CNY', texts('report.money'))}`.trim();
}

type RatioKey =
  | 'shadowingSigmaRatio'
  | 'obstacleSigmaRatio'
  | 'carrierCorrelationRatio'
  | 'interferenceLoadRatio';

type NumberKey =
  | 'shadowingSigmaDb'
  | 'decorrelationM'
  | 'modelBiasSigmaDb'
  | 'exponentSigma'
  | 'antennaSigmaDb'
  | 'phoneBiasSigmaDb'
  | 'phoneReadingSigmaDb'
  | 'bodyLossDb'
  | 'bodySigmaDb'
  | 'vehicleLossDb'
  | 'vehicleSigmaDb'
  | 'vehicleBiasSigmaDb'
  | 'phoneHeightM'
  | 'noiseFigureDb'
  | 'walkSpacingM';

function runRows(prediction: Prediction, lang: Language): Row[] {
  const texts = textsIn(lang);
  const powers = prediction.plan.carriers
    .map((carrier) => `${carrierLabel(carrier, lang)} ${formatFixed(carrier.portPowerDbm, 1)} dBm`)
    .join('; ');
  return [
    [texts('report.assumptionNames.portPower'), powers, texts('report.sourceTrade')],
    ...modelRows(prediction, lang),
    [
      texts('report.assumptionNames.resolution'),
      `${formatShort(prediction.resolutionM)} m`,
      texts('report.sourceSetting'),
    ],
    ...prediction.notes.map(
      (note): Row => [texts('report.noteTitle'), noteText(note, lang), texts('report.sourceComputed')],
    ),
  ];
}

/**
 * The model by its name, what distance alone costs under it carrier by carrier, and what obstacles cost at most; where a formula of the
 * plan's own says that, its name alone.
 */
export function modelRows(prediction: Pick<Prediction, 'modelId' | 'plan'>, lang: Language): Row[] {
  const texts = textsIn(lang);
  const { modelId } = prediction;
  const source = modelSource(prediction, lang) ?? texts('report.sourceSetting');
  return [
    [texts('report.assumptionNames.model'), modelName(modelId, lang), source],
    ...(modelId === formulaModelId ? [] : lawRows(prediction, lang)),
  ];
}

function lawRows({ modelId, plan }: Pick<Prediction, 'modelId' | 'plan'>, lang: Language): Row[] {
  const texts = textsIn(lang);
  const { distanceLaw, usesObstacles, addsSquares, capDb } = planModel(plan, modelId);
  const frequencies = [...new Set(plan.carriers.map(({ frequencyMhz }) => frequencyMhz))].sort(
    (a, b) => a - b,
  );
  const laws = frequencies.map((frequencyMhz) => ({ frequencyMhz, ...distanceLaw(frequencyMhz) }));
  const sum = laws
    .map(({ frequencyMhz, interceptDb, slopeDbPerDecade }) =>
      texts('report.distanceLaw', {
        frequency: formatGrouped(frequencyMhz),
        intercept: formatFixed(interceptDb, 1),
        slope: formatFixed(slopeDbPerDecade, 1),
      }),
    )
    .join(texts('report.listSeparator'));
  const isFitted = modelId === calibratedModelId;
  const law = addsSquares ? 'report.obstacleSquares' : 'report.obstacleSum';
  return [
    [
      texts('report.assumptionNames.distanceLaw'),
      texts('report.distanceLaws', { laws: sum, exponent: formatFixed(laws[0].slopeDbPerDecade / 10, 2) }),
      texts(isFitted ? 'report.lawFitted' : 'report.lawUnfitted'),
    ],
    ...(usesObstacles
      ? [
          [
            texts('report.assumptionNames.obstacleLaw'),
            texts(Number.isFinite(capDb) ? law : 'report.obstacleUncapped', { cap: formatFixed(capDb, 0) }),
            texts('report.sourceAssumption'),
          ] satisfies Row,
        ]
      : []),
  ];
}

/** Names the walk test of a calibrated model and its errors where the fit had not looked. */
function modelSource(
  { modelId, plan }: Pick<Prediction, 'modelId' | 'plan'>,
  lang: Language,
): string | undefined {
  const calibration = plan.propagation?.calibration;
  if (modelId !== calibratedModelId || calibration === undefined) return undefined;
  const { basis, walk, samples, walkedOn, heldBack } = calibration;
  const texts = textsIn(lang);
  const errors = heldBack
    ? texts('calibration.heldBackRmse', {
        before: formatFixed(heldBack.before.rmseDb, 1),
        after: formatFixed(heldBack.after.rmseDb, 1),
      })
    : '';
  const values = { basis, walk: walk ?? '–', samples: samples ?? 0 };
  const fitted = walkedOn
    ? texts('calibration.sourceOfDay', { ...values, walkedOn })
    : texts('calibration.source', values);
  return `${fitted}${errors}${residualsText(calibration, lang)}`;
}

/** Part of the sentence on a calibrated model that says what it carries besides; empty where that is nothing. */
function residualsText({ residuals, heldBackSquares }: Calibration, lang: Language): string {
  if (!residuals || !heldBackSquares) return '';
  return textsIn(lang)('calibration.withResiduals', {
    count: residuals.series.reduce((sum, { means }) => sum + means.length, 0),
    before: formatFixed(heldBackSquares.refitted.rmseDb, 1),
    after: formatFixed(heldBackSquares.kriged.rmseDb, 1),
  });
}

function sourceOf(
  { profile, plan }: Pick<Prediction, 'plan' | 'profile'>,
  lang: Language,
): (...keys: string[]) => string {
  return (...keys) => sourceWords(keys.map((key) => profile.sources[key]).find(Boolean), plan, lang);
}

/** Provenance of a profile's number; that of a fitted one with the walk test of the plan's calibration. */
function sourceWords(source: string | undefined, { propagation }: Plan, lang: Language): string {
  const texts = textsIn(lang);
  if (!source) return texts('report.sourceAssumption');
  const { walk = '–', samples } = propagation?.calibration ?? {};
  if (sourceCode(source) === 'source.walk-test' && samples !== undefined) {
    return texts('calibration.fittedSource', { walk, samples });
  }
  return sourceText(source, lang);
}

/** Positions in which a phone is held, locations alike together. */
function phonePositionText({ phonePlaces }: RequirementProfile, lang: Language): string {
  const texts = textsIn(lang);
  const nameOf = (location: PhoneLocation) =>
    location === 'bay' || location === 'open'
      ? texts(`phonePlace.${location}`)
      : texts.name('point', location);
  const byUse = new Map<string, string[]>();
  for (const [location, { voice, data, inVehicle }] of Object.entries(phonePlaces)) {
    const [ofVoice, ofData] = [texts(`phonePlace.use.${voice}`), texts(`phonePlace.use.${data}`)];
    const held =
      voice === data
        ? texts('phonePlace.both', { use: ofVoice })
        : texts('phonePlace.apart', { voice: ofVoice, data: ofData });
    const use = inVehicle ? texts('phonePlace.inVehicle', { held }) : held;
    byUse.set(use, [...(byUse.get(use) ?? []), nameOf(location as PhoneLocation)]);
  }
  return [...byUse]
    .map(
      ([use, locations]) =>
        `${locations.join(texts('report.listSeparator'))}${texts('report.separator')}${use}`,
    )
    .join(texts('report.clauseSeparator'));
}
