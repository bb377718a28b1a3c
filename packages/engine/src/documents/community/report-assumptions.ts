import { readWalkTestSource } from '../../measurement/index.ts';
import { demandedKinds, profileValues, type RequirementProfile, ratioUnit } from '../../plan/index.ts';
import { calibratedModelId, type Prediction } from '../../radio/index.ts';
import { formatFixed, formatPercent, formatShort } from '../encoders/format-numbers.ts';
import { htmlSection, htmlTable } from '../encoders/html-table.ts';
import { carrierLabel } from '../wording/carrier-label.ts';
import { documentText, textsIn } from '../wording/document-text.ts';
import { networkAssumptionsEn } from '../wording/network-assumption-texts.ts';
import { phonePlaceText } from '../wording/phone-place-text.ts';
import { type Lang, textsOf } from '../wording/texts.ts';
import { noteText } from './note-text.ts';

type Row = [name: string, value: string, source: string];

/** Every number the verdict rests on, with its value, unit and source. */
export function assumptionsSection(prediction: Prediction, lang: Lang): string {
  const texts = textsOf(lang);
  const rows = [
    ...targetRows(prediction, lang),
    ...profileRows(prediction, lang),
    ...runRows(prediction, lang),
  ];
  const name = `${prediction.profile.name[lang]} (${prediction.profile.id})`;
  return htmlSection(
    `${texts.assumptionsTitle}${texts.separator}${name}`,
    htmlTable({ head: [texts.assumption, texts.value, texts.source], rows, even: true }),
  );
}

function targetRows(prediction: Prediction, lang: Lang): Row[] {
  const texts = textsOf(lang);
  const { target } = prediction.assessment;
  const source = sourceOf(prediction, lang);
  return [
    [
      texts.assumptionNames.coverageRatio,
      `≥ ${formatPercent(target.coverageRatio, 0)}`,
      source('coverageRatio'),
    ],
    [texts.assumptionNames.confidence, `≥ ${formatPercent(target.confidence, 0)}`, texts.sourcePlan],
  ];
}

/** Thresholds, budgets and limits of a profile, in words, with their sources. */
export function profileRows(prediction: Pick<Prediction, 'plan' | 'profile'>, lang: Lang): Row[] {
  const texts = textsOf(lang);
  const { profile, plan } = prediction;
  const source = sourceOf(prediction, lang);
  const names = texts.assumptionNames;
  const technologies = [...new Set(plan.carriers.map((carrier) => carrier.technology))];
  const limits = (service: 'voice' | 'data'): string =>
    technologies
      .map((technology) => {
        const { rsrpDbm, sinrDb } = profile[service][technology];
        const level = `RSRP ≥ ${formatShort(rsrpDbm)} dBm, SINR ≥ ${formatShort(sinrDb)} dB`;
        return `${texts.technologyNames[technology]} ${level}`;
      })
      .join('; ');
  const limitSource = (service: 'voice' | 'data'): string => {
    const sources = technologies.map((technology) => source(`${service}.${technology}`, service));
    return [...new Set(sources)].join('; ');
  };
  const number = (key: NumberKey, unit: string): Row => [
    names[key],
    `${formatShort(profile[key])} ${unit}`,
    source(key),
  ];
  return [
    [names.voice, limits('voice'), limitSource('voice')],
    [names.data, limits('data'), limitSource('data')],
    [names.pointProbability, `≥ ${formatPercent(profile.pointProbability, 0)}`, source('pointProbability')],
    number('shadowingSigmaDb', 'dB'),
    number('decorrelationM', 'm'),
    number('modelBiasSigmaDb', 'dB'),
    number('phoneBiasSigmaDb', 'dB'),
    number('phoneReadingSigmaDb', 'dB'),
    [
      names.carrierCorrelationRatio,
      formatPercent(profile.carrierCorrelationRatio, 0),
      source('carrierCorrelationRatio'),
    ],
    number('bodyLossDb', 'dB'),
    number('vehicleLossDb', 'dB'),
    [
      names.vehicleSigmaDb,
      `${formatShort(profile.vehicleSigmaDb)} dB`,
      source('vehicleSigmaDb', 'vehicleLossDb'),
    ],
    number('phoneHeightM', 'm'),
    number('noiseFigureDb', 'dB'),
    number('walkSpacingM', 'm'),
    [
      names.interferenceLoadRatio,
      formatPercent(profile.interferenceLoadRatio, 0),
      source('interferenceLoadRatio'),
    ],
    ...kindRowsOf(profile, lang),
    ...groupKeys.map((key): Row => groupRow(key, profile, lang)),
  ];
}

