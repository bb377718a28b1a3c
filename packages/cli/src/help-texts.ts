/**
 * What `--help` says, in Chinese, by what it says in English. A key that ends in `…` stands for all that begin so; the rest takes
 * the place of the `…` in the translation.
 */
export const helpTextsZh: Readonly<Record<string, string>> = {
  '地库 Diku: plans mobile coverage in underground garages': '地库 Diku：地下车库移动通信覆盖规划',
  'output the version number': '显示版本号',
  'display help for command': '显示帮助',
  'one JSON document on stdout, nothing else there': '标准输出只写一个 JSON 文档',
  'zh or en (default: from the locale)': 'zh 或 en（默认随系统语言）',
  // The main job.
  'the main job: drawing (DXF) or plan → antennas, coverage, verdict, report':
    '主要工作：图纸（DXF）或方案 → 天线、覆盖、验收判定、报告',
  'where the results go': '结果所在文件夹',
  'lte, gsm-lte, lte-nr, gsm-lte-nr (with nr every carrier must reach the ratio), or a JSON file (default: the plan’s own, or lte)':
    'lte、gsm-lte、lte-nr、gsm-lte-nr（含 nr 时每个载波都要达到覆盖率），或 JSON 文件（默认：方案自带，否则 lte）',
  'antennas without a feeder network': '只布放天线，不设计馈线网络',
  // Antenna patterns.
  'antenna patterns of manufacturers (MSI/Planet .msi and .pln, NSMA WG16.99.050): what they say, and as a type of antenna in a plan':
    '厂家的天线方向图（MSI/Planet .msi、.pln，NSMA WG16.99.050）：查看内容，并作为方案中的天线类型',
  'of files that name none, MHz': '文件未注明时的频率，MHz',
  'plan that gets the antenna type, with the pattern of each file for its band':
    '加入该天线类型的方案，每个文件是一个频段的方向图',
  'what the plan calls the type (default: the name in the first file)':
    '方案中该类型的名称（默认：第一个文件中的名称）',
  'antennas of the plan that become of the type: ANT1-B1,ANT2-B1': '改为该类型的天线：ANT1-B1,ANT2-B1',
  'the plan with the antenna type': '含该天线类型的方案',
  // Placing.
  'antenna positions with a lower bound; antennas with "fixed": true stay':
    '布放天线并给出下界；"fixed": true 的天线不动',
  'plan with the antennas': '带天线的方案',
  'what may be placed: some of …': '可以布放的种类，取其中几种：…',
  'spacing of the candidates in metres, or a CSV of your own: x,y,level[,height,type,azimuth]':
    '候选位置的间距（米），或自己的 CSV：x,y,level[,height,type,azimuth]',
  'fewest antennas, or least cost with the network in it': '天线最少（antennas），或连同网络费用最低（cost）',
  'parts with prices and losses, JSON (default: the built-in one)':
    '器件、价格与损耗，JSON（默认：内置目录）',
  'keeps every antenna of the plan and adds what is missing': '方案中的天线全部保留，只补不足',
  'an antenna that is refused, repeatable: what becomes of the others':
    '被拒绝的天线，可重复：看其余天线如何调整',
  'nothing within this of a refused antenna (default: 5)': '被拒绝的天线周围多少米内不再布放（默认 5）',
  'end once (antennas − lower bound) / antennas is no more than this':
    '（天线数 − 下界）/ 天线数不大于此值即结束',
  'search budget of the placement': '布放的搜索预算',
  'seed of every random choice': '随机选择的种子',
  'emergency stop; the output says when it struck': '紧急时限（秒）；到时输出会注明',
  // Doubts of the import.
  'doubts of the import that somebody has looked at and accepts: CODE, or CODE:LEVEL for one level':
    '已由人工核对并接受的识别疑点：名称，或“名称:楼层”只接受某一层的',
  'with --accept: who accepts': '与 --accept 同用：由谁接受',
  'with --accept: when, as YYYY-MM-DD; no clock is asked':
    '与 --accept 同用：接受日期，YYYY-MM-DD；不取系统时间',
  // The feeder network.
  'what ports aim at above the plan, dB: 0, 0.5 or 1, and nothing is predicted; auto: by predictions, the least with which the target is met, where it is met with nominal powers':
    '端口目标功率比方案高多少 dB：0、0.5 或 1，不作预测；auto：标称功率下达标而接入网络后未达标时，按预测取能达标的最小值',
  // Shared.
  'JSON file that overrides values of the requirement profile': '覆盖验收要求取值的 JSON 文件',
  'RSRP at ground level near ramps and gates, dBm: telecom=-91,mobile=-95; what comes in counts':
    '坡道与出入口处的地面 RSRP，dBm：telecom=-91,mobile=-95；室外进入的信号计入',
  'demanded chance to pass the acceptance': '要求的验收通过概率',
  'of the acceptance test; share: the share measured is enough; confidence: it is proved with the confidence; default: the plan’s':
    '验收测试的规则；share：实测比例达到即可；confidence：须以置信度证明；默认：方案自带',
  'where the acceptance test has the phone at a location in a bay; default: the plan’s':
    '验收测试在车位内测点时手机的位置；默认：方案自带',
  'share of the bays with a car on the day of the acceptance test, 0–1; default: the plan’s':
    '验收测试当天停有车辆的车位比例，0–1；默认：方案自带',
  'cell size of the fields': '场的网格大小（米）',
  "propagation model; default: the plan's own, else dominant-path":
    '传播模型；默认：方案自带，否则 dominant-path',
  'states of shutters and cars to judge too: all, none, or some of …':
    '另外判定的卷帘与停车状态：all、none，或其中几种：…',
  'for every state that is judged and fails, places antennas anew and says how many pass in it; each takes as long as a placement (see place), --time-limit bounds them all (default: no)':
    '为每个判定后未通过的状态另行布放天线，给出通过所需的数量；每个状态与一次布放（见 place）同样长，总时间由 --time-limit 限定（默认：否）',
  'states that must pass besides the plan as it stands: all, none, or ids as of --scenarios':
    '除方案本身外也必须通过的状态：all、none，或 --scenarios 的编号',
  'worker threads (default: one per processor)': '工作线程数（默认：每个处理器一个）',
  'of a picture (PNG, JPEG): its scale': '图片（PNG、JPEG）的比例',
  'of a picture: two pixels and the metres between them': '图片上两个像素及其间的米数',
  // Import.
  'drawing (DXF, IFC, GeoJSON, OSM XML; PNG or JPEG with a scale) → plan; of GeoJSON and OSM also one file per level':
    '图纸（DXF、IFC、GeoJSON、OSM XML；带比例的 PNG、JPEG）→ 方案；GeoJSON 与 OSM 可每层一个文件',
  'the plan': '方案',
  'unit of the drawing (default: recognised)': '图纸单位（默认自动识别）',
  'JSON: layer name → what it holds; wins over the preset': 'JSON：图层名 → 内容；优先于预设',
  "what an office's drawings have in common: a file, or aia, generic, tianzheng":
    '同一设计院图纸的共同约定：文件，或 aia、generic、tianzheng',
  'JSON: what was decided on looking at an earlier import; wins over all':
    'JSON：先前核对时的决定；优先于一切',
  'units, layers, blocks and texts of this import as a preset for the next ones':
    '把本次的单位、图层、图块、文字存为预设，供以后使用',
  'only this level': '只取这一层',
  'beside the plan: a page and a PNG per level, the drawing with what was recognised over it':
    '在方案旁另写一个网页和每层一张 PNG：图纸叠加识别结果',
  'every stage of the import: source, entities, drawing, evidence, plan':
    '导入的各个阶段：来源、实体、图形、依据、方案',
  'check a plan file: schema and sense': '检查方案文件：格式与合理性',
  // Predictions and links.
  'fields and coverage for the antennas in the plan': '按方案的天线预测场强与覆盖',
  'writes a GeoTIFF and a PNG per level and carrier': '每层每个载波写一个 GeoTIFF 和一张 PNG',
  'with --out, comma-separated: …': '与 --out 合用，逗号分隔：…',
  'CSV with x,y,z,level: signal per point, path loss per antenna, instead of the verdict':
    '含 x,y,z,level 的 CSV：输出各点信号与各天线路径损耗，不作判定',
  "with --points; default: the plan's first carrier": '与 --points 合用；默认为方案的第一个载波',
  'path loss in dB in d, f, lambda and the constants of the plan’s formula; the model is then custom':
    '路径损耗公式（dB），变量 d、f、lambda 及方案中的常数；模型即为 custom',
  'one link, term by term; --model ray: by rays, an independent check':
    '逐项列出一条链路；--model ray 用射线独立核对',
  'antenna id, or x,y,z,LEVEL in metres': '天线编号，或 x,y,z,楼层（米）',
  'x,y,z,LEVEL in metres': 'x,y,z,楼层（米）',
  "default: the plan's first carrier": '默认为方案的第一个载波',
  'evaluate a path-loss or material model: diku model free-space --frequencyMhz 3500 --distanceM 10':
    '单独计算路径损耗或材料模型：diku model free-space --frequencyMhz 3500 --distanceM 10',
  'the models and their inputs': '列出模型及其输入',
  'JSON array of { "model", "inputs" }; results come in the same order':
    '由 { "model", "inputs" } 组成的 JSON 数组；结果顺序相同',
  // The network.
  'the feeder network: cables, splitters, couplers, bill and rules; status 1 when a rule fails':
    '馈线网络：线缆、功分器、耦合器、材料表与规则；有规则未通过时退出状态为 1',
  'plan with the network': '带网络的方案',
  'parts and prices as JSON (default: the built-in catalogue)': '器件与价格，JSON（默认：内置目录）',
  // Verdicts.
  'the acceptance target: exit status 0 met, 1 not': '验收目标：退出状态 0 达标，1 未达标',
  'electromagnetic fields at head height against GB 8702-2014: exit status 0 within, 1 not':
    '头部高度的电磁场对照 GB 8702-2014：退出状态 0 在限值内，1 超出',
  'the notice to residents on one page: .pdf or .html': '居民告知书（一页）：.pdf 或 .html',
  'of the notice: whom to ask (default: a line to write on)': '告知书上的联系方式（默认留空手填）',
  'of the notice: when the works are (default: a line to write on)': '告知书上的施工时间（默认留空手填）',
  'of the notice (default: a line to write on)': '告知书上的日期（默认留空手填）',
  "every number of the requirement profile with unit and source (a plan's own, or the built-in one); --json prints the file that --profile reads":
    '验收要求的每个取值、单位与来源（方案自带或内置）；--json 输出 --profile 可读的文件',
  // The acceptance test.
  'acceptance test: how many points, where, on which way, how many may fail':
    '验收测试：多少点、在哪里、走哪条路线、允许几点不合格',
  'number of random locations; default: what the plan’s test has': '随机测点数；默认为方案验收测试的测点数',
  '.csv to fill in, .html to print, .json, or a folder for all and a sheet per level':
    '.csv 供填写，.html 供打印，.json，或文件夹（全部及每层一张图）',
  'fit the model to a walk test (CSV), with errors before and after on held-back areas':
    '用步测（CSV）校准模型，并给出留出区域校准前后的误差',
  'the plan with the calibrated model; default: only the report': '带校准模型的方案；默认只给出报告',
  'documents of a network that is stale too: every page says STALE and what moved (default: status 65)':
    '馈线网络已失效时也出文件：每页注明“已失效”及变动内容（默认：状态 65）',
  'fit also with the powers of a network that is stale (default: status 65)':
    '馈线网络已失效时也按其口功率拟合（默认：状态 65）',
  'write the plan also where errors in held-back areas are not smaller': '留出区域误差没有变小也写方案',
  'level of the rows where the file names none': '文件未注明楼层的行所属楼层',
  'operator of the rows where the file names none': '文件未注明运营商的行所属运营商',
  'of longitude and latitude': '经纬度的坐标系',
  'readings at or below it are taken as not heard': '不高于此值的读数视为收不到',
  'a walk test against the target, measured against predicted: exit status 0 passed, 1 not':
    '按目标判定步测，并对照预测：退出状态 0 通过，1 未通过',
  'judges this one; rows without an operator are of it': '只判定这一家；未注明运营商的行归它',
  'level of rows without one': '未注明楼层的行所属楼层',
  'of longitude and latitude; default: named or tried': '经纬度的坐标系；默认按注明或试算',
  'readings at or below it are below what the phone hears': '不高于此值的读数低于手机灵敏度',
  'the phone was in a car wherever the place is in a bay': '在车位内的点，手机在车内',
  'chargers, gates and payment points do not decide': '充电桩、出入口与缴费点不参与判定',
  'the judgement as .html, with charts and maps, or as .json': '判定结果：.html（含图表与地图）或 .json',
  // The programme.
  "the city's garages: from the districts' status tables to the month's statistics":
    '全市地下车库：从各区现状表到每月统计',
  'communities in the order of the criteria of the notice, with a reason each':
    '按通知的标准给小区排序，逐个说明理由',
  'fills the quotas of districts and quarters by rank; status 1 where one cannot be met':
    '按排序落实各区各季度指标；有指标不能落实时退出状态为 1',
  'the whole list as .csv or .xlsx': '完整名单，.csv 或 .xlsx',
  'the whole list as .csv or .xlsx, or a map as .svg': '完整名单，.csv 或 .xlsx；或地图，.svg',
  'of the coordinates in the table': '表中坐标的坐标系',
  'JSON: points per criterion, as under weights of --json; the rest stays':
    'JSON：各项标准的权重，同 --json 的 weights；未写的不变',
  'ground signal below it is weak, and its community listed for network optimisation (default: -105)':
    '地面信号低于此值为弱，小区列入网络优化名单（默认 -105）',
  'only those of one district, ranked among all': '只列一个区的小区（仍按全市排名）',
  'how many are shown': '显示多少个',
  'JSON as under quotas of --json (default: the notice of 2023)':
    'JSON，同 --json 的 quotas（默认：2023 年通知）',
  "the first quarter that can still be filled (default: 1, of the programme's file the present one)":
    '从第几季度起还能安排（默认 1；进度文件默认为当前季度）',
  "of the programme's file: those chosen take that step, with the quarter as due":
    '仅限进度文件：所选小区记为已选定，并写明计划季度',
  'what owners must have said for a community to be chosen':
    '业主意愿须满足：agreed 已同意；not-refused 没有不同意',
  "a district's status table (CSV, XLSX) → clean communities, with every judgement made":
    '各区现状表（CSV、XLSX）→ 整理后的小区，并列出每一处判断',
  'the communities and the judgements as .json': '小区与判断，.json',
  'the judgements as .csv: record, column, as written, read as, reason':
    '判断清单，.csv：记录、列、原文、读作、理由',
  'JSON: what the yes of columns says that the reading asks about':
    'JSON：对读表时所提问题的回答：这些列的“是”说明什么',
  'JSON: sheet, header rows, column → field; wins over what is recognised':
    'JSON：工作表、表头行、列 → 内容；优先于自动识别',
  'what was recognised, as JSON for --columns of the next table':
    '把识别结果存为 JSON，供下一张表的 --columns 使用',
  "the programme's file: new communities are added, known ones keep their steps":
    '进度文件：新增小区，已有小区保留进展',
  'on which they were surveyed (default: today)': '摸排日期（默认：今天）',
  'communities take a step, or the steps of a table that was filled in; all of them or none':
    '推进小区所处阶段，逐个指定或用填好的进度表；要么全部记录，要么都不记录',
  'the table of "export" as it was filled in, .csv or .xlsx': '填好的进度表（export 导出），.csv 或 .xlsx',
  'what "batch" made: communities whose plan meets its target are planned, of the others the reason is told':
    'batch 的结果文件夹：方案达标的小区记为已出方案，其余逐个说明原因',
  'of the step (default: today)': '该步的日期（默认：今天）',
  'kept with the step; a step back needs one': '备注，随该步保存；退回时必填',
  'in which it is to be accepted, such as 2026-Q4': '计划验收的季度，如 2026-Q4',
  'test report for an acceptance: what accept --json printed': '验收所据测试报告：accept --json 的输出',
  "the community's plan: what plan or check --json printed": '小区方案：plan 或 check --json 的输出',
  'so long for another process at work on the file': '文件被另一进程占用时最多等待的秒数',
  'the table of progress, to be filled in and read again by "advance --table"':
    '导出进度表，填好后由 “advance --table” 读回',
  '.csv or .xlsx; as .json the whole programme, for the planner':
    '.csv 或 .xlsx；.json 为全部数据，供规划界面打开',
  'of the coordinates in the table; for .json': '表中坐标的坐标系；用于 .json',
  'the month against the quotas, what is late, the forecast; of one community its history':
    '当月完成情况与指标对照、滞后小区、预测；给出编号则为该小区的进展记录',
  "the month's statistics by district and quarter against the quotas, as a document":
    '月度统计文件：各区各季度完成情况与指标对照',
  '.xlsx tables down to the rows; .pdf to print; .html page': '.xlsx 各表直至明细；.pdf 打印；.html 网页',
  'up to its last day, such as 2026-11 (default: up to today)':
    '统计到该月最后一天，如 2026-11（默认：到今天）',
  "districts and quarters, JSON (default: those of the notice, for the month's year)":
    '各区各季度指标，JSON（默认：通知附表，按统计月份的年度）',
  // Papers and the planner.
  "the community's plan as documents: page, drawings, tables": '小区方案的文件：网页、图纸、表格',
  '.html page; .pdf drawings and tables; .zip construction pack; .xlsx, .csv tables; .svg, .dxf drawings':
    '.html 网页；.pdf 图纸与表格；.zip 施工图册；.xlsx、.csv 表格；.svg、.dxf 图纸',
  'pdf: plan (default), pack (with schedule of work and acceptance test); csv: bill (default), ports, cables, devices, schedule, rules, assumptions; svg: diagram (default), floor; dxf: floor (default), diagram':
    'pdf：plan（默认）、pack（含施工进度与验收测试）；csv：bill（默认）、ports、cables、devices、schedule、rules、assumptions；svg：diagram（默认）、floor；dxf：floor（默认）、diagram',
  'only this level; may be given again': '只取这一层；可重复',
  "dxf: a copy of the architect's drawing with the plan on layers of its own":
    'dxf：建筑图的副本，方案画在自己的图层上',
  'size of the sheets': '图幅',
  'for the title block (default: left blank)': '标题栏的日期（默认留空）',
  'pdf: for characters that the bundled font lacks; may be given again': 'pdf：补充内置字库没有的字；可重复',
  // Batches.
  'the main job on a folder of drawings and plans, or on a list of them; resumable':
    '对一个文件夹或清单中的图纸与方案逐个执行主要工作；可续跑',
  'the result set: a folder per community, tables, a summary': '结果集：每个小区一个文件夹，另有表格与汇总',
  'keeps results that are still right': '沿用仍然有效的结果',
  'makes all results anew': '全部重做',
  'with --queue: how long to wait for a worker of the same build':
    '与 --queue 同用：最多等多久同一版本的执行进程（秒）',
  'exit status 1 where fewer of all communities meet the target': '达标小区的比例低于此值时退出状态为 1',
  'redis://…: jobs are run by diku worker, as many as there are, with their own limits':
    'redis://…：由 diku worker 执行（数量不限），时限与内存上限以 worker 的为准',
  'a queue on another machine: drawings and results go over the network':
    '允许其他机器上的队列：图纸与结果会经过网络',
  'runs the jobs of diku batch --queue, on this machine or another':
    '执行 diku batch --queue 的任务，在本机或其他机器上',
  'longest time of one garage': '单个小区的时限（秒）',
  'largest memory of one worker process': '单个工作进程的内存上限（MB）',
  'the planner in a browser, on this machine only': '浏览器中的规划界面，仅限本机',
  'port (default: …': '端口（默认：…',
  'open it in the browser': '在浏览器中打开',
};
