import type { Progress } from '@diku/engine';
import type { PlacingProgress } from '@diku/engine/core';
import type { NetworkAttempt } from '@diku/engine/design';
import type { Doubt } from '@diku/engine/import';
import type { ImportedLevel } from '@diku/engine/plan';

export type Language = 'zh' | 'en';

/** What a pattern file says, as text. */
export interface PatternFigures {
  path: string;
  format: string;
  name: string;
  frequencyMhz: number;
  gainDbi: string;
  angles: string;
  /** Over what it is fed with, dB. */
  radiatedDb: string;
}

interface Texts {
  stages: Record<Progress['stage'], string>;
  /** Beside the bar while antennas are placed. */
  placing(progress: PlacingProgress): string;
  written(path: string): string;
  notWritten(path: string): string;
  filesIn(folder: string, names: readonly string[]): string;
  /** Names files that lay in the folder before, none of which is of this run. */
  leftIn(folder: string, names: readonly string[]): string;
  planner(url: string): string;
  /** Describes an antenna pattern file. */
  pattern(figures: PatternFigures): string;
  valid(path: string): string;
  /** What mends a stale network. */
  designAnew(path: string): string;
  /** How doubts of the import are accepted, by these names. */
  acceptDoubts(path: string, names: string): string;
  /** After a placement. */
  networkDropped(path: string): string;
  infeasible: string;
  beyondReach: string;
  /** Before it. */
  locationsForStates: string;
  emptyLevel(level: string): string;
  unserved(level: string, position: readonly number[], reason: string): string;
  level(level: ImportedLevel): string;
  doubts(count: number): string;
  doubt(doubt: Doubt): string;
  moreDoubts(count: number): string;
  noNetwork: string;
  attempt(attempt: NetworkAttempt): string;
  warning: string;
  cutShort: string;
  /** The same where nothing that passes was found by then. */
  cutUnmet: string;
  /** On the first Ctrl+C. */
  stopping: string;
  /** The same of a check with designs for states. */
  stoppingStates: string;
  /** Where that came before anything passed. */
  nothingYet: string;
  /** Says what was written all the same. */
  interrupted: string;
  /** The same where no prediction was made of it. */
  unchecked: string;
  missingCharacters(list: string): string;
  otherDrawing(file: string, known: string): string;
  /** Where a group of commands was named alone. */
  commandMissing: string;
}

