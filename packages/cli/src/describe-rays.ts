import type { RayReport } from '@diku/engine/radio';
import type { RayLinkResult } from '@diku/engine/workflow';
import type { Language } from './texts.ts';

/** So many rays are listed; the JSON document has more. */
const mostListed = 10;

interface RayTexts {
  kinds: Record<RayReport['kind'], string>;
  interactions: Record<RayReport['interactions'][number]['name'], string>;
  paths: Record<RayLinkResult['cuts'][number]['paths'], string>;
  heading(listed: number, all: number): string;
  others: string;
  fixedHeights: string;
  coherent: string;
  incoherent: string;
  cut(paths: string, parts: string): string;
  mirrors(tried: number, all: number): string;
  edges(tried: number, all: number): string;
}

const texts: Record<Language, RayTexts> = {
  zh: {
    kinds: {
      direct: '直达',
      reflected: '反射',
      diffracted: '绕射',
      'reflected-diffracted': '反射加绕射',
    },
    interactions: {
      reflection: '反射于',
      diffraction: '绕射于',
      floor: '地面反射',
      ceiling: '顶板反射',
      wall: '穿墙',
      column: '穿柱',
      opening: '穿门',
      beam: '穿梁',
      cars: '穿车列',
    },
    paths: {
      'two-reflections': '两次反射',
      'reflection-and-diffraction': '一次反射加绕射',
      'two-reflections-and-diffraction': '两次反射加绕射',
    },
    heading: (listed, all) => `最强的 ${listed} 条射线（共 ${all} 条）：`,
    others: '以上损耗之和为局部平均；同一链路的其他读法：',
    fixedHeights: '两端高度固定、地面与顶板光滑时的局部平均',
    coherent: '此点的相干叠加（含快衰落）',
    incoherent: '各射线功率之和',
    cut: (paths, parts) => `注意：${paths}的路径只试了离路径最近的${parts}`,
    mirrors: (tried, all) => `${tried} 个反射面（共 ${all} 个）`,
    edges: (tried, all) => `${tried} 条棱（共 ${all} 条）`,
  },
  en: {
    kinds: {
      direct: 'direct',
      reflected: 'reflected',
      diffracted: 'diffracted',
      'reflected-diffracted': 'reflected and diffracted',
    },
    interactions: {
      reflection: 'reflected by',
      diffraction: 'diffracted at',
      floor: 'floor',
      ceiling: 'ceiling',
      wall: 'through wall',
      column: 'through column',
      opening: 'through',
      beam: 'through beam',
      cars: 'through cars at',
    },
    paths: {
      'two-reflections': 'two reflections',
      'reflection-and-diffraction': 'a reflection and a diffraction',
      'two-reflections-and-diffraction': 'two reflections and a diffraction',
    },
    heading: (listed, all) => `the strongest ${listed} of ${all} rays:`,
    others: 'the path loss above is a local mean; the same link otherwise:',
    fixedHeights: 'local mean with both heights fixed, between smooth floor and ceiling',
    coherent: 'coherent at the very place, with its fading',
    incoherent: 'sum of the powers of all rays',
    cut: (paths, parts) => `note: of paths with ${paths} only the nearest were tried: ${parts}`,
    mirrors: (tried, all) => `${tried} of ${all} faces`,
    edges: (tried, all) => `${tried} of ${all} edges`,
  },
};

/** What a link by rays says besides its terms. */
export function describeRays(link: RayLinkResult, language: Language): string {
  const own = texts[language];
  const listed = link.paths.slice(0, mostListed);
  const value = (lossDb: number, text: string) => `${lossDb.toFixed(2).padStart(8)} dB  ${text}`;
  return [
    own.others,
    value(link.fixedHeightsPathLossDb, own.fixedHeights),
    value(link.coherentPathLossDb, own.coherent),
    value(link.incoherentPathLossDb, own.incoherent),
    own.heading(listed.length, link.rays),
    ...listed.map((ray) => value(ray.lossDb, describeRay(ray, own))),
    ...link.cuts.map(({ paths, mirrors, edges }) => {
      const parts = [own.mirrors(mirrors.tried, mirrors.all)];
      if (edges) parts.push(own.edges(edges.tried, edges.all));
      return own.cut(own.paths[paths], parts.join(language === 'zh' ? '、' : ', '));
    }),
  ].join('\n');
}

function describeRay({ kind, lengthM, azimuthDeg, interactions }: RayReport, own: RayTexts): string {
  const met = interactions.map(({ name, id, angleDeg, count, lossDb }) => {
    const what = [own.interactions[name], id, count && count > 1 ? `×${count}` : undefined];
    return `${what.filter(Boolean).join(' ')} (${angleDeg.toFixed(0)}°, ${lossDb.toFixed(1)} dB)`;
  });
  const way = `${own.kinds[kind]}, ${lengthM.toFixed(2)} m, ${azimuthDeg.toFixed(0)}°`;
  return [way, ...met].join(' · ');
}
