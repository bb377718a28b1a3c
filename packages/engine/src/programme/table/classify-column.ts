import { operatorRows, type ProgrammeOperator } from '../../plan/index.ts';
import { degreesListed } from './column-answers.ts';
import { readPolarity } from './polarity.ts';
import { type ColumnField, countFields } from './table-column.ts';

export interface ColumnGuess {
  field: ColumnField;
  /** The other operator of whom a column of two speaks: `电信、联通共建共享`. */
  second?: ColumnField;
  /** 1 to 3. The surest of several columns for one thing is taken. */
  sureness: number;
  factor?: number;
  /** Its unit has several sizes: nobody can say by the header how large its numbers are. */
  isUnitOpen?: boolean;
}

const operatorWords = operatorRows.flatMap(({ id, isInProgramme, written }): [ProgrammeOperator, RegExp][] =>
  isInProgramme ? [[id as ProgrammeOperator, written.header]] : [],
);
/** A unit stands in brackets, and is nothing of the name. */
const unit =
  /^(单位[:：]?)?(约|层|台|套|件|起|次|年|度|°|桩|处|条|家|栋|(万|千|百|十)?(平方米|平米|平方|平|户|个|辆|位|台|件)|(万)?(m2|m²|㎡|sqm)|公顷|ha|亩|平方公里|km2|k㎡|平方英?尺|sqft|ft2|dbm?|是\/?否|有\/?无|选填|必填|填报|y\/n|yes\/no)$/;
/** Sizes of units, by which numbers are multiplied. */
const sizes: readonly [RegExp, number][] = [
  [/万/, 10_000],
  [/公顷|^(单位[:：]?)?ha$/, 10_000],
  [/亩/, 2000 / 3],
  [/平方公里|km2|k㎡/, 1_000_000],
  [/千/, 1000],
  [/百/, 100],
  [/十/, 10],
];
/** Square feet are English ones, or Chinese ones of 1/9 m². */
const openUnit = /平方英?尺|sqft|ft2/;
/** Floors of other use and lifts have networks of their own. */
const elsewhere =
  /电梯|轿厢|客梯|货梯|楼道|楼内|楼宇|住户|入户|户内|家中|elevator|(?<!fork)lift|stair|corridor|apartment/;
/** Said of a time that is over. */
const works = '(?:改造|整治|整改|建设|施工|实施|优化|治理|提升|开通|覆盖|工程|项目|完成|安装|加装|测试|复测)';
const past = new RegExp(
  `^原|原有|${works}(?:之|以)?前|上年|去年|上期|上次|上月|上季|期初|年初|此前|以前|之前|历史|首次|before|previous|former|old|last year`,
);
const present = new RegExp(
  `^现|现状|目前|当前|${works}(?:之|以)?后|本年|今年|本期|本次|本月|本季|期末|年末|最新|复测|after|current|latest|now|this year`,
);

const ground = /地面|室外|户外|地上|路面|小区内|园区|道路|outdoor|(?<!under)ground|surface|street ?level/;
const garage =
  /车库|地库|地下|库内|停车库|停车场|室内|garage|underground|basement|indoor|car ?park|parking|(?<![a-z])b\d/;
const level = /rsrp|电平|场强|强度|参考信号|接收功率|dbm/;
const signal = /信号|signal|rx ?lev/;
const coverage = /覆盖|cover|开通|室分|建设情况|盲区|盲点|补盲|死角|blind|dead ?zone/;
/** Who says it, and how: those who were there are surer than those who were asked. */
const checkedBy = /核实|复核|核查|核验|实测|检测|测试|抽查|抽测|验证|勘察|踏勘|verified|measured|tested/;
const reportedBy = /上报|自报|填报|申报|自查|反映|反馈|登记|统计|reported|declared/;
const sourceWords =
  /(?:街镇|街道|乡镇|镇里?|居委会?|村居|物业|业主|居民|运营商|第三方|测评公司|区里?|市里?|房管局|我司|我方)?(?:核实|复核|核查|核验|实测|检测|测试|抽查|抽测|验证|勘察|踏勘|上报|自报|填报|申报|自查|反映|反馈|登记|统计)(?:结果|情况|数据|值)?$|^(?:街镇|街道|乡镇|镇里?|居委会?|村居|物业|业主|居民|运营商|第三方|测评公司|区里?|市里?|房管局|我司|我方)?(?:核实|复核|核查|核验|实测|检测|测试|抽查|抽测|验证|勘察|踏勘|上报|自报|填报|申报|自查|反映|反馈|登记|统计)(?:结果|情况|数据|值)?(?=.)/;
