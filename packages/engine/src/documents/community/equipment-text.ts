import type { Language } from '../../core/index.ts';
import type { Equipment } from '../../design/index.ts';
import { textsIn } from '../wording/document-text.ts';

/** `2 sources`, `2 baseband units and 3 hubs`, or both: a hub is no source of a signal. */
export function equipmentText({ sources, hubs, basebands }: Equipment, lang: Language): string {
  const texts = textsIn(lang);
  const units = [
    ...(basebands > 0 ? [texts('network.basebandCount', { count: basebands })] : []),
    ...(hubs > 0 ? [texts('network.hubCount', { count: hubs })] : []),
  ];
  const ofSources = texts('network.sourceCount', { count: sources });
  return (sources > 0 || units.length === 0 ? [ofSources, ...units] : units).join(texts('network.joint'));
}
