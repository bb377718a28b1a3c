/** Every sentence of the planner, Chinese and English side by side. `{name}` is filled in. */
export declare const texts: {
    readonly title: {
        readonly zh: "地库";
        readonly en: "Diku";
    };
    readonly open: {
        readonly zh: "打开";
        readonly en: "Open";
    };
    readonly openTip: {
        readonly zh: "打开方案或 DXF 图纸（Ctrl+O）";
        readonly en: "Open a plan or a DXF drawing (Ctrl+O)";
    };
    readonly save: {
        readonly zh: "保存";
        readonly en: "Save";
    };
    readonly saveTip: {
        readonly zh: "保存方案文件（Ctrl+S）";
        readonly en: "Save the plan file (Ctrl+S)";
    };
    readonly undo: {
        readonly zh: "撤销";
        readonly en: "Undo";
    };
    readonly redo: {
        readonly zh: "重做";
        readonly en: "Redo";
    };
    readonly level: {
        readonly zh: "楼层";
        readonly en: "Level";
    };
    readonly stacked: {
        readonly zh: "叠层";
        readonly en: "Stacked";
    };
    readonly stackedTip: {
        readonly zh: "各层叠放，层间距已拉大（0）";
        readonly en: "All levels above each other, gaps enlarged (0)";
    };
    readonly view3d: {
        readonly zh: "三维";
        readonly en: "3D";
    };
    readonly view2d: {
        readonly zh: "平面";
        readonly en: "Plan";
    };
    readonly viewTip: {
        readonly zh: "三维 / 平面（T）";
        readonly en: "3D / plan view (T)";
    };
    readonly fitTip: {
        readonly zh: "全部显示（F）";
        readonly en: "Show all (F)";
    };
    readonly fit: {
        readonly zh: "全图";
        readonly en: "Fit";
    };
    readonly carrier: {
        readonly zh: "载波";
        readonly en: "Carrier";
    };
    readonly quantity: {
        readonly zh: "指标";
        readonly en: "Quantity";
    };
    readonly rsrp: {
        readonly zh: "RSRP";
        readonly en: "RSRP";
    };
    readonly sinr: {
        readonly zh: "SINR";
        readonly en: "SINR";
    };
    readonly probability: {
        readonly zh: "达标概率";
        readonly en: "Probability served";
    };
    readonly language: {
        readonly zh: "EN";
        readonly en: "中";
    };
    readonly languageTip: {
        readonly zh: "Switch to English";
        readonly en: "切换为中文";
    };
    readonly telecom: {
        readonly zh: "电信";
        readonly en: "Telecom";
    };
    readonly mobile: {
        readonly zh: "移动";
        readonly en: "Mobile";
    };
    readonly unicom: {
        readonly zh: "联通";
        readonly en: "Unicom";
    };
    readonly broadnet: {
        readonly zh: "广电";
        readonly en: "Broadnet";
    };
    readonly passChance: {
        readonly zh: "通过验收的概率";
        readonly en: "Chance to pass";
    };
    readonly passRule: {
        readonly zh: "{operator}：测试行走中不低于 {ratio} 位置达标的概率；要求 ≥ {confidence}。预期达标面积 {expected}，中值 {median}";
        readonly en: "{operator}: chance that the acceptance walk finds at least {ratio} of locations served; required ≥ {confidence}. Expected share {expected}, median {median}";
    };
    readonly chargers: {
        readonly zh: "充电桩";
        readonly en: "Chargers";
    };
    readonly gates: {
        readonly zh: "道闸";
        readonly en: "Gates";
    };
    readonly payments: {
        readonly zh: "缴费点";
        readonly en: "Payment points";
    };
    readonly pointRule: {
        readonly zh: "每个运营商在该点扫码成功的概率都 ≥ {probability}";
        readonly en: "every operator serves the point with probability ≥ {probability}";
    };
    readonly antennas: {
        readonly zh: "天线";
        readonly en: "Antennas";
    };
    readonly antennaCount: {
        readonly zh: "{count} 副天线";
        readonly en: "{count} antennas";
    };
    readonly lowerBound: {
        readonly zh: "已证明至少 {count}";
        readonly en: "proven minimum {count}";
    };
    readonly changeTip: {
        readonly zh: "最近一次改动带来的变化（百分点）";
        readonly en: "change by the last edit, percentage points";
    };
    readonly targetMet: {
        readonly zh: "达到目标";
        readonly en: "Target met";
    };
    readonly targetMissed: {
        readonly zh: "未达目标";
        readonly en: "Target missed";
    };
    readonly limiting: {
        readonly zh: "决定因素：{operator}，{reason}";
        readonly en: "Decided by {operator}: {reason}";
    };
    readonly stateNone: {
        readonly zh: "尚无结论";
        readonly en: "No verdict yet";
    };
    readonly stateComputing: {
        readonly zh: "计算中 {percent}";
        readonly en: "Computing {percent}";
    };
    readonly stateStale: {
        readonly zh: "旧值：改动后待重算";
        readonly en: "Old figures: to be recomputed";
    };
    readonly stateFresh: {
        readonly zh: "已更新";
        readonly en: "Current";
    };
    readonly stateFailed: {
        readonly zh: "计算失败";
        readonly en: "Failed";
    };
    readonly legendRequired: {
        readonly zh: "要求 ≥ {limit} {unit}";
        readonly en: "required ≥ {limit} {unit}";
    };
    readonly legendBelow: {
        readonly zh: "低于要求";
        readonly en: "below requirement";
    };
    readonly legendStatistic: {
        readonly zh: "中值 · 手机高 {height} m";
        readonly en: "median · phone at {height} m";
    };
    readonly legendProbabilityStatistic: {
        readonly zh: "计阴影衰落 · 手机高 {height} m";
        readonly en: "with shadowing · phone at {height} m";
    };
    readonly legendShare: {
        readonly zh: "占面积";
        readonly en: "of floor";
    };
    readonly legendUncounted: {
        readonly zh: "不计入验收";
        readonly en: "not counted";
    };
    readonly legendUnserved: {
        readonly zh: "无信号";
        readonly en: "no service";
    };
    readonly legendContour: {
        readonly zh: "要求等值线";
        readonly en: "limit contour";
    };
    readonly legendIsolate: {
        readonly zh: "只看这一级";
        readonly en: "Show this class alone";
    };
    readonly legendCoarse: {
        readonly zh: "粗算 {metres} m";
        readonly en: "coarse {metres} m";
    };
    readonly legendStale: {
        readonly zh: "旧值";
        readonly en: "old";
    };
    readonly legendEmpty: {
        readonly zh: "尚未计算";
        readonly en: "not computed";
    };
    readonly probeHint: {
        readonly zh: "指向地面读数";
        readonly en: "point at the floor for a value";
    };
    readonly probeOutside: {
        readonly zh: "不计入验收";
        readonly en: "not counted";
    };
    readonly probeLink: {
        readonly zh: "{antenna} · 路损 {loss} dB = {terms}";
        readonly en: "{antenna} · path loss {loss} dB = {terms}";
    };
    readonly termDistance: {
        readonly zh: "距离";
        readonly en: "distance";
    };
    readonly termWall: {
        readonly zh: "墙";
        readonly en: "wall";
    };
    readonly termColumn: {
        readonly zh: "柱";
        readonly en: "column";
    };
    readonly termOpening: {
        readonly zh: "门";
        readonly en: "door";
    };
    readonly termLeakage: {
        readonly zh: "绕行上限";
        readonly en: "way around";
    };
    readonly termSlab: {
        readonly zh: "楼板";
        readonly en: "slab";
    };
    readonly hintSelect: {
        readonly zh: "拖动天线移动 · 方向键 0.1 m，Shift 1 m · Ctrl+Z 撤销 · Esc 取消";
        readonly en: "drag an antenna to move it · arrows 0.1 m, Shift 1 m · Ctrl+Z undo · Esc cancel";
    };
    readonly hintDrag: {
        readonly zh: "松开放下 · Esc 放回原处";
        readonly en: "release to place · Esc puts it back";
    };
    readonly hintPlace: {
        readonly zh: "点地面放一副天线 · Esc 退出";
        readonly en: "click the floor to place one antenna · Esc leaves";
    };
    readonly toolSelect: {
        readonly zh: "选择（V）";
        readonly en: "Select (V)";
    };
    readonly toolPlace: {
        readonly zh: "放置天线（A）";
        readonly en: "Place an antenna (A)";
    };
    readonly antennaLabel: {
        readonly zh: "天线 {id}，{level}，东 {x} m，北 {y} m，高 {height} m";
        readonly en: "Antenna {id}, {level}, east {x} m, north {y} m, height {height} m";
    };
    readonly inspectorCommunity: {
        readonly zh: "小区";
        readonly en: "Community";
    };
    readonly inspectorLevels: {
        readonly zh: "楼层";
        readonly en: "Levels";
    };
    readonly inspectorCarriers: {
        readonly zh: "载波（预期 / 中值达标）";
        readonly en: "Carriers (expected / median share)";
    };
    readonly inspectorPoints: {
        readonly zh: "重点位置";
        readonly en: "Points";
    };
    readonly inspectorAntennas: {
        readonly zh: "天线";
        readonly en: "Antennas";
    };
    readonly inspectorAntenna: {
        readonly zh: "天线";
        readonly en: "Antenna";
    };
    readonly position: {
        readonly zh: "位置";
        readonly en: "Position";
    };
    readonly east: {
        readonly zh: "东 m";
        readonly en: "East m";
    };
    readonly north: {
        readonly zh: "北 m";
        readonly en: "North m";
    };
    readonly height: {
        readonly zh: "挂高";
        readonly en: "Height";
    };
    readonly cell: {
        readonly zh: "小区编号";
        readonly en: "Cell";
    };
    readonly type: {
        readonly zh: "类型";
        readonly en: "Type";
    };
    readonly ceilingOmni: {
        readonly zh: "吸顶全向";
        readonly en: "ceiling omni";
    };
    readonly isotropic: {
        readonly zh: "各向同性";
        readonly en: "isotropic";
    };
    readonly area: {
        readonly zh: "面积";
        readonly en: "Area";
    };
    readonly counted: {
        readonly zh: "计入";
        readonly en: "counted";
    };
    readonly remove: {
        readonly zh: "删除天线";
        readonly en: "Remove antenna";
    };
    readonly place: {
        readonly zh: "自动布放天线";
        readonly en: "Place antennas";
    };
    readonly placing: {
        readonly zh: "正在布放天线 {percent}";
        readonly en: "Placing antennas {percent}";
    };
    readonly placed: {
        readonly zh: "布放 {count} 副天线，已证明至少 {bound}";
        readonly en: "Placed {count} antennas, proven minimum {bound}";
    };
    readonly placedUnserved: {
        readonly zh: "{count} 处达不到要求";
        readonly en: "{count} places cannot be served";
    };
    readonly cancel: {
        readonly zh: "取消";
        readonly en: "Cancel";
    };
    readonly close: {
        readonly zh: "关闭";
        readonly en: "Close";
    };
    readonly reading: {
        readonly zh: "正在读取 {file}";
        readonly en: "Reading {file}";
    };
    readonly importing: {
        readonly zh: "正在识别图纸 {percent}";
        readonly en: "Recognising the drawing {percent}";
    };
    readonly opened: {
        readonly zh: "已打开 {file}";
        readonly en: "Opened {file}";
    };
    readonly importWarnings: {
        readonly zh: "{count} 条提示";
        readonly en: "{count} warnings";
    };
    readonly cancelled: {
        readonly zh: "已取消，方案未改动";
        readonly en: "Cancelled; the plan is unchanged";
    };
    readonly saved: {
        readonly zh: "已保存 {file}";
        readonly en: "Saved {file}";
    };
    readonly failedFile: {
        readonly zh: "无法打开 {file}，方案未改动";
        readonly en: "Cannot open {file}; the plan is unchanged";
    };
    readonly failedWork: {
        readonly zh: "没有完成";
        readonly en: "Did not finish";
    };
    readonly problem: {
        readonly zh: "{at}：读到 {found}，应为 {expected}";
        readonly en: "{at}: found {found}; expected {expected}";
    };
    readonly moreProblems: {
        readonly zh: "另有 {count} 处";
        readonly en: "{count} more";
    };
    readonly tooLarge: {
        readonly zh: "文件超过 {limit} MB";
        readonly en: "The file is larger than {limit} MB";
    };
    readonly dwgExpected: {
        readonly zh: "DXF：请在 CAD 中另存为 DXF（AutoCAD、中望、浩辰均可）再拖入";
        readonly en: "DXF: save the drawing as DXF in your CAD program, then drop it here";
    };
    readonly emptyTitle: {
        readonly zh: "把图纸或方案拖到这里";
        readonly en: "Drop a drawing or a plan here";
    };
    readonly emptyText: {
        readonly zh: "DXF 图纸或 .diku.json 方案。文件只在本机处理，不会上传。";
        readonly en: "A DXF drawing or a .diku.json plan. Files stay on this computer.";
    };
    readonly emptyOpen: {
        readonly zh: "选择文件…";
        readonly en: "Choose a file…";
    };
    readonly emptyExample: {
        readonly zh: "打开示例地库";
        readonly en: "Open the example garage";
    };
    readonly stepDrawing: {
        readonly zh: "图纸";
        readonly en: "Drawing";
    };
    readonly stepReview: {
        readonly zh: "核对";
        readonly en: "Review";
    };
    readonly stepPlace: {
        readonly zh: "布放";
        readonly en: "Place";
    };
    readonly stepVerdict: {
        readonly zh: "结论";
        readonly en: "Verdict";
    };
    readonly dropHere: {
        readonly zh: "松开即打开";
        readonly en: "Release to open";
    };
    readonly noWebgl: {
        readonly zh: "此浏览器不支持 WebGL2，无法显示三维图";
        readonly en: "This browser has no WebGL2 for the 3D view";
    };
    readonly served: {
        readonly zh: "达标";
        readonly en: "served";
    };
    readonly notRequired: {
        readonly zh: "不作要求";
        readonly en: "not required";
    };
    readonly notServed: {
        readonly zh: "不达标";
        readonly en: "not served";
    };
    readonly charger: {
        readonly zh: "充电桩";
        readonly en: "Charger";
    };
    readonly gate: {
        readonly zh: "道闸";
        readonly en: "Gate";
    };
    readonly payment: {
        readonly zh: "缴费点";
        readonly en: "Payment";
    };
    readonly 'lift-lobby': {
        readonly zh: "电梯厅";
        readonly en: "Lift lobby";
    };
    readonly other: {
        readonly zh: "其他";
        readonly en: "Other";
    };
    readonly stepMove: {
        readonly zh: "移动天线";
        readonly en: "move antenna";
    };
    readonly stepAdd: {
        readonly zh: "放置天线";
        readonly en: "place antenna";
    };
    readonly stepRemove: {
        readonly zh: "删除天线";
        readonly en: "remove antenna";
    };
    readonly stepOpen: {
        readonly zh: "打开文件";
        readonly en: "open file";
    };
    readonly stepPlaceAll: {
        readonly zh: "自动布放";
        readonly en: "place all";
    };
};
export type TextKey = keyof typeof texts;