/** Uses of a signal. */
export const use = /通话|上网|扫码|打电话|接电话|刷卡|支付|能用|可用|使用|打通|call|data|use?able|workable/;
/** Times of which a column is, and nothing else. */
const timeWords = new RegExp(
  `${works}(?:之|以)?[前后]|现状|目前|当前|上[年期季月]末?|本[年期季月]末?|去年底?|今年底?|期[初末]|年[初末]|此前|原先|现在`,
  'g',
);
/** Not the operators' mobile networks. */
const otherNetworks = /wi-?fi|wlan|宽带|光纤|固话|对讲|iptv/;
/** Headers of sizes, rates and places of what others count. */
const sized =
  /宽度|(?<!放)宽$|高度|净高|净宽|限高|长度|深度|坡度|尺寸|朝向|位置|编号|单价|价格|收费|费用|配比|占比|比例|户均|率$|(?<!band)width|height|ratio/;
const countedThings: ReadonlySet<ColumnField> = new Set<ColumnField>([
  ...(['gates', 'bays', 'chargers', 'households', 'levels'] as const),
]);
/** How many are for or against it states no owner consent. */
const counted = /(户数|人数|票数|时间|日期)$/;
/** Endings of headers that ask something of coverage other than whether it is there. */
const otherThanWhether = /(原因|理由|时间|日期|方式|厂家|单位|面积|数量?|个数|reason|date)$/;
const personal =
  /联系人|联系方式|姓名|电话(?!.*(?:信号|打通|畅通|通不通))|手机(?!.*(?:信号|网络|通话|上网|通不通|能否|能用))|号码|身份证|微信|邮箱|负责人|责任人|经办人|填报人|填表人|审核人|对接人|联络员|经理|书记|主任|e-?mail|phone|contact|manager|person|mobile ?no|(?<![a-z])tel(?![a-z])/;