/** What is demanded of each kind of floor. */
function kindRowsOf(profile: RequirementProfile, lang: Lang): Row[] {
  const texts = textsOf(lang);
  const values = profileValues(profile);
  return demandedKinds.map((kind) => {
    const { requiredRatio, thresholdDbm } = profile.floorKinds[kind];
    const shown =
      requiredRatio === 0
        ? texts.kindNotDemanded
        : `≥ ${formatPercent(requiredRatio, 0)}, RSRP ≥ ${formatShort(thresholdDbm)} dBm`;
    const found = values.find(({ path }) => path === `floorKinds.${kind}.requiredRatio`);
    const name = `${texts.assumptionNames.floorKinds}${texts.separator}${texts.kindNames[kind]}`;
    return [name, shown, sourceText(found?.source ?? '', lang)];
  });
}

/** What a profile holds besides: a row a group, its values in their order. */
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
  'throughput.downlink',
  'throughput.uplink',
  'throughput.nrDownlink',
  'throughput.nrUplink',
  'throughput.userShareRatio',
  'throughput.classes',
  'outdoor',
  'parkedCars',
  ...(Object.keys(networkAssumptionsEn) as (keyof typeof networkAssumptionsEn)[]),
] as const;

function groupRow(key: (typeof groupKeys)[number], profile: RequirementProfile, lang: Lang): Row {
  const texts = textsOf(lang);
  const values = profileValues(profile).filter(({ path }) => path === key || path.startsWith(`${key}.`));
  const shown =
    key === 'phonePlaces'
      ? phonePlaceText(profile, lang)
      : values.map(({ value, unit }) => showValue(value, unit)).join('; ');
  return [texts.assumptionNames[key], shown, sourceText(values[0].source, lang)];
}

function showValue(value: number | string | boolean, unit: string): string {
  if (typeof value !== 'number') return String(value);
  return unit === ratioUnit ? formatPercent(value, 0) : `${formatShort(value)} ${unit}`.trim();
}

type NumberKey =
  | 'shadowingSigmaDb'
  | 'decorrelationM'
  | 'modelBiasSigmaDb'
  | 'phoneBiasSigmaDb'
  | 'phoneReadingSigmaDb'
  | 'bodyLossDb'
  | 'vehicleLossDb'
  | 'phoneHeightM'
  | 'noiseFigureDb'
  | 'walkSpacingM';

function runRows(prediction: Prediction, lang: Lang): Row[] {
  const texts = textsOf(lang);
  const powers = prediction.plan.carriers
    .map((carrier) => `${carrierLabel(carrier, lang)} ${formatFixed(carrier.portPowerDbm, 1)} dBm`)
    .join('; ');
  const model = texts.modelNames[prediction.modelId] ?? prediction.modelId;
  return [
    [texts.assumptionNames.portPower, powers, texts.sourceTrade],
    [texts.assumptionNames.model, model, modelSource(prediction, lang) ?? texts.sourceSetting],
    [texts.assumptionNames.resolution, `${formatShort(prediction.resolutionM)} m`, texts.sourceSetting],
    ...prediction.notes.map((note): Row => [texts.noteTitle, noteText(note, lang), texts.sourceComputed]),
  ];
}

/** Of a calibrated model the walk test and its errors where the fit had not looked. */
function modelSource({ modelId, plan }: Prediction, lang: Lang): string | undefined {
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
  return `${fitted}${errors}`;
}

function sourceOf({ profile }: Pick<Prediction, 'profile'>, lang: Lang): (...keys: string[]) => string {
  return (...keys) => sourceText(keys.map((key) => profile.sources[key]).find(Boolean), lang);
}

/** The profile's own words for a number's source, translated where they are the built-in ones or of a calibration. */
function sourceText(source: string | undefined, lang: Lang): string {
  const texts = textsOf(lang);
  if (!source) return texts.sourceAssumption;
  const fitted = readWalkTestSource(source);
  if (fitted)
    return documentText(lang, 'calibration.fittedSource', {
      walk: fitted.walk ?? '–',
      samples: fitted.samples,
    });
  return texts.translations[source] ?? source;
}
