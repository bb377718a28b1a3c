/**
 * Words of statements on a garage's signal, in groups of regular expressions parted by spaces. Of a statement with any other
 * word in it nothing is made.
 */
export const statementWords = {
  /** Subjects, times and particles: they change nothing. */
  idle: `
    移动通信 移动电话 通信 通讯 信号 讯号 网络 手机 电话 语音 上网 数据 流量 微信 扫码 扫 码 支付 视频 室内分布 分布系统 室分 专项 设备 系统 基站 天线 微站 皮站 直放站
    光纤 工程 项目 小区 停车库 停车场 地下室 地下 车库 地库 库内 库里 里面 内部 室内 内 里 中国 电信 移动 联通 运营商 三大 三家 三网 三 两家 各家 家 公网 
     目前 现在 现状 现已 现 如今 截至 截止 至今 原先 原有 原 老 新 当前 均 都 皆 全部 全都 全库 全面 全 完全 整体 整个 各 所有 每 层 楼层 处 可以 能够 能 可 会 也
    就 很 较 比较 非常 十分 相当 挺 还 一格 一 进去 进入 进来 进 下去 去 的 地 得 着 呢 吧 底 初 末 中旬 上旬 下旬 年 月 日 号 第 季度 半年 情况 状态 状况 结果 效果 功能 业务 使用 正式 顺利 实现 进行
    到位 做到 达到 本 该 此 其 这 那 由 在 为 是 于 和 与 及 并 且 而 又 对 共享 共建 自有 自建 单独 目测 实测 现场 其实 实际上? 确实 真的 一点 丝毫 根本 压根 彻底 covered? coverage
    signal full(?:y)? all is has the`,
  /** That something is done. */
  done: `已经 均已 皆已 都已 已 早已 早就 早 之前 去年 前年 上月 上周 上个月 本月 本周 今年 前期 了 过 后 利旧 20\\d\\d(?:[.\\-/]\\d+)*`,
  /** That the signal is there. */
  good: `
    (?:不是|并非|并不是)(?:没有?|无)(?:信号|覆盖|开通)? √ ✓ ✔ ☑ 有 全覆盖 已覆盖 覆盖 开通 接通 打通 畅通 通畅 连通 打电话 通话 通 建成 建好 建完 做好 做完 装好 装完 完工 竣工 验收 投用 投入使用 启用 入网 上线 正常 良好 优良 优秀 好 优 强
    满格 满 稳定 流畅 清晰 达标 合格 可用 能用 够用 行 没问题 没有问题 无问题 无异常 没有异常 存在 具备 available yes ok pass(?:ed)? good done completed? installed`,
  /** Works: they say that it is there where they are done. */
  works: `建设 新建 建 做 安装 装 接入 部署 割接 运行 完成 complete`,
  /** It says the contrary of the word behind it. */
  denial: `
    尚未 暂未 仍未 从未 并未 还未 未能 未曾 未予 未 尚无 暂无 仍无 均无 还没有 还没 没有 没 无法 不能 不可 不会 不曾 不 非 难以 零 无 勿 否 暂 仍 尚 no not none
    never without`,
  /** Words for a lack. */
  lack: `
    × ✗ ✘ ✕ ✖ ng 打不通 打不出 打不了 接不到 用不了 上不了 连不上 搜不到 搜索不到 收不到 测不到 不通 不行 不能用 (?:[一半零0]格|一点|半点|丝毫)(?:信号)?[都也]?没有? [零0]格 没网 无网 断网 断线 断掉 断 掉线 脱网 失联 无服务 没服务 拆除
    断电 停电 停用 关停 退网 中断 故障 失效 uncovered fail(?:ed|s|ure)?`,
  /** Words for a lack that a denial ends plainly: 无盲区. */
  hole: `信号盲区 盲区 盲点 盲 空白 死角 黑点 死区 漏覆盖 未覆盖区域? 弱覆盖区域? blind dead\\s?(?:zones?|spots?)`,
  /** Some of it, weak, now and then, or for a time: neither yes nor no. */
  partly: `
    绝大部分 大部分 部分 局部 个别 少部分 未通电 没通电 没有通电 尚未通电 少量 少数 零星 有的 有些 某些 一半 半 多数 大多 仅 只有 只 除了 除 以外 之外 其余 其它 其他 外 时有时无 时好时坏 时断时续 断断续续
    偶尔 有时 间歇 微弱 弱 较差 很差 差 不足 不好 不佳 不稳定 不稳 不强 不良 不畅 不理想 不太 不怎么 不大 不完全 不全 不算 谈不上 算不上 说不上 称不上 勉强 凑合 一般 尚可
    还可以 还行 还好 中等 中 基本上 基本 几乎 大致 大体 差不多 偏低 较低 偏弱 较弱 低 困难 问题 隐患 卡顿 卡 慢 延迟 杂音 刷不[了出动] 临时 应急 简易 过渡 试点 试运行
    调试 出入口 入口 出口 坡道 门口 附近 周边 边上 靠近 深处 往里 走到 角落 电梯 轿厢 楼道 地面 室外 户外 地上 隔壁 [东西南北]侧 一侧 两侧 中间 格 partial(?:ly)? partly
    weak poor fair marginal some spotty intermittent`,
  /** Works that are to come, or not done yet. */
  planned: `
    在建 施工 建设中 进行中 推进 实施 改造 安装中 调测 开工 动工 进场 到场 到货 正在 计划 规划 拟 将要 将 预计 预期 待建 待 准备 打算 争取 力争 即将 有望 年内 年底前 明年
    后年 下月 下周 下个月 下一 下半年 下季度 近期 尽快 马上 立项 签约 签订 签了 合同 协议 设计 勘察 勘查 踏勘 查勘 招标 中标 采购 申请 申报 报批 审批 报建 批复 洽谈 洽商
    协商 协调 沟通 谈判 商谈 排期 列入 纳入 需要 需求 需 亟需 要 应 希望 整改 再 planned plan pending in\\s?progress under\\s?construction ongoing upcoming
    scheduled`,
  /** Nobody knows, said or looked. */
  open: `
    不明 不详 不清楚 不清 不知道 不知 不确定 不好说 说不清 难说 未知 未反馈 没反馈 未回复 未回 未答复 未填报 未填 未报 未上报 未提供 未经测试 未测试 未测 没测 没有测 未去测
    没去测 未检测 未实测 未摸排 未排查 未核实 未核查 未核 未调查 未统计 未了解 未勘 未查 待查 待核 待测 待定 待确认 待补 待反馈 待回复 存疑 疑似 可能 也许 或许 大概 好像 似乎 应该
    估计 据说 听说 据 反映 反馈 口述 自述 自称 说 称 看情况 视情况 见备注 详见 见附件 见 另附 同前 无法判断 无法确认 无法核实 没去 联系不上 进不去 无人 未配合 unknown
    unclear unsure tbc tbd n/a not\\s?tested untested to\\s?be`,
  /** Generations of networks, of which each may have its own answer. */
  generation: `[2-5]g lte nr volte`,
  /** Locations in the garage, or in the community. */
  location: `
    b\\d 负[一二三四1-4]层? 地下[一二三四1-4]层 -[1-4]层? [东西南北中]区 [a-d]区 [一二三四五六\\d]期 \\d+(?:[-—~至]\\d+)?(?:号楼?|#楼?|幢|栋)`,
} as const;