/** Names of columns as they read without units, spaces and signs; the first that fits, with how sure it is. */
const names: readonly [ColumnField, 1 | 2 | 3, RegExp][] = [
  ['district', 3, /^(?:诉求|来电|受理|归属|事发|问题|发生|投诉)(?:所在)?区县?$/],
  ['street', 3, /^(?:诉求|来电|受理|归属|事发|问题|发生|投诉)(?:所在)?(?:街道|街镇|乡镇|镇街)$/],
  ['name', 3, /^(?:诉求|来电|受理|归属|事发|问题|发生|投诉)(?:所在)?小区(?:名称?)?$/],
  ['complaints', 3, /投诉|12345|热线|信访|诉求|complaint/],
  ['personal', 3, personal],
  ['serial', 3, /^(序号?|编号|小区编号|序列号?|行号|no|num|number|id|index|seq|#|serial(no|number)?)$/],
  ['place', 3, /经纬度|经度.*纬度|^坐标$|地理坐标|coordinates?$|lon.*lat/],
  ['lonDeg', 3, /经度|^lon|lng|longitude/],
  ['latDeg', 3, /纬度|^lat|latitude/],
  [
    'owners',
    3,
    /业主|业委会|业主委员会|hoa|(居民|住户).*(意愿|意见|态度|同意|愿|反对|异议|支持|阻|拒)|owner|residents?(will|consent|agree|opinion|object|refus)/,
  ],
  ['chargers', 3, /充电|charg/],
  ['gates', 3, /闸|出入口|进出口|gate|barrier|entrance/],
  ['bays', 1, /(地面|地上|ground).*(车位|泊位|bays?|spaces?)/],
  [
    'bays',
    3,
    /(?<!非机动)(地下|车库|地库).*(车位|泊位)|(车位|泊位).*(地下|车库|地库)|^(停?车位|泊位|停车泊位|停车位)(总?数量?)?$|^(parking)?(bays?|spaces?|lots?)$/,
  ],
  ['bays', 2, /车位|泊位|(parking|car(?:parks?)?)(bays?|spaces?|lots?)/],
  [
    'households',
    3,
    /户数|住户|居民户|总户|^户$|household|^(?:(?:no|number|total(?:no|number)?)(?:of)?)?(flats?|apartments?|dwellings?|units?|homes?)(count|no|number)?$/,
  ],
  [
    'property',
    3,
    /物业.*(配合|会不会|肯不肯|意愿|态度|意见|同意|支持|协调|情况|拒|反对|阻|愿|抵制|异议|认可|允许|进场|收费|收取|施工)|^物业$|propert|management|^(pm|pmc|mgmt)(company|office|co)?(cooperation|cooperative|consent|support|attitude|agree|ok|willing)/,
  ],
  ['owners', 1, /意愿|同意|反对|拒绝|异议|阻挠/],
  [
    'builtYear',
    3,
    /建成|竣工|建造|交付|入住|年代|年份|建筑年|built|completion|(build|construction)year|^year/,
  ],
  [
    'levels',
    3,
    /(地下|车库|地库|garage|basement|underground).*(层数|层$|levels?|floors?|storeys?)|^(层数|levels?)$/,
  ],
  [
    'garageAreaM2',
    3,
    /(地下|车库|地库|garage|basement|underground|parking).*(面积|area|gfa)|面积.*(地下|车库|地库)|(area|gfa).*(garage|basement|underground|parking)/,
  ],
  ['garageAreaM2', 1, /^(建筑)?面积$|^area(m2)?$/],
  ['garageAreaM2', 2, /^(garage|basement|parking|underground)(m2|sqm|m²)$/],
  [
    'name',
    3,
    /^\d*[.、]?(?:小区|楼盘|住宅区?|社区)的?(?:名称?|全称)(?:[及和与、/]?(?:详细|具体)?(?:地址|门牌|坐落|路弄)|.*(?:请|须|一致|填))/,
  ],
  ['note', 3, /^备注|^说明|其他说明|其它说明|特殊情况|remark|^notes?$|comment/],
  ['address', 3, /地址|坐落|门牌|具体位置|address|^位置$|location/],
  ['street', 3, /街道|街镇|乡镇|街办|镇街|^(所属|所在)?[街镇]|subdistrict|street|town/],
  ['district', 3, /行政区|区县|县区|^区$|(所属|所在|辖)区(?!域?小区)|^区域|^区名|^属地|district|borough/],
  [
    'name',
    3,
    /小区名|社区名|楼盘名?|小区$|^(住宅)?(小区|项目|社区|名称)(名称|名)?$|^(被?测试?|测量|勘察|排查)?(站点|点位|地点|场所|场景|楼宇)(名称)?$|(测试|检测)(小区|站点|地点|点位|场所)|community|compound|estate|^(test)?(site|venue|spot)(name)?$|^name$|residen(ce|tial)(name)?$/,
  ],
  ['bays', 1, /^[位车]位?数?$/],
  ['chargers', 1, /^桩数?$/],
  [
    'name',
    2,
    /^(?:在管|在服|服务|管理|所管|代管|本?公司)?(?:小区|项目|楼盘|住宅区?|案场|园区|院落|社区|车库|地库)的?(?:名称?|全称|简称)$|^\d*[.、]?(?:小区|楼盘|住宅区?)(?:名称?|全称)/,
  ],
];

/**
 * Role of a column by its name; undefined where nothing is known.
 * @param parts of a header of several rows: the name of the group, the name in it
 */
export function classifyColumn(name: string, parts: readonly string[] = []): ColumnGuess | undefined {
  const first = classifyName(withoutTranslation(name));
  const whole = first ?? classifyName(name);
  const lastField = parts.length > 1 ? classifyName(parts[parts.length - 1]) : undefined;
  if (!lastField || whole?.field === 'personal') return whole;
  // In a group "owners and property management" the name in it tells which.
  return whole && whole.sureness > lastField.sureness ? whole : { ...optionalFactor(whole), ...lastField };
}

/** Words that no translation repeats: what is measured, in which unit, of which network. */
const untranslated = /rsrp|dbm|rssi|sinr|wi-?fi|lte|volte|y\s*\/\s*n|yes|m2|sqm|[2-5]g|\b[a-z]{1,2}\b/i;

/** A header of two languages in its first one: `充电桩\nEV Chargers` says the same twice. */
function withoutTranslation(name: string): string {
  const [, first, latin] =
    /^([^A-Za-z]*\p{Script=Han}[^A-Za-z]*?)[\s/|（(]+([A-Za-z][A-Za-z .,'’&/-]+?)[)）\s]*$/u.exec(name) ?? [];
  if (first === undefined || latin === undefined) return name;
  const isUntranslated = untranslated.test(
    latin.replace(/\b(?:ev|of|no|is|in|by|at|to|a|ct|cm|cu|pm|hh|id)\b/gi, ''),
  );
  const ofLatin = operatorWords.filter(([, pattern]) => pattern.test(latin.toLowerCase()));
  return isUntranslated || ofLatin.some(([, pattern]) => !pattern.test(first)) ? name : first;
}

function optionalFactor(guess: ColumnGuess | undefined): { factor?: number } {
  return guess?.factor === undefined ? {} : { factor: guess.factor };
}

function classifyName(name: string): ColumnGuess | undefined {
  const folded = name.normalize('NFKC').toLowerCase();
  const { words, units } = withoutUnits(folded);
  const factor = units.map(sizeOf).find((size) => size !== undefined);
  const guess = guessField(words, units) ?? guessByUnit(words, units);
  if (!guess || guess.field === 'serial') return guess;
  const isUnitOpen = guess.field === 'garageAreaM2' && openUnit.test(folded.replace(/\s/g, ''));
  return {
    ...{ ...guess, sureness: guess.sureness + timeSureness(words) + sourceSureness(words) },
    ...(factor === undefined ? {} : { factor }),
    ...(isUnitOpen ? { isUnitOpen } : {}),
  };
}

/** `规模（百户）`: a size of which only the unit says what of. */
function guessByUnit(words: string, units: readonly string[]): ColumnGuess | undefined {
  const isSize = /^\s*(?:小区|总|建设|住宅)?(?:规模|体量|大小|总量|总数|数量)\s*$/.test(words);
  return isSize && units.some((each) => /户$/.test(each)) ? { field: 'households', sureness: 1 } : undefined;
}

function sizeOf(given: string): number | undefined {
  return openUnit.test(given) ? undefined : sizes.find(([pattern]) => pattern.test(given))?.[1];
}

/** A correction by time: now goes before once, and the later year before the earlier one. */
function timeSureness(words: string): number {
  const year = /20([0-4]\d)/.exec(words)?.[1];
  const ofYear = year === undefined ? 0 : Number(year) / 1000;
  if (past.test(words)) return -0.5 + ofYear;
  return (present.test(words) ? 0.1 : 0) + ofYear;
}

/** A correction by who says it: less than a year's. */
function sourceSureness(words: string): number {
  return checkedBy.test(words) ? 0.0002 : reportedBy.test(words) ? -0.0002 : 0;
}

function guessField(words: string, units: readonly string[]): ColumnGuess | undefined {
  if (otherNetworks.test(words)) return undefined;
  if (elsewhere.test(words) && !garage.test(words) && /覆盖|信号|电平|rsrp|signal|cover/.test(words))
    return undefined;
  if (
    /^(地下)?(车库|地库|garage|basement|parking)$/.test(words.trim().replace(/[_\s]/g, '')) &&
    units.some((each) => /m2|㎡|平|sqm/.test(each))
  )
    return { field: 'garageAreaM2', sureness: 2 };
  const plain = words.replace(/[\s_/\\.\-:,、*"'?!;()[\]{}<>|&+~·]+/g, '');
  if (plain === '') return undefined;
  const operators = operatorWords.filter(([, pattern]) => pattern.test(words)).map(([operator]) => operator);
  const isLevel = level.test(plain) || units.includes('dbm');
  const isSignal = isLevel || signal.test(plain);
  const isPlain = !isSignal && !coverage.test(plain);
  if (!isPlain && operators.length !== 1 && !isLevel) {
    const stance = stanceField(plain);
    if (stance) return { field: stance, sureness: 3 };
  }
  if (operators.length === 2 && isPlain && /共建|共享|[、和与及/]/.test(words)) return ofTwo(operators, 1.5);
  if (operators.length === 1 && !/投诉|complaint/.test(plain)) {
    const guess = isPlain
      ? ofStage(operators[0], plain)
      : ofOperator(operators[0], plain, { isLevel, isSignal });
    if (guess !== 'open') return guess;
  }
  if (isPlain && operators.length === 0 && /运营商|哪家|哪几家/.test(plain) && use.test(plain))
    return { field: 'covered', sureness: 0.9 };
  if (isPlain) return plainField(plain);
  if (/投诉|12345|complaint/.test(plain)) return { field: 'complaints', sureness: 2 };
  if (personal.test(plain)) return { field: 'personal', sureness: 3 };
  const isWhichOnes = /哪家|哪些|运营商名/.test(words);
  if (operators.length === 2 && !isSignal && !isWhichOnes) return ofTwo(operators, 2);
  if (
    operators.length === 0 &&
    isSignal &&
    !isLevel &&
    !ground.test(plain) &&
    (/运营商|三家|三网|有无|是否/.test(plain) || garage.test(plain))
  )
    return { field: 'covered', sureness: /哪家|哪些|哪几家/.test(plain) ? 1 : 0.9 };
  if (otherThanWhether.test(plain.replace(/数量?$/, '')) && /原因|理由|时间|日期|reason|date/.test(plain))
    return undefined;
  // One column for all: which operators cover it, or whether all do.
  if (operators.length !== 1 && !isLevel && coverage.test(plain) && !ground.test(plain))
    return { field: 'covered', sureness: 1 };
  return undefined;
}

/** Who says what of the works: `业主对加装信号覆盖设备的态度` is of the owners. */
function stanceField(plain: string): 'owners' | 'property' | undefined {
  const whose =
    /^\d*[.、]?(?:您|贵|请问|本|该|小区|车库|的|所在)*(业主|业委会|业主委员会|居民|住户|物业)/.exec(
      plain,
    )?.[1];
  if (!whose || !/态度|意见|意愿|同意|支持|愿意|配合|反对|阻挠|阻拦|拒绝|拒/.test(plain)) return undefined;
  return whose === '物业' ? 'property' : 'owners';
}

/** A column that speaks of two operators together. */
function ofTwo([first, other]: readonly ProgrammeOperator[], sureness: number): ColumnGuess {
  return { field: `covered.${first}`, second: `covered.${other}`, sureness };
}

/** A column of an operator's signal or coverage; `open` where it may still be something else. */
function ofOperator(
  operator: ProgrammeOperator,
  plain: string,
  { isLevel, isSignal }: { isLevel: boolean; isSignal: boolean },
): ColumnGuess | undefined | 'open' {
  // How much of it is above a level is no level.
  if (isLevel && /占比|比例|率$|ratio|percent|%|≥|>|以上/.test(plain)) return undefined;
  const isCoverage = coverage.test(plain);
  if (isSignal && !isLevel && degreesListed.test(plain) && !ground.test(plain))
    return { field: `covered.${operator}`, sureness: 2 };
  if (isLevel || (isSignal && !isCoverage)) {
    const isGround = ground.test(plain) && !/地下|underground|basement/.test(plain);
    // "Is there a signal" is no level, and gives way to one.
    const sureness = !(isGround || garage.test(plain)) ? 1 : isLevel ? 3 : 2;
    if (!isLevel && /是否|有无|有没有|能否/.test(plain) && !isGround)
      return { field: `covered.${operator}`, sureness: 2 };
    return { field: isGround ? `groundRsrpDbm.${operator}` : `garageRsrpDbm.${operator}`, sureness };
  }
  if (!isCoverage) return 'open';
  if (otherThanWhether.test(plain)) return undefined;
  if (ground.test(plain) && !garage.test(plain)) return { field: `groundRsrpDbm.${operator}`, sureness: 2 };
  const { isIntended, isDegree } = readPolarity(plain);
  // What is needed or planned gives way to what is there.
  const sureness = isIntended ? 1 : isDegree || /率|比例|质量|满意/.test(plain) ? 2 : 3;
  return { field: `covered.${operator}`, sureness };
}

/** A column with the operator's name alone, with the garage or with how far works are; its cells say whether they are levels. */
function ofStage(operator: ProgrammeOperator, plain: string): ColumnGuess | 'open' {
  const isAlone = isOperatorAlone(
    plain
      .replace(timeWords, '')
      .replace(sourceWords, '')
      .replace(/^20\d\d年?(?:度|底|末|初|[上下]半年)?/, ''),
  );
  // `缺电信`, `已通移动`: what they say of it is all that the header has.
  const bare = plain.replace(
    /^(?:缺少?|无|没有?|未通|未覆盖|未开通|有|已有|已通|已覆盖|已开通)(?=(?:中国)?(?:电信|移动|联通))/,
    '',
  );
  if (bare !== plain && isOperatorAlone(bare)) return { field: `covered.${operator}`, sureness: 2 };
  const isOther = /数|面积|车位|泊位|投诉|日期|时间/.test(plain);
  if ((isAlone || garage.test(plain)) && !isOther)
    return { field: `covered.${operator}`, sureness: isAlone ? 0.6 : 2 };
  if (readPolarity(plain).isIntended && /建|装|接入|改造|补点|需求|计划/.test(plain) && !isOther)
    return { field: `covered.${operator}`, sureness: 0.4 };
  const isAnswer =
    /^(?:中国)?(?:电信|移动|联通|telecom|(?:china)?mobile|(?:china)?unicom|ctcc|cmcc|cucc|ct|cm|cu)(?:ok|yn|status|available|avail|service|state|通不通|有没有|有无|通否|能否使用)$/.test(
      plain,
    );
  if (isAnswer) return { field: `covered.${operator}`, sureness: 2 };
  if (use.test(plain) && !isOther) return { field: `covered.${operator}`, sureness: 1 };
  const isStage = /进度|进展|状态|情况|完成|建设/.test(plain) && !/日期|时间|备注|说明|计划/.test(plain);
  return isStage ? { field: `covered.${operator}`, sureness: 1.5 } : 'open';
}

/** Returns whether a column is of an earlier time than another one. */
export function isEarlier(name: string, other: string): boolean {
  const [first, second] = [name, other].map((each) => Number(/20\d\d/.exec(each)?.[0] ?? 0));
  if (first > 0 && second > 0) return first < second;
  return past.test(name.replace(/电信|移动|联通/g, '')) && !past.test(other.replace(/电信|移动|联通/g, ''));
}

/** Returns whether two columns ask the same of two parties. */
export function isOfOtherSource(name: string, other: string): boolean {
  const bare = (text: string) => text.replace(/\s/g, '').replace(sourceWords, '');
  return name !== other && bare(name) === bare(other) && bare(name) !== '';
}

const partOfAll =
  /其中|产权|非机动|自行车|月均|平均|新增|规划|计划|拟|待|常住|已售|空置|入住率|地面|地上|人防|租/;

/** A column that speaks of no signal and no operator. */
function plainField(plain: string): ColumnGuess | undefined {
  const found = names.find(([, , pattern]) => pattern.test(plain));
  if (!found) return undefined;
  const [field, sureness] = found;
  // The size of a gate is no number of gates.
  if (countedThings.has(field) && sized.test(plain)) return undefined;
  if ((field === 'owners' || field === 'property') && counted.test(plain)) return undefined;
  if (sureness <= 1 && ground.test(plain)) return undefined;
  if (!(countFields as readonly string[]).includes(field)) return { field, sureness };
  // All that are there go before some of them.
  if (partOfAll.test(plain)) return { field, sureness: sureness - 0.5 };
  const isWhole = /总|共|全部|累计|小计|合计/.test(plain);
  const isOfGarage = field === 'households' || /地下|车库|地库/.test(plain);
  return { field, sureness: isWhole && isOfGarage ? sureness + 0.05 : sureness };
}

/** `电信`, `中国移动`, `CT`, `移动（含广电700M）`. */
function isOperatorAlone(plain: string): boolean {
  return /^(中国)?(电信|移动|联通|telecom|(china)?mobile|(china)?unicom|ctcc|cmcc|cucc|ct|cm|cu)(公司|运营商|企业)?([2-5]g|lte|nr|(20\d\d年?|去年|今年|上年|本年)(度|底|末|初|[上下]半年|第?[一二三四1-4]季度|q[1-4]|\d{1,2}月?(底|末|初)?)?|b\d|负[一二三]层?|地下[一二三]层)*(含广电\w*)?$/.test(
    plain,
  );
}

/** Brackets with nothing but a unit are taken out; what else stands in brackets is part of the name. */
function withoutUnits(folded: string): { words: string; units: string[] } {
  const units: string[] = [];
  const words = folded.replace(/[([{【]([^)\]}】]*)[)\]}】]/g, (_, inside: string) => {
    const parts = inside.split(/[,，、;；]/).map((part) => part.replace(/\s+/g, ''));
    if (parts.every((part) => unit.test(part))) {
      units.push(...parts);
      return ' ';
    }
    return ` ${inside} `;
  });
  const tail = /^(.*\S)[\s_/：:]*((?:万)?(?:m2|m²|㎡|平方米|平米)|万平|公顷|亩|dbm)\s*$/.exec(words);
  if (!tail) return { words, units };
  return { words: tail[1], units: [...units, tail[2]] };
}
