/** Simplified characters of the word lists, each followed by its traditional forms. */
const forms = [
  '墙牆墻 层層 负負 门門 闸閘 车車 库庫 楼樓 电電 间間閒 机機 变變 压壓 发發 强強 风風 报報 阀閥 换換 热熱 锅鍋 炉爐',
  '储儲 贮貯 设設 备備 仓倉 卫衛 办辦 动動 业業 卷捲 帘簾 挡擋 体體 块塊 内內 砖磚 线線 轴軸 标標 注註 图圖 签簽籤 区區 烟煙',
  '辅輔 闭閉 护護 费費 岗崗 桥橋 布佈 喷噴 头頭 给給 洁潔 绿綠 窗窓窻 厅廳 台臺 阶階 临臨 扩擴 侧側 说說 释釋 称稱 净淨凈',
  '详詳 样樣 顶頂 总總 准準 夹夾 家傢 双雙 单單 缴繳 号號 栋棟 园園 讯訊 网網 络絡 话話 运運 营營 开開 闭閉 表錶 桩樁 钢鋼',
  '铁鐵 轻輕 龙龍 浇澆 预預 铝鋁 属屬 镀鍍 温溫 浆漿 涂塗 气氣 结結 宽寬 长長 径徑 类類 别別 种種 构構 质質 无無 轮輪 筑築',
  '厕廁 杂雜 污汙 处處 邮郵 监監 升昇 尘塵 检檢 权權 两兩 级級 联聯 静靜 滤濾 飞飛 贵貴 宾賓 会會 议議 财財 进進 齐齊',
].flatMap((row) => row.split(' '));

const simplified = new Map(
  forms.flatMap((form) => {
    const [simple, ...others] = form;
    return others.map((other): [string, string] => [other, simple]);
  }),
);
const traditional = new RegExp(`[${[...simplified.keys()].join('')}]`, 'g');

/**
 * A text with the traditional characters of the word lists in their simplified forms, letter by letter: `地下二層平面圖`
 * is `地下二层平面图`. For comparing with words only; what is shown stays as it is written.
 */
export function foldTraditional(text: string): string {
  return text.replace(traditional, (letter) => simplified.get(letter)!);
}
