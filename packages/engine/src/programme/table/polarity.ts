/**
 * A grammar for what a header or a cell says of its property: forms of questions, denials, words for a lack
 * and for its end, intentions, and degrees. `是否存在盲区` asks for a lack, `是否不存在盲区` for the property again.
 */
export interface Polarity {
  /** Its "yes" says that the property is there (1) or is not (−1). */
  sign: 1 | -1;
  /** Some word that bears a sign was found. */
  hasSign: boolean;
  /** A denial of a word for a lack: who does not object has not agreed yet. */
  isLack: boolean;
  /** It asks for an intention, which says nothing of what is there. */
  isIntended: boolean;
  /** It asks for a degree: what is weak is there, and perhaps not enough. */
  isDegree: boolean;
  /** It has the form of a question. */
  isQuestion: boolean;
  /** How many words turn it around. */
  turns: number;
  /** Two things are denied, one perhaps the cause of the other. */
  isTangled: boolean;
}

/** Words with a character that denies elsewhere, and which deny nothing. */
const idle = `
  无线 无锡 无障碍 无人机 无论 不动产 非机动车 非居民? 非住宅 未来 缺省 弱电 不少于 不低于 不超过 不高于 不限 不锈钢 不仅 不但
  差异 误差 偏差 时差 判断 诊断 应急 反应 供应 对应 相应 应用 等待 接待 模拟 虚拟 必须品 需求 no\\. yes\\s?/\\s?no y\\s?/\\s?n`;
/** A form of a question denies nothing, whatever its characters: A不A, and a 否 at the end. */
const question = `
  是否 有无 有没有 是不是 能否 可否 会否 愿否 与否 是\\s?/\\s?否 有\\s?/\\s?无 有或无 是或否 (?<same>\\p{Script=Han})不\\k<same>
  (?:已|是)?有没有? whether 否(?=[^\\p{L}\\p{N}]*$)`;
const intended = `
  需要? 须 必要 应 拟 计划 规划 打算 准备 待 纳入 列入 预计 将要? 亟 急需 申请 希望 有望 即将 年内 条件 可行性? needs? needed plan(?:s|ned)? requires? required
  to\\sbe pending`;
const degree = `
  时有时无 时断时续 断断续续 弱 差 不足 不好 不佳 不稳定? 不强 不良 不畅 不理想 偏低 较低 困难 难点 难度 问题 隐患 部分 局部 一般 weak poor
  partial(?:ly)? difficult(?:y|ies)?`;
/** Nouns for a location: with such a noun behind it "not covered" is one lack, and not a denial of one. */
const locationNoun = '(?:区域|楼层|位置|部位|地方)';
const lackNoun = `(?:盲区|盲点|盲|空白|空缺|死角|黑点|${locationNoun})`;
const lack = `
  (?<=(?:存在|有|出现|属于)[^无没]{0,4})(?:无|没有?)(?:信号|覆盖|网络)的?${lackNoun}
  (?:尚未|未)[^，,未无没]{0,3}?(?:覆盖|开通|接通)到?的?${lackNoun} 没有?(?:覆盖|开通|接通)到?的?${locationNoun}
  无法(?:覆盖|开通|接通)到?的?${lackNoun}
  盲区 盲点 盲 空白 空缺 缺口 缺失 缺少 缺乏 欠缺 缺 死角 黑点 遗漏 漏 中断 断网 断 掉线 故障 失败 失效 瘫痪 拆除 停用 关停 退网 异常
  不同意见 (?<=有|无|没|存在)意见 反对 拒绝 拒不 拒 抵制 抵触 阻挠 阻止 阻工 阻碍 阻拦 受阻 阻 抗议 抗拒 异议 否决 驳回 推诿 回绝 谢绝
  blind dead\\s?(?:zones?|spots?) gaps? holes? missing absent lack(?:s|ing)? uncovered unserved refus\\w* object\\w* oppos\\w* against
  disagree\\w* reject\\w* uncooperative block\\w*`;
/** Words for the end of a lack: it is no more. */
const ended = '消除 解决 消灭 填补 整改 补 removed fixed resolved';
const denial = `
  尚未 暂未 仍未 从未 并未 还未 未能 未曾 未予 未 尚无 暂无 仍无 没有 没 无法 不能 不可 不得 不予 不会 不曾 不 非 难以 零 无 勿 否 n't\\b
  \\bnot\\b \\bno\\b \\bnone\\b \\bnever\\b \\bwithout\\b \\bcannot\\b \\bnon\\b`;
const good = `
  覆盖 开通 接通 建设 建成 新建 完成 达标 信号 室分 具备 正常 畅通 良好 存在 做过 同意 支持 配合 愿意? 赞成 接受 允许 准许 通过 认可 满意 欢迎
  许可 批准 放行 投诉 有 是 已 均 全 covered coverage signal agree\\w* consent\\w* support\\w* cooperat\\w* complain\\w* done complete\\w*`;

const kinds = { idle, question, lack, degree, denial, intended, ended, good } as const;
const tokens = new RegExp(
  Object.entries(kinds)
    .map(([kind, words]) => `(?<${kind}>${words.trim().split(/\s+/).join('|')})`)
    .join('|'),
  'giu',
);

/** Denied, they leave what is said to the word behind them: 不是没有, 不存在. */
const lightVerb = /^(?:是|有|已|均|全|存在)$/;

/** @param text without the names of operators, which may have such characters */
export function readPolarity(text: string): Polarity {
  const found: Polarity = {
    ...{ sign: 1, hasSign: false, isLack: false, isIntended: false, isDegree: false },
    ...{ isQuestion: false, isTangled: false, turns: 0 },
  };
  let isDenying = false;
  let denied = 0;
  for (const { groups = {} } of text.normalize('NFKC').matchAll(tokens)) {
    if (groups.idle) continue;
    if (groups.question) found.isQuestion = true;
    else if (groups.intended) found.isIntended = true;
    else if (groups.degree) found.isDegree = true;
    else {
      if (!groups.ended) found.hasSign = true;
      if (groups.lack) found.isLack = true;
      const flips = groups.lack ?? groups.denial ?? (found.isLack ? groups.ended : undefined);
      if (flips) {
        found.sign = found.sign === 1 ? -1 : 1;
        found.turns += 1;
      }
      if (groups.good && isDenying && !lightVerb.test(groups.good)) denied += 1;
      isDenying = groups.denial !== undefined;
    }
  }
  found.isTangled = denied > 1;
  return found;
}
