/**
 * Shanghai's districts in the order of the notice 沪经信基〔2023〕93号, with the names that stand in files and tables. `id`
 * is the name in Latin letters, which tables have too; `formerly` are districts and counties that
 * became part of one (State Council's approvals of 1992–2016), by the names that stand in old address books. Central
 * ones are smaller than their names on a map of the city.
 */
export const districts = [
  { id: 'pudong', name: '浦东新区', formerly: ['南汇区', '南汇县', '川沙县', '川沙'] },
  { id: 'minhang', name: '闵行区', formerly: ['上海县'] },
  { id: 'jiading', name: '嘉定区', formerly: ['嘉定县'] },
  { id: 'baoshan', name: '宝山区', formerly: ['宝山县', '吴淞区'] },
  { id: 'songjiang', name: '松江区', formerly: ['松江县'] },
  { id: 'qingpu', name: '青浦区', formerly: ['青浦县'] },
  { id: 'jingan', name: '静安区', isCentral: true, formerly: ['闸北区'] },
  { id: 'xuhui', name: '徐汇区', isCentral: true, formerly: [] },
  { id: 'yangpu', name: '杨浦区', isCentral: true, formerly: [] },
  { id: 'changning', name: '长宁区', isCentral: true, formerly: [] },
  { id: 'putuo', name: '普陀区', isCentral: true, formerly: [] },
  { id: 'fengxian', name: '奉贤区', formerly: ['奉贤县'] },
  { id: 'hongkou', name: '虹口区', isCentral: true, formerly: [] },
  { id: 'huangpu', name: '黄浦区', isCentral: true, formerly: ['卢湾区', '南市区'] },
  { id: 'jinshan', name: '金山区', formerly: ['金山县'] },
  { id: 'chongming', name: '崇明区', formerly: ['崇明县'] },
] as const;

/**
 * Street offices and towns of the districts (as of 2023), without 街道; a town with 镇 or 乡.
 */
export const streetsOf: Readonly<Record<string, string>> = {
  黄浦区: '南京东路 外滩 半淞园路 小东门 豫园 老西门 五里桥 打浦桥 淮海中路 瑞金二路',
  徐汇区: '天平路 湖南路 斜土路 枫林路 长桥 田林 虹梅路 康健新村 徐家汇 凌云路 龙华 漕河泾 华泾镇',
  长宁区: '华阳路 江苏路 新华路 周家桥 天山路 仙霞新村 程家桥 北新泾 新泾镇',
  静安区:
    '江宁路 石门二路 南京西路 静安寺 曹家渡 天目西路 北站 宝山路 共和新路 大宁路 彭浦新村 临汾路 芷江西路 彭浦镇',
  普陀区: '曹杨新村 长风新村 长寿路 甘泉路 石泉路 宜川路 万里 真如镇 长征镇 桃浦镇',
  虹口区: '欧阳路 曲阳路 广中路 嘉兴路 凉城新村 四川北路 北外滩 江湾镇',
  杨浦区: '定海路 平凉路 江浦路 四平路 控江路 长白新村 延吉新村 殷行 大桥 五角场 新江湾城 长海路',
  闵行区: '江川路 古美路 新虹 浦锦 莘庄镇 七宝镇 颛桥镇 华漕镇 虹桥镇 梅陇镇 吴泾镇 马桥镇 浦江镇',
  宝山区: '吴淞 友谊路 张庙 罗店镇 大场镇 杨行镇 月浦镇 罗泾镇 顾村镇 高境镇 庙行镇 淞南镇',
  嘉定区: '新成路 真新 嘉定镇 南翔镇 安亭镇 马陆镇 徐行镇 华亭镇 外冈镇 江桥镇',
  浦东新区:
    '潍坊新村 陆家嘴 周家渡 塘桥 上钢新村 南码头路 沪东新村 金杨新村 洋泾 浦兴路 东明路 花木 川沙新镇 高桥镇 北蔡镇 合庆镇 唐镇 曹路镇 金桥镇 高行镇 高东镇 张江镇 三林镇 惠南镇 周浦镇 新场镇 大团镇 康桥镇 航头镇 祝桥镇 泥城镇 宣桥镇 书院镇 万祥镇 老港镇 南汇新城镇',
  金山区: '石化 朱泾镇 枫泾镇 张堰镇 亭林镇 吕巷镇 廊下镇 金山卫镇 漕泾镇 山阳镇',
  松江区:
    '岳阳 永丰 方松 中山 广富林 九里亭 泗泾镇 佘山镇 车墩镇 新桥镇 洞泾镇 九亭镇 泖港镇 石湖荡镇 新浜镇 叶榭镇 小昆山镇',
  青浦区: '夏阳 盈浦 香花桥 朱家角镇 练塘镇 金泽镇 赵巷镇 徐泾镇 华新镇 重固镇 白鹤镇',
  奉贤区: '南桥镇 奉城镇 四团镇 柘林镇 庄行镇 金汇镇 青村镇 海湾镇 奉浦 金海 西渡',
  崇明区:
    '城桥镇 堡镇 新河镇 庙镇 竖新镇 向化镇 三星镇 港沿镇 中兴镇 陈家镇 绿华镇 港西镇 建设镇 新海镇 东平镇 长兴镇 新村乡 横沙乡',
};
