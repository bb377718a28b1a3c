/** Sleeves for cables as drawings name them: their layers and blocks, and what is written beside them. */
import { foldTraditional } from '../../core/index.ts';

/** Layers and blocks of sleeves in capitals; those of pipes and ducts, and those that hold texts alone, are none. */
export const sleeveLayers =
  /^(?!(P|FP|FS|H|V|HVAC|PLUMB)[-_])(?!.*(给|排|(?<!防)水|消防|喷|风|暖|空调|燃气|标注|文字|说明|TEXT|ANNO|NOTE|DIM)).*(套管|预埋(?!件|钢)|穿墙管|SLEEVE|(^|[-_ ])SLE?V(ES?)?($|[-_ ])|TAOGUAN)/;

/** Layers of pipes and ducts, in capitals. */
const otherTrades =
  /^(P|FP|FS|H|V|HVAC|PLUMB)[-_]|给排水|给水|排水|水施|消防|喷淋|暖通|通风|空调|PLUMB|HVAC|SPRINK/;

/** The words for sleeves, in capitals. A pipe cast in by its size is one too. */
const sleeveWords =
  /套管|穿墙管|穿墙密闭|密闭肋|密闭穿墙|备用管|预[埋留].{0,16}(管|DN|SC|RC|JDG|[ΦØ⌀∅]\s?\d)|(DN|SC|RC|JDG|[ΦØ⌀∅])\s?\d{2,3}.{0,6}预[埋留]|SLEEVE|CAST-?IN (PIPE|CONDUIT)/;
/** Sentences, titles and keys say how sleeves are made, and not where. */
const notHere =
  /说明|做法|详见|详图|大样|示意|图例|均[应须需]?(预|设|采|做)|应(预|设|采|做|为)|见图|规范|LEGEND|DETAIL|TYPICAL|SHALL/;
/** Words for water, air and fuel, which pass sleeves too. */
const otherUses =
  /给水|排水|污水|废水|雨水|冷水|热水|消防|消火栓|喷淋|喷头|自喷|水泵|水管|水箱|水池|压力|通风|风管|排烟|送风|新风|排风|进风|空调|冷冻|冷却|采暖|燃气|煤气|油管|柴油|测压|取样|放射性|WATER|DRAIN|SEWAGE|SPRINK|HYDRANT|FIRE MAIN|VENT|DUCT|HVAC|CHILLED|\bGAS\b|FUEL/;
const cables =
  /电缆|电力|弱电|强电|通信|通讯|电信|线缆|桥架|光缆|电气|动力|照明|馈线|CABLE|ELEC|TELECOM|COMMS|POWER|FEEDER/;
/** Larger pipes than this are for no cable of ours, mm. */
const largestForCablesMm = 175;

const pipe = 'DN|SC|RC|TC|MT|JDG|KBG|PVC|PC|CT|G|D|Φ|Ø|⌀|∅';
const countedPipes = new RegExp(
  `(?<![\\d.])(\\d{1,3})\\s*[×X*-]?\\s*[根个只条]?\\s*(?:${pipe})\\s*(\\d{2,3})(?!\\d)`,
  'g',
);
/** `DN65×4` are four pipes; after an outer diameter it is the thickness of the steel. */
const pipesTimes = /(?:DN|SC|RC|TC|JDG|KBG)\s*\d{2,3}\s*[×X*]\s*(\d{1,2})(?![\d.])/;
const rangeOf = /(?<![\d.])(\d{1,2})\s*[~～至-]\s*\d{1,2}\s*[根个只条]/;
const counted = /(?<![\d.])(\d{1,3})\s*[根个只条](?!\s*[/每])/;
const countedWords = /(?<![\d.])(\d{1,3})\s*(?:NOS?\.?|PCS\.?|#)?\s*(?:[A-Z-]+ )?(?:SLEEVES|PIPES|CONDUITS)/;
/** Pipes that others do not use: left for our cables. */
const spare =
  /(?<![\d.×X*-])(\d{1,2})\s*[根个只]?\s*(?:备用|SPARE)|(?:备用|SPARE)\s*[:：]?\s*(\d{1,2})(?!\d)\s*(?:[根个只]|$|\))/;
const numerals = '一二三四五六七八九十';
const countedNumeral = /([一二两三四五六七八九十])\s*[根个只条]/;
const diameters = new RegExp(`(?:${pipe})\\s*=?\\s*(\\d{2,3})(?!\\d)`, 'g');

/** A text about sleeves, taken apart. */
export interface SleeveText {
  /** It has a word for sleeves; else it is a size that tells nothing away from one. */
  isNamed: boolean;
  /** Pipes, where they are counted. */
  count?: number;
  diameterMm?: number;
  /** It is for water, air or fuel. */
  isOther: boolean;
}

/** Returns what a text on a layer says of sleeves, or undefined where it says nothing of them. */
export function readSleeveText(text: string, layer: string): SleeveText | undefined {
  const said = foldTraditional(text)
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[✕╳∗]/g, '×')
    .replace(/\s+/g, ' ')
    .trim();
  if (said.length > 60 || notHere.test(said)) return undefined;
  const isNamed = sleeveWords.test(said);
  const sizes = [...said.matchAll(diameters)].map(([, mm]) => Number(mm));
  if (!isNamed && (sizes.length === 0 || said.length > 30)) return undefined;
  const count = countOf(said);
  const diameterMm = sizes.length > 0 ? Math.max(...sizes) : undefined;
  const isForCables = cables.test(said);
  const isOther =
    !isForCables &&
    (otherUses.test(said) ||
      otherTrades.test(foldTraditional(layer).toUpperCase()) ||
      (diameterMm !== undefined && diameterMm > largestForCablesMm));
  return {
    isNamed,
    isOther,
    ...(count === undefined ? {} : { count }),
    ...(diameterMm === undefined ? {} : { diameterMm }),
  };
}

function countOf(said: string): number | undefined {
  const from = (found: RegExpExecArray | null) => (found ? Number(found[1]) : undefined);
  const range = from(rangeOf.exec(said));
  const pipes = [...said.matchAll(countedPipes)].reduce((sum, [, each]) => sum + Number(each), 0);
  const numeral = countedNumeral.exec(said)?.[1];
  const spelled = numeral === '两' ? 2 : numeral ? numerals.indexOf(numeral) + 1 : undefined;
  const count =
    range ??
    (pipes > 0 ? pipes : undefined) ??
    from(pipesTimes.exec(said)) ??
    from(counted.exec(said)) ??
    from(countedWords.exec(said)) ??
    spelled;
  if (count === undefined || count < 1 || count > 200) return undefined;
  const left = spare.exec(said);
  const spareCount = Number(left?.[1] ?? left?.[2] ?? count);
  return spareCount >= 1 && spareCount < count ? spareCount : count;
}
