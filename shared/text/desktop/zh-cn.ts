import type { DesktopText } from './en';

/** Every word outside the page in Simplified Chinese. */
export const zhCn: DesktopText = {
  tray: {
    open: '打开 Culvert',
    start: '启动',
    stop: '停止',
    quit: '退出',
    none: '还没有隧道',
    summary: (connected, all) => `Culvert：${all} 条隧道中 ${connected} 条已连接`,
  },
  menu: {
    file: '文件',
    settings: '设置…',
    close: '关闭窗口',
    quit: '退出 Culvert',
    edit: '编辑',
    undo: '撤销',
    redo: '重做',
    cut: '剪切',
    copy: '复制',
    paste: '粘贴',
    selectAll: '全选',
    view: '视图',
    tunnels: '隧道',
    log: '日志',
    actualSize: '实际大小',
    larger: '放大',
    smaller: '缩小',
    fullScreen: '全屏',
    developerTools: '开发者工具',
    window: '窗口',
    minimize: '最小化',
  },
  dialogs: {
    chooseImport: '从文件导入隧道',
    permitCommand: '允许此隧道运行程序吗？',
    permitDetail:
      '每次连接时，Culvert 都会以您的身份在本机运行它。只有在您自己写下或清楚其作用时才允许。',
    permit: '允许',
    doNotPermit: '不允许',
    chooseKey: '选择私钥',
    chooseFlowLogs: '选择流日志',
    keyFiles: '私钥',
    allFiles: '所有文件',
    exportFile: '导出隧道',
  },
  notices: {
    stillRunning: {
      title: 'Culvert 仍在运行',
      body: '关闭窗口后隧道保持连接。再次启动 Culvert 或使用托盘图标即可重新打开窗口。退出会结束所有隧道。',
    },
    notSaved: {
      title: '无法保存更改',
      body: (why) => `Culvert 会以当前状态继续运行，并每 30 秒重试保存。系统提示：${why}`,
    },
    savedAgain: {
      title: '更改已重新保存',
      body: '期间所做的更改都已写入磁盘。',
    },
  },
  tunnelNotices: {
    attention: (name) => `${name}：需要处理`,
    lost: (name) => `${name}：连接已断开`,
    back: (name) => `${name}：已重新连接`,
    backBody: '请求又可以通过隧道了。',
    page: (name, page) => `${name}：${page} 停止响应`,
    pages: (name, count) => `${name}：${count} 个页面停止响应`,
  },
  refused: {
    title: 'Culvert 无法启动',
    newer: (file) =>
      `${file} 由更新版本的 Culvert 写入。请重新安装该版本，或将此文件移到别处后再启动。未做任何改动。`,
    unreadable: (file) => `无法读取 ${file}。请检查其所有者和权限。未做任何改动。`,
  },
};
