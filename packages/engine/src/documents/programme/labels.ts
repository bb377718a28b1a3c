import type { Language } from '../../core/index.ts';
import { phraseText, say } from '../../core/index.ts';
import { districtPhrase, type Signature, type Stage, type Step } from '../../programme/index.ts';
import { formatGrouped } from '../encoders/format-numbers.ts';
import { documentText } from '../wording/document-text.ts';

/** `浦东新区`, `Pudong`. */
export function districtLabel(district: string | null, lang: Language): string {
  if (district === null) return documentText(lang, 'month.unknownDistrict');
  return phraseText(districtPhrase(district), lang);
}

/** Name of a stage in a language. */
export function stageLabel(stage: Stage, lang: Language): string {
  return phraseText(say(`stage-${stage}`), lang);
}

/** Who took a step, in one line; undefined where nobody said so. */
export function signatureText({ author, office, role }: Signature): string | undefined {
  return [author, office, role].filter(Boolean).join(' · ') || undefined;
}

/** Files that a step rests on, the reason where it has none, and facts of the works, in one line; undefined where there is nothing. */
export function evidenceText(
  { attachments = [], withoutEvidence, works = {} }: Pick<Step, 'attachments' | 'withoutEvidence' | 'works'>,
  lang: Language,
): string | undefined {
  const { builder, sharing, costCny, upkeepCnyPerYear } = works;
  const files = attachments.map(({ kind, file, sha256 }) =>
    documentText(lang, 'month.attachment', {
      ...{ kind: documentText(lang, `month.attachments.${kind}`), file, hash: sha256.slice(0, 12) },
    }),
  );
  const parts = [
    ...files,
    ...(withoutEvidence ? [documentText(lang, 'month.withoutEvidence', { reason: withoutEvidence })] : []),
    ...(builder ? [documentText(lang, 'month.worksBuilder', { name: builder })] : []),
    ...(sharing ? [documentText(lang, 'month.worksSharing', { names: sharing.join('、') })] : []),
    ...(costCny === undefined
      ? []
      : [documentText(lang, 'month.worksCost', { amount: formatGrouped(costCny) })]),
    ...(upkeepCnyPerYear === undefined
      ? []
      : [documentText(lang, 'month.worksUpkeep', { amount: formatGrouped(upkeepCnyPerYear) })]),
  ];
  return parts.length > 0 ? parts.join(documentText(lang, 'report.clauseSeparator')) : undefined;
}
