import { type CatalogPart, type Plan, planProfile } from '../../../plan/index.ts';
import { profileRows } from '../../community/report-assumptions.ts';
import type { PaperTable } from '../../encoders/paper-table.ts';
import { type DocumentTexts, documentText, textsIn } from '../../wording/document-text.ts';
import { joinedSourceText } from '../../wording/joined-source-text.ts';
import type { Lang } from '../../wording/texts.ts';
import { partName } from '../part-names.ts';

/** What a plan's numbers rest on: the profile's values, and figures of the parts used, each with its source. */
export function assumptionsTable(plan: Plan, lang: Lang): PaperTable {
  const texts = textsIn(lang);
  const network = plan.network ?? {};
  const used = new Set<string | undefined>([
    ...(network.sources ?? []).flatMap(({ part, units }) => [part, ...units.map((unit) => unit.part)]),
    ...(network.basebands ?? []).map(({ part }) => part),
    ...(network.devices ?? []).map(({ part }) => part),
    ...(network.cables ?? []).map(({ part }) => part),
  ]);
  const parts = (network.parts ?? []).filter(({ id, kind }) => used.has(id) || kind === 'antenna');
  return {
    id: 'assumptions',
    title: documentText(lang, 'papers.assumptionsTitle'),
    columns: [
      { head: texts('tables.item'), format: 'text', characters: 34 },
      { head: texts('tables.value'), format: 'text', characters: 60 },
      { head: texts('tables.basis'), format: 'text', characters: 50 },
    ],
    rows: [
      ...profileRows({ plan, profile: planProfile(plan) }, lang),
      ...parts.map((part) => [
        partName(part, lang),
        partFigures(part, lang),
        [
          ...(part.assumed && part.source !== 'assumption' ? [texts('tables.assumed')] : []),
          joinedSourceText(part.source, lang),
        ].join(' · '),
      ]),
    ],
    notes: [],
  };
}

function partFigures(part: CatalogPart, lang: Lang): string {
  const texts = textsIn(lang);
  const table = (losses: Record<string, number>, unit: string) =>
    Object.entries(losses)
      .map(([frequencyMhz, lossDb]) => `${frequencyMhz} MHz ${lossDb} ${unit}`)
      .join(', ');
  const isByMetre =
    ['cable', 'data-cable', 'fibre'].includes(part.kind) || part.antennaType === 'radiating-cable';
  const per = isByMetre ? '/m' : '';
  return [
    ...(part.lossDb ? [table(part.lossDb, 'dB')] : []),
    ...(part.coupledLossDb ? [table(part.coupledLossDb, 'dB')] : []),
    ...(part.lossDbPer100M ? [table(part.lossDbPer100M, 'dB/100 m')] : []),
    ...(part.couplingLossDb ? [`${texts('tables.coupling2M')} ${table(part.couplingLossDb, 'dB')}`] : []),
    ...(part.longitudinalLossDbPer100M ? [table(part.longitudinalLossDbPer100M, 'dB/100 m')] : []),
    ...(part.feedPowerDbm === undefined ? [] : [`${texts('tables.feedLevel')} ${part.feedPowerDbm} dBm`]),
    ...(part.kind === 'small-cell' ? [smallCellFigures(part, texts)] : []),
    `${texts('tables.unitPrice')} ${part.priceCny}${per}`,
    ...(part.labourCny === undefined ? [] : [`${texts('tables.unitLabour')} ${part.labourCny}${per}`]),
  ].join('; ');
}

/** Bands with paths and power of each: `1830–1880 MHz 2 × 24 dBm`. */
function smallCellFigures(part: CatalogPart, texts: DocumentTexts): string {
  const { lowestMhz = 0, highestMhz = 0 } = part;
  const bands = part.bands ?? [{ lowestMhz, highestMhz }];
  const figures = bands.map((band) => {
    const powerDbm = band.sourcePowerDbm ?? part.sourcePowerDbm;
    const paths = band.paths ?? part.paths ?? 1;
    return `${band.lowestMhz}–${band.highestMhz} MHz ${paths} × ${powerDbm} dBm`;
  });
  return `${figures.join(', ')} ${texts('tables.perPath')}`;
}