/** What the command line says of its own, in both languages. */
export const texts: Record<Language, Texts> = {
  zh: {
    stages: {
      import: '识别图纸',
      fields: '计算路径损耗',
      place: '布置天线',
      network: '设计馈线网络',
      predict: '预测覆盖',
      check: '验收判定',
      report: '生成报告',
    },
    placing: ({ step, antennas, lowerBound }) =>
      `${{ search: '搜索', check: '预测核对', price: '网络计价', bound: '证明下界' }[step]}：目前 ${antennas.length} 副${lowerBound === undefined ? '' : `，至少 ${lowerBound} 副`}`,
    written: (path) => `已写入 ${path}`,
    notWritten: (path) => `没有改进，未写入 ${path}（--force 仍然写入）`,
    filesIn: (folder, names) => `结果在 ${folder}：${listed(names, '、')} 等 ${names.length} 个文件`,
    leftIn: (folder, names) =>
      `${folder} 中还有不是这次运行写的 ${names.length} 个文件，保持不变：${names.slice(0, 5).join('、')}${names.length > 5 ? ' 等' : ''}`,
    pattern: ({ path, format, name, frequencyMhz, gainDbi, angles, radiatedDb }) =>
      `${path}：${name}（${format}），${frequencyMhz} MHz，增益 ${gainDbi} dBi，水平 + 垂直 ${angles} 个角度，辐射功率与馈入功率之比 ${radiatedDb} dB`,
    planner: (url) => `规划界面：${url} （仅本机可访问，Ctrl+C 结束）`,
    valid: (path) => `${path}：方案有效`,
    acceptDoubts: (path, names) =>
      `核对后接受：diku plan ${path} -o DIR --accept ${names} --by 姓名 --date 日期，或在规划界面（diku serve ${path}）中逐项接受`,
    designAnew: (path) => `重新设计馈线网络：diku network ${path} -o ${path}`,
    networkDropped: (path) =>
      `原有馈线网络属于变动前的天线，已连同其口功率删除；重新设计：diku network ${path} -o ${path}`,
    locationsForStates:
      '将为每个未通过的状态另行布放天线，每个状态约与一次 diku place 同样长（大车库可达数分钟）；--time-limit 限定总时间，Ctrl+C 以已有结果结束',
    infeasible: '目标无法达到，以下位置未覆盖：',
    beyondReach: '目标无法达到：可用位置全部布放也不够（见 check）',
    emptyLevel: (level) =>
      `${level}：没有计入验收的地面，无处可布放。轮廓之内都是房间、孔洞或不计的区域：请核对外轮廓、图层和房间（import --review）`,
    unserved: (level, [x, y], reason) => `  ${level} (${x.toFixed(1)}, ${y.toFixed(1)}) ${reason}`,
    level: (level) =>
      `${level.id}：${level.areaM2.toFixed(0)} m²，墙 ${level.walls} 段（${level.wallLengthM.toFixed(0)} m），柱 ${level.columns}，门与卷帘 ${level.openings}，车位 ${level.bays}，点位 ${level.points}，设施 ${level.facilities}`,
    doubts: (count) => (count === 0 ? '没有需要核对的内容' : `待核对 ${count} 项：`),
    doubt: ({ confidence, subject, reason }) =>
      `  ${Math.round(100 * confidence)} % ${subject.zh}（${reason.zh}）`,
    moreDoubts: (count) => `  其余 ${count} 项见 --review 或 --json`,
    noNetwork: '没有馈线网络',
    attempt: ({ way, reserveDb, antennas, met, passProbability }) =>
      `${{ 'as-placed': '按目标功率', 'raised-targets': `目标提高 ${reserveDb} dB`, 'placed-again': `按低 ${reserveDb} dB 重新布放` }[way]}：天线 ${antennas}，通过概率 ${(100 * passProbability).toFixed(1)} %${met ? '，达标' : ''}`,
    warning: '注意',
    cutShort: '到达时限，搜索提前结束；结果可用，但重复运行可能不同',
    cutUnmet: '到达时限时尚未找到达标的方案；这是到那时为止最好的布放，是否可行还不知道',
    stoppingStates: '正在结束，给出目前已有的结果；再按一次 Ctrl+C 立即退出',
    stopping: '正在结束，写出目前最好的方案；再按一次 Ctrl+C 立即退出',
    nothingYet: '已中断；还没有可用的方案，未写入任何文件',
    unchecked: '没有再用预测核对：以 diku check 为准',
    interrupted: '已中断：这是到中断时为止最好的方案，继续搜索可能更少',
    missingCharacters: (list) =>
      `注意：字库中没有这些字，PDF 中以〓代替：${list}。用 --font 指定含有它们的 TrueType 字体`,
    otherDrawing: (file, known) => `注意：方案由 ${known} 导入，不是 ${file}；请核对两者坐标是否一致`,
    commandMissing: '缺少命令；可用的命令见上',
  },
  en: {
    stages: {
      import: 'reading the drawing',
      fields: 'computing path loss',
      place: 'placing antennas',
      network: 'designing the feeder network',
      predict: 'predicting coverage',
      check: 'checking the target',
      report: 'writing the report',
    },
    placing: ({ step, antennas, lowerBound }) =>
      `${{ search: 'search', check: 'check by a prediction', price: 'price of networks', bound: 'proof of the bound' }[step]}: ${antennas.length} so far${lowerBound === undefined ? '' : `, at least ${lowerBound}`}`,
    written: (path) => `wrote ${path}`,
    notWritten: (path) => `no improvement, so ${path} is not written (--force writes it)`,
    filesIn: (folder, names) => `${names.length} files in ${folder}: ${listed(names, ', ')} …`,
    leftIn: (folder, names) =>
      `left as they were in ${folder}, not of this run: ${names.slice(0, 5).join(', ')}${names.length > 5 ? ' …' : ''} (${names.length} in all)`,
    pattern: ({ path, format, name, frequencyMhz, gainDbi, angles, radiatedDb }) =>
      `${path}: ${name} (${format}), ${frequencyMhz} MHz, gain ${gainDbi} dBi, ${angles} angles (horizontal + vertical), radiates ${radiatedDb} dB over what it is fed with`,
    planner: (url) => `planner: ${url} (this machine only; Ctrl+C ends)`,
    valid: (path) => `${path}: valid plan`,
    acceptDoubts: (path, names) =>
      `after a look, to accept: diku plan ${path} -o DIR --accept ${names} --by NAME --date YYYY-MM-DD, or one by one in the planner (diku serve ${path})`,
    designAnew: (path) => `to design the network anew: diku network ${path} -o ${path}`,
    networkDropped: (path) =>
      `the feeder network was of other antennas and is gone, with the powers it brought; to design one: diku network ${path} -o ${path}`,
    locationsForStates:
      'places antennas anew for every state that fails: each takes about as long as diku place (minutes in a large garage); --time-limit bounds all of it, Ctrl+C ends with what there is',
    infeasible: 'the target cannot be met; uncovered:',
    beyondReach: 'the target cannot be met: antennas at every candidate are not enough (see check)',
    emptyLevel: (level) =>
      `${level}: no floor is counted, so there is nothing to place antennas for. All inside the outline is rooms, holes or zones that do not count: check outline, layers and rooms (import --review)`,
    unserved: (level, [x, y], reason) => `  ${level} (${x.toFixed(1)}, ${y.toFixed(1)}) ${reason}`,
    level: (level) =>
      `${level.id}: ${level.areaM2.toFixed(0)} m², walls ${level.walls} (${level.wallLengthM.toFixed(0)} m), columns ${level.columns}, openings ${level.openings}, bays ${level.bays}, points ${level.points}, facilities ${level.facilities}`,
    doubts: (count) => (count === 0 ? 'nothing needs a look' : `${count} to look at:`),
    doubt: ({ confidence, subject, reason }) =>
      `  ${Math.round(100 * confidence)} % ${subject.en} (${reason.en})`,
    moreDoubts: (count) => `  ${count} more: see --review or --json`,
    noNetwork: 'no feeder network',
    attempt: ({ way, reserveDb, antennas, met, passProbability }) =>
      `${{ 'as-placed': 'targets as planned', 'raised-targets': `targets ${reserveDb} dB higher`, 'placed-again': `placed again for ${reserveDb} dB less` }[way]}: ${antennas} antennas, chance ${(100 * passProbability).toFixed(1)} %${met ? ', met' : ''}`,
    warning: 'note',
    cutShort: 'the time limit ended the search early; the result stands, but another run may differ',
    cutUnmet:
      'the time limit struck before a plan that meets the target was found; this is the best until then, and whether one exists is not known',
    stoppingStates: 'ending with what is known by now; Ctrl+C again ends at once',
    stopping: 'ending with the best plan so far, which is written; Ctrl+C again ends at once',
    nothingYet: 'interrupted before there was any plan; nothing is written',
    unchecked: 'no prediction has checked it: diku check does',
    interrupted: 'interrupted: this is the best plan until then, a longer search may find fewer',
    missingCharacters: (list) =>
      `note: the font lacks these characters, 〓 stands for them in the PDF: ${list}. Name a TrueType font that has them with --font`,
    otherDrawing: (file, known) =>
      `note: the plan was imported from ${known}, not ${file}; make sure that both have the same coordinates`,
    commandMissing: 'a command is missing; those that there are stand above',
  },
};

/** Documents by name; the maps are many. */
function listed(names: readonly string[], separator: string): string {
  const documents = names.filter((name) => /\.(html|json)$/.test(name));
  return (documents.length > 0 ? documents : names.slice(0, 3)).join(separator);
}

/** Language of the process: `LC_ALL`, `LC_MESSAGES` or `LANG` when it is English or Chinese, else Chinese. */
export function localeLanguage(environment: Record<string, string | undefined>): Language {
  const locale = environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || '';
  return /^en([_.@-]|$)/i.test(locale) ? 'en' : 'zh';
}

/**
 * Language of errors: what `--lang` says, else Chinese where the locale is. Where nothing is stated they are English,
 * since scripts and searches read them.
 */
export function errorLanguage(
  arguments_: readonly string[],
  environment: Record<string, string | undefined>,
): Language {
  const locale = environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || '';
  return chosenLanguage(arguments_) ?? (/^zh([_.@-]|$)/i.test(locale) ? 'zh' : 'en');
}

/** Language of the help: what `--lang` says, else the process's. */
export function helpLanguage(
  arguments_: readonly string[],
  environment: Record<string, string | undefined>,
): Language {
  return chosenLanguage(arguments_) ?? localeLanguage(environment);
}

function chosenLanguage(arguments_: readonly string[]): Language | undefined {
  const at = arguments_.findIndex((each) => each === '--lang' || each.startsWith('--lang='));
  const chosen = at < 0 ? undefined : (arguments_[at].split('=')[1] ?? arguments_[at + 1]);
  return chosen === 'zh' || chosen === 'en' ? chosen : undefined;
}
